"""Courses as rows of their table, and as values and differences of the indicators that they feed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wps_eval.change.course import CourseChange, course_change
from wps_eval.change.detectable import smallest_detectable
from wps_eval.change.rounds import Difference
from wps_eval.change.tested_difference import MAIN_WAY, TestedDifference
from wps_eval.codes import Evidence, FigureStatus, Reason, State
from wps_eval.errors import Where
from wps_eval.indicators.constructs import scoring_of
from wps_eval.indicators.course_waves import (
    WAVE_AFTER,
    WAVE_BEFORE,
    WAVE_LATER,
    kirkpatrick_level,
    learnt_constructs,
)
from wps_eval.sources.figure import Figure
from wps_eval.values import Domain, Span, spell_form_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from wps_eval.change.paired import PairedChange
    from wps_eval.indicators.course_waves import Course
    from wps_eval.indicators.pairing import Pair
    from wps_eval.indicators.rules import Rules
    from wps_eval.indicators.subject import Subject

WAVE_PAIRS = ((WAVE_BEFORE, WAVE_AFTER), (WAVE_BEFORE, WAVE_LATER))
EXACT_ONLY = "exact_matches_only"


def course_rows(edition: str, course: Course, level: float) -> Iterator[dict[str, object]]:
    """Give the rows of the training table that one course makes.

    Args:
        edition: The study's name.
        course: The course.
        level: The level of the intervals.

    Returns:
        One row for what was learnt by the end and one for what was left later, of each construct that
        is asked in both; and one for each construct that is asked in one wave only, reaction and
        behaviour, with its mean and no change.
    """
    for construct in course.constructs:
        columns = {
            "edition": edition,
            "round": course.people.round.code,
            "construct": construct,
            "scoring": str(scoring_of(course.people.instrument.construct(construct))),
            "kirkpatrick": kirkpatrick_level(course, construct),
            "state": str(State.SHOWN),
        }
        if construct in learnt_constructs(course):
            for first_wave, later_wave in WAVE_PAIRS:
                if later_wave in course.waves:
                    change = course_change(
                        course.waves[first_wave], course.waves[later_wave], construct, level=level
                    )
                    yield (
                        columns
                        | {"waves": f"{first_wave}-{later_wave}"}
                        | _change_columns(change, level)
                    )
        else:
            yield from _one_wave_rows(course, construct, columns)


def _one_wave_rows(
    course: Course, construct: str, columns: dict[str, object]
) -> Iterator[dict[str, object]]:
    """Give the mean of each wave in which a construct was asked, with no change."""
    for wave, people in course.waves.items():
        scores = people[construct].dropna()
        if len(scores):
            yield columns | {"waves": wave, "after": float(scores.mean()), "n": len(scores),
                            "n_after": len(people)}  # fmt: skip


def _change_columns(compared: CourseChange, level: float) -> dict[str, object]:
    """Give the numbers of a change between two waves as columns of the training table.

    ``d_z`` is the change in standard deviations of people's own changes, ``gain`` the share of what
    could still be learnt that was (of the means; ``gain_each``: the mean of each person's), ``n_near``
    the people found again by all parts of their code but one.
    """
    paired, matched = compared.change, compared.matched
    lost = compared.lost.iloc[0]  # its only row: the score of this construct before
    return {
        "before": compared.before, "after": compared.after, "difference": paired.difference,
        "se": paired.se, "ci_low": paired.low, "ci_high": paired.high, "level": level,
        "df": paired.df, "p": paired.p, "p_wilcoxon": paired.p_wilcoxon, "d_z": paired.d_z,
        "gain": compared.gain, "gain_each": compared.gain_each, "n": paired.n,
        "n_before": matched.n_before, "n_after": matched.n_after,
        "n_near": int(matched.pairs["near"].sum()), "n_ambiguous": matched.ambiguous,
        "n_no_class": paired.n_no_class, "match_rate_pct": matched.match_rate_pct, "classes": paired.clusters,
        "lost_before": lost["lost"], "lost_p": lost["p"], "few_classes": "yes" if paired.few else "no",
    }  # fmt: skip


def course_values(
    course: Course, subjects: Mapping[str, Subject], rules: Rules
) -> Iterator[Figure]:
    """Give the mean before and after of those found again, for each indicator that a course feeds.

    Args:
        course: The course.
        subjects: The indicators, by code; one that is not among them is passed over.
        rules: What was declared.

    Returns:
        Two values an indicator, told apart by their wave.
    """
    course_round = course.people.round
    for code, change in _change_by_indicator(course, subjects, rules):
        ends = (
            (WAVE_BEFORE, course_round.start, change.before),
            (WAVE_AFTER, course_round.end, change.after),
        )
        for wave, day, value in ends:
            yield Figure(
                indicator=code,
                domain=Domain(rules.national),
                span=Span(day, day),
                value=value,
                status=FigureStatus.FINAL,
                source=spell_form_name(course_round.instrument),
                where=Where(f"{course_round.code}/round.yml"),
                item=wave,
                round=course_round.code,
                base=float(change.change.n),
                definition=spell_form_name(course_round.instrument),
                evidence=Evidence.TRAINING,
                note=course_round.title,
            )


def course_differences(
    course: Course, subjects: Mapping[str, Subject], rules: Rules
) -> Iterator[TestedDifference]:
    """Give the change by the end of a course, for each indicator that it feeds.

    Args:
        course: The course.
        subjects: The indicators, by code; one that is not among them is passed over.
        rules: What was declared.

    Returns:
        The change of those found again, and that of exact matches alone as another way.

    Source: as ``course_change``.
    """
    course_round = course.people.round
    for code, change in _change_by_indicator(course, subjects, rules):
        for way, paired in ((MAIN_WAY, change.change), (EXACT_ONLY, change.near_left_out)):
            yield TestedDifference(
                indicator=code,
                domain=Domain(rules.national),
                baseline_round=course_round.code,
                current_round=course_round.code,
                baseline_span=Span(course_round.start, course_round.start),
                current_span=Span(course_round.end, course_round.end),
                baseline_item=WAVE_BEFORE,
                current_item=WAVE_AFTER,
                difference=_as_difference(paired, rules),
                way=way,
            )


def _change_by_indicator(
    course: Course, subjects: Mapping[str, Subject], rules: Rules
) -> Iterator[tuple[str, CourseChange]]:
    """Give the change by the end of each learnt construct under every indicator that it feeds."""
    for construct in learnt_constructs(course):
        before, after = course.waves[WAVE_BEFORE], course.waves[WAVE_AFTER]
        codes = [code for code in course.constructs[construct] if code in subjects]
        if codes:
            change = course_change(before, after, construct, level=rules.level)
            yield from ((code, change) for code in codes)


def _as_difference(change: PairedChange, rules: Rules) -> Difference:
    """Give the change of the same people in the form of a difference between rounds."""
    return Difference(
        difference=change.difference,
        se=change.se,
        df=change.df,
        low=change.low,
        high=change.high,
        level=rules.level,
        p=change.p,
        mdc=smallest_detectable(change.se, change.df, alpha=1 - rules.level, power=rules.power),
        test="paired people",
        n=float(change.n),
        method="clustered on classes" if change.clusters else "paired",
    )


def with_courses(
    pairs: Iterable[Pair],
    values: Iterable[Figure],
    differences: Iterable[TestedDifference],
) -> list[Pair]:
    """Let the pair of a course stand for its indicator in the country, before and after.

    Args:
        pairs: The pairs that were chosen by the windows of time; their targets stay.
        values: All values, those of courses among them.
        differences: The tested differences.

    Returns:
        The pairs, with that of the course that ended last in place of an indicator's own. Where two
        courses ended on one day neither is chosen, and the pair says that they conflict.
    """
    by_wave = {(v.indicator, v.domain, v.round, v.item): v for v in values if v.item}
    kept = {(pair.subject.code, pair.domain): pair for pair in pairs}
    chosen: dict[tuple[str, Domain], Pair] = {}
    taught = [found for found in differences if found.baseline_item and found.way == MAIN_WAY]
    for found in sorted(taught, key=lambda each: each.current_span.end):
        key = (found.indicator, found.domain)
        before = chosen.get(key)
        pair = _with_waves(kept[key], found, by_wave)
        chosen[key] = (
            _refused_as_rival(pair) if before and _end_day(before) == _end_day(pair) else pair
        )
    return list((kept | chosen).values())


def _with_waves(
    pair: Pair,
    found: TestedDifference,
    by_wave: Mapping[tuple[str, Domain, str, str], Figure],
) -> Pair:
    """Put the values before and after a course in place of a pair's own."""
    key = (found.indicator, found.domain)
    return replace(
        pair,
        baseline=by_wave[(*key, found.baseline_round, found.baseline_item)],
        current=by_wave[(*key, found.current_round, found.current_item)],
        marked=None,
        refused=None,
        lacking=None,
        told=(),
    )


def _end_day(pair: Pair) -> date | None:
    """Give the day on which a pair's current value ends; None without one."""
    return pair.current.span.end if pair.current else None


def _refused_as_rival(pair: Pair) -> Pair:
    """Refuse a pair because another course that ended on the same day says otherwise."""
    return replace(pair, refused=Reason.CONFLICTING_VALUES)
