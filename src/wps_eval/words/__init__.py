"""Languages as data: letters, digits, numbers, dates and the catalogues of what is said."""
