"""Introduction: what is evaluated, over which period, by which rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Chapter
from wps_eval.report.cover import cover_date, plan_title
from wps_eval.report.information import information_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Give the table in front, the periods, the rules, and what cannot be claimed."""
    return [
        _information_table(edition),
        *(
            html.paragraph(sentence)
            for sentence in (*_period_sentences(edition), *_rule_sentences(edition))
        ),
        html.paragraph(edition.say("introduction.contribution")),
        html.paragraph(edition.say("introduction.reported_cases")),
        *map(html.notice, _laxer_disclosure(edition)),
    ]


def _laxer_disclosure(edition: Edition) -> list[str]:
    """Say that the study lets more out than is usual, where it does."""
    policy, count = edition.study.disclosure, edition.writer.count
    usual = type(policy)()
    chosen = [
        edition.say(f"introduction.laxer.{name}", n=count(limit))
        for name, limit in policy.laxer().items()
    ]
    if not chosen:
        return []
    return [
        edition.say(
            "introduction.laxer",
            choices=edition.words.joined(chosen),
            count=count(usual.smallest_count),
            sensitive=count(usual.smallest_count_sensitive),
            base=count(usual.smallest_base),
        )
    ]


def _period_sentences(edition: Edition) -> list[str]:
    """Say the plan's period, and which values count as baseline and as current."""
    period, current, date = edition.plan.head.period, edition.study.current, edition.writer.date
    return [
        edition.say(
            "introduction.object",
            plan=plan_title(edition),
            start=date(str(period.start)),
            end=date(str(period.end)),
        ),
        edition.say(
            "introduction.windows",
            months=edition.writer.count(edition.study.baseline.months_before_start),
            start=date(str(current.start)),
            end=date(str(current.end)),
        ),
    ]


def _rule_sentences(edition: Edition) -> list[str]:
    """Say the rating rule and its cuts."""
    rating, number = edition.study.rating, edition.writer.number
    return [
        edition.say("introduction.rule", rule=edition.say(f"rule.{rating.rule}")),
        edition.say(
            f"cuts.final.{rating.rule}" if edition.at_end else f"cuts.{rating.rule}",
            on_track=number(100 * rating.on_track, 0),
            acceleration=number(100 * rating.acceleration, 0),
            substantial=number(100 * rating.substantial, 0),
        ),
    ]


def _information_table(edition: Edition) -> Fragment:
    """Give the table of the evaluation at a glance."""
    say, plan, study, writer = edition.say, edition.plan, edition.study, edition.writer
    spans = {
        name: say(
            "information.span",
            start=writer.date(str(window.start)),
            end=writer.date(str(window.end)),
        )
        for name, window in (("period", plan.head.period), ("current", study.current))
    }
    rounds = edition.released["rounds"]
    titles = rounds[(rounds["part"] == "design") & (rounds["item"] == "title")]["value"]
    funded_activities = edition.released["budget"]["activity"].nunique()
    return information_table(
        {
            "plan": plan_title(edition),
            "period": spans["period"],
            "current": spans["current"],
            "kind": f"{say(f'title.{study.kind}')}; {say(f'cover.{study.evaluation_type}')}",
            "place": edition.place_names[edition.place],
            "size": say(
                "information.sizes_region" if edition.plan.own_activities else "information.sizes",
                pillars=writer.count(len(plan.pillars)),
                activities=writer.count(len(plan.activities)),
                indicators=writer.count(len(plan.indicators)),
            ),
            "budget": say("information.money", n=writer.count(funded_activities))
            if funded_activities
            else say("budget.none"),
            "rounds": edition.words.joined(edition.words.tell(str(title)) for title in titles)
            or say("survey.no_rounds"),
            "date": cover_date(edition),
        },
        writer,
    )


CHAPTER = Chapter(code="introduction", order=20, text="introduction", parts=parts)
