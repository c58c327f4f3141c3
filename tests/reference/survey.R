# Reference values for the survey room, computed by R's survey package.
# Needed only to make survey.json again:  Rscript survey.R   (Debian: r-cran-survey, r-cran-jsonlite)
# Each entry keeps the call that made it; the call is run from the very text that is kept.

suppressPackageStartupMessages({library(survey); library(jsonlite)})
here <- function(name) file.path("data", paste0(name, ".csv"))
strat <- read.csv(here("apistrat")); clus1 <- read.csv(here("apiclus1")); clus2 <- read.csv(here("apiclus2"))

# Columns that the designs below need and the files do not hold.
prepare <- function(d) {
  d$row <- seq_len(nrow(d))
  d$api00_gap <- ifelse(d$row %% 7 == 0, NA, d$api00)
  d$enroll_gap <- ifelse(d$row %% 5 == 0, NA, d$enroll)
  d$five <- as.integer(cut(d$api00, c(0, 500, 600, 700, 800, 1000), right = FALSE))
  d$wide <- as.numeric(d$sch.wide == "Yes")
  d$rare <- as.numeric(d$row %in% c(3, 60, 120))
  d$never <- 0
  d$uneven <- d$pw * (1 + (d$row %% 4) / 2)
  d
}
strat <- prepare(strat); clus1 <- prepare(clus1); clus2 <- prepare(clus2)
strat$group <- paste0(strat$stype, (ave(strat$row, strat$stype, FUN = seq_along) - 1) %/% 5)
lone <- strat[strat$stype != "H" | strat$row == which(strat$stype == "H")[1], ]
pair <- strat[ave(strat$row, strat$stype, FUN = seq_along) <= 10, ]
pair$half <- paste0(pair$stype, (ave(pair$row, pair$stype, FUN = seq_along) - 1) %/% 5)
waves <- rbind(transform(strat, wave = 1), transform(strat, wave = 2, api00 = api00 + (row %% 11) * 3))
waves$wave_stratum <- paste0(waves$wave, waves$stype)

designs <- list(
  strat_fpc    = quote(svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat)),
  strat_plain  = quote(svydesign(id = ~1, strata = ~stype, weights = ~pw, data = strat)),
  strat_group  = quote(svydesign(id = ~group, strata = ~stype, weights = ~uneven, data = strat)),
  srs          = quote(svydesign(id = ~1, weights = ~pw, data = strat)),
  clus1_fpc    = quote(svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = clus1)),
  clus1_plain  = quote(svydesign(id = ~dnum, weights = ~uneven, data = clus1)),
  clus2_fpc    = quote(svydesign(id = ~dnum + snum, weights = ~pw, fpc = ~fpc1 + fpc2, data = clus2)),
  clus2_plain  = quote(svydesign(id = ~dnum + snum, weights = ~pw, data = clus2)),
  pairs        = quote(svydesign(id = ~half, strata = ~stype, weights = ~pw, data = pair)),
  waves_apart  = quote(svydesign(id = ~1, strata = ~wave_stratum, weights = ~pw, data = waves)),
  waves_panel  = quote(svydesign(id = ~row, strata = ~stype, weights = ~pw, data = waves)),
  single_psu   = quote(svydesign(id = ~1, strata = ~stype, weights = ~pw, data = lone)),
  jk1          = quote(as.svrepdesign(svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = clus1), type = "JK1")),
  jkn          = quote(as.svrepdesign(svydesign(id = ~group, strata = ~stype, weights = ~uneven, data = strat), type = "JKn")),
  brr          = quote(as.svrepdesign(svydesign(id = ~half, strata = ~stype, weights = ~pw, data = pair), type = "BRR")),
  fay          = quote(as.svrepdesign(svydesign(id = ~half, strata = ~stype, weights = ~pw, data = pair), type = "Fay", fay.rho = 0.3)),
  linear       = quote(calibrate(svydesign(id = ~dnum, weights = ~uneven, fpc = ~fpc, data = clus1), ~stype + api99, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, api99 = 3914069), calfun = "linear", epsilon = 1e-13)),
  raking       = quote(calibrate(svydesign(id = ~dnum, weights = ~uneven, fpc = ~fpc, data = clus1), ~stype + sch.wide, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122), calfun = "raking", epsilon = 1e-13, maxit = 200)),
  logit        = quote(calibrate(svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = clus1), ~stype + api99, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, api99 = 3914069), calfun = "logit", bounds = c(0.6, 1.6), epsilon = 1e-13, maxit = 200)),
  poststrat    = quote(postStratify(svydesign(id = ~dnum, weights = ~uneven, fpc = ~fpc, data = clus1), ~stype, data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018)))),
  linear_group = quote(calibrate(svydesign(id = ~group, strata = ~stype, weights = ~uneven, data = strat), ~sch.wide + api99, c(`(Intercept)` = 6194, sch.wideYes = 5122, api99 = 3914069), calfun = "linear", epsilon = 1e-13))
)
env <- new.env(); made <- lapply(designs, eval, envir = globalenv())
out <- list()
text <- function(q) paste(deparse(q, width.cutoff = 500L), collapse = " ")

