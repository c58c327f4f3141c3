"""What is met in JupyterLab: its files, and the start page from which the day's work is done."""

from wps_eval.lab.start_page import open_start

__all__ = ["open_start"]
