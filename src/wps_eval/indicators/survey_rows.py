"""A round's estimates as rows of the results table, and as values to be paired and judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wps_eval.codes import FigureStatus, Precision, State
from wps_eval.errors import Where
from wps_eval.indicators.survey import PLACE, REGION
from wps_eval.results.rows import known
from wps_eval.sources.figures import Figure
from wps_eval.words.dates import Period

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from wps_eval.indicators.constructs import Scoring
    from wps_eval.indicators.register import Pair
    from wps_eval.indicators.survey import Construct, RoundResult
    from wps_eval.sources.rounds import Round
    from wps_eval.survey.estimates import Estimates

SURVEY = "survey"
SCALE = "score 0-100"


@dataclass(frozen=True, slots=True)
class SurveyKey:
    """Where an estimate stands among the results: its place, its group and its round."""

    place: str
    group: str


def key_of(group: str, national: str) -> SurveyKey:
    """Read an estimate's group: a governorate or region is a place, all else a group."""
    name, _, value = group.partition("=")
    return SurveyKey(value, "") if name in (PLACE, REGION) else SurveyKey(national, group)


def construct_rows(
    edition: str,
    results: Iterable[RoundResult],
    scorings: Collection[Scoring],
    national: str,
    level: float,
) -> Iterator[dict[str, object]]:
    """Give the rows of one table of scales: knowledge, attitudes or satisfaction.

    Args:
        edition: The study's name.
        results: The rounds with their estimates.
        scorings: The kinds of constructs that the table holds.
        national: The code of the country.
        level: The level of the intervals.

    Returns:
        Under the construct's name, for each round: its mean score nationally, by group and by place
        (``value``), its items nationally, and its reliability (``alpha``, ``omega``, ``item_rest``,
        ``alpha_if_deleted``). Missing numbers stay empty.
    """
    for result in results:
        about = result.intake.round
        for construct in result.constructs.values():
            if construct.scoring in scorings:
                yield from _rows(
                    edition, about, construct.name, construct.score, national, level, "value"
                )
                yield from _rows(edition, about, construct.name, construct.items, national, level)
                yield from _reliability(edition, about, construct, national)


def indicator_rows(
    edition: str,
    results: Iterable[RoundResult],
    pairs: Iterable[Pair],
    national: str,
    level: float,
) -> Iterator[dict[str, object]]:
    """Give the mean scores once more, under each of the plan's indicators that they feed.

    Args:
        edition: The study's name.
        results: The rounds with their estimates.
        pairs: The chosen pairs, for the role of each value.
        national: The code of the country.
        level: The level of the intervals.

    Returns:
        Rows of the estimates table. An indicator that concerns one group has that group's value as its
        own, and no other groups or places: people are never crossed.
    """
    pairs = tuple(pairs)
    asked = {pair.subject.code: pair.subject.asked for pair in pairs}
    roles = {
        (pair.subject.code, pair.place, pair.group, figure.where.file): role
        for pair in pairs
        for figure, role in ((pair.baseline, "baseline"), (pair.current, "current"))
        if figure is not None
    }
    for result in results:
        about = result.intake.round
        for construct in result.constructs.values():
            for code in construct.indicators:
                score = _asked_of(construct.score, asked.get(code, ""))
                for row in _rows(edition, about, code, score, national, level, "value"):
                    key = (code, str(row["place"]), str(row["group"]), f"{about.code}/round.yml")
                    yield row | {"role": roles.get(key, "")}


def _asked_of(found: Estimates, group: str) -> Estimates:
    """Take one group's estimate for the whole; nothing where the round does not know the group.

    All estimates stay where no group is named.
    """
    if not group:
        return found
    wanted = [n for n, label in enumerate(found.labels) if label.group == group]
    kept = found.picked(wanted)
    return replace(kept, labels=tuple(replace(label, group="") for label in kept.labels))


def _reliability(
    edition: str, about: Round, construct: Construct, national: str
) -> Iterator[dict[str, object]]:
    found = construct.reliability
    if found is None:
        return
    common = _common(edition, about, construct.name) | {
        "place": national, "group": "", "n": found.n, "n_missing": found.n_left_out, "unit": "coefficient",
        "method": construct.score.method,
    }  # fmt: skip
    yield common | {"item": "", "statistic": "alpha", "estimate": found.alpha, "se": found.alpha_se}
    yield common | {"item": "", "statistic": "omega", "estimate": found.omega}
    for row in found.items.to_dict("records"):
        for statistic in ("item_rest", "alpha_if_deleted"):
            yield common | {"item": row["item"], "statistic": statistic, "estimate": row[statistic]}


def _rows(
    edition: str,
    about: Round,
    indicator: str,
    found: Estimates,
    national: str,
    level: float,
    statistic: str = "",
) -> Iterator[dict[str, object]]:
    for row in found.frame(level).to_dict("records"):
        key = key_of(str(row["group"]), national)
        numbers = {name: row[name] for name in _NUMBERS}
        yield (
            _common(edition, about, indicator)
            | numbers
            | {
                "item": "" if statistic else row["item"],
                "statistic": statistic or row["statistic"],
                "group": key.group,
                "place": key.place,
                "unit": SCALE if statistic else _unit(str(row["statistic"])),
                "method": row["method"],
                "state": str(State.SHOWN if known(row["estimate"]) else State.NOT_AVAILABLE),
            }
        )


def _common(edition: str, about: Round, indicator: str) -> dict[str, object]:
    return {
        "edition": edition,
        "indicator": indicator,
        "period_start": about.start,
        "period_end": about.end,
        "precision": str(Precision.MONTH),
        "role": "",
        "evidence": SURVEY,
        "figure_status": str(FigureStatus.FINAL),
        "definition": _definition(about),
        "source": about.title,
        "state": str(State.SHOWN),
        "reason": "",
    }


_NUMBERS = (
    "estimate", "se", "ci_low", "ci_high", "level", "df", "n", "n_missing", "n_weighted", "deff",
)  # fmt: skip


def _unit(statistic: str) -> str:
    return "points" if statistic == "mean" else "%"


def _definition(about: Round) -> str:
    return f"form {about.instrument}"


def survey_figures(
    result: RoundResult, national: str, asked: Mapping[str, str]
) -> Iterator[Figure]:
    """Give a round's mean scores as values that are paired like any other.

    Args:
        result: The round with its estimates.
        national: The code of the country.
        asked: The group that an indicator concerns alone, by its code.

    Returns:
        One value an indicator, place and group; none where the domain holds no case.
    """
    about = result.intake.round
    period = Period(about.start, about.end, Precision.MONTH)
    for construct in result.constructs.values():
        for indicator in construct.indicators:
            score = _asked_of(construct.score, asked.get(indicator, ""))
            yield from _figures(indicator, score, about, period, national)


def _figures(
    indicator: str, score: Estimates, about: Round, period: Period, national: str
) -> Iterator[Figure]:
    for label, estimate, n in zip(score.labels, score.estimate, score.n, strict=True):
        if not known(float(estimate)):
            continue
        key = key_of(label.group, national)
        yield Figure(
            indicator=indicator,
            place=key.place,
            period=period,
            value=float(estimate),
            status=FigureStatus.FINAL,
            source=_definition(about),
            where=Where(f"{about.code}/round.yml"),
            group=key.group,
            base=float(n),
            definition=_definition(about),
            evidence=SURVEY,
            note=about.title,
        )
