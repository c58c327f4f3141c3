"""What the notebooks call, a file a notebook, and a file a chapter of the reports: fetch and show, no logic."""
