"""What a round says of its scales as rows of results tables: under each scale, and under each indicator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wps_eval.codes import Evidence, FigureStatus, State
from wps_eval.indicators.value_rows import VALUE
from wps_eval.results.rows import known
from wps_eval.values import EVERYBODY, Span, spell_form
from wps_eval.workspace.regions import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wps_eval.indicators.round_estimates import Construct, RoundEstimates
    from wps_eval.indicators.rules import Rules
    from wps_eval.indicators.subject import Subject
    from wps_eval.sources.round_facts import Round
    from wps_eval.survey.estimates import Estimates
    from wps_eval.values import Group

SCALE = "score 0-100"
_NUMBERS = (
    "estimate", "se", "ci_low", "ci_high", "level", "df", "n", "n_missing", "n_weighted", "deff",
)  # fmt: skip


def scale_rows(rounds: Iterable[RoundEstimates], rules: Rules) -> Iterator[dict[str, object]]:
    """Give the rows of one table of scales: knowledge, attitudes or satisfaction.

    Args:
        rounds: The rounds with their estimates.
        rules: What the study declared.

    Returns:
        Under the construct's name, for each round: its mean score nationally, by group and by place
        (``value``), its items nationally, and its reliability (``alpha``, ``omega``, ``item_rest``,
        ``alpha_if_deleted``). Missing numbers stay empty.
    """
    for result in rounds:
        about = result.people.round
        for construct in result.constructs.values():
            yield from _rows(about, construct.name, construct.score, rules, VALUE)
            if construct.items is not None:
                yield from _rows(about, construct.name, construct.items, rules)
            yield from _reliability(about, construct, rules)


def indicator_rows(
    rounds: Iterable[RoundEstimates], subjects: Mapping[str, Subject], rules: Rules
) -> Iterator[dict[str, object]]:
    """Give the mean scores once more, under each of the plan's indicators that they feed.

    Args:
        rounds: The rounds with their estimates.
        subjects: The indicators, by code; one that is not among them is passed over.
        rules: What the study declared.

    Returns:
        Rows of the estimates table. An indicator that concerns one group has that group's value as its
        own, and no other groups or places: people are never crossed.
    """
    for result in rounds:
        about = result.people.round
        for construct in result.constructs.values():
            for code in construct.indicators:
                if code in subjects:
                    score = score_of(construct.score, subjects[code].asked)
                    yield from _rows(about, code, score, rules, VALUE)


def score_of(score: Estimates, asked: Group) -> Estimates:
    """Take one group's estimate for the whole; nothing where the round does not know the group.

    All estimates stay where no group is named.
    """
    if asked == EVERYBODY:
        return score
    kept = score.select([n for n, label in enumerate(score.labels) if label.group == asked])
    return replace(kept, labels=tuple(replace(label, group=EVERYBODY) for label in kept.labels))


def _reliability(about: Round, construct: Construct, rules: Rules) -> Iterator[dict[str, object]]:
    found = construct.reliability
    if found is None:
        return
    common = _common(about, construct.name, rules) | {
        "place": rules.national, "group": "", "n": found.n, "n_missing": found.n_left_out, "unit": "coefficient",
        "method": construct.score.method,
    }  # fmt: skip
    yield common | {"item": "", "statistic": "alpha", "estimate": found.alpha, "se": found.alpha_se}
    yield common | {"item": "", "statistic": "omega", "estimate": found.omega}
    for row in found.items.to_dict("records"):
        for statistic in ("item_rest", "alpha_if_deleted"):
            yield common | {"item": row["item"], "statistic": statistic, "estimate": row[statistic]}


def _rows(
    about: Round, indicator: str, found: Estimates, rules: Rules, statistic: str = ""
) -> Iterator[dict[str, object]]:
    rows = found.frame(rules.level).to_dict("records")
    for label, row in zip(found.labels, rows, strict=True):
        domain = domain_of(label.group, rules.national)
        yield (
            _common(about, indicator, rules)
            | {name: row[name] for name in _NUMBERS}
            | {
                "item": "" if statistic else label.item,
                "statistic": statistic or label.statistic,
                "group": str(domain.group),
                "place": domain.place,
                "unit": SCALE if statistic else _unit(label.statistic),
                "method": row["method"],
                "state": str(State.SHOWN if known(row["estimate"]) else State.NOT_AVAILABLE),
            }
        )


def _common(about: Round, indicator: str, rules: Rules) -> dict[str, object]:
    return {
        "edition": rules.edition,
        "indicator": indicator,
        "period_start": about.start,
        "period_end": about.end,
        "round": about.code,
        "precision": str(Span(about.start, about.end).precision),
        "evidence": str(Evidence.SURVEY),
        "figure_status": str(FigureStatus.FINAL),
        "definition": spell_form(about.instrument),
        "source": about.title,
        "state": str(State.SHOWN),
        "reason": "",
    }


def _unit(statistic: str) -> str:
    return "points" if statistic == "mean" else "%"