# run(id, design, call): the call speaks of the design as `d`
run <- function(id, design, call, shape) {
  d <- made[[design]]
  value <- tryCatch(shape(eval(call, list(d = d), globalenv()), d), error = function(e) list(refused = conditionMessage(e)))
  out[[id]] <<- c(list(id = id, design = design, call = text(call)), value)
}
stat <- function(x, d) list(labels = names(coef(x)), estimate = as.numeric(coef(x)), se = as.numeric(SE(x)), covariance = tryCatch(unname(as.matrix(vcov(x))), error = function(e) NULL), df = degf(d))
by <- function(x, d) list(labels = rownames(as.data.frame(x)), estimate = as.numeric(coef(x)), se = as.numeric(unlist(SE(x))), covariance = unname(as.matrix(vcov(x))), df = degf(d))
by_alone <- function(x, d) list(labels = rownames(as.data.frame(x)), estimate = as.numeric(coef(x)), se = as.numeric(SE(x)))
test <- function(x, d) list(statistic = as.numeric(x$statistic), parameter = as.numeric(x$parameter), p = as.numeric(x$p.value), estimate = as.numeric(x$estimate))
share <- function(x, d) list(estimate = as.numeric(coef(x)), interval = as.numeric(confint(x)), df = degf(d))
quant <- function(x, d) list(table = unname(x[[1]][, c("quantile", "ci.2.5", "ci.97.5", "se"), drop = FALSE]))
model <- function(x, d) list(labels = names(coef(x)), estimate = as.numeric(coef(x)), covariance = unname(vcov(x)), df = x$df.residual)
weigh <- function(x, d) list(sum = sum(x), least = min(x), most = max(x), some = as.numeric(x[c(1, 17, 55, 101)]))

