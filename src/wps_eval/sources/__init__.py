"""Files in, tidy frames out, and one table of faults; no input file is ever changed."""
