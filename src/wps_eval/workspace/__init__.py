"""One study opened: what it chose, its plan, its people taken in once, and what is measured already."""
