# More reference values for the survey room: edges of designs, and what survey.R has not.
# Needed only to make further.json again:  Rscript further.R

source("samples.R")

# Designs at the edges: a stratum of which the domain "one" has a single unit; replicates that miss a domain.
lone$dom <- ifelse(lone$stype == "M", ifelse(lone$row == which(strat$stype == "M")[1], "a", "b"), ifelse(lone$row %% 3 == 0, "a", "b"))
clus1$order <- match(clus1$dnum, sort(unique(clus1$dnum)))
clus1$part <- ifelse(clus1$order <= 2, "few", ifelse(clus1$order <= 5, "some", "rest"))
given <- outer(clus1$order, 1:24, function(j, r) ifelse((j + r) %% 5 < 2, 0, 1 + ((j * r) %% 3) / 2))
more <- list(
  given = quote(svrepdesign(data = clus1, weights = ~pw, repweights = given, type = "other", scale = 1 / 24, rscales = rep(1, 24), combined.weights = FALSE, mse = FALSE)),
  jk1_calibrated = quote(calibrate(as.svrepdesign(svydesign(id = ~dnum, weights = ~pw, data = clus1), type = "JK1"), ~stype + api99, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, api99 = 3914069), epsilon = 1e-13)),
  jkn_raked = quote(calibrate(as.svrepdesign(svydesign(id = ~group, strata = ~stype, weights = ~uneven, data = strat), type = "JKn"), ~stype + sch.wide, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122), calfun = "raking", epsilon = 1e-13, maxit = 200))
)
designs <- c(designs, more)
made <- lapply(designs, eval, envir = globalenv())
plain <- function(x, d) list(estimate = as.numeric(coef(x)), se = as.numeric(SE(x)))
number <- function(x, d) list(estimate = as.numeric(x))

# Replicates: calibrated anew, in domains, without a case of the domain
for (n in c("jk1_calibrated", "jkn_raked")) {
  run(paste0("replicated_mean_", n), n, quote(svymean(~api00 + enroll, d)), stat)
  run(paste0("replicated_total_", n), n, quote(svytotal(~api00 + enroll, d)), stat)
  run(paste0("replicated_by_", n), n, quote(svyby(~api00, ~awards, d, svymean)), by_alone)
}
for (p in c("few", "some", "rest")) {
  run(paste0("df_jk1_", p), "jk1", bquote(degf(subset(d, part == .(p)))), number)
  run(paste0("df_given_", p), "given", bquote(degf(subset(d, part == .(p)))), number)
  run(paste0("mean_given_", p), "given", bquote(svymean(~api00, subset(d, part == .(p)))), plain)
}
# Strata of which a domain has one unit
for (how in c("average", "adjust")) for (there in c(FALSE, TRUE)) {
  options(survey.lonely.psu = how, survey.adjust.domain.lonely = there)
  run(paste("lonely", how, there, sep = "_"), "single_psu", quote(svyby(~api00, ~dom, d, svymean)), by_alone)
}
options(survey.lonely.psu = "fail", survey.adjust.domain.lonely = FALSE)
# Woodruff's limits beyond the data
for (n in c("strat_group", "clus1_plain")) run(paste0("beyond_", n), n, quote(svyquantile(~api00, d, c(0.01, 0.99), ci = TRUE, interval.type = "mean", qrule = "math")), quant)

keep("further.json")