linear_designs <- c("strat_fpc", "strat_plain", "strat_group", "srs", "clus1_fpc", "clus1_plain", "clus2_fpc", "clus2_plain", "waves_panel")
calibrated <- c("linear", "raking", "logit", "poststrat", "linear_group")  # svyby(covmat) fails on these
all_designs <- c(linear_designs, "jk1", "jkn", "brr", "fay", calibrated)
for (n in all_designs) {
  # clus2 misses enroll in some rows, and R's na.rm drops a row from every item of the call
  if (!startsWith(n, "clus2")) run(paste0("mean_", n), n, quote(svymean(~api00 + enroll, d)), stat)
  run(paste0("total_", n), n, quote(svytotal(~api00 + wide, d, na.rm = TRUE)), stat)
  run(paste0("ratio_", n), n, quote(svyratio(~api00, ~api99, d)), function(x, d) list(estimate = as.numeric(coef(x)), se = as.numeric(SE(x))))
  run(paste0("gap_", n), n, quote(svymean(~api00_gap, d, na.rm = TRUE)), stat)
  if (n %in% calibrated) run(paste0("by_", n), n, quote(svyby(~api00, ~stype, d, svymean)), by_alone)
  else run(paste0("by_", n), n, quote(svyby(~api00, ~stype, d, svymean, covmat = TRUE)), by)
}
for (n in c("strat_fpc", "clus1_plain", "clus2_fpc", "raking")) {
  if (!n %in% calibrated) run(paste0("cross_", n), n, quote(svyby(~wide, ~stype + awards, d, svymean, covmat = TRUE)), by)
  run(paste0("factor_", n), n, quote(svymean(~stype, d)), stat)
  run(paste0("bytotal_", n), n, quote(svyby(~enroll, ~awards, d, svytotal, na.rm = TRUE)), function(x, d) list(labels = rownames(x), estimate = as.numeric(coef(x)), se = as.numeric(SE(x))))
}
for (n in c("strat_fpc", "strat_group", "clus1_plain", "clus2_plain")) {
  run(paste0("deff_", n), n, quote(svymean(~api00 + wide, d, deff = "replace")), function(x, d) list(deff = as.numeric(deff(x))))
  run(paste0("quantile_", n), n, quote(svyquantile(~api00, d, c(0.1, 0.25, 0.5, 0.75, 0.9), ci = TRUE, interval.type = "mean", qrule = "math")), quant)
  run(paste0("quantile_five_", n), n, quote(svyquantile(~five, d, c(0.25, 0.5, 0.75), ci = TRUE, interval.type = "mean", qrule = "math")), quant)
  for (m in c("logit", "beta", "mean")) {
    run(paste("share", m, n, sep = "_"), n, bquote(svyciprop(~wide, d, method = .(m))), share)
    run(paste("rare", m, n, sep = "_"), n, bquote(svyciprop(~rare, d, method = .(m))), share)
  }
  run(paste0("chisq_f_", n), n, quote(svychisq(~sch.wide + stype, d, statistic = "F")), test)
  run(paste0("chisq_five_", n), n, quote(svychisq(~five + awards, d, statistic = "F")), test)
  run(paste0("wald_", n), n, quote(svychisq(~sch.wide + awards, d, statistic = "Wald")), test)
  run(paste0("adjwald_", n), n, quote(svychisq(~sch.wide + awards, d, statistic = "adjWald")), test)
  run(paste0("ttest_", n), n, quote(svyttest(api00 ~ sch.wide, d)), test)
  run(paste0("gaussian_", n), n, quote(svyglm(api00 ~ ell + meals + mobility, d, control = glm.control(epsilon = 1e-14, maxit = 100))), model)
  run(paste0("binomial_", n), n, quote(svyglm(wide ~ ell + meals + stype, d, family = quasibinomial(), control = glm.control(epsilon = 1e-14, maxit = 100))), model)
  run(paste0("poisson_", n), n, quote(svyglm(api00 ~ ell + stype, d, family = quasipoisson(), control = glm.control(epsilon = 1e-14, maxit = 100))), model)
  run(paste0("term_", n), n, quote(regTermTest(svyglm(api00 ~ ell + meals + stype, d), ~stype, method = "Wald")), function(x, d) list(statistic = as.numeric(x$Ftest), df = as.numeric(x$df), ddf = as.numeric(x$ddf), p = as.numeric(x$p)))
}
for (n in c("gaussian", "binomial")) run(paste0(n, "_clus2_fpc"), "clus2_fpc", if (n == "gaussian") quote(svyglm(api00 ~ ell + meals, d)) else quote(svyglm(wide ~ ell + meals, d, family = quasibinomial(), control = glm.control(epsilon = 1e-14, maxit = 100))), model)
run("alpha_strat_fpc", "strat_fpc", quote(svycralpha(~ell + mobility + meals + emer, d)), function(x, d) list(estimate = as.numeric(x)))
run("difference_domains", "clus1_plain", quote(svycontrast(svyby(~api00, ~stype, d, svymean, covmat = TRUE), c(E = -1, H = 1))), function(x, d) list(estimate = as.numeric(coef(x)), se = as.numeric(SE(x))))
run("difference_waves_apart", "waves_apart", quote(svycontrast(svyby(~api00, ~wave, d, svymean, covmat = TRUE), c(`1` = -1, `2` = 1))), function(x, d) list(estimate = as.numeric(coef(x)), se = as.numeric(SE(x)), df = degf(d)))
run("difference_waves_panel", "waves_panel", quote(svycontrast(svyby(~api00, ~wave, d, svymean, covmat = TRUE), c(`1` = -1, `2` = 1))), function(x, d) list(estimate = as.numeric(coef(x)), se = as.numeric(SE(x)), df = degf(d)))
run("did_waves_panel", "waves_panel", quote(svycontrast(svyby(~api00, ~wave + sch.wide, d, svymean, covmat = TRUE), c(1, -1, -1, 1))), function(x, d) list(estimate = as.numeric(coef(x)), se = as.numeric(SE(x))))
for (n in calibrated) run(paste0("weights_", n), n, quote(weights(d)), weigh)
run("weights_trim", "clus1_plain", quote(weights(trimWeights(d, lower = 30, upper = 70, strict = TRUE))), weigh)
for (how in c("remove", "certainty", "adjust", "average")) {
  options(survey.lonely.psu = how)
  run(paste0("single_psu_mean_", how), "single_psu", quote(svymean(~api00, d)), stat)
  run(paste0("single_psu_total_", how), "single_psu", quote(svytotal(~api00, d)), stat)
}
write(toJSON(list(made_with = list(R = R.version.string, survey = as.character(packageVersion("survey"))), statistics = unname(out)), auto_unbox = TRUE, digits = NA, pretty = 1, na = "null"), "survey.json")
cat(length(out), "statistics;", sum(sapply(out, function(o) !is.null(o$refused))), "refused\n")
for (o in out) if (!is.null(o$refused)) cat(o$id, ":", o$refused, "\n")
