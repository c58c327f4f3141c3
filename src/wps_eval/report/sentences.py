"""Key sentences that the software writes, from released rows and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.change.status_tally import OUTSIDE_TALLY, UNRATED, tally
from wps_eval.codes import Status
from wps_eval.indicators.commitment_targets import set_by_the_plan
from wps_eval.report import html
from wps_eval.report.change import context_verdicts, plan_verdicts
from wps_eval.report.evaluability_tables import by_pillar, owing_rows, pillar_names
from wps_eval.results.rows import each

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from wps_eval.plan import Plan
    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer


def headline_sentences(evaluability: pd.DataFrame, plan: Plan, writer: Writer) -> Iterator[str]:
    """Say what the plan itself lets one assess, how many indicators can be assessed, and why no more.

    Args:
        evaluability: The evaluability of one place, a row an indicator.
        plan: The plan.
        writer: Writes the numbers.
    """
    say, every = writer.words.say, writer.count(len(evaluability))
    own = set_by_the_plan(plan)
    if own:
        yield say("headline.own", own=writer.count(len(own)), all=every)
    assessable = int(evaluability["assessable"].sum())
    code = "headline.none" if assessable == 0 else "headline.some"
    yield say(code, able=writer.count(assessable), all=every)
    indicators = {indicator.code for indicator in plan.indicators}
    official = {t.indicator for t in plan.targets if t.status == "official"} & indicators - own
    if official:
        yield say("headline.matrix", n=writer.count(len(official)))
    else:
        yield say("headline.no_matrix")


def missing_sentences(evaluability: pd.DataFrame, writer: Writer) -> Iterator[str]:
    """What is missing, one sentence a need."""
    for check, code in (
        ("has_baseline", "missing.baseline"),
        ("has_current", "missing.current"),
        ("has_target", "missing.target"),
    ):
        lacking = int((~evaluability[check]).sum())
        if lacking:
            yield writer.words.say(
                code, lack=writer.count(lacking), all=writer.count(len(evaluability))
            )
    without_round = int((evaluability["reason"] == "no_round").sum())
    if without_round:
        yield writer.words.say("missing.round", lack=writer.count(without_round))


def pillar_sentences(evaluability: pd.DataFrame, plan: Plan, writer: Writer) -> Iterator[str]:
    """One sentence a pillar: how many of its indicators can be assessed."""
    names = pillar_names(plan, writer.words.language)
    for pillar, part in by_pillar(evaluability, plan):
        yield writer.words.say(
            "headline.pillar",
            pillar=names.get(pillar, pillar),
            able=writer.count(int(part["assessable"].sum())),
            all=writer.count(len(part)),
        )


def most_owing_sentence(evaluability: pd.DataFrame, plan: Plan, writer: Writer) -> str:
    """Say which body answers for the most indicators, or that none answers for any."""
    rows = owing_rows(evaluability, plan, writer.words.language)
    if rows.empty:
        return writer.words.say("owing.nobody")
    most = next(each(rows))  # the rows are sorted by how much a body answers for
    return writer.words.say(
        "owing.most",
        body=most.body,
        all=writer.count(most.all),
        bodies=writer.count(len(rows)),
    )


def tally_sentence(verdicts: pd.DataFrame, writer: Writer) -> str:
    """The tally's two denominators and what stands outside it."""
    counts = tally(plan_verdicts(verdicts))
    return writer.words.say(
        "tally.sentence" if counts["assessable"].any() else "tally.none",
        rated=writer.count(int(counts["assessable"].sum())),
        all=writer.count(int(counts["all"].sum())),
        context=writer.count(int(counts["context_only"].sum())),
    )


def tally_words(verdicts: pd.DataFrame, writer: Writer) -> str:
    """Say in words how many of the rated indicators stand where; nothing if none is rated."""
    counts = tally(plan_verdicts(verdicts))
    rated = [status for status in Status if status not in UNRATED | OUTSIDE_TALLY]
    told = [
        writer.words.say(
            "tally.status",
            status=writer.words.say(f"status.{status}"),
            n=writer.count(int(counts[str(status)].sum())),
        )
        for status in rated
        if int(counts[str(status)].sum())
    ]
    return writer.words.say("tally.words", statuses=writer.words.joined(told)) if told else ""


def context_parts(verdicts: pd.DataFrame, place: str, writer: Writer) -> tuple[Fragment, ...]:
    """What context figures say of a place, by its name, after the word that they are not the plan's."""
    known_changes = list(change_sentences(verdicts, writer))
    if not known_changes:
        return (html.paragraph(writer.words.say("context.none")),)
    apart = writer.words.say("context.apart", place=place)
    unrounded = html.paragraph(writer.words.say("note.unrounded"))
    return html.paragraph(apart), html.item_list(known_changes), unrounded


def change_sentences(verdicts: pd.DataFrame, writer: Writer) -> Iterator[str]:
    """One sentence for each context figure of a domain whose change is known."""
    for row in each(context_verdicts(verdicts)):
        if row.change in ("increased", "decreased", "equivalent") and row.state == "shown":
            yield writer.words.say(
                f"moved.{row.change}",
                figure=writer.words.tell(str(row.title)),
                baseline=writer.value(row.baseline, str(row.unit)),
                before=writer.date(row.baseline_date),
                current=writer.value(row.current, str(row.unit)),
                now=writer.date(row.current_date),
                size=writer.size(row.difference, str(row.unit)),
            )
