# More reference values for the survey room: edges of designs, and what survey.R has not.
# Needed only to make further.json again:  Rscript further.R

source("samples.R")

# Designs at the edges: a stratum of which the domain "one" has a single unit; replicates that miss a domain.
lone$dom <- ifelse(lone$stype == "M", ifelse(lone$row == which(strat$stype == "M")[1], "a", "b"), ifelse(lone$row %% 3 == 0, "a", "b"))
clus1$order <- match(clus1$dnum, sort(unique(clus1$dnum)))
clus1$part <- ifelse(clus1$order <= 2, "few", ifelse(clus1$order <= 5, "some", "rest"))
lift <- function(d) {
  d$smooth <- d$api00 + d$row / 1000  # no two rows alike
  d$now <- as.integer(cut(d$api00, c(0, 600, 700, 1000), right = FALSE))
  d$then <- as.integer(cut(d$api99, c(0, 600, 700, 1000), right = FALSE))
  d$now_f <- factor(d$now); d$then_f <- factor(d$then)
  d$of_mean_one <- d$uneven / mean(d$uneven)
  d
}
strat <- lift(strat); clus1 <- lift(clus1); clus2 <- lift(clus2); pair <- lift(pair)
given <- outer(clus1$order, 1:24, function(j, r) ifelse((j + r) %% 5 < 2, 0, 1 + ((j * r) %% 3) / 2))
more <- list(
  mean_one = quote(svydesign(id = ~group, strata = ~stype, weights = ~of_mean_one, data = strat)),
  cut_raking = quote(calibrate(svydesign(id = ~dnum, weights = ~uneven, fpc = ~fpc, data = clus1), ~stype + sch.wide, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122), calfun = "raking", bounds = c(0.2, 1.05), epsilon = 1e-13, maxit = 500)),
  cut_linear = quote(calibrate(svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = clus1), ~stype + api99, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, api99 = 3914069), calfun = "linear", bounds = c(0.5, 1.6), epsilon = 1e-13, maxit = 500)),
  trim_raking = quote(trimWeights(calibrate(svydesign(id = ~dnum, weights = ~uneven, fpc = ~fpc, data = clus1), ~stype + sch.wide, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122), calfun = "raking", epsilon = 1e-13, maxit = 200), lower = 20, upper = 55, strict = TRUE)),
  trim_linear = quote(trimWeights(calibrate(svydesign(id = ~dnum, weights = ~uneven, fpc = ~fpc, data = clus1), ~stype + api99, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, api99 = 3914069), calfun = "linear", epsilon = 1e-13), upper = 60, strict = TRUE)),
  given = quote(svrepdesign(data = clus1, weights = ~pw, repweights = given, type = "other", scale = 1 / 24, rscales = rep(1, 24), combined.weights = FALSE, mse = FALSE)),
  jk1_calibrated = quote(calibrate(as.svrepdesign(svydesign(id = ~dnum, weights = ~pw, data = clus1), type = "JK1"), ~stype + api99, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, api99 = 3914069), epsilon = 1e-13)),
  jkn_raked = quote(calibrate(as.svrepdesign(svydesign(id = ~group, strata = ~stype, weights = ~uneven, data = strat), type = "JKn"), ~stype + sch.wide, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122), calfun = "raking", epsilon = 1e-13, maxit = 200))
)
designs <- c(designs, more)
made <- lapply(designs, eval, envir = globalenv())
four <- function(x, d) list(table = unname(x[[1]][, 1:4, drop = FALSE]))  # quantile, ends, error: their names differ
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


# Ranks; with replicate weights R takes two groups only
for (n in c("strat_fpc", "strat_group", "clus1_plain", "clus2_fpc", "jkn", "linear")) for (g in c("awards", "stype")) for (test_name in c("wilcoxon", "vanderWaerden", "median"))
  if (n != "jkn" || g == "awards") run(paste("rank", g, test_name, n, sep = "_"), n, bquote(svyranktest(.(as.formula(paste("smooth ~", g))), d, test = .(test_name))),
      function(x, d) if (is.null(x$ddf)) list(f = as.numeric(x$statistic)^2, ndf = 1, ddf = as.numeric(x$parameter), p = as.numeric(x$p.value), difference = as.numeric(x$estimate)) else list(f = as.numeric(x$parameter) / x$statistic, ndf = as.numeric(x$statistic), ddf = x$ddf, p = as.numeric(x$p.value)))
