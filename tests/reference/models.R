# Reference values for models, computed by R's survey, mice, mitools, psych and lavaan packages.
# Needed only to make models.json again:  Rscript models.R
# Each entry keeps the call that made it; the call is run from the very text that is kept.

suppressPackageStartupMessages({library(survey); library(jsonlite); library(mitools)})
strat <- read.csv(file.path("data", "apistrat.csv"))
strat$row <- seq_len(nrow(strat))
strat$five <- as.integer(cut(strat$api00, c(0, 500, 600, 700, 800, 1000), right = FALSE))
strat$wide <- as.numeric(strat$sch.wide == "Yes")
strat$uneven <- strat$pw * (1 + (strat$row %% 4) / 2)
strat$group <- paste0(strat$stype, (ave(strat$row, strat$stype, FUN = seq_along) - 1) %/% 5)
strat$stype <- factor(strat$stype)
d <- svydesign(id = ~group, strata = ~stype, weights = ~uneven, data = strat)
tight <- glm.control(epsilon = 1e-14, maxit = 100)

waves <- rbind(transform(strat, wave = 1, moved = pw), transform(strat, wave = 2, moved = uneven, api00 = api00 + (row %% 11) * 3))
for (r in 1:2) for (g in c("No", "Yes")) {
  waves[[paste0("n", r, g)]] <- as.numeric(waves$wave == r & waves$sch.wide == g)
  waves[[paste0("y", r, g)]] <- waves$api00 * waves[[paste0("n", r, g)]]
}
w <- svydesign(id = ~row, strata = ~stype, weights = ~moved, data = waves)
sums <- svytotal(~n1No + n1Yes + n2No + n2Yes + y1No + y1Yes + y2No + y2Yes, w)
# Three waves of one sample: the line through them by their covariance, and how far they lie off it.
three <- rbind(waves[, intersect(names(waves), names(strat))], transform(strat, api00 = api00 + (row %% 7) * 4))
three$wave <- rep(1:3, each = nrow(strat)); three$moved <- c(waves$moved, strat$pw)
lined <- function(at) {
  s <- svydesign(id = ~row, strata = ~stype, weights = ~moved, data = three); v <- degf(s); q <- length(at) - 2
  m <- svyby(~api00, ~wave, s, svymean, covmat = TRUE)
  y <- coef(m); V <- vcov(m); X <- cbind(1, at - mean(at)); b <- solve(t(X) %*% solve(V) %*% X, t(X) %*% solve(V)); e <- y - X %*% (b %*% y)
  W <- drop(t(e) %*% solve(V) %*% e) # Rao 1965 widens the variance, Korn and Graubard 1990 make W an F
  list(slope = (b %*% y)[2], se = sqrt((b %*% V %*% t(b))[2, 2] * v / (v - q) * (1 + W / v)), departure = W * (v - q + 1) / (v * q))
}
one <- function(x) list(estimate = as.numeric(coef(x)), se = as.numeric(SE(x)))

