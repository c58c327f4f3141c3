# Reference values for sample sizes, power and likeness of clusters, computed by R itself (package stats).
# Needed only to make planning.json again:  Rscript planning.R   (Debian: r-base-core, r-cran-jsonlite)
# Each entry keeps the call that made it; the call is run from the very text that is kept.

library(jsonlite)
out <- list()
keep <- function(call) { v <- eval(parse(text = call)); out[[length(out)+1]] <<- list(call = call, value = v) }
keep("power.t.test(n = 64, delta = 5, sd = 10)$power")
keep("power.t.test(n = 20, delta = 1, sd = 1)$power")
keep("power.t.test(n = 150, delta = 3, sd = 22, sig.level = 0.05/3)$power")
keep("power.t.test(n = 40, delta = 3, sd = 10 * sqrt(2 * (1 - 0.6)), type = 'paired')$power")
keep("power.t.test(power = .90, delta = 1)$n")
keep("power.t.test(power = .80, delta = 5, sd = 24)$n")
keep("power.t.test(power = .80, n = 400, sd = 24)$delta")
keep("power.prop.test(n = 5000, p1 = .40, p2 = .42)$power")
keep("power.prop.test(p1 = .40, p2 = .45, power = .80)$n")
keep("power.prop.test(p1 = .03, p2 = .05, power = .90)$n")
keep("power.prop.test(n = 4000, p1 = .30, power = .80)$p2")
keep("diff(prop.test(24, 480, correct = FALSE)$conf.int) / 2")
keep("{d <- read.csv('data/apiclus1.csv'); a <- anova(lm(api00 ~ factor(dnum), d)); k <- table(d$dnum); n0 <- (sum(k) - sum(k^2)/sum(k))/(length(k)-1); (a[1,3]-a[2,3])/(a[1,3]+(n0-1)*a[2,3])}")
answers <- "d <- read.csv('data/apistrat.csv'); m <- glm(I(api00 > 660) ~ stype + awards, binomial, d, epsilon = 1e-12, maxit = 100); p <- fitted(m)"
keep(paste0("{", answers, "; 1 - 2 * sqrt(mean((p - mean(p))^2))}"))
keep(paste0("{", answers, "; s <- predict(m, type = 'response', se.fit = TRUE)$se.fit; 1 - 2 * sqrt(mean((p - mean(p))^2) - mean(s^2))}"))
weighted <- "d <- read.csv('data/apistrat.csv'); m <- suppressWarnings(glm(I(api00 > 660) ~ stype + awards, binomial, d, weights = pw, epsilon = 1e-12, maxit = 100)); p <- fitted(m); w <- d$pw"
keep(paste0("{", weighted, "; 1 - 2 * sqrt(weighted.mean((p - weighted.mean(p, w))^2, w))}"))
# item functioning: two made-up groups, rows in turn; every third row of the second is wrong on the first item
dif <- paste("a <- na.omit(read.csv('data/iqitems.csv')); k <- read.csv('data/iqitems-key.csv');",
  "x <- as.data.frame(sapply(k$item, function(i) as.numeric(a[[i]] == k$correct[k$item == i])));",
  "r <- seq_len(nrow(x)); g <- r %% 2; x$reason.4[g == 1 & r %% 3 == 0] <- 0; s <- rowSums(x)")
for (item in c("reason.4", "letter.34")) {
  there <- paste0("ok <- ave(x$", item, ", s, FUN = function(v) length(v)) > 1 & s > 0 & s < 16; ")
  keep(paste0("{", dif, "; ", there, "unname(mantelhaen.test(factor(x$", item, "[ok], c(1, 0)), factor(g[ok], c(1, 0)), factor(s[ok]))$estimate)}"))
  keep(paste0("{", dif, "; ", there, "diff(log(mantelhaen.test(factor(x$", item, "[ok], c(1, 0)), factor(g[ok], c(1, 0)), factor(s[ok]))$conf.int)) / 2 / qnorm(.975)}"))
  keep(paste0("{", dif, "; unname(coef(glm(x$", item, " ~ s + g, binomial, epsilon = 1e-12, maxit = 100))[3])}"))
  keep(paste0("{", dif, "; unname(coef(glm(x$", item, " ~ s * g, binomial, epsilon = 1e-12, maxit = 100))[4])}"))
}
write_json(out, "planning.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
