"""Released notebooks made into files that leave: HTML and PDF."""