# The averages' linearised variables, summed by the design: both errors and how they move together.
margins <- function(m, at) {
  w <- weights(d, "sampling"); X <- model.matrix(m); mu <- fitted(m)
  own <- (resid(m, "response") * X) %*% solve(t(X) %*% (X * w * m$family$variance(mu)))
  parts <- lapply(at, function(v) {
    new <- model.matrix(delete.response(terms(m)), transform(strat, stype = factor(v, levels = c("E", "H", "M"))))
    eta <- drop(new %*% coef(m)); fit <- m$family$linkinv(eta)
    list(mean = weighted.mean(fit, w), lin = own %*% colSums(w * m$family$mu.eta(eta) * new) / sum(w) + (fit - weighted.mean(fit, w)) / sum(w))
  })
  list(estimate = sapply(parts, function(p) p$mean), covariance = unname(vcov(svytotal(do.call(cbind, lapply(parts, function(p) p$lin)), d))))
}
# A multinomial logit as a Poisson model with an intercept for each person and each answer (Baker 1994, The
# Statistician 43, 495-504); the sandwich is laid by the design over the scores of the multinomial likelihood.
several <- function(right) {
  w <- weights(d, "sampling"); X <- model.matrix(right, strat); answers <- levels(strat$stype); n <- nrow(strat)
  long <- data.frame(person = factor(rep(seq_len(n), 3)), w = rep(w, 3), y = as.numeric(outer(as.character(strat$stype), answers, "==")))
  D <- rbind(cbind(0 * X, 0 * X), cbind(X, 0 * X), cbind(0 * X, X))
  b <- coef(suppressWarnings(glm(y ~ 0 + D + person, poisson(), long, weights = w, control = tight)))[seq_len(ncol(D))]
  e <- cbind(1, exp(X %*% matrix(b, ncol(X)))); p <- e / rowSums(e)
  s <- do.call(cbind, lapply(2:3, function(j) ((strat$stype == answers[j]) - p[, j]) * X))
  H <- do.call(rbind, lapply(2:3, function(j) do.call(cbind, lapply(2:3, function(k) t(X) %*% (X * w * p[, j] * ((j == k) - p[, k]))))))
  list(labels = paste(rep(answers[2:3], each = ncol(X)), colnames(X), sep = ": "), estimate = as.numeric(b), covariance = unname(vcov(svytotal(s %*% solve(H), d))))
}
pooled <- function(q, u, n) { p <- mice::pool.scalar(q, u, n = n, k = 1); list(estimate = p$qbar, variance = p$t, df = p$df, fmi = p$fmi, within = p$ubar, between = p$b) }
both <- function(m) list(estimate = as.numeric(coef(m)), covariance = unname(vcov(m)))
ordered_fit <- function(m) list(labels = c(names(m$coefficients), names(m$zeta)), estimate = as.numeric(c(m$coefficients, m$zeta)), covariance = unname(vcov(m)))
bfi <- read.csv(file.path("data", "bfi.csv")); bfi$weight <- 1 + seq_len(nrow(bfi)) %% 3
ten <- c(paste0("A", 1:5), paste0("N", 1:5))
there <- complete.cases(bfi[, ten])
factored <- function(k) {
  r <- cov.wt(bfi[there, ten], bfi$weight[there], cor = TRUE)$cor
  m <- psych::fa(r, k, fm = "pa", rotate = "none", SMC = TRUE, min.err = 1e-12, max.iter = 5000)
  l <- unclass(m$loadings); if (k > 1) l <- unclass(varimax(l, eps = 1e-15)$loadings)
  list(loadings = unname(l), communality = as.numeric(m$communality), eigenvalues = as.numeric(m$e.values))
}
# Confirmatory factors as lavaan.survey has them: lavaan is given the design's own covariance of the covariances, whose
# order must be that in which lavaan meets the items.
bfi$village <- (seq_len(nrow(bfi)) - 1) %/% 4
confirmed <- function(model, items) {
  z <- subset(svydesign(id = ~village, weights = ~weight, data = bfi), complete.cases(bfi[, items]))
  v <- svyvar(as.formula(paste("~", paste(items, collapse = "+"))), z)
  S <- unclass(as.matrix(v)[items, items]); own <- matrix(seq_along(S), length(items))[lower.tri(S, diag = TRUE)]
  m <- suppressWarnings(lavaan::cfa(model, sample.cov = S, sample.nobs = nrow(z), NACOV = nrow(z) * attr(v, "var")[own, own], estimator = "MLM", std.lv = TRUE,
    sample.cov.rescale = FALSE, optim.force.converged = TRUE, control = list(rel.tol = 1e-15, x.tol = 1e-15, iter.max = 1e4, eval.max = 2e4)))
  s <- lavaan::standardizedSolution(m); f <- lavaan::fitMeasures(m, c("chisq.scaled", "df", "pvalue.scaled", "cfi.scaled", "tli.scaled", "rmsea.scaled", "srmr"))
  load <- s$op == "=~"; pair <- s$op == "~~" & s$lhs != s$rhs & !(s$lhs %in% items)
  list(labels = paste0(s$lhs, ": ", s$rhs)[load], loadings = s$est.std[load], loadings_se = s$se[load], correlations = I(s$est.std[pair]), correlations_se = I(s$se[pair]), fit = unname(as.numeric(f)), n = nrow(z))
}
calls <- list(
  factors_one = quote(factored(1)),
  factors_two = quote(factored(2)),
  confirmed_two = quote(confirmed("agree =~ A1 + A2 + A3 + A4 + A5\n neuro =~ N1 + N2 + N3 + N4 + N5", ten)),
  confirmed_shared = quote(confirmed("agree =~ A1 + A2 + A3 + A4 + A5 + N4\n neuro =~ N1 + N2 + N3 + N4 + N5", c(paste0("A", 1:5), "N4", paste0("N", c(1:3, 5))))),
  confirmed_one = quote(confirmed("neuro =~ N1 + N2 + N3 + N4 + N5", paste0("N", 1:5))),
  predmeans = quote(list(estimate = as.numeric(coef(svypredmeans(svyglm(wide ~ ell + meals, d, family = quasibinomial(), control = tight), ~stype, predictat = factor(c("E", "H", "M"))))))),
  margins_binomial = quote(margins(svyglm(wide ~ ell + meals + stype, d, family = quasibinomial(), control = tight), c("E", "H", "M"))),
  margins_poisson = quote(margins(svyglm(api00 ~ ell + stype, d, family = quasipoisson(), control = tight), c("E", "H", "M"))),
  odds = quote({m <- svyglm(wide ~ ell + meals, d, family = quasibinomial(), control = tight); list(estimate = as.numeric(exp(coef(m))), interval = unname(exp(confint(m, ddf = m$df.residual))))}),
  ordinal = quote(ordered_fit(svyolr(factor(five, ordered = TRUE) ~ ell + mobility, d, control = list(reltol = 1e-15, maxit = 1000)))),
  multinomial = quote(several(~ ell + mobility)),
  composition = quote(one(svycontrast(sums, quote((y1No / n1No + y2No / n2No) / 2 * (n2No / (n2No + n2Yes) - n1No / (n1No + n1Yes)) + (y1Yes / n1Yes + y2Yes / n2Yes) / 2 * (n2Yes / (n2No + n2Yes) - n1Yes / (n1No + n1Yes)))))),
  within = quote(one(svycontrast(sums, quote((n1No / (n1No + n1Yes) + n2No / (n2No + n2Yes)) / 2 * (y2No / n2No - y1No / n1No) + (n1Yes / (n1No + n1Yes) + n2Yes / (n2No + n2Yes)) / 2 * (y2Yes / n2Yes - y1Yes / n1Yes))))),
  standardised = quote(both(svycontrast(svyby(~api00, ~sch.wide + wave, w, svymean, covmat = TRUE), list(first = c(.4, .6, 0, 0), second = c(0, 0, .4, .6))))),
  trend = quote(lined(c(2020, 2022, 2025))),
  pool_finite = quote(pooled(c(10, 12, 11, 13, 9), c(4, 5, 4.5, 4, 5.5), 31)),
  pool_large = quote(pooled(c(10, 12, 11, 13, 9), c(4, 5, 4.5, 4, 5.5), Inf)),
  pool_two = quote(both(MIcombine(list(c(1, 2), c(1.5, 1.8), c(0.9, 2.4)), list(matrix(c(.2, .05, .05, .3), 2), matrix(c(.25, .04, .04, .28), 2), matrix(c(.22, .06, .06, .31), 2)))))
)
text <- function(q) paste(deparse(q, width.cutoff = 500L), collapse = " ")
out <- lapply(names(calls), function(id) c(list(id = id, call = text(calls[[id]])), eval(calls[[id]])))
versions <- c(list(R = R.version.string), lapply(c(survey = "survey", mice = "mice", mitools = "mitools", psych = "psych", lavaan = "lavaan"), function(p) as.character(packageVersion(p))))
write(toJSON(list(made_with = versions, statistics = out), auto_unbox = TRUE, digits = NA, pretty = 1, na = "null"), "models.json")
