"""How rounds were made: design, intake, losses, enumerators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.report.plan_words import worded
from wps_eval.report.tables import Head, table
from wps_eval.results.rows import each

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wps_eval.report.numbers import Writer
    from wps_eval.words.catalogue import Words

STEPS = (  # of the intake, then what was flagged on the way
    "received", "without_duplicates", "approved", "consented", "of_age", "in_private", "corrected",
    "short", "straight_line",
)  # fmt: skip
COUNTED = ("people", "units")
TYPED = (
    "title", "population", "mode", "sponsor", "conductor", "recruitment", "response", "ethics",
    "referral", "pretest", "processing", "limitations",
)  # fmt: skip
OF_ALL = re.compile(r"(?P<part>\d+) / (?P<whole>\d+) \((?P<pct>[\d.]+) %\)")
SHARE = re.compile(r"(?P<pct>[\d.]+) % \((?P<why>.*)\)")
CHECKSUM = 12  # characters that a reader compares
BRIEF = {"title": 1.6, "population": 1.8, "kind": 1.3, "dates": 1.2, "people": 0.8, "response": 1.3}


def rounds_table(rounds: pd.DataFrame, codes: Sequence[str], writer: Writer) -> str:
    """The design of rounds, item by item, as AAPOR and PRICSSA ask; what is missing says so."""
    words = writer.words
    rows = rounds[(rounds["part"] == "design") & rounds["round"].isin(list(codes))]
    if rows.empty:
        return ""
    wide = rows.pivot_table(index="item", columns="round", values="value", aggfunc="first")
    wide = wide.reindex([i for i in _order() if i in wide.index and i != "title"])
    called = titles_of(rounds, words)
    shown = pd.DataFrame(
        {"item": [words.say(f"round.{item}") for item in wide.index]}
        | {
            str(c): [fact(str(item), str(v), writer) for item, v in wide[c].items()]
            for c in wide.columns
        }
    )
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
    wide = rows.pivot_table(
        index="round", columns="item", values="value", aggfunc="first", sort=False
    ).reindex(columns=list(BRIEF))
    shown = pd.DataFrame(
        {
            item: [fact(item, v if isinstance(v, str) else "", writer) for v in wide[item]]
            for item in BRIEF
        }
    )
    heads = [Head(item, words.say(f"round.{item}"), width=w) for item, w in BRIEF.items()]
    return table(shown, heads, words.say("surveys.caption"))


def _order() -> tuple[str, ...]:
    from wps_eval.indicators.round_rows import DESIGN  # noqa: PLC0415 - the order of the items alone

    return DESIGN


def fact(item: str, value: str, writer: Writer) -> str:
    """Say a fact of a round's design; an empty one is not stated, a checksum is cut short."""
    if item == "checksum":
        return value[:CHECKSUM]
    if item == "dates" and value:
        start, _, end = value.partition(" / ")
        return writer.words.say("information.span", start=writer.date(start), end=writer.date(end))
    if not value:
        return writer.words.say("round.not_stated")
    if item in COUNTED:
        return writer.count(float(value))
    if item == "languages":
        return writer.words.listed(
            writer.words.say(f"language.{name}") for name in value.split(", ")
        )
    if counted := OF_ALL.fullmatch(value):
        return _of_all(counted, writer)
    code = f"round.value.{value}"
    return writer.words.say(code) if writer.words.knows(code) else writer.words.tell(value)


def intake_table(rounds: pd.DataFrame, codes: Sequence[str], writer: Writer) -> str:
    """How many submissions each step of the intake left, and what was flagged."""
    words = writer.words
    rows = rounds[rounds["part"].isin(["steps", "flags"]) & rounds["round"].isin(list(codes))]
    if rows.empty:
        return ""
    wide = rows.pivot_table(index="item", columns="round", values="value", aggfunc="first")
    wide = wide.reindex([step for step in STEPS if step in wide.index])
    called = titles_of(rounds, words)
    shown = pd.DataFrame(
        {"item": [words.say(f"intake.{item}") for item in wide.index]}
        | {
            str(c): [writer.number(float(v), 0) if str(v) != "nan" else "" for v in wide[c]]
            for c in wide.columns
        }
    )
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
        value=[_lost(str(r.part), str(r.value), writer) for r in each(rows)],
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


def _lost(part: str, value: str, writer: Writer) -> str:
    if part == "matching":
        return writer.count(float(value))
    if share := SHARE.fullmatch(value):
        lost = writer.value(float(share["pct"]), "%")
        return f"{lost} ({writer.words.tell(share['why'])})"
    return worded("dropped", value, writer)


def _of_all(counted: re.Match[str], writer: Writer) -> str:
    part, whole = (writer.count(float(counted[name])) for name in ("part", "whole"))
    share = writer.value(float(counted["pct"]), "%")
    return writer.words.say("number.of", value=share, part=part, whole=whole)


def told_facts(rounds: pd.DataFrame, words: Words) -> Iterator[str]:
    """Give what people typed about rounds, as the tables print it."""
    for row in each(rounds):
        part, item, value = str(row.part), str(row.item), str(row.value or "")
        if part == "design" and item in TYPED and not OF_ALL.fullmatch(value):
            if not words.knows(f"round.value.{value}"):
                yield value
        elif part == "coverage" and (share := SHARE.fullmatch(value)):
            yield share["why"]


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
