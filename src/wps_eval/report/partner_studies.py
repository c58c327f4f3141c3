"""Studies of universities and research centres as tables: what they are, declared and found, and how sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from wps_eval.indicators.partner_study_rows import EXPLORATORY, outcome_key
from wps_eval.plan.body_names import BodyNames
from wps_eval.report.cells import estimate_cell
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.groups import group_name
from wps_eval.report.html import isolated_text, link
from wps_eval.report.tables import Head, table
from wps_eval.results.rows import each, known
from wps_eval.values import EVERYBODY, Group

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wps_eval.plan import Plan
    from wps_eval.report.numbers import Writer
    from wps_eval.sources.partner_studies import EnteredStudy
    from wps_eval.sources.partner_study import Memorandum, PartnerStudy
    from wps_eval.sources.wordings import Wordings

APPRAISED_PARTS = ("design", "sample", "measurement", "independence")


def memoranda_table(memoranda: Sequence[Memorandum], plan: Plan, writer: Writer) -> Fragment:
    """A row a memorandum: between whom, about what, signed when; nothing where there is none."""
    if not memoranda:
        return NOTHING
    say, tell, language = writer.words.say, writer.words.tell, writer.words.language
    names = BodyNames.of(plan)
    rows = pd.DataFrame(
        {
            "code": [isolated_text(each.code) for each in memoranda],
            "text": [link(each.in_language(language), each.link) for each in memoranda],
            "institution": [tell(each.institution) for each in memoranda],
            "body": [plan.title(names.meant(m.body)[0], language).text for m in memoranda],
            "signed": [writer.date(each.signed.isoformat()) for each in memoranda],
        }
    )
    heads = [
        Head("code", say("table.code"), write=str, width=0.9),
        Head("text", say("table.memorandum"), write=str, width=3),
        Head("institution", say("table.institution"), width=2),
        Head("body", say("table.body"), width=2),
        Head("signed", say("table.signed"), width=1.1),
    ]
    return table(rows, heads, say("memoranda.caption"))


def studies_table(studies: Sequence[EnteredStudy], writer: Writer) -> Fragment:
    """A row a study: its question, who made it, how, of whom it speaks, and where it can be read."""
    if not studies:
        return NOTHING
    say, tell, language = writer.words.say, writer.words.tell, writer.words.language
    facts = [study.facts for study in studies]
    rows = pd.DataFrame(
        {
            "code": [isolated_text(each.code) for each in facts],
            "title": [_citation(each, writer) for each in facts],
            "question": [each.in_language(language, "question") for each in facts],
            "institution": [tell(each.institution) for each in facts],
            "design": [say(f"study_design.{each.design}") for each in facts],
            "sample": [
                writer.words.joined(each.in_language(language, p) for p in ("population", "sample"))
                for each in facts
            ],
        }
    )
    heads = [
        Head("code", say("table.code"), write=str, width=0.8),
        Head("title", say("table.study"), write=str, width=2.4),
        Head("question", say("table.question"), width=2.2),
        Head("institution", say("table.institution"), width=1.5),
        Head("design", say("table.design"), width=1.1),
        Head("sample", say("table.sample"), width=2),
    ]
    return table(rows, heads, say("studies.caption"))


def outcomes_table(studies: Sequence[EnteredStudy], writer: Writer) -> Fragment:
    """A row an outcome: what was looked at, how it was tested, and whether it was declared before the data."""
    say, language = writer.words.say, writer.words.language
    rows = pd.DataFrame(
        [
            {
                "study": isolated_text(study.facts.code),
                "code": isolated_text(outcome.code),
                "text": outcome.in_language(language),
                "measure": writer.words.tell(outcome.measure),
                "test": writer.words.tell(outcome.test),
                "primary": say(f"studies.primary.{outcome.primary}"),
                "declared": _declared_text(study, outcome.code, writer),
            }
            for study in studies
            for outcome in study.outcomes
        ]
    )
    if rows.empty:
        return NOTHING
    heads = [
        Head("study", say("table.study"), write=str, width=0.9),
        Head("code", say("table.code"), write=str, width=0.7),
        Head("text", say("table.outcome"), width=2.6),
        Head("measure", say("table.measure"), width=1.8),
        Head("test", say("table.test"), width=1.6),
        Head("primary", say("table.primary"), width=0.9),
        Head("declared", say("table.declared"), width=1.5),
    ]
    return table(rows, heads, say("outcomes.caption"))


def appraisal_table(studies: Sequence[EnteredStudy], writer: Writer) -> Fragment:
    """A row a study: how far design, sample, measurement and independence can be relied on, and why."""
    say = writer.words.say
    appraised = [
        (study.facts, study.facts.appraisal)
        for study in studies
        if study.facts.appraisal is not None
    ]
    if not appraised:
        return NOTHING
    rows = pd.DataFrame(
        [
            {"code": isolated_text(facts.code), "note": writer.words.tell(appraisal.note)}
            | {part: say(f"appraised.{getattr(appraisal, part)}") for part in APPRAISED_PARTS}
            for facts, appraisal in appraised
        ]
    )
    heads = [
        Head("code", say("table.study"), write=str, width=0.9),
        *(Head(part, say(f"table.appraised.{part}"), width=1) for part in APPRAISED_PARTS),
        Head("note", say("table.why"), width=3),
    ]
    return table(rows, heads, say("appraisal.caption"))


def study_findings_table(
    rows: pd.DataFrame,
    studies: Sequence[EnteredStudy],
    place_names: Mapping[str, str],
    wordings: Wordings,
    writer: Writer,
    caption: str = "study_findings.caption",
) -> Fragment:
    """A row a released number of a study; what is hidden is a word, what was not declared is exploratory.

    Args:
        rows: The released table of what studies found.
        studies: The studies, for the words of their outcomes.
        place_names: What places are called.
        wordings: What groups are called.
        writer: Writes the numbers.
        caption: The code of what stands above the table.
    """
    if rows.empty:
        return NOTHING
    say, language = writer.words.say, writer.words.language
    outcome_texts = {
        outcome_key(study.facts.code, outcome.code): outcome.in_language(language)
        for study in studies
        for outcome in study.outcomes
    }
    shown = rows.assign(
        study=[isolated_text(str(code)) for code in rows["round"]],
        what=[_what(row, outcome_texts, writer) for row in each(rows)],
        who=[_who(row, place_names, wordings, writer) for row in each(rows)],
        value=[estimate_cell(row, writer) for row in each(rows)],
        base=[writer.count(row.n) if known(row.n) else "–" for row in each(rows)],
        remark=[
            say("studies.exploratory") if row.mark == EXPLORATORY else "" for row in each(rows)
        ],
    )
    heads = [
        Head("study", say("table.study"), write=str, width=0.9),
        Head("what", say("table.outcome"), width=3),
        Head("who", say("table.group"), width=1.8),
        Head("value", say("table.value"), numeric=True, width=1.6),
        Head("base", say("table.base"), numeric=True, width=0.8),
        Head("remark", say("table.remark"), width=1.2),
    ]
    return table(shown, heads, say(caption))


def _citation(facts: PartnerStudy, writer: Writer) -> str:
    """Give a study's title, linked to where it can be read."""
    title = facts.in_language(writer.words.language)
    return link(title, facts.publication.link if facts.publication else "")


def _declared_text(study: EnteredStudy, code: str, writer: Writer) -> str:
    """Say when an outcome was declared, or that it is exploratory."""
    day = study.declared_on(code)
    return writer.date(day.isoformat()) if day else writer.words.say("studies.exploratory")


def _what(row: Any, outcome_texts: Mapping[str, str], writer: Writer) -> str:
    """Say what a number is: its outcome, statistic, item and unit."""
    outcome = outcome_texts.get(str(row.indicator), str(row.indicator))
    words = writer.words
    code = f"statistic.{row.statistic}"
    statistic = words.say(code) if words.knows(code) else str(row.statistic)
    named = words.listed(filter(None, (statistic, str(row.item), words.tell(str(row.unit)))))
    return words.say("studies.what", outcome=outcome, named=named)


def _who(row: Any, place_names: Mapping[str, str], wordings: Wordings, writer: Writer) -> str:
    """Say of whom a number speaks: its place, and the group if it is of one alone."""
    place, group = place_names.get(str(row.place), str(row.place)), Group.read(str(row.group))
    named = group_name(group, wordings, writer) if group != EVERYBODY else ""
    return writer.words.joined(filter(None, (place, named)))
