"""What the survey notebooks share: measure scales, show how rounds were made, test changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.change.course_rows import course_moves
from wps_eval.change.rating_default import Cuts
from wps_eval.change.rows import verdict_rows
from wps_eval.change.survey_change import Key, Rules, SurveyMove, survey_moves
from wps_eval.indicators.round_rows import round_rows
from wps_eval.indicators.rounds import scale_rules
from wps_eval.indicators.survey_rows import construct_rows
from wps_eval.report import html
from wps_eval.report.rounds import rounds_table
from wps_eval.report.survey_change import survey_verdict_table
from wps_eval.results.store import frame

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from wps_eval.indicators.constructs import Scoring
    from wps_eval.indicators.register import Pair
    from wps_eval.pages.bench import Bench


def measure_scales(bench: Bench, name: str, scorings: Collection[Scoring]) -> pd.DataFrame:
    """Estimate the scales of some kinds in all rounds, save them, give back what may be shown."""
    rows = construct_rows(
        bench.study.name,
        bench.rounds.surveys.values(),
        scorings,
        bench.plan.head.national_place,
        bench.study.confidence_level,
    )
    return bench.disclosed({name: bench.save(name, rows)})[name]


def codes_of(bench: Bench, scorings: Collection[Scoring]) -> list[str]:
    """Name the rounds that hold scales of some kinds."""
    return [
        code
        for code, result in bench.rounds.surveys.items()
        if any(c.scoring in scorings for c in result.constructs.values())
    ]


def show_design(bench: Bench, codes: Collection[str]) -> None:
    """Show the design of rounds, item by item; say so where the study names none."""
    rows = frame("rounds", round_rows(bench.study.name, bench.rounds))
    made = rounds_table(rows, list(codes), bench.writer)
    bench.show(made or html.notice(bench.say("survey.no_rounds")))


def declared(bench: Bench) -> Rules:
    """Give what the study declared before its data were read."""
    study = bench.study
    return Rules(
        tests={(pair.baseline, pair.current): pair.test for pair in study.comparisons},
        primary=frozenset(bench.plan.indicator_code(code) for code in study.primary),
        national=bench.plan.head.national_place,
        level=study.confidence_level,
        power=study.power,
        correct=study.correction == "holm",
        smallest=study.smallest_meaningful_change,
        scales=scale_rules(study),
    )


def judged_pairs(bench: Bench) -> tuple[list[Pair], dict[Key, SurveyMove]]:
    """Give every pair with the tested changes; a course's own pair stands for its indicator."""
    rules, got = declared(bench), bench.gathered
    courses = course_moves(bench.rounds.courses, got.subjects, bench.plan.targets, rules)
    taught = {move.pair.subject.code for move in courses}
    pairs = [p for p in got.pairs if p.subject.code not in taught]
    moves = survey_moves(pairs, bench.rounds.surveys, rules, courses)
    return [*pairs, *(move.pair for move in courses)], moves


def judged(bench: Bench) -> list[dict[str, object]]:
    """Judge every indicator of the study: rows of the verdicts table."""
    study, rating = bench.study, bench.study.rating
    pairs, moves = judged_pairs(bench)
    return list(
        verdict_rows(
            study.name,
            pairs,
            at_end=bench.at_end,
            rule=rating.rule,
            cuts=Cuts(rating.on_track, rating.acceleration, rating.substantial),
            smallest=study.smallest_meaningful_change,
            moves=moves,
        )
    )


def show_changes(bench: Bench, codes: Collection[str]) -> None:
    """Show what changed in the plan's indicators that some constructs feed."""
    found = frame("verdicts", judged(bench))
    own = found[found["indicator"].isin(list(codes))]
    titles = {
        i.code: bench.plan.title(i.code, bench.words.language).text for i in bench.plan.indicators
    }
    place = bench.plan.head.national_place
    made = survey_verdict_table(own, titles, place, bench.writer)
    bench.show(made or html.notice(bench.say("survey.no_change")))


def indicators_of(bench: Bench, scorings: Collection[Scoring]) -> set[str]:
    """List the plan's indicators that scales of some kinds feed."""
    return {
        code
        for result in bench.rounds.surveys.values()
        for construct in result.constructs.values()
        if construct.scoring in scorings
        for code in construct.indicators
    }
