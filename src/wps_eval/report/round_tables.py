"""How rounds were made: design, intake, losses, enumerators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wps_eval.report.plan_words import plan_word
from wps_eval.report.tables import Head, table
from wps_eval.results.columns import ROUND_ITEMS
from wps_eval.results.rows import each, known
from wps_eval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from wps_eval.report.numbers import Writer
    from wps_eval.words.catalogue import Words

STEPS = (  # of the intake, then what was flagged on the way
    "received", "without_duplicates", "approved", "consented", "of_age", "in_private", "corrected",
    "short", "straight_line",
)  # fmt: skip
TYPED = (
    "title", "population", "mode", "sponsor", "conductor", "recruitment", "response", "ethics",
    "referral", "pretest", "processing", "limitations",
)  # fmt: skip
CHECKSUM = 12  # characters that a reader compares
BRIEF = {"title": 1.6, "population": 1.8, "kind": 1.3, "dates": 1.2, "people": 0.8, "response": 1.3}


def rounds_table(rounds: pd.DataFrame, codes: Sequence[str], writer: Writer) -> str:
    """The design of rounds, item by item, as AAPOR and PRICSSA ask; what is missing says so."""
    words = writer.words
    own = rounds[rounds["round"].isin(list(codes))]
    rows = own[own["part"] == "design"]
    if rows.empty:
        return ""
    wide = _written(rows, writer)
    languages = _form_languages(own[own["part"] == "languages"], words)
    wide.loc["languages"] = [languages.get(c, words.say("round.not_stated")) for c in wide.columns]
    wide = wide.reindex([i for i in ROUND_ITEMS if i in wide.index and i != "title"])
    called = titles_of(rounds, words)
    shown = wide.reset_index().assign(item=[words.say(f"round.{item}") for item in wide.index])
    heads = [
        Head("item", words.say("table.item"), width=1.2),
        *(Head(str(c), called[str(c)], width=1.6) for c in wide.columns),
    ]
    return table(shown, heads, words.say("rounds.caption"))


def titles_of(rounds: pd.DataFrame, words: Words) -> dict[str, str]:
    """Say what each round is called, by its code; by the code where it has no title."""
    rows = rounds[(rounds["part"] == "design") & (rounds["item"] == "title")]
    called = {code: code for code in map(str, rounds["round"].unique())}
    return called | {str(r.round): words.tell(str(r.value)) for r in each(rows) if r.value}


def surveys_table(rounds: pd.DataFrame, writer: Writer) -> str:
    """A row a round: who was asked, how they were chosen, when, and how many answered."""
    words = writer.words
    rows = rounds[(rounds["part"] == "design") & rounds["item"].isin(BRIEF)]
    shown = _written(rows, writer).T.reindex(
        index=list(dict.fromkeys(map(str, rows["round"]))), columns=list(BRIEF)
    )
    heads = [Head(item, words.say(f"round.{item}"), width=w) for item, w in BRIEF.items()]
    return table(shown, heads, words.say("surveys.caption"))


def _written(rows: pd.DataFrame, writer: Writer) -> pd.DataFrame:
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
        return _counted(row, writer)
    if item == "checksum":
        return value[:CHECKSUM]
    if item == "dates":
        span = Span.read(value)
        ends = {"start": writer.date(str(span.start)), "end": writer.date(str(span.end))}
        return words.say("information.span", **ends)
    code = f"round.value.{value}"
    return words.say(code) if words.knows(code) else words.tell(value)


def _counted(row: Any, writer: Writer) -> str:
    """Write a count, and of how many where that is known."""
    part = writer.count(row.count)
    if not known(row.whole):
        return part
    share = writer.value(100 * row.count / row.whole, "%")
    return writer.words.say("number.of", value=share, part=part, whole=writer.count(row.whole))


def intake_table(rounds: pd.DataFrame, codes: Sequence[str], writer: Writer) -> str:
    """How many submissions each step of the intake left, and what was flagged."""
    words = writer.words
    rows = rounds[rounds["part"].isin(["steps", "flags"]) & rounds["round"].isin(list(codes))]
    if rows.empty:
        return ""
    wide = rows.pivot(index="item", columns="round", values="count")
    wide = wide.reindex([step for step in STEPS if step in wide.index])
    called = titles_of(rounds, words)
    counts = wide.map(lambda count: writer.count(count) if known(count) else "")
    shown = counts.reset_index().assign(item=[words.say(f"intake.{item}") for item in wide.index])
    heads = [
        Head("item", words.say("table.step"), width=1.6),
        *(Head(str(c), called[str(c)], numeric=True) for c in wide.columns),
    ]
    return table(shown, heads, words.say("intake.caption"))


def losses_table(
    rounds: pd.DataFrame, codes: Sequence[str], places: dict[str, str], writer: Writer
) -> str:
    """What a round could not reach, what of its sample list does not match, what was left out."""
    words = writer.words
    rows = rounds[
        rounds["part"].isin(["coverage", "matching", "dropped"]) & rounds["round"].isin(list(codes))
    ]
    if rows.empty:
        return ""
    called = titles_of(rounds, words)
    shown = rows.assign(
        name=[called[str(code)] for code in rows["round"]],
        what=[words.say(f"losses.{part}") for part in rows["part"]],
        which=[_which(str(r.part), str(r.item), places, writer) for r in each(rows)],
        value=[_lost(r, writer) for r in each(rows)],
    ).sort_values(["round", "part", "item"])
    heads = [
        Head("name", words.say("table.round"), width=1.4),
        Head("what", words.say("table.item"), width=1.6),
        Head("which", words.say("table.group"), width=1.6),
        Head("value", words.say("table.value"), width=1.8),
    ]
    return table(shown, heads, words.say("losses.caption"))


def _which(part: str, item: str, places: dict[str, str], writer: Writer) -> str:
    if part == "matching":
        return writer.words.say(f"matching.{item}")
    return places.get(item, item)


def _lost(row: Any, writer: Writer) -> str:
    if known(row.count):
        return writer.count(row.count)
    if known(row.pct):
        return f"{writer.value(row.pct, '%')} ({writer.words.tell(str(row.value))})"
    return plan_word("dropped", str(row.value), writer)


def typed_facts(rounds: pd.DataFrame, words: Words) -> Iterator[str]:
    """Give what people typed about rounds, as the tables print it."""
    for row in each(rounds):
        part, item, value = str(row.part), str(row.item), str(row.value or "")
        typed = part == "coverage" or (part == "design" and item in TYPED)
        if typed and value and not words.knows(f"round.value.{value}"):
            yield value


def enumerators_table(code: str, found: pd.DataFrame, writer: Writer) -> str:
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
    return table(found, heads, words.say("enumerators.caption", round=code))
