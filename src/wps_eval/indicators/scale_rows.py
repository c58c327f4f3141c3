"""What a round says of its scales as rows of results tables: under each scale, and under each indicator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wps_eval.codes import Evidence, FigureStatus, State
from wps_eval.indicators.value_rows import VALUE
from wps_eval.results.rows import known
from wps_eval.values import EVERYBODY, Span, spell_form_name
from wps_eval.workspace.regions import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wps_eval.indicators.round_estimates import Construct, RoundEstimates
    from wps_eval.indicators.rules import Rules
    from wps_eval.indicators.subject import Subject
    from wps_eval.sources.round_facts import Round
    from wps_eval.survey.estimates import Estimates
    from wps_eval.values import Group

SCORE_UNIT = "score 0-100"
_ESTIMATE_COLUMNS = (
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
        survey_round = result.people.round
        for construct in result.constructs.values():
            yield from _estimate_rows(survey_round, construct.name, construct.score, rules, VALUE)
            if construct.items is not None:
                yield from _estimate_rows(survey_round, construct.name, construct.items, rules)
            yield from _reliability_rows(survey_round, construct, rules)


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
        survey_round = result.people.round
        for construct in result.constructs.values():
            for code in construct.indicators:
                if code in subjects:
                    score = score_of_group(construct.score, subjects[code].asked)
                    yield from _estimate_rows(survey_round, code, score, rules, VALUE)


def score_of_group(score: Estimates, asked: Group) -> Estimates:
    """Take one group's estimate for the whole; nothing where the round does not know the group.

    All estimates stay where no group is named.
    """
    if asked == EVERYBODY:
        return score
    group_score = score.select(
        [position for position, label in enumerate(score.labels) if label.group == asked]
    )
    return replace(
        group_score, labels=tuple(replace(label, group=EVERYBODY) for label in group_score.labels)
    )


def _reliability_rows(
    survey_round: Round, construct: Construct, rules: Rules
) -> Iterator[dict[str, object]]:
    """Give alpha, omega and the item statistics of a construct, nationally; none where it is no scale."""
    reliability = construct.reliability
    if reliability is None:
        return
    columns = _round_columns(survey_round, construct.name, rules) | {
        "place": rules.national, "group": "", "n": reliability.n, "n_missing": reliability.n_left_out, "unit": "coefficient",
        "method": construct.score.method,
    }  # fmt: skip
    yield columns | {
        "item": "",
        "statistic": "alpha",
        "estimate": reliability.alpha,
        "se": reliability.alpha_se,
    }
    yield columns | {"item": "", "statistic": "omega", "estimate": reliability.omega}
    for row in reliability.items.to_dict("records"):
        for statistic in ("item_rest", "alpha_if_deleted"):
            yield columns | {
                "item": row["item"],
                "statistic": statistic,
                "estimate": row[statistic],
            }


def _estimate_rows(
    survey_round: Round, indicator: str, estimates: Estimates, rules: Rules, statistic: str = ""
) -> Iterator[dict[str, object]]:
    """Give one row an estimate; with a statistic, they are a mean score's rows, of no single item."""
    rows = estimates.frame(rules.level).to_dict("records")
    for label, row in zip(estimates.labels, rows, strict=True):
        domain = domain_of(label.group, rules.national)
        yield (
            _round_columns(survey_round, indicator, rules)
            | {name: row[name] for name in _ESTIMATE_COLUMNS}
            | {
                "item": "" if statistic else label.item,
                "statistic": statistic or label.statistic,
                "group": str(domain.group),
                "place": domain.place,
                "unit": SCORE_UNIT if statistic else _item_unit(label.statistic),
                "method": row["method"],
                "state": str(State.SHOWN if known(row["estimate"]) else State.NOT_AVAILABLE),
            }
        )


def _round_columns(survey_round: Round, indicator: str, rules: Rules) -> dict[str, object]:
    """Give the columns that are the same in every row of an indicator in one round."""
    return {
        "edition": rules.edition,
        "indicator": indicator,
        "period_start": survey_round.start,
        "period_end": survey_round.end,
        "round": survey_round.code,
        "precision": str(Span(survey_round.start, survey_round.end).precision),
        "evidence": str(Evidence.SURVEY),
        "figure_status": str(FigureStatus.FINAL),
        "definition": spell_form_name(survey_round.instrument),
        "source": survey_round.title,
        "state": str(State.SHOWN),
        "reason": "",
    }


def _item_unit(statistic: str) -> str:
    """Give the unit of an item's statistic: points of a mean, percent of any share."""
    return "points" if statistic == "mean" else "%"
