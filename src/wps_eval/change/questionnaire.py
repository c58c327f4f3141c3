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

#: what makes two scales different scales; all else is told beside the difference
SCALE_BREAKING = frozenset({"items_differ", "options_changed", "key_changed", "reverse_changed"})


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
    earlier_form, later_form = before.instrument, after.instrument
    items = [{q.name: q for q in form.construct(construct)} for form in (earlier_form, later_form)]
    unlike = {Unlike("items_differ", name) for name in items[0].keys() ^ items[1].keys()}
    for name in items[0].keys() & items[1].keys():
        unlike |= set(_item_differences(items[0][name], items[1][name], earlier_form, later_form))
    unlike |= {
        Unlike(f"{name}_changed")
        for name in ("population", "mode")
        if getattr(before.round, name) != getattr(after.round, name)
    }
    if set(earlier_form.languages) != set(later_form.languages):
        unlike.add(Unlike("languages_changed"))
    return tuple(sorted(unlike))


def _item_differences(
    earlier: Question, later: Question, earlier_form: Instrument, later_form: Instrument
) -> Iterator[Unlike]:
    """Say what differs between two rounds in one item that both asked."""
    options = [
        [(choice.name, choice.meaning) for choice in form.lists.get(q.choices, ())]
        for q, form in ((earlier, earlier_form), (later, later_form))
    ]
    checks = {
        "options_changed": options[0] != options[1],
        "key_changed": earlier.key != later.key,
        "reverse_changed": earlier.reverse != later.reverse,
        "skip_changed": earlier.relevant != later.relevant,
        "wording_changed": any(
            earlier.labels[language] != later.labels[language]
            for language in earlier.labels.keys() & later.labels.keys()
        ),
    }
    yield from (Unlike(what, earlier.name) for what, differs in checks.items() if differs)


def grade(differences: tuple[Unlike, ...]) -> Comparison:
    """Grade a comparison of rounds: broken by another scale, noted where anything else differs."""
    differing = tuple(dict.fromkeys(difference.what for difference in differences))
    if SCALE_BREAKING & set(differing):
        return Comparison(Comparability.BROKEN, Reason.DEFINITION_CHANGED, differing)
    return Comparison(Comparability.NOTED if differing else Comparability.SAME, None, differing)
