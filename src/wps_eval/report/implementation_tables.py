"""Implementation as reported: stages by pillar, who was silent, money, and the plan's timetable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.codes import Stage
from wps_eval.indicators.activity_rows import REGION
from wps_eval.report.charts.gantt import gantt_chart
from wps_eval.report.evaluability_tables import by_pillar, pillar_names
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.html import isolated_text
from wps_eval.report.tables import Head, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wps_eval.plan import Plan
    from wps_eval.plan.models import Place
    from wps_eval.report.numbers import Writer

NOT_REPORTED = "not_reported"
STAGE_MARKS = {
    NOT_REPORTED: "?",
    Stage.NOT_STARTED: "○",
    Stage.STOPPED: "■",
    Stage.UNDER_WAY: "◑",
    Stage.COMPLETED: "●",
}


# the same for each body that answers for an activity
ACTIVITY_COLUMNS = ["activity", "pillar", "output", "scope", "start", "end"]


def activity_stages(activities: pd.DataFrame) -> pd.DataFrame:
    """Give one row an activity: the least advanced stage that any body reported, or none.

    An activity is no further than the body that says least of it.
    """
    ranks = {str(stage): rank for rank, stage in enumerate(Stage)}
    rows = [
        {
            **dict(zip(ACTIVITY_COLUMNS, facts, strict=True)),
            "stage": min(
                (s for s in part["stage"] if s), key=ranks.__getitem__, default=NOT_REPORTED
            ),
            "due": bool(part["due"].any()),
        }
        for facts, part in activities.groupby(ACTIVITY_COLUMNS, sort=False)
    ]
    columns = ["activity", "pillar", "output", "scope", "start", "end", "stage", "due"]
    return pd.DataFrame(rows, columns=columns)


def stages_table(activities: pd.DataFrame, plan: Plan, writer: Writer) -> Fragment:
    """A row a pillar, one for each region with activities of its own: activities by the stage reported of them.

    Args:
        activities: The table of activities.
        plan: The plan, for the names of pillars and regions.
        writer: Writes numbers and words.
    """
    words = writer.words
    by_activity = activity_stages(activities)
    federal = by_activity[by_activity["scope"] != REGION]
    names = pillar_names(plan, words.language)
    rows = [_stage_counts(names.get(p, p), part) for p, part in by_pillar(federal, plan)]
    region = by_activity[by_activity["scope"] == REGION]
    rows.append(
        _stage_counts(words.say("table.all_country" if len(region) else "table.all"), federal)
    )
    rows += [
        _stage_counts(place.in_language(words.language), region[region["activity"].isin(own)])
        for place, own in own_activities(plan)
    ]
    stages = [NOT_REPORTED, *map(str, Stage)]
    heads = [
        Head("name", words.say("table.pillar"), width=1.6),
        Head("all", words.say("table.activities"), numeric=True, write=writer.count),
        *(
            Head(s, f"{STAGE_MARKS[s]} {words.say(f'stage.{s}')}", numeric=True, write=writer.count)
            for s in stages
        ),
        Head("late", words.say("stage.late"), numeric=True, write=writer.count, width=1.2),
    ]
    return table(pd.DataFrame(rows), heads, words.say("stages.caption"))


def _stage_counts(name: str, stage_rows: pd.DataFrame) -> dict[str, object]:
    """Count activities: all, late, and at each stage; late is None where no time could be read."""
    counts = stage_rows["stage"].value_counts()
    late = stage_rows["due"] & (stage_rows["stage"] != Stage.COMPLETED)
    any_time_read = (stage_rows["end"] != "").any()
    late_count = int(late.sum()) if any_time_read else None
    return {"name": name, "all": len(stage_rows), "late": late_count} | {
        stage: int(counts.get(stage, 0)) for stage in (NOT_REPORTED, *map(str, Stage))
    }


def silence_rows(activities: pd.DataFrame) -> pd.DataFrame:
    """Count for each body the activities that it answers for and those it sent nothing on."""
    owed = activities[activities["owed"] & (activities["body"] != "")]
    rows = [
        {"body": body, "owed": len(part), "silent": int((part["stage"] == "").sum())}
        for body, part in owed.groupby("body")
    ]
    counts = pd.DataFrame(rows, columns=["body", "owed", "silent"])
    return counts.sort_values(["silent", "owed", "body"], ascending=[False, False, True])


def silence_table(activities: pd.DataFrame, plan: Plan, writer: Writer, most: int = 0) -> Fragment:
    """A row a body: activities it answers for, reported, and silent; nothing where the plan names none.

    Args:
        activities: The table of activities.
        plan: The plan, for the bodies' names.
        writer: Writes numbers and words.
        most: How many bodies to print; 0 prints all.
    """
    words = writer.words
    rows = silence_rows(activities)
    if rows.empty:
        return NOTHING
    shown = (rows.head(most) if most else rows).assign(
        name=lambda part: [plan.title(b, words.language).text for b in part["body"]],
        reported=lambda part: part["owed"] - part["silent"],
    )
    heads = [
        Head("name", words.say("table.body"), width=3),
        Head("owed", words.say("table.activities"), numeric=True, write=writer.count),
        Head("reported", words.say("silence.told"), numeric=True, write=writer.count),
        Head("silent", words.say("silence.silent"), numeric=True, write=writer.count),
    ]
    row_counts = {"n": writer.count(len(shown)), "all": writer.count(len(rows))}
    caption = "silence.caption" if len(shown) == len(rows) else "silence.most_caption"
    return table(shown, heads, words.say(caption, **row_counts))


def region_names(plan: Plan, writer: Writer) -> str:
    """Name the regions that have activities of their own, in the order of the plan's places."""
    language = writer.words.language
    return writer.words.listed(place.in_language(language) for place, _ in own_activities(plan))


