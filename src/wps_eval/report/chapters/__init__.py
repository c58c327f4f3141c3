"""The chapters of reports, a file each: whoever needs to know them reads this list."""

from wps_eval.report.chapter import Chapter, records

CHAPTERS: tuple[Chapter, ...] = records(__name__, __path__)
