"""What may be shown; the only way from measured tables to a reader."""
