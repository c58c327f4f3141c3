"""The chapters of reports, a file each: whoever needs to know them reads this list."""

from wps_eval.report.chapter import Chapter, read_chapters

CHAPTERS: tuple[Chapter, ...] = read_chapters(__name__, __path__)