def own_activities(plan: Plan) -> list[tuple[Place, list[str]]]:
    """Give each region that has activities of its own, in the order of the plan's places, with their codes."""
    rows = plan.own_activities
    by_place = [(p, [row.code for row in rows if row.place == p.code]) for p in plan.places]
    return [(place, codes) for place, codes in by_place if codes]


def in_short_sentences(
    activities: pd.DataFrame, budget: pd.DataFrame, until: date, writer: Writer
) -> Iterator[str]:
    """Say how many activities are overdue, and how much of the money they need was spent.

    Args:
        activities: The released activities.
        budget: The released budget.
        until: The last day of the current period.
        writer: Writes numbers and dates.
    """
    by_activity = activity_stages(activities)
    due = by_activity[by_activity["due"].astype(bool)]
    late = int((due["stage"] != Stage.COMPLETED).sum())
    if len(due) and (by_activity["stage"] != NOT_REPORTED).any():
        yield writer.words.say(
            "activities.overdue",
            due=writer.count(len(due)),
            date=writer.date(str(until)),
            late=writer.count(late),
        )
    known = budget[budget["needed"].notna() & budget["spent"].notna()]
    for currency, part in known.groupby("currency"):
        if part["needed"].sum():
            share = 100 * float(part["spent"].sum()) / float(part["needed"].sum())
            yield writer.words.say(
                "budget.spent_sentence",
                n=writer.count(len(part)),
                value=writer.value(share, "%"),
                currency=str(currency),
            )


def implementation_sentences(activities: pd.DataFrame, plan: Plan, writer: Writer) -> Iterator[str]:
    """Say how much was reported at all, how much is done, and how many bodies were silent."""
    words = writer.words
    by_activity = activity_stages(activities)
    if by_activity.empty:
        yield words.say("stages.no_activities")
        return
    reported = by_activity[by_activity["stage"] != NOT_REPORTED]
    if reported.empty:
        yield words.say("stages.none", all=writer.count(len(by_activity)))
        return
    region = region_names(plan, writer)
    yield words.say(
        "stages.sentence_region" if region else "stages.sentence",
        region=region,
        reported=writer.count(len(reported)),
        all=writer.count(len(by_activity)),
        done=writer.count(int((by_activity["stage"] == Stage.COMPLETED).sum())),
    )
    bodies = silence_rows(activities)
    if bodies.empty:
        return
    silent_bodies = int((bodies["silent"] == bodies["owed"]).sum())
    yield words.say(
        "silence.sentence", silent=writer.count(silent_bodies), all=writer.count(len(bodies))
    )


def finance_table(budget: pd.DataFrame, plan: Plan, writer: Writer) -> Fragment:
    """A row a pillar and currency: needed, pledged, spent; an amount nobody gave is not a zero."""
    words = writer.words
    names = pillar_names(plan, words.language)
    rows = [
        {
            "name": names.get(pillar, pillar),
            "currency": isolated_text(str(currency)),
            "activities": len(part),
            **{n: part[n].sum(min_count=1) for n in ("needed", "pledged", "spent")},
            "share": _spent_share(part, writer),
        }
        for pillar, of_pillar in by_pillar(budget, plan)
        for currency, part in of_pillar.groupby("currency")
    ]
    heads = [
        Head("name", words.say("table.pillar"), width=1.6),
        Head("currency", words.say("budget.currency"), write=str),
        Head("activities", words.say("budget.told"), numeric=True, write=writer.count),
        *(
            Head(n, words.say(f"budget.{n}"), numeric=True, write=writer.count, width=1.3)
            for n in ("needed", "pledged", "spent")
        ),
        Head("share", words.say("budget.share"), numeric=True),
    ]
    return table(pd.DataFrame(rows), heads, words.say("budget.caption"))


def _spent_share(budget_rows: pd.DataFrame, writer: Writer) -> str:
    """Say the percent spent of what is needed, and of how many activities both are known."""
    both_known = budget_rows[budget_rows["needed"].notna() & budget_rows["spent"].notna()]
    needed = float(both_known["needed"].sum())
    if not needed:
        return ""
    share = writer.value(100 * float(both_known["spent"].sum()) / needed, "%")
    return writer.words.say("budget.share_of", value=share, n=writer.count(len(both_known)))


