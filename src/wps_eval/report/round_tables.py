"""How rounds were made: design, intake, losses, enumerators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.plan_words import plan_word
from wps_eval.report.tables import Head, table
from wps_eval.results.columns import ROUND_ITEMS, UNKNOWN_COLUMNS
from wps_eval.results.rows import each, known
from wps_eval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from wps_eval.report.numbers import Writer
    from wps_eval.words.catalogue import Words

INTAKE_STEPS = (  # of the intake, then what was flagged on the way
    "received", "without_duplicates", "approved", "consented", "of_age", "in_private", "corrected",
    "short", "straight_line",
)  # fmt: skip
TYPED_ITEMS = (
    "title", "population", "mode", "sponsor", "conductor", "recruitment", "response", "ethics",
    "referral", "pretest", "processing", "limitations",
)  # fmt: skip
CHECKSUM_LETTERS = 12  # of a checksum's start, which a reader compares
# items of a round's brief account, each with its column's width beside the others'
BRIEF_WIDTHS = {
    "title": 1.6,
    "population": 1.8,
    "kind": 1.3,
    "dates": 1.2,
    "people": 0.8,
    "response": 1.3,
}


def rounds_table(rounds: pd.DataFrame, codes: Sequence[str], writer: Writer) -> Fragment:
    """The design of rounds, item by item, as AAPOR and PRICSSA ask; what is missing says so."""
    words = writer.words
    own_rows = rounds[rounds["round"].isin(list(codes))]
    rows = own_rows[own_rows["part"] == "design"]
    if rows.empty:
        return NOTHING
    facts = _facts_by_item(rows, writer)
    languages = _form_languages(own_rows[own_rows["part"] == "languages"], words)
    facts.loc["languages"] = [
        languages.get(c, words.say("round.not_stated")) for c in facts.columns
    ]
    facts = facts.reindex([i for i in ROUND_ITEMS if i in facts.index and i != "title"])
    titles = round_titles(rounds, words)
    shown = facts.reset_index().assign(item=[words.say(f"round.{item}") for item in facts.index])
    heads = [
        Head("item", words.say("table.item"), width=1.2),
        *(Head(str(c), titles[str(c)], width=1.6) for c in facts.columns),
    ]
    return table(shown, heads, words.say("rounds.caption"))


def round_titles(rounds: pd.DataFrame, words: Words) -> dict[str, str]:
    """Say what each round is called, by its code; by the code where it has no title."""
    rows = rounds[(rounds["part"] == "design") & (rounds["item"] == "title")]
    titles = {code: code for code in map(str, rounds["round"].unique())}
    return titles | {str(r.round): words.tell(str(r.value)) for r in each(rows) if r.value}


def surveys_table(rounds: pd.DataFrame, writer: Writer) -> Fragment:
    """A row a round: who was asked, how they were chosen, when, and how many answered."""
    words = writer.words
    rows = rounds[(rounds["part"] == "design") & rounds["item"].isin(BRIEF_WIDTHS)]
    shown = _facts_by_item(rows, writer).T.reindex(
        index=list(dict.fromkeys(map(str, rows["round"]))), columns=list(BRIEF_WIDTHS)
    )
    heads = [Head(item, words.say(f"round.{item}"), width=w) for item, w in BRIEF_WIDTHS.items()]
    return table(shown, heads, words.say("surveys.caption"))


def _facts_by_item(rows: pd.DataFrame, writer: Writer) -> pd.DataFrame:
    """Write every fact of some rounds: a row an item, a column a round."""
    facts = rows.assign(fact=[fact_text(r, writer) for r in each(rows)])
    return facts.pivot(index="item", columns="round", values="fact")


def _form_languages(rows: pd.DataFrame, words: Words) -> dict[str, str]:
    """Name the languages of each round's form, in the order in which they stand there."""
    ordered = rows.sort_values("count").groupby("round")
    return {
        str(code): words.listed(words.say(f"language.{name}") for name in part["item"])
        for code, part in ordered
    }


def is_stated(row: Any) -> bool:
    """Whether a fact of a round's design is stated at all."""
    return bool(row.value) or known(row.count)


def fact_text(row: Any, writer: Writer) -> str:
    """Say a fact of a round's design; an empty one is not stated, a checksum is cut short.

    Args:
        row: Its row of the rounds table.
        writer: Writes numbers and words.
    """
    item, value, words = str(row.item), str(row.value), writer.words
    if not is_stated(row):
        return words.say("round.not_stated")
    if known(row.count):
        return _count_and_share(row, writer)
    if item == "checksum":
        return value[:CHECKSUM_LETTERS]
    if item == "dates":
        span = Span.read(value)
        first_and_last = {"start": writer.date(str(span.start)), "end": writer.date(str(span.end))}
        return words.say("information.span", **first_and_last)
    code = f"round.value.{value}"
    return words.say(code) if words.knows(code) else words.tell(value)


