"""Whether the items of knowledge scales work alike in two groups of a round: rows of their results table."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, Any

from wps_eval.change.family import holm
from wps_eval.codes import Reason, State
from wps_eval.indicators.constructs import Scoring, knowledge_of
from wps_eval.results.rows import known
from wps_eval.sources.instrument import Role
from wps_eval.survey.codes import codes_of
from wps_eval.survey.dif_mantel_haenszel import dif_mantel_haenszel
from wps_eval.survey.item_functioning import LEAST_OF_A_GROUP, ItemClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from wps_eval.indicators.round_estimates import RoundEstimates
    from wps_eval.indicators.rules import Rules
    from wps_eval.sources.instrument import Question
    from wps_eval.survey.design import Design
    from wps_eval.workspace.people import People

SEX_QUESTION = "sex"

Row = dict[str, Any]


def functioning_rows(rounds: Iterable[RoundEstimates], rules: Rules) -> Iterator[Row]:
    """Compare groups of each round on each item of its knowledge scales, among people with as many right answers.

    Args:
        rounds: The rounds with their estimates; scales of other kinds, and of one item, are passed over.
        rules: What the study declared.

    Returns:
        Rows of the table, of the country alone. Groups are those of the language of the interview, and of sex
        where the form marks that question for breakdowns. Each is held against the first that the form lists
        among those of at least ``LEAST_OF_A_GROUP`` people with every item. A group with fewer has one row
        without item and number. ``p_adjusted`` is corrected over all items and groups of one scale and question.
        An item without an answer says why: nobody to compare at any score, or no margin of error.

    Source: as ``dif_mantel_haenszel`` and ``item_class``; Holm as ``holm``.
    """
    for result in rounds:
        for construct in result.constructs.values():
            if construct.scoring is Scoring.KNOWLEDGE:
                yield from _rows_of_scale(result.people, construct.name, rules)


def _rows_of_scale(people: People, construct: str, rules: Rules) -> Iterator[Row]:
    """Compare the groups of each trait on the items of one scale."""
    right = knowledge_of(people, construct, rules.scales).correct
    if right.shape[1] < 2:  # noqa: PLR2004 - one item has no other to match by
        return
    design = people.design.with_columns({str(name): right[name] for name in right})
    for trait in _traits(people):
        n_whole = _people_with_every_item(people, trait, right)
        rows = [
            row
            for focal, reference in _pairs(n_whole)
            for row in _rows_of_pair(
                design, list(map(str, right)), trait.name, focal, reference, n_whole
            )
        ]
        tested = [float(row.get("p", nan)) for row in rows]
        adjusted = holm(tested) if rules.correct else tested
        for row, p_adjusted in zip(rows, adjusted, strict=True):
            yield row | {
                "edition": rules.edition,
                "round": people.round.code,
                "construct": construct,
                "place": rules.national,
                "trait": trait.name,
                "p_adjusted": p_adjusted,
            }


def _traits(people: People) -> list[Question]:
    """Give the questions whose groups are compared: the language of the interview, and sex if it is for breakdowns."""
    return [
        question
        for question in people.instrument.questions
        if question.name in people.frame
        and (
            question.role is Role.LANGUAGE
            or (question.name == SEX_QUESTION and question.disaggregate)
        )
    ]


def _people_with_every_item(
    people: People, trait: Question, right: pd.DataFrame
) -> Mapping[str, int]:
    """Count those of each group who have every item, in the form's order; of groups that are there at all."""
    codes = codes_of(people.frame[trait.name])
    is_whole = right.notna().all(axis=1).to_numpy()
    groups = [
        choice.name
        for choice in people.instrument.lists.get(trait.choices, ())
        if choice.meaning is None and (codes == choice.name).any()
    ]
    return {code: int((is_whole & (codes == code).to_numpy()).sum()) for code in groups}


def _pairs(n_whole: Mapping[str, int]) -> list[tuple[str, str]]:
    """Pair each group with the first that is large enough; with the first of all where none is."""
    if not n_whole:
        return []
    enough = [code for code, n in n_whole.items() if n >= LEAST_OF_A_GROUP]
    reference = next(iter(enough or n_whole))
    return [(code, reference) for code in n_whole if code != reference]


def _rows_of_pair(
    design: Design,
    items: list[str],
    trait: str,
    focal: str,
    reference: str,
    n_whole: Mapping[str, int],
) -> Iterator[Row]:
    """Compare two groups item by item; one row without a number where either is too small."""
    pair: Row = {"focal": focal, "reference": reference}
    if min(n_whole[focal], n_whole[reference]) < LEAST_OF_A_GROUP:
        yield pair | _unknown(Reason.BASE_TOO_SMALL) | {"item": ""}
        return
    found = dif_mantel_haenszel(design, items, trait, focal=focal, reference=reference)
    pair |= {"n_focal": found.n_focal, "n_reference": found.n_reference}
    for row in found.items.to_dict("records"):
        numbers = {name: row[name] for name in ("item", "log_odds", "se", "df", "delta", "p")}
        yield pair | numbers | _verdict(row)


def _verdict(row: Mapping[Any, Any]) -> Row:
    """Give an item's class, or why it has none."""
    if row["class"] != ItemClass.CANNOT_TELL:
        return {"item_class": row["class"], "state": str(State.SHOWN), "reason": ""}
    return _unknown(Reason.NO_SAMPLING_ERROR if known(row["log_odds"]) else Reason.NOT_IN_DATA)


def _unknown(reason: Reason) -> Row:
    """Say that a class cannot be told, and why."""
    return {
        "item_class": str(ItemClass.CANNOT_TELL),
        "state": str(State.NOT_AVAILABLE),
        "reason": str(reason),
    }
