# The samples and designs of survey.R and further.R, and how an entry is made and written.
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

keep <- function(file) {
  write(toJSON(list(made_with = list(R = R.version.string, survey = as.character(packageVersion("survey"))), statistics = unname(out)), auto_unbox = TRUE, digits = NA, pretty = 1, na = "null"), file)
  cat(length(out), "statistics;", sum(sapply(out, function(o) !is.null(o$refused))), "refused\n")
  for (o in out) if (!is.null(o$refused)) cat(o$id, ":", o$refused, "\n")
}
