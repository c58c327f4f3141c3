"""The place and the language that somebody asks a study for, whichever way they ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import StudyFaults
from wps_eval.study.load import check_against_plan
from wps_eval.words.catalogue import languages as known_languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wps_eval.plan import Plan
    from wps_eval.study import Study


def refuse_unknown(
    study: Study, plan: Plan, places: Iterable[str], languages: Iterable[str]
) -> None:
    """Refuse places and languages that the plan or the catalogues do not know.

    Args:
        study: The study that is asked for.
        plan: Its plan.
        places: Codes of places.
        languages: Names of catalogues.

    Raises:
        StudyFaults: If any is unknown, with the nearest one that is known.
    """
    asked = study.model_copy(update={"places": tuple(places), "languages": tuple(languages)})
    if faults := check_against_plan(asked, plan, known_languages()):
        raise StudyFaults(sorted(faults), "asked")
