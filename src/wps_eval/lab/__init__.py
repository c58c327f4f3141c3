"""What is met in JupyterLab: its files, and the start page from which the day's work is done."""
