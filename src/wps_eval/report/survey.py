"""Survey results as tables and figures: scales, items, groups and how the round was made."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.codes import Reason, State
from wps_eval.report.charts.likert import likert_chart
from wps_eval.report.charts.rounds import rounds_chart
from wps_eval.report.tables import Head, table
from wps_eval.results.rows import each, known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.report.numbers import Writer
    from wps_eval.sources.wordings import Wordings

WRAP = 46
POINTS = ("1", "2", "3", "4", "5")


def scale_table(found: pd.DataFrame, place: str, wordings: Wordings, writer: Writer) -> str:
    """A row a scale and round: mean score with interval and base, and how its items hang together.

    Args:
        found: A released table of scales.
        place: The place reported on.
        wordings: What scales are called.
        writer: Writes the numbers.
    """
    words = writer.words
    scores = _scores(found, place)
    shown = scores.assign(
        name=[wordings.construct(str(c)) for c in scores["indicator"]],
        round=scores["source"],
        value=[estimate_cell(r, writer) for r in each(scores)],
        base=[_base(r, writer) for r in each(scores)],
        passed=[_also(found, r, "pass", writer) for r in each(scores)],
        alpha=[_alpha(found, r, writer) for r in each(scores)],
        remark=[_remark(found, r, writer) for r in each(scores)],
    )
    heads = [
        Head("name", words.say("table.scale"), width=2.2),
        Head("round", words.say("table.round"), width=1.6),
        Head("value", words.say("table.score"), numeric=True, width=1.7),
        Head("base", words.say("table.base"), numeric=True, width=0.9),
        *(
            [Head("passed", words.say("table.passed"), numeric=True)]
            if shown["passed"].any()
            else []
        ),
        Head("alpha", words.say("table.alpha"), numeric=True, width=0.8),
        Head("remark", words.say("table.remark"), width=1.6),
    ]
    return table(shown, heads, words.say("scale.caption"))


def _scores(found: pd.DataFrame, place: str) -> pd.DataFrame:
    rows = found[
        (found["statistic"] == "value") & (found["group"] == "") & (found["place"] == place)
    ]
    return rows.sort_values(["indicator", "period_end"])


def estimate_cell(row: object, writer: Writer) -> str:
    """Write an estimate with its interval; hidden and missing are words, a small base in brackets."""
    words, state = writer.words, str(getattr(row, "state", ""))
    if state == State.SUPPRESSED:
        return words.say(f"reason.{getattr(row, 'reason', '') or 'suppressed'}")
    estimate = getattr(row, "estimate", None)
    if not known(estimate):
        return words.say("state.not_available")
    text = writer.number(estimate, 1)
    low, high = getattr(row, "ci_low", None), getattr(row, "ci_high", None)
    if known(low) and known(high):
        ends = {"low": writer.number(low, 1), "high": writer.number(high, 1)}
        text = words.say("number.interval", value=text, **ends)
    return f"({text})" if state == State.FLAGGED else text


def _base(row: object, writer: Writer) -> str:
    return writer.number(getattr(row, "n", None), 0)


def _same(found: pd.DataFrame, row: object) -> pd.DataFrame:
    return found[
        (found["indicator"] == getattr(row, "indicator", ""))
        & (found["period_start"] == getattr(row, "period_start", None))
        & (found["place"] == getattr(row, "place", ""))
        & (found["group"] == "")
    ]


def _also(found: pd.DataFrame, row: object, statistic: str, writer: Writer) -> str:
    same = _same(found, row)
    rows = same[same["statistic"] == statistic]
    return estimate_cell(next(each(rows)), writer) if len(rows) else ""


def _alpha(found: pd.DataFrame, row: object, writer: Writer) -> str:
    same = _same(found, row)
    rows = same[(same["statistic"] == "alpha") & same["estimate"].notna()]
    return writer.number(float(rows["estimate"].iloc[0]), 2) if len(rows) else ""


def _remark(found: pd.DataFrame, row: object, writer: Writer) -> str:
    """Say what the alpha allows, and whether the sample gives a margin of error."""
    from wps_eval.survey.reliability import band_of  # noqa: PLC0415 - scipy is slow to load

    same = _same(found, row)
    rows = same[(same["statistic"] == "alpha") & same["estimate"].notna()]
    said = []
    if len(rows):
        said.append(writer.words.say(f"band.{band_of(float(rows['estimate'].iloc[0]))}"))
    if known(getattr(row, "estimate", None)) and not known(getattr(row, "ci_low", None)):
        said.append(writer.words.say("survey.no_margin"))
    return "; ".join(said)


def scale_figure(found: pd.DataFrame, place: str, wordings: Wordings, writer: Writer) -> str:
    """The mean scores of all scales and rounds, each with its interval."""
    rows = _scores(found, place)
    rows = rows[rows["estimate"].notna()]
    if rows.empty:
        return ""
    labelled = rows.assign(
        label=[
            f"{fill(wordings.construct(str(r.indicator)), WRAP)}\n{r.period_end:%Y}"
            for r in each(rows)
        ]
    )
    words = writer.words
    return rounds_chart(labelled, writer, words.say("scale.figure"), words.say("axis.score"))


def knowledge_items_table(
    found: pd.DataFrame, place: str, wordings: Wordings, writer: Writer
) -> str:
    """A row a question of the latest round: right and don't know, with intervals."""
    words = writer.words
    rows = _latest(found, place, "correct")
    unsure = found[
        (found["statistic"] == "unsure") & (found["group"] == "") & (found["place"] == place)
    ]
    by_item = {(r.item, r.period_start): r for r in each(unsure)}
    shown = rows.assign(
        question=[wordings.question(str(item)) for item in rows["item"]],
        right=[estimate_cell(r, writer) for r in each(rows)],
        unsure=[estimate_cell(by_item.get((r.item, r.period_start)), writer) for r in each(rows)],
        base=[_base(r, writer) for r in each(rows)],
    )
    heads = [
        Head("question", words.say("table.question"), width=3.4),
        Head("right", words.say("table.right_pct"), numeric=True, width=1.4),
        Head("unsure", words.say("table.unsure_pct"), numeric=True, width=1.4),
        Head("base", words.say("table.base"), numeric=True, width=0.8),
    ]
    return table(shown, heads, words.say("items.caption", round=_round(rows)))


