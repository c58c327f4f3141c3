"""Keep what a study declared before its results were seen, and say when it is changed later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.change.family import seal_family
from wps_eval.results.history import DECLARED_FILE, DeclaredVersion, read_declared, write_declared

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from wps_eval.evaluation.models import Rating
    from wps_eval.study import Study

#: groups of choices, each key by itself
WATCHED_GROUPS = ("rating", "baseline", "scales", "disclosure")
#: choices outside these groups
WATCHED_KEYS = ("correction", "confidence_level", "power", "smallest_meaningful_change")


def declare_choices(
    study: Study, ratings: Iterable[Rating], folder: Path, when: str
) -> tuple[str, tuple[str, ...]]:
    """Fix the family of primary indicators and the rules it is judged by, before anything is computed.

    Args:
        study: The study's choices.
        ratings: The ratings that people have given so far.
        folder: The study's outputs.
        when: The moment of this run.

    Returns:
        The family's mark, and a warning if an earlier run of the study had another: verdicts that were
        declared after results were seen are to be read as exploratory. Every watched choice is kept,
        version by version, for the annex on choices that were changed.
    """
    mark = seal_family(study.primary, _declared_rules(study))
    choices = watched_choices(study, ratings)
    versions = list(read_declared(folder))
    if not versions or (versions[-1].mark, versions[-1].choices) != (mark, choices):
        versions.append(DeclaredVersion(mark, when, choices))
        write_declared(folder, versions)
    first_version = versions[0]
    if {version.mark for version in versions} == {first_version.mark}:
        return mark, ()
    return mark, (
        (
            f"the primary indicators or their rules were changed after the first run ({first_version.when}, "
            f"mark {first_version.mark}): read their verdicts as exploratory; {DECLARED_FILE} holds every version"
        ),
    )


def watched_choices(study: Study, ratings: Iterable[Rating]) -> dict[str, str]:
    """Name every choice whose change after data were seen is told, and its value."""
    value_by_choice = {
        f"{group}.{key}": _value_text(value)
        for group in WATCHED_GROUPS
        for key, value in getattr(study, group).model_dump(mode="json").items()
    }
    value_by_choice |= {key: _value_text(getattr(study, key)) for key in WATCHED_KEYS}
    value_by_choice["primary"] = _value_text(sorted(study.primary))
    value_by_choice["comparisons"] = _value_text(
        [f"{pair.baseline}>{pair.current}={pair.test}" for pair in study.comparisons]
    )
    value_by_choice |= {
        f"comparison_groups.{groups.code}": groups.model_dump_json(exclude={"title", "code"})
        for groups in study.comparison_groups
    }
    return value_by_choice | {f"rated.{rating.criterion}": str(rating.rating) for rating in ratings}


def _value_text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _declared_rules(study: Study) -> list[str]:
    """Spell the rules that verdicts on primary indicators rest on, as their seal takes them."""
    return [
        f"correction={study.correction}",
        f"confidence_level={study.confidence_level}",
        f"smallest_meaningful_change={study.smallest_meaningful_change}",
        f"rating={study.rating.rule}",
        *(f"{pair.baseline}>{pair.current}={pair.test}" for pair in study.comparisons),
        f"scales={study.scales.model_dump_json()}",
    ]