def _count_and_share(row: Any, writer: Writer) -> str:
    """Write a count, and of how many where that is known."""
    count = writer.count(row.count)
    if not known(row.whole):
        return count
    share = writer.value(100 * row.count / row.whole, "%")
    return writer.words.say("number.of", value=share, part=count, whole=writer.count(row.whole))


def intake_table(rounds: pd.DataFrame, codes: Sequence[str], writer: Writer) -> Fragment:
    """How many submissions each step of the intake left, and what was flagged."""
    words = writer.words
    rows = rounds[rounds["part"].isin(["steps", "flags"]) & rounds["round"].isin(list(codes))]
    if rows.empty:
        return NOTHING
    by_step = rows.pivot(index="item", columns="round", values="count")
    by_step = by_step.reindex([step for step in INTAKE_STEPS if step in by_step.index])
    titles = round_titles(rounds, words)
    counts = by_step.map(lambda count: writer.count(count) if known(count) else "")
    shown = counts.reset_index().assign(
        item=[words.say(f"intake.{item}") for item in by_step.index]
    )
    heads = [
        Head("item", words.say("table.step"), width=1.6),
        *(Head(str(c), titles[str(c)], numeric=True) for c in by_step.columns),
    ]
    return table(shown, heads, words.say("intake.caption"))


def losses_table(
    rounds: pd.DataFrame, codes: Sequence[str], places: dict[str, str], writer: Writer
) -> Fragment:
    """What a round could not reach, how even response was, what does not match, what was left out."""
    words = writer.words
    rows = rounds[
        rounds["part"].isin(["coverage", "matching", "dropped", "nonresponse"])
        & rounds["round"].isin(list(codes))
    ]
    if rows.empty:
        return NOTHING
    titles = round_titles(rounds, words)
    shown = rows.assign(
        name=[titles[str(code)] for code in rows["round"]],
        what=[words.say(f"losses.{part}") for part in rows["part"]],
        which=[_group_lost(str(r.part), str(r.item), places, writer) for r in each(rows)],
        value=[_loss_text(r, writer) for r in each(rows)],
    ).sort_values(["round", "part", "item"])
    heads = [
        Head("name", words.say("table.round"), width=1.4),
        Head("what", words.say("table.item"), width=1.6),
        Head("which", words.say("table.group"), width=1.6),
        Head("value", words.say("table.value"), width=1.8),
    ]
    return table(shown, heads, words.say("losses.caption"))


def _group_lost(part: str, item: str, places: dict[str, str], writer: Writer) -> str:
    """Name what a loss concerns: a step of matching, a place, columns without a name, or what was typed."""
    if part in ("matching", "nonresponse"):
        return writer.words.say(f"{part}.{item}")
    if (part, item) == ("dropped", UNKNOWN_COLUMNS):
        return writer.words.say("losses.unknown_columns")
    return places.get(item, item)


def _loss_text(row: Any, writer: Writer) -> str:
    """Write a loss as a count, as a percent with what was typed of it, or as a word."""
    if known(row.count):
        return writer.count(row.count)
    if (row.part, row.item) == ("nonresponse", "representativity"):
        names = [
            writer.words.say("round.stratum") if name == "stratum" else name
            for name in str(row.value).split(", ")
        ]
        return f"{writer.number(row.pct / 100, 2)} ({writer.words.listed(names)})"
    if known(row.pct):
        percent = writer.value(row.pct, "%")
        return f"{percent} ({writer.words.tell(str(row.value))})" if row.value else percent
    return plan_word("dropped", str(row.value), writer)


def typed_facts(rounds: pd.DataFrame, words: Words) -> Iterator[str]:
    """Give what people typed about rounds, as the tables print it."""
    for row in each(rounds):
        part, item, value = str(row.part), str(row.item), str(row.value or "")
        typed = part == "coverage" or (part == "design" and item in TYPED_ITEMS)
        if typed and value and not words.knows(f"round.value.{value}"):
            yield value


def enumerators_table(round_code: str, enumerators: pd.DataFrame, writer: Writer) -> Fragment:
    """How enumerators of a round differ; they stand under numbers."""
    words = writer.words
    heads = [
        Head("enumerator", words.say("table.enumerator"), numeric=True, write=writer.count),
        Head("n", words.say("table.base"), numeric=True, write=writer.count),
        *(
            Head(
                name, words.say(f"table.{name}"), numeric=True, write=lambda v: writer.number(v, 1)
            )
            for name in ("minutes", "short_pct", "straight_pct", "dont_know_pct")
        ),
    ]
    return table(enumerators, heads, words.say("enumerators.caption", round=round_code))