def _latest(found: pd.DataFrame, place: str, statistic: str) -> pd.DataFrame:
    rows = found[
        (found["statistic"] == statistic) & (found["group"] == "") & (found["place"] == place)
    ]
    last = rows.groupby("indicator")["period_end"].transform("max")
    return rows[rows["period_end"] == last]


def _round(rows: pd.DataFrame) -> str:
    return "; ".join(dict.fromkeys(map(str, rows["source"])))


def likert_figures(
    found: pd.DataFrame, place: str, wordings: Wordings, writer: Writer
) -> list[str]:
    """A diverging chart of the latest round for each scale of five points."""
    rows = found[
        found["statistic"].str.startswith("answer ")
        & (found["group"] == "")
        & (found["place"] == place)
        & found["estimate"].notna()
    ]
    if rows.empty:
        return []
    last = rows.groupby("indicator")["period_end"].transform("max")
    parts = rows[rows["period_end"] == last].groupby("indicator", sort=True)
    return [_likert(str(name), part, wordings, writer) for name, part in parts]


def _likert(name: str, part: pd.DataFrame, wordings: Wordings, writer: Writer) -> str:
    answer = part["statistic"].str.removeprefix("answer ")
    wide = part.assign(answer=answer).pivot_table(index="item", columns="answer", values="estimate")
    wide = wide.reindex(columns=sorted({*POINTS, *wide.columns})).fillna(0.0)
    other = [c for c in wide.columns if c not in POINTS]
    items = list(wide.index)
    order = [q for q in wordings.questions if q in items]
    rows = wide.loc[order]
    shown = pd.DataFrame(
        {f"p{i}": rows[point].to_numpy() for i, point in enumerate(POINTS)}
        | {"other": rows[other].sum(axis=1).to_numpy()}
    ).assign(label=[_item_label(q, wordings) for q in order])
    labels = [wordings.answers.get((order[0], point), point) for point in POINTS]
    base = writer.number(float(part["n"].min()), 0)
    caption = writer.words.say(
        "likert.caption", scale=wordings.construct(name), round=_round(part), base=base
    )
    return likert_chart(shown, labels, writer, caption)


def _item_label(name: str, wordings: Wordings) -> str:
    mark = " (−)" if name in wordings.reverse else ""
    return fill(wordings.question(name) + mark, WRAP)


