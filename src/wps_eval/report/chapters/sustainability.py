"""Findings on risks to sustainability: a judgement that people have to enter."""

from wps_eval.report.chapter import Chapter

CHAPTER = Chapter(
    code="sustainability",
    order=150,
    level=3,
    text="sustainability",
    owed=True,
    missing="missing.sustainability",
)
