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

WATCHED = ("rating", "baseline", "scales", "disclosure")  # groups of choices, each key by itself
ALONE = ("correction", "confidence_level", "power", "smallest_meaningful_change")


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
    mark = seal_family(study.primary, _rules(study))
    chosen = watched_choices(study, ratings)
    versions = list(read_declared(folder))
    if not versions or (versions[-1].mark, versions[-1].choices) != (mark, chosen):
        versions.append(DeclaredVersion(mark, when, chosen))
        write_declared(folder, versions)
    first = versions[0]
    if {version.mark for version in versions} == {first.mark}:
        return mark, ()
    return mark, (
        (
            f"the primary indicators or their rules were changed after the first run ({first.when}, "
            f"mark {first.mark}): read their verdicts as exploratory; {DECLARED_FILE} holds every version"
        ),
    )


def watched_choices(study: Study, ratings: Iterable[Rating]) -> dict[str, str]:
    """Name every choice whose change after data were seen is told, and its value."""
    chosen = {
        f"{group}.{key}": _plain(value)
        for group in WATCHED
        for key, value in getattr(study, group).model_dump(mode="json").items()
    }
    chosen |= {key: _plain(getattr(study, key)) for key in ALONE}
    chosen["primary"] = _plain(sorted(study.primary))
    chosen["comparisons"] = _plain(
        [f"{p.baseline}>{p.current}={p.test}" for p in study.comparisons]
    )
    return chosen | {f"rated.{r.criterion}": str(r.rating) for r in ratings}


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _rules(study: Study) -> list[str]:
    return [
        f"correction={study.correction}",
        f"confidence_level={study.confidence_level}",
        f"smallest_meaningful_change={study.smallest_meaningful_change}",
        f"rating={study.rating.rule}",
        *(f"{pair.baseline}>{pair.current}={pair.test}" for pair in study.comparisons),
        f"scales={study.scales.model_dump_json()}",
    ]
