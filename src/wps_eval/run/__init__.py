"""The work list, papermill, the run record and the command line."""