# Quantiles: rules and intervals
shares <- c(0.1, 0.25, 0.5, 0.75, 0.9)
for (r in c("math", "school", "hf1", "hf2", "hf3", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9")) for (n in c("strat_fpc", "clus1_plain"))
  run(paste("rule", r, n, sep = "_"), n, bquote(svyquantile(~smooth, d, .(shares), ci = TRUE, interval.type = "mean", qrule = .(r))), four)
for (r in c("shahvaish", "hf5")) run(paste("rule", r, "mean_one", sep = "_"), "mean_one", bquote(svyquantile(~smooth, d, .(shares), ci = TRUE, interval.type = "mean", qrule = .(r))), four)
# of replicate weights R gives the interval "mean", whatever is asked for; its score forgets the weights
for (m in c("beta", "xlogit", "asin")) for (n in c("strat_fpc", "strat_group", "clus1_plain", "clus1_fpc"))
  run(paste("limits", m, n, sep = "_"), n, bquote(svyquantile(~api00, d, .(shares), ci = TRUE, interval.type = .(m), qrule = "math")), four)
for (n in "clus1_fpc") run(paste0("limits_score_", n), n, bquote(svyquantile(~api00, d, .(shares), ci = TRUE, interval.type = "score", qrule = "math")), four)
# Shares
for (m in c("likelihood", "asin", "xlogit")) for (n in c("strat_fpc", "strat_group", "clus1_plain", "clus2_plain")) for (item in c("wide", "rare"))
  run(paste("ciprop", m, item, n, sep = "_"), n, bquote(svyciprop(.(as.formula(paste0("~", item))), d, method = .(m))), share)
# Tests of tables
for (n in c("strat_fpc", "strat_group", "clus1_plain", "clus2_plain")) {
  for (s in c("Chisq", "saddlepoint")) {
    run(paste("table", s, "stype", n, sep = "_"), n, bquote(svychisq(~sch.wide + stype, d, statistic = .(s))), test)
    run(paste("table", s, "five", n, sep = "_"), n, bquote(svychisq(~five + awards, d, statistic = .(s))), test)
  }
  run(paste0("known_stype_", n), n, quote(svygofchisq(~stype, c(4421, 755, 1018), d)), test)
  run(paste0("known_five_", n), n, quote(svygofchisq(~factor(five), c(.3, .2, .2, .15, .15), d)), test)
  run(paste0("kappa_", n), n, quote(svykappa(~now_f + then_f, d)), plain)
  run(paste0("deff_without_", n), n, quote(svymean(~api00 + wide, d, deff = TRUE)), function(x, d) list(deff = as.numeric(deff(x))))
  run(paste0("kappa_two_", n), n, quote(svykappa(~awards + sch.wide, d)), plain)
}
run("kappa_jkn", "jkn", quote(svykappa(~now_f + then_f, d)), plain)
for (x in c(3, 8, 20)) for (ddf in c(12, 40)) run(paste("tail", x, ddf, sep = "_"), "srs", bquote(survey:::pFsum(.(x), df = rep(1, 3), a = c(2.5, 1.2, 0.4), ddf = .(ddf), lower.tail = FALSE, method = "saddlepoint")), number)
for (x in c(3, 8, 20)) run(paste("tail", x, "Inf", sep = "_"), "srs", bquote(survey:::pchisqsum(.(x), df = rep(1, 3), a = c(2.5, 1.2, 0.4), lower.tail = FALSE, method = "saddlepoint")), number)
# Variances
for (n in c("strat_fpc", "strat_group", "clus1_plain", "clus2_fpc", "jkn", "raking", "brr")) {
  run(paste0("variance_", n), n, quote(svyvar(~api00, d)), plain)
  run(paste0("variances_", n), n, quote(svyvar(~api00 + api99, d)), function(x, d) list(estimate = as.numeric(coef(x))[c(1, 2, 4)], covariance = unname(as.matrix(vcov(x)))[c(1, 2, 4), c(1, 2, 4)]))
}
for (n in c("strat_group", "clus1_plain")) run(paste0("variance_domain_", n), n, quote(svyvar(~api00, subset(d, awards == "Yes"))), plain)
# Standardisation
for (n in c("strat_group", "clus1_plain")) {
  run(paste0("standard_mean_", n), n, quote(svymean(~api00, svystandardize(d, by = ~now_f, over = ~1, population = c(2000, 3000, 1194)))), plain)
  run(paste0("standard_by_", n), n, quote(svyby(~api00, ~awards, svystandardize(d, by = ~now_f, over = ~awards, population = c(2000, 3000, 1194)), svymean)), by_alone)
}
# Models with replicate weights
tight <- quote(glm.control(epsilon = 1e-14, maxit = 100))
for (n in c("jk1", "jkn", "brr", "fay", "jk1_calibrated")) {
  run(paste0("model_gaussian_", n), n, bquote(svyglm(api00 ~ ell + meals, d, control = .(tight))), model)
  run(paste0("model_binomial_", n), n, bquote(svyglm(wide ~ ell + api99, d, family = quasibinomial(), control = .(tight))), model)
  run(paste0("model_poisson_", n), n, bquote(svyglm(api00 ~ ell + meals, d, family = quasipoisson(), control = .(tight))), model)
}
# Weights: bounded, trimmed after calibration
for (n in c("cut_raking", "cut_linear", "trim_raking", "trim_linear")) {
  run(paste0("some_weights_", n), n, quote(weights(d)), weigh)
  run(paste0("weighed_mean_", n), n, quote(svymean(~api00 + enroll, d)), stat)
  run(paste0("weighed_by_", n), n, quote(svyby(~api00, ~awards, d, svymean)), by_alone)
}
# Any function
for (n in c("strat_fpc", "strat_group", "clus1_plain", "jkn", "linear", "brr")) {
  run(paste0("delta_ratio_", n), n, quote(svycontrast(svymean(~api00 + api99, d), quote(api00 / api99))), plain)
  run(paste0("delta_log_", n), n, quote(svycontrast(svymean(~api00 + meals, d), quote(log(api00) - meals^2 / 1000))), plain)
  run(paste0("delta_two_", n), n, quote(svycontrast(svytotal(~enroll + api99 + wide, d), list(each = quote(enroll / wide), exp = quote(exp(enroll / api99))))), function(x, d) list(estimate = as.numeric(coef(x)), covariance = unname(as.matrix(vcov(x)))))
}

keep("further.json")