def groups_table(found: pd.DataFrame, wordings: Wordings, writer: Writer) -> str:
    """A row a group and scale of the latest round; one question at a time, never crossed."""
    words = writer.words
    rows = found[(found["statistic"] == "value") & (found["group"] != "")]
    if rows.empty:
        return ""
    last = rows.groupby("indicator")["period_end"].transform("max")
    rows = rows[rows["period_end"] == last].sort_values(["indicator", "group"])
    shown = rows.assign(
        name=[wordings.construct(str(c)) for c in rows["indicator"]],
        who=[_group(str(g), wordings) for g in rows["group"]],
        value=[estimate_cell(r, writer) for r in each(rows)],
        base=[_base(r, writer) for r in each(rows)],
    )
    heads = [
        Head("name", words.say("table.scale"), width=2.2),
        Head("who", words.say("table.group"), width=1.8),
        Head("value", words.say("table.score"), numeric=True, width=1.6),
        Head("base", words.say("table.base"), numeric=True, width=0.8),
    ]
    return table(shown, heads, words.say("groups.caption", round=_round(rows)))


def _group(group: str, wordings: Wordings) -> str:
    name, _, value = group.partition("=")
    return wordings.answers.get((name, value)) or value


def places_table(
    found: pd.DataFrame, names: dict[str, str], national: str, wordings: Wordings, writer: Writer
) -> str:
    """A row a governorate and scale of the latest round."""
    words = writer.words
    rows = found[
        (found["statistic"] == "value") & (found["group"] == "") & (found["place"] != national)
    ]
    if rows.empty:
        return ""
    last = rows.groupby("indicator")["period_end"].transform("max")
    rows = rows[rows["period_end"] == last].sort_values(["indicator", "place"])
    wide = pd.DataFrame(
        {
            "place": [names.get(str(p), str(p)) for p in rows["place"]],
            "scale": [wordings.construct(str(c)) for c in rows["indicator"]],
            "value": [f"{estimate_cell(r, writer)}" for r in each(rows)],
        }
    ).pivot_table(index="place", columns="scale", values="value", aggfunc="first", sort=False)
    shown = wide.reset_index()
    heads = [
        Head("place", words.say("table.place"), width=1.2),
        *(Head(str(c), str(c), numeric=True, width=1.6) for c in wide.columns),
    ]
    return table(shown, heads, words.say("places.caption", round=_round(rows)))


def rounds_table(rounds: pd.DataFrame, codes: Sequence[str], writer: Writer) -> str:
    """The design of rounds, item by item, as AAPOR and PRICSSA ask; what is missing says so."""
    words = writer.words
    rows = rounds[(rounds["part"] == "design") & rounds["round"].isin(list(codes))]
    if rows.empty:
        return ""
    wide = rows.pivot_table(index="item", columns="round", values="value", aggfunc="first")
    wide = wide.reindex([i for i in _order() if i in wide.index])
    shown = pd.DataFrame(
        {"item": [words.say(f"round.{item}") for item in wide.index]}
        | {str(c): [_fact(str(v), writer) for v in wide[c]] for c in wide.columns}
    )
    heads = [
        Head("item", words.say("table.item"), width=1.2),
        *(Head(str(c), str(c), width=1.6) for c in wide.columns),
    ]
    return table(shown, heads, words.say("rounds.caption"))


def _order() -> tuple[str, ...]:
    from wps_eval.indicators.round_rows import DESIGN  # noqa: PLC0415 - the order of the items alone

    return DESIGN


def _fact(value: str, writer: Writer) -> str:
    if not value:
        return writer.words.say("round.not_stated")
    code = f"round.value.{value}"
    return writer.words.say(code) if writer.words.knows(code) else value


def intake_table(rounds: pd.DataFrame, codes: Sequence[str], writer: Writer) -> str:
    """How many submissions each step of the intake left, and what was flagged."""
    words = writer.words
    rows = rounds[rounds["part"].isin(["steps", "flags"]) & rounds["round"].isin(list(codes))]
    if rows.empty:
        return ""
    wide = rows.pivot_table(
        index="item", columns="round", values="value", aggfunc="first", sort=False
    )
    shown = pd.DataFrame(
        {"item": [words.say(f"intake.{item}") for item in wide.index]}
        | {
            str(c): [writer.number(float(v), 0) if str(v) != "nan" else "" for v in wide[c]]
            for c in wide.columns
        }
    )
    heads = [
        Head("item", words.say("table.step"), width=1.6),
        *(Head(str(c), str(c), numeric=True) for c in wide.columns),
    ]
    return table(shown, heads, words.say("intake.caption"))


