"""How much of a table is read: what no spreadsheet holds, or nobody writes by hand, is refused."""

LONGEST_CELL = 32_767  # letters; the most that a spreadsheet's cell takes
LAST_ROW = 1_048_576  # of a spreadsheet
MOST_CELLS = 10_000_000  # of a file, empty ones before a row's last filled one among them
