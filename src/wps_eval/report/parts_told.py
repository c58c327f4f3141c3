"""What a value was added up from, and which parts of a whole are not there, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wps_eval.indicators.body_sums import BODY
from wps_eval.indicators.spans import LENGTHS, PARTS
from wps_eval.values import Span, SumOf, read_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.plan import Plan
    from wps_eval.plan.lists import Partition
    from wps_eval.report.numbers import Writer

NAMED = frozenset({*LENGTHS.values(), PARTS, BODY})


def parts_told(row: Any, plan: Plan, writer: Writer) -> Iterator[str]:
    """Say of a verdict which sums it rests on, which parts lack, and how its parts stand.

    Args:
        row: A row of verdicts.
        plan: The plan, for the names of places and bodies.
        writer: Writes numbers and dates.
    """
    for text in dict.fromkeys((row.baseline_sum, row.current_sum)):
        if text:
            yield sum_told(text, plan, writer)
    if row.lacking_of:
        yield _lacking(SumOf.read(row.lacking_of), read_codes(row.lacking), plan, writer)
    if row.parts_met or row.parts_not_met or row.parts_not_in_data:
        yield _every(row, plan, writer)


def sum_told(text: str, plan: Plan, writer: Writer) -> str:
    """Say what a value was added up from: 12 months, 18 governorates.

    Args:
        text: The spelling of a column.
        plan: The plan, for the names of its partitions.
        writer: Writes the number.
    """
    made = SumOf.read(text)
    count = writer.count(made.count)
    if made.of in NAMED:
        return writer.words.say(f"sum.{made.of}", n=count)
    return writer.words.say("sum.partition", n=count, name=_called(made.of, plan, writer))


def _called(code: str, plan: Plan, writer: Writer) -> str:
    """Name the parts of a partition together."""
    found: Partition = next(each for each in plan.partitions if each.code == code)
    return found.in_language(writer.words.language, "name")


def _lacking(whole: SumOf, parts: tuple[str, ...], plan: Plan, writer: Writer) -> str:
    """Say which parts of a whole are not there: months of a year, bodies, or places of a partition.

    Args:
        whole: What the parts would make, and how many they are.
        parts: The parts that are missing: spans, bodies or places, as the column spells them.
        plan: The plan, for names.
        writer: Writes them.
    """
    words, of = writer.words, writer.count(whole.count)
    if whole.of in LENGTHS.values():
        months = sum(Span.read(text).months or 0 for text in parts)
        names = words.listed(writer.date(text) for text in parts)
        return words.say(
            "lacking.month", there=writer.count(whole.count - months), of=of, names=names
        )
    missing = writer.count(len(parts))
    if whole.of == BODY:
        names = words.joined(plan.title(code, words.language).text for code in parts)
        return words.say("lacking.body", missing=missing, of=of, names=names)
    return words.say(
        "lacking.partition",
        missing=missing,
        of=of,
        parts=_called(whole.of, plan, writer),
        names=_places(parts, plan, writer),
    )


def _every(row: Any, plan: Plan, writer: Writer) -> str:
    """Say how many parts met a target that each has to reach, and which did not or are not known."""
    met, not_met, unknown = map(
        read_codes, (row.parts_met, row.parts_not_met, row.parts_not_in_data)
    )
    words = writer.words
    told = [
        words.say(f"every.{name}", n=writer.count(len(codes)), names=_places(codes, plan, writer))
        for name, codes in (("not_met", not_met), ("not_in_data", unknown))
        if codes
    ]
    every = len(met) + len(not_met) + len(unknown)
    first = words.say("every.met", n=writer.count(len(met)), of=writer.count(every))
    return words.joined((first, *told))


def _places(codes: tuple[str, ...], plan: Plan, writer: Writer) -> str:
    """Name places in the order of the plan."""
    language = writer.words.language
    names = (place.in_language(language) for place in plan.places if place.code in codes)
    return writer.words.listed(names)