def losses_table(
    rounds: pd.DataFrame, codes: Sequence[str], places: dict[str, str], writer: Writer
) -> str:
    """What a round could not reach, what of its sample list does not match, what was left out."""
    words = writer.words
    rows = rounds[
        rounds["part"].isin(["coverage", "matching", "dropped"]) & rounds["round"].isin(list(codes))
    ]
    if rows.empty:
        return ""
    shown = rows.assign(
        what=[words.say(f"losses.{part}") for part in rows["part"]],
        which=[_which(str(r.part), str(r.item), places, writer) for r in each(rows)],
    ).sort_values(["round", "part", "item"])
    heads = [
        Head("round", words.say("table.round")),
        Head("what", words.say("table.item"), width=1.6),
        Head("which", words.say("table.group"), width=1.6),
        Head("value", words.say("table.value"), width=1.8),
    ]
    return table(shown, heads, words.say("losses.caption"))


def _which(part: str, item: str, places: dict[str, str], writer: Writer) -> str:
    if part == "matching":
        return writer.words.say(f"matching.{item}")
    return places.get(item, item)


def enumerators_table(code: str, found: pd.DataFrame, writer: Writer) -> str:
    """How enumerators of a round differ; they stand under numbers."""
    words = writer.words
    heads = [
        Head("enumerator", words.say("table.enumerator"), numeric=True, write=writer.count),
        Head("n", words.say("table.base"), numeric=True, write=writer.count),
        *(
            Head(
                name, words.say(f"table.{name}"), numeric=True, write=lambda v: writer.number(v, 1)
            )
            for name in ("minutes", "short_pct", "straight_pct", "dont_know_pct")
        ),
    ]
    return table(found, heads, words.say("enumerators.caption", round=code))


def course_table(courses: pd.DataFrame, wordings: Wordings, writer: Writer) -> str:
    """A row a construct and pair of waves: who was found again, and what changed in them."""
    words = writer.words
    rows = courses[courses["difference"].notna() | (courses["state"] == State.SUPPRESSED)]
    rows = rows[rows["waves"].str.contains("-")]
    shown = rows.assign(
        name=[wordings.construct(str(c)) for c in rows["construct"]],
        step=[words.say(f"waves.{w}") for w in rows["waves"]],
        matched=[_matched(r, writer) for r in each(rows)],
        ends=[_ends(r, writer) for r in each(rows)],
        moved=[_moved(r, writer) for r in each(rows)],
        gain=[writer.number(r.gain, 2) for r in each(rows)],
        remark=[_course_remark(r, writer) for r in each(rows)],
    )
    heads = [
        Head("name", words.say("table.scale"), width=1.8),
        Head("step", words.say("table.waves"), width=1.2),
        Head("matched", words.say("table.matched"), numeric=True, width=1.4),
        Head("ends", words.say("table.before_after"), numeric=True, width=1.1),
        Head("moved", words.say("table.difference"), numeric=True, width=1.6),
        Head("gain", words.say("table.gain"), numeric=True, width=0.7),
        Head("remark", words.say("table.remark"), width=2),
    ]
    return table(shown, heads, words.say("course.caption"))


def _matched(row: object, writer: Writer) -> str:
    return writer.words.say(
        "course.matched",
        n=writer.number(getattr(row, "n", None), 0),
        before=writer.number(getattr(row, "n_before", None), 0),
        rate=writer.number(getattr(row, "match_rate_pct", None), 0),
    )


def _ends(row: object, writer: Writer) -> str:
    one, two = (writer.number(getattr(row, name, None), 1) for name in ("before", "after"))
    return f"\u2066{one} → {two}\u2069"


def _moved(row: object, writer: Writer) -> str:
    if getattr(row, "state", "") == State.SUPPRESSED:
        return writer.words.say("reason.suppressed")
    low, high = getattr(row, "ci_low", None), getattr(row, "ci_high", None)
    value = writer.difference(getattr(row, "difference", None), "%")
    if not known(low):
        return value
    ends = {"low": writer.number(low, 1), "high": writer.number(high, 1)}
    return writer.words.say("number.interval", value=value, **ends)


