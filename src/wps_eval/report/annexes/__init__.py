"""The annexes of reports, a file each: each is there, or says in a sentence why it is empty."""

from wps_eval.report.chapter import Chapter, read_chapters

ANNEXES: tuple[Chapter, ...] = read_chapters(__name__, __path__)
