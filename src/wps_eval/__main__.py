"""``python -m wps_eval`` is the command ``wps-eval``, for a terminal that does not find it."""

from wps_eval.run.command import main

main()
