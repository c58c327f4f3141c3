# Reference values for difference in differences of two groups in two rounds, by R's survey package.
# Needed only to make groups.json again:  Rscript groups.R   (Debian: r-cran-survey, r-cran-jsonlite)
# Each entry keeps the call that made it; the call is run from the very text that is kept.

suppressPackageStartupMessages({library(survey); library(jsonlite)})
strat <- read.csv(file.path("data", "apistrat.csv")); strat$row <- seq_len(nrow(strat))
strat$uneven <- strat$pw * (1 + (strat$row %% 4) / 2)
strat$group <- paste0(strat$stype, (ave(strat$row, strat$stype, FUN = seq_along) - 1) %/% 5)
# two rounds in the same units: api99 before, api00 after; the groups: schools with and without awards
both <- rbind(transform(strat, after = 0, y = api99), transform(strat, after = 1, y = api00))
both$t <- as.numeric(both$awards == "Yes")
both$own_unit <- paste(both$after, both$group); both$own_stratum <- paste(both$after, both$stype)
apart <- svydesign(id = ~own_unit, strata = ~own_stratum, weights = ~uneven, data = both)
same <- svydesign(id = ~group, strata = ~stype, weights = ~uneven, data = both)
# the controls before, made like the treated before in stype, meals and ell: raking to their weighted means
first <- both[both$t == 1 & both$after == 0, ]; control <- both[both$t == 0 & both$after == 0, ]
mark <- function(x) weighted.mean(x, first$uneven)
size <- sum(control$uneven)
raked <- quote(calibrate(svydesign(id = ~1, weights = ~uneven, data = control), ~stype + meals + ell, size * c(`(Intercept)` = 1, stypeH = mark(first$stype == "H"), stypeM = mark(first$stype == "M"), meals = mark(first$meals), ell = mark(first$ell)), calfun = "raking", epsilon = 1e-13, maxit = 500))

text <- function(q) paste(deparse(q, width.cutoff = 500L), collapse = " ")
entry <- function(id, q, shape) c(list(id = id, call = text(q)), shape(eval(q, globalenv())))
last <- function(x) list(estimate = as.numeric(coef(x)[4]), se = as.numeric(SE(x)[4]))
out <- list(
  entry("independent", quote(svyglm(y ~ t * after, apart)), function(x) c(last(x), df = degf(apart))),
  entry("same_units", quote(svyglm(y ~ t * after, same)), function(x) c(last(x), df = degf(same))),
  entry("raked", raked, function(x) list(weights = as.numeric(weights(x)), row = control$row))
)
write(toJSON(list(packages = list(survey = as.character(packageVersion("survey"))), statistics = out), auto_unbox = TRUE, digits = NA, pretty = FALSE), "groups.json")