def _course_remark(row: object, writer: Writer) -> str:
    words, said = writer.words, []
    if getattr(row, "few_classes", "") == "yes":
        said.append(words.say("course.few", n=writer.number(getattr(row, "classes", None), 0)))
    p = getattr(row, "lost_p", None)
    if known(p):
        code = "course.lost_differ" if p < 0.05 else "course.lost_alike"  # noqa: PLR2004 - as said
        said.append(words.say(code, p=writer.number(p, 2)))
    return "; ".join(said)


def levels_table(courses: pd.DataFrame, wordings: Wordings, writer: Writer) -> str:
    """Kirkpatrick's levels apart: reaction and behaviour are never shown as learning."""
    words = writer.words
    rows = courses[~courses["waves"].str.contains("-")]
    if rows.empty:
        return ""
    shown = rows.assign(
        level_name=[words.say(f"kirkpatrick.{int(level)}") for level in rows["kirkpatrick"]],
        name=[wordings.construct(str(c)) for c in rows["construct"]],
        when=[words.say(f"waves.{w}") for w in rows["waves"]],
        value=[
            words.say("reason.suppressed")
            if r.state == State.SUPPRESSED
            else writer.number(r.after, 1)
            for r in each(rows)
        ],
        base=[writer.number(r.n, 0) for r in each(rows)],
    ).sort_values(["kirkpatrick", "name"])
    heads = [
        Head("level_name", words.say("table.level"), width=1.4),
        Head("name", words.say("table.scale"), width=2),
        Head("when", words.say("table.waves"), width=1.2),
        Head("value", words.say("table.score"), numeric=True),
        Head("base", words.say("table.base"), numeric=True, width=0.8),
    ]
    return table(shown, heads, words.say("levels.caption"))


def survey_verdict_table(
    verdicts: pd.DataFrame, titles: dict[str, str], place: str, writer: Writer
) -> str:
    """Survey indicators: both values, the difference with its interval, and what may be said.

    Args:
        verdicts: The verdicts.
        titles: The indicators' titles.
        place: The place reported on.
        writer: Writes the numbers.
    """
    words = writer.words
    rows = verdicts[
        (verdicts["place"] == place) & (verdicts["group"] == "") & (verdicts["test"] != "")
        & verdicts["p"].notna()
    ]  # fmt: skip
    if rows.empty:
        return ""
    shown = rows.assign(
        name=[titles.get(str(code), str(code)) for code in rows["indicator"]],
        ends=[
            f"{writer.number(r.baseline, 1)} → {writer.number(r.current, 1)}" for r in each(rows)
        ],
        moved=[_moved(r, writer) for r in each(rows)],
        p=[_p(r, writer) for r in each(rows)],
        least=[writer.number(r.mdc, 1) for r in each(rows)],
        said=[_said(r, writer) for r in each(rows)],
        holds=[robust(str(r.robustness), writer) for r in each(rows)],
    )
    heads = [
        Head("name", words.say("table.indicator"), width=2.6),
        Head("ends", words.say("table.before_after"), numeric=True, width=1.1),
        Head("moved", words.say("table.difference"), numeric=True, width=1.7),
        Head("p", words.say("table.p"), numeric=True, width=0.8),
        Head("least", words.say("table.mdc"), numeric=True, width=0.9),
        Head("said", words.say("table.change"), width=1.1),
        Head("holds", words.say("table.robustness"), width=1.6),
    ]
    return table(shown, heads, words.say("survey.verdicts"))


def _said(row: object, writer: Writer) -> str:
    exploratory = getattr(row, "reason", "") == Reason.EXPLORATORY
    return writer.words.say(
        "change.exploratory" if exploratory else f"change.{getattr(row, 'change', '')}"
    )


def _p(row: object, writer: Writer) -> str:
    value = getattr(row, "p_adjusted", None)
    value = value if known(value) else getattr(row, "p", None)
    least = 0.001
    if known(value) and value < least:
        return f"\u2066< {writer.number(least, 3)}\u2069"
    return writer.number(value, 3)


def robust(text: str, writer: Writer) -> str:
    """Word how often a verdict holds: ``5/6 unweighted`` becomes a sentence."""
    counts, _, flips = text.partition(" ")
    if not counts:
        return writer.words.say("robust.exploratory")
    holds, ways = counts.split("/")
    said = writer.words.say(
        "robust.holds", holds=writer.number(float(holds), 0), ways=writer.number(float(ways), 0)
    )
    names = [writer.words.say(f"robust.{name}") for name in flips.split(",") if name]
    if not names:
        return said
    return f"{said}; {writer.words.say('robust.flips', ways=', '.join(names))}"
