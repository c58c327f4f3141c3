"""Introduction: what is evaluated, over which period, by which rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Chapter
from wps_eval.pages.cover import dated, plan_title
from wps_eval.report import html
from wps_eval.report.information import information_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Give the table in front, the periods, the rules, and what cannot be claimed."""
    return [
        _information(bench),
        *(html.paragraph(said) for said in (*_periods(bench), *_rules(bench))),
        html.paragraph(bench.say("introduction.contribution")),
        html.paragraph(bench.say("introduction.reported_cases")),
    ]


def _periods(bench: Bench) -> list[str]:
    """Say the plan's period, and which values count as baseline and as current."""
    period, current, date = bench.plan.head.period, bench.study.current, bench.writer.date
    return [
        bench.say("introduction.object", start=date(str(period.start)), end=date(str(period.end))),
        bench.say(
            "introduction.windows",
            months=bench.writer.count(bench.study.baseline.months_before_start),
            start=date(str(current.start)),
            end=date(str(current.end)),
        ),
    ]


def _rules(bench: Bench) -> list[str]:
    """Say the rating rule and its cuts."""
    rating, number = bench.study.rating, bench.writer.number
    return [
        bench.say("introduction.rule", rule=bench.say(f"rule.{rating.rule}")),
        bench.say(
            f"cuts.final.{rating.rule}" if bench.at_end else f"cuts.{rating.rule}",
            on_track=number(100 * rating.on_track, 0),
            acceleration=number(100 * rating.acceleration, 0),
            substantial=number(100 * rating.substantial, 0),
        ),
    ]


def _information(bench: Bench) -> str:
    """The evaluation at a glance."""
    say, plan, study, writer = bench.say, bench.plan, bench.study, bench.writer
    span = {
        name: say("information.span", start=writer.date(str(p.start)), end=writer.date(str(p.end)))
        for name, p in (("period", plan.head.period), ("current", study.current))
    }
    rounds = bench.released["rounds"]
    titles = rounds[(rounds["part"] == "design") & (rounds["item"] == "title")]["value"]
    money = bench.released["budget"]["activity"].nunique()
    return information_table(
        {
            "plan": plan_title(bench),
            "period": span["period"],
            "current": span["current"],
            "kind": f"{say(f'title.{study.kind}')}; {say(f'cover.{study.evaluation_type}')}",
            "place": bench.place_names[bench.place],
            "size": say(
                "information.sizes",
                pillars=writer.count(len(plan.pillars)),
                activities=writer.count(len(plan.activities)),
                indicators=writer.count(len(plan.indicators)),
            ),
            "budget": say("information.money", n=writer.count(money))
            if money
            else say("budget.none"),
            "rounds": bench.words.joined(bench.words.tell(str(title)) for title in titles)
            or say("survey.no_rounds"),
            "date": dated(bench),
        },
        writer,
    )


CHAPTER = Chapter(code="introduction", order=20, text="introduction", parts=parts)
