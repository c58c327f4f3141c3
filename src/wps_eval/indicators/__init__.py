"""One file per way of measuring an indicator: joins plan, study and sources into results rows."""
