"""Keep what a study declared before its results were seen, and say when it is changed later."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wps_eval.change.family import seal_family

if TYPE_CHECKING:
    from pathlib import Path

    from wps_eval.study import Study

FILE = "declared.json"


def declare(study: Study, folder: Path, when: str) -> tuple[str, tuple[str, ...]]:
    """Fix the family of primary indicators and the rules it is judged by, before anything is computed.

    Args:
        study: The study's choices.
        folder: The study's outputs.
        when: The moment of this run.

    Returns:
        The family's mark, and a warning if an earlier run of the study had another: verdicts that were
        declared after results were seen are to be read as exploratory.
    """
    rules = _rules(study)
    mark = seal_family(study.primary, rules)
    path = folder / FILE
    told = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    if not told or told[-1]["mark"] != mark:
        told.append({"mark": mark, "when": when, "primary": sorted(study.primary), "rules": rules})
        path.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    if len(told) == 1:
        return mark, ()
    first = told[0]
    return mark, (
        (
            f"the primary indicators or their rules were changed after the first run ({first['when']}, "
            f"mark {first['mark']}): read their verdicts as exploratory; {FILE} holds every version"
        ),
    )


def _rules(study: Study) -> list[str]:
    return [
        f"correction={study.correction}",
        f"confidence_level={study.confidence_level}",
        f"smallest_meaningful_change={study.smallest_meaningful_change}",
        f"rating={study.rating.rule}",
        *(f"{pair.baseline}>{pair.current}={pair.test}" for pair in study.comparisons),
        f"scales={study.scales.model_dump_json()}",
    ]
