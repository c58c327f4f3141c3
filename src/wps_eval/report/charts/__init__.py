"""One chart a file: released rows in, a figure with its text alternative out."""
