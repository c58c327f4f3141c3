# Reference values for the survey room, computed by R's survey package.
# Needed only to make survey.json again:  Rscript survey.R   (Debian: r-cran-survey, r-cran-jsonlite)

source("samples.R")

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
keep("survey.json")
