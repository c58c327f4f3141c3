"""Where a released number comes from: chains from verdicts to rows of files, in words and as PROV."""
