"""Files that people wrote, opened in one way: tables, workbooks and YAML, every failure a fault."""