def activities_table(activities: pd.DataFrame, plan: Plan, pillar: str, writer: Writer) -> Fragment:
    """A row an activity of the country in one pillar: its time in the plan, and the stage of each body."""
    words = writer.words
    pillar_rows = activities[(activities["pillar"] == pillar) & (activities["scope"] != REGION)]
    rows = [
        {
            "code": isolated_text(plan.printed.get(str(code), str(code))),
            "title": plan.title(str(code), words.language).text,
            "time": _planned_time(str(start), str(end), writer),
            "stages": words.joined(_stage_text(row, plan, writer) for row in part.itertuples()),
        }
        for (code, start, end), part in pillar_rows.groupby(
            ["activity", "start", "end"], sort=False
        )
    ]
    heads = [
        Head("code", words.say("table.code"), write=str, width=0.8),
        Head("title", words.say("table.activity"), width=3.4),
        Head("time", words.say("table.time"), width=1.4),
        Head("stages", words.say("table.stages"), width=3),
    ]
    name = pillar_names(plan, words.language).get(pillar, pillar)
    frame = pd.DataFrame(rows, columns=["code", "title", "time", "stages"])
    return table(frame, heads, words.say("activities.caption", pillar=name))


def own_activities_table(
    activities: pd.DataFrame, plan: Plan, place: Place, codes: list[str], writer: Writer
) -> Fragment:
    """A row an activity that a region has of its own, and the stage of each body.

    Args:
        activities: The released activities.
        plan: The plan.
        place: The region.
        codes: The codes of its activities.
        writer: Writes dates and words.
    """
    name = place.in_language(writer.words.language)
    own = activities[activities["activity"].isin(codes)]
    return _stages_told_table(
        own, plan, writer, writer.words.say("own_activities.caption", place=name)
    )


def place_activities_table(
    activities: pd.DataFrame, plan: Plan, place: str, writer: Writer
) -> Fragment:
    """A row an activity that the plan names a place for, and the stage of each body.

    Args:
        activities: The released activities.
        plan: The plan.
        place: The code of the place.
        writer: Writes dates and words.
    """
    named = {act.code for act in plan.activities if place in act.places}
    if not named:
        return NOTHING
    name = next(p for p in plan.places if p.code == place).in_language(writer.words.language)
    of_place = activities[activities["activity"].isin(named)]
    caption = writer.words.say("place_activities.caption", place=name)
    return _stages_told_table(of_place, plan, writer, caption)


def _stages_told_table(
    activities: pd.DataFrame, plan: Plan, writer: Writer, caption: str
) -> Fragment:
    """A row an activity: its code, its title, and the stage of each body."""
    words = writer.words
    rows = [
        {
            "code": isolated_text(plan.printed.get(str(code), str(code))),
            "title": plan.title(str(code), words.language).text,
            "stages": words.joined(_stage_text(row, plan, writer) for row in part.itertuples()),
        }
        for code, part in activities.groupby("activity", sort=False)
    ]
    heads = [
        Head("code", words.say("table.code"), write=str, width=0.8),
        Head("title", words.say("table.activity"), width=4),
        Head("stages", words.say("table.stages"), width=3),
    ]
    return table(pd.DataFrame(rows, columns=["code", "title", "stages"]), heads, caption)


def _planned_time(start: str, end: str, writer: Writer) -> str:
    """Write the months from start to end, ISO dates; an empty end could not be read."""
    if not end:
        return writer.words.say("time.unreadable")
    return " – ".join(writer.date(text[:7]) for text in (start, end) if text)


def _stage_text(row: object, plan: Plan, writer: Writer) -> str:
    """Say which body reported an activity at which stage, and when if that is known."""
    words = writer.words
    stage = str(getattr(row, "stage", "")) or NOT_REPORTED
    body = str(getattr(row, "body", ""))
    name = plan.title(body, words.language).text if body else words.say("stage.no_body")
    when = str(getattr(row, "stage_date", ""))
    dated = f" ({writer.date(when)})" if when else ""
    return f"{name}: {STAGE_MARKS[stage]} {words.say(f'stage.{stage}')}{dated}"


def timetable_figure(activities: pd.DataFrame, plan: Plan, until: date, writer: Writer) -> Fragment:
    """The plan's timetable by output, with how many of its activities are reported completed."""
    words = writer.words
    by_activity = activity_stages(activities)
    dated = by_activity[
        (by_activity["scope"] != REGION) & (by_activity["start"] != "") & (by_activity["end"] != "")
    ]
    rows = pd.DataFrame(
        [
            {
                "label": plan.printed.get(str(output), str(output)),
                "start": part["start"].min(),
                "end": part["end"].max(),
                "all": len(part),
                "done": int((part["stage"] == Stage.COMPLETED).sum()),
            }
            for output, part in dated.groupby("output", sort=False)
        ],
        columns=["label", "start", "end", "all", "done"],
    )
    if rows.empty:
        return NOTHING
    return gantt_chart(rows, until, writer, words.say("timetable.caption"))
