"""Rounds that are tested as independent although their sampling units have the same codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.change.rounds import Overlap
from wps_eval.errors import Data, Fault, Where
from wps_eval.survey.codes import code_of
from wps_eval.survey.design_check import EACH_ROW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.survey.design import Design

#: of the codes of the round with fewer units; separate draws from one frame share fewer
_MOST_BY_CHANCE = 0.5


def shared_unit_questions(
    designs: Mapping[str, Design], tests: Mapping[tuple[str, str], str]
) -> list[Fault]:
    """Ask about rounds whose unit codes are the same and that are tested as separate samples.

    Args:
        designs: The rounds' designs in memory, by code.
        tests: The declared test of each pair of rounds, baseline and current.

    Returns:
        A question a pair, which blocks nothing: whether units were visited again only the evaluator
        knows. None where fewer than half of the codes are shared, or a round has no units.

    Source: Kish, Survey Sampling (1965), chapter 12: samples that share units move together.
    """
    asked = []
    for (baseline, current), test in tests.items():
        if test != Overlap.INDEPENDENT or not {baseline, current} <= designs.keys():
            continue
        codes = [_unit_codes(designs[name]) for name in (baseline, current)]
        fewest, shared = min(map(len, codes)), len(codes[0] & codes[1])
        if fewest and shared >= _MOST_BY_CHANCE * fewest:
            found = Data(count=shared, all=fewest, baseline=baseline, current=current)
            asked.append(
                Fault("units_shared", Where(f"{current}/round.yml"), found=found, blocks=False)
            )
    return asked


def _unit_codes(design: Design) -> set[str]:
    """Give the codes of a design's primary units, each in its one spelling; none where it has none."""
    psu = dict(design.described).get("psu", "")
    if design.units is None or not psu or psu == EACH_ROW:
        return set()
    return {code_of(value) for value in design.frame[psu].dropna().unique()}
