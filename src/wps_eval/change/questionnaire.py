"""Did two rounds ask the same? What differs between their questionnaires, and how far that matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.change.comparability import Comparison
from wps_eval.codes import Comparability, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.sources.instrument import Instrument, Question
    from wps_eval.workspace.people import People

# what makes two scales different scales; all else is told beside the difference
BREAKS = frozenset({"items_differ", "options_changed", "key_changed", "reverse_changed"})


@dataclass(frozen=True, slots=True, order=True)
class Unlike:
    """One thing that two rounds asked or did differently: what, and where (an item, or the round)."""

    what: str
    where: str = ""


def compare_questionnaires(before: People, after: People, construct: str) -> tuple[Unlike, ...]:
    """List what differs between two rounds in one construct.

    Args:
        before: The earlier round.
        after: The later one.
        construct: The construct that is compared.

    Returns:
        Differences of items, answers, key, reversal, wording in a language of both, condition of being
        asked, languages, population and mode; none where both rounds asked the same of the same people.

    Source: the comparability items of the AAPOR/WAPOR Task Force on Quality in Comparative Surveys
    (2021); a changed item or answer makes another scale.
    """
    one, two = before.instrument, after.instrument
    items = [{q.name: q for q in form.construct(construct)} for form in (one, two)]
    found = {Unlike("items_differ", name) for name in items[0].keys() ^ items[1].keys()}
    for name in items[0].keys() & items[1].keys():
        found |= set(_item(items[0][name], items[1][name], one, two))
    found |= {
        Unlike(f"{name}_changed")
        for name in ("population", "mode")
        if getattr(before.round, name) != getattr(after.round, name)
    }
    if set(one.languages) != set(two.languages):
        found.add(Unlike("languages_changed"))
    return tuple(sorted(found))


def _item(one: Question, two: Question, first: Instrument, second: Instrument) -> Iterator[Unlike]:
    options = [
        [(c.name, c.meaning) for c in form.lists.get(q.choices, ())]
        for q, form in ((one, first), (two, second))
    ]
    checks = {
        "options_changed": options[0] != options[1],
        "key_changed": one.key != two.key,
        "reverse_changed": one.reverse != two.reverse,
        "skip_changed": one.relevant != two.relevant,
        "wording_changed": any(
            one.labels[language] != two.labels[language]
            for language in one.labels.keys() & two.labels.keys()
        ),
    }
    yield from (Unlike(what, one.name) for what, differs in checks.items() if differs)


def grade(differences: tuple[Unlike, ...]) -> Comparison:
    """Grade a comparison of rounds: broken by another scale, noted where anything else differs."""
    differing = tuple(dict.fromkeys(d.what for d in differences))
    if BREAKS & set(differing):
        return Comparison(Comparability.BROKEN, Reason.DEFINITION_CHANGED, differing)
    return Comparison(Comparability.NOTED if differing else Comparability.SAME, None, differing)
