"""Terms of reference: a paper that authors paste."""

from wps_eval.report.chapter import Annex

CHAPTER = Annex(
    code="terms_of_reference",
    order=160,
    text="terms_of_reference",
    owed=True,
    missing="missing.terms_of_reference",
)
