"""The rules of conduct that evaluators signed: a paper that authors paste."""

from wps_eval.report.chapter import Annex

CHAPTER = Annex(
    code="conduct",
    order=200,
    text="conduct",
    owed=True,
    missing="missing.conduct",
)
