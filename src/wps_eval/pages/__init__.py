"""What the notebooks call, one file a notebook: fetch and show, no logic."""
