"""What evaluators entered, as tables: findings with their strength, conclusions, recommendations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.evaluation.strength import strength_of
from wps_eval.report.html import isolated_text, notice
from wps_eval.report.tables import Head, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wps_eval.evaluation.models import Finding, Judgement
    from wps_eval.plan import Plan
    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer
    from wps_eval.words.catalogue import Words


def findings_table(judgement: Judgement, writer: Writer) -> Fragment:
    """A row a finding: what it says, what it rests on, and how strong that is."""
    words = writer.words
    rows = pd.DataFrame(
        {
            "code": [isolated_text(f.code) for f in judgement.findings],
            "criterion": [words.say(f"criterion.{f.criterion}") for f in judgement.findings],
            "text": [_finding_text(f, writer) for f in judgement.findings],
            "rests": [_evidence_of_finding(judgement, f.code, writer) for f in judgement.findings],
            "strength": [
                words.say(f"strength.{strength_of(f, judgement.evidence)}")
                for f in judgement.findings
            ],
        }
    )
    heads = [
        Head("code", words.say("table.code"), write=str, width=0.6),
        Head("criterion", words.say("table.criterion"), width=1.2),
        Head("text", words.say("table.finding"), width=4),
        Head("rests", words.say("table.rests"), width=1.8),
        Head("strength", words.say("table.strength"), width=1),
    ]
    return table(rows, heads, words.say("findings.caption"))


def _finding_text(finding: Finding, writer: Writer) -> str:
    """Say a finding, and why evidence against it does not stand."""
    words = writer.words
    text, explained = (finding.in_language(words.language, part) for part in ("text", "explained"))
    return words.say("findings.explained", text=text, why=explained) if explained else text


def _evidence_of_finding(judgement: Judgement, finding_code: str, writer: Writer) -> str:
    """Say on which kinds of evidence a finding rests, each with its stance and once."""
    say = writer.words.say
    finding_evidence = [e for e in judgement.evidence if e.finding == finding_code]
    kinds_and_stances = [
        f"{say(f'evidence.{e.type}')} ({say(f'stance.{e.stance}')})" for e in finding_evidence
    ]
    return writer.words.joined(dict.fromkeys(kinds_and_stances))


def evidence_table(judgement: Judgement, writer: Writer) -> Fragment:
    """A row a piece of evidence; who was asked is a group, and left out where that may harm them."""
    words = writer.words
    evidence = sorted(judgement.evidence, key=lambda e: (code_order(e.finding), code_order(e.code)))
    rows = pd.DataFrame(
        {
            "finding": [isolated_text(e.finding) for e in evidence],
            "code": [isolated_text(e.code) for e in evidence],
            "type": [words.say(f"evidence.{e.type}") for e in evidence],
            "producer": [
                "" if e.sensitivity == "high" else words.tell(e.producer) for e in evidence
            ],
            "group": ["" if e.sensitivity == "high" else words.tell(e.group) for e in evidence],
            "date": [writer.date(e.date) if e.date else "" for e in evidence],
            "stance": [words.say(f"stance.{e.stance}") for e in evidence],
        }
    )
    heads = [
        Head("finding", words.say("table.finding"), write=str, width=0.8),
        Head("code", words.say("table.code"), write=str, width=0.8),
        Head("type", words.say("table.basis"), width=1.4),
        Head("producer", words.say("table.producer"), width=2),
        Head("group", words.say("table.group"), width=1.6),
        Head("date", words.say("table.date"), width=1),
        Head("stance", words.say("table.stance"), width=1.2),
    ]
    return table(rows, heads, words.say("evidence.caption"))


def code_order(code: str) -> tuple[tuple[str, int], ...]:
    """Give a key that sorts codes by their numbers: F2 before F10."""
    return tuple((text, int(part or -1)) for text, part in re.findall(r"(\D*)(\d*)", code))


def conclusions_table(judgement: Judgement, writer: Writer) -> Fragment:
    """A row a conclusion, with the findings that it stands on."""
    words = writer.words
    rows = pd.DataFrame(
        {
            "code": [isolated_text(c.code) for c in judgement.conclusions],
            "text": [c.in_language(words.language) for c in judgement.conclusions],
            "findings": [
                words.listed(map(isolated_text, c.findings)) for c in judgement.conclusions
            ],
        }
    )
    heads = [
        Head("code", words.say("table.code"), write=str, width=0.6),
        Head("text", words.say("table.conclusion"), width=5),
        Head("findings", words.say("table.findings"), write=str, width=1),
    ]
    return table(rows, heads, words.say("conclusions.caption"))


def recommendations_table(judgement: Judgement, plan: Plan, writer: Writer) -> Fragment:
    """A row a recommendation: to whom, how urgent, by when, on what, and the answer to it."""
    words = writer.words
    body_names = {b.code: plan.title(b.code, words.language).text for b in plan.bodies}
    rows = pd.DataFrame(
        {
            "code": [isolated_text(r.code) for r in judgement.recommendations],
            "text": [r.in_language(words.language) for r in judgement.recommendations],
            "addressee": [
                words.joined(body_names[a] for a in r.addressee) for r in judgement.recommendations
            ],
            "priority": [words.say(f"priority.{r.priority}") for r in judgement.recommendations],
            "due": [writer.date(str(r.due)) if r.due else "" for r in judgement.recommendations],
            "rests": [
                _conclusions_with_findings(judgement, r.conclusions, words)
                for r in judgement.recommendations
            ],
            "response": [
                words.say(f"response.{r.response}" if r.response else "response.none")
                for r in judgement.recommendations
            ],
        }
    )
    heads = [
        Head("code", words.say("table.code"), write=str, width=0.6),
        Head("text", words.say("table.recommendation"), width=3.6),
        Head("addressee", words.say("table.addressee"), width=1.6),
        Head("priority", words.say("table.priority"), width=0.9),
        Head("due", words.say("table.due"), width=1.1),
        Head("rests", words.say("table.conclusions"), write=str, width=0.9),
        Head("response", words.say("table.response"), width=1.1),
    ]
    return table(rows, heads, words.say("recommendations.caption"))


def _conclusions_with_findings(judgement: Judgement, codes: Iterable[str], words: Words) -> str:
    """Name conclusions, each with the findings that it stands on."""
    findings = {c.code: words.listed(map(isolated_text, c.findings)) for c in judgement.conclusions}
    return words.joined(f"{isolated_text(code)} ({findings.get(code, '')})" for code in codes)


def brief_findings_table(judgement: Judgement, writer: Writer) -> Fragment:
    """A row a finding: what it says and how strong that is; for a summary."""
    words = writer.words
    strengths = [strength_of(f, judgement.evidence) for f in judgement.findings]
    rows = pd.DataFrame(
        {
            "text": [f.in_language(words.language) for f in judgement.findings],
            "strength": [words.say(f"strength.{strength}") for strength in strengths],
        }
    )
    heads = [
        Head("text", words.say("table.finding"), width=6),
        Head("strength", words.say("table.strength"), width=1),
    ]
    return table(rows, heads, words.say("brief.findings"))


def brief_recommendations_table(judgement: Judgement, plan: Plan, writer: Writer) -> Fragment:
    """A row a recommendation: what, to whom, how urgent; for a summary."""
    words = writer.words
    body_names = {b.code: plan.title(b.code, words.language).text for b in plan.bodies}
    rows = pd.DataFrame(
        {
            "text": [r.in_language(words.language) for r in judgement.recommendations],
            "addressee": [
                words.joined(body_names[a] for a in r.addressee) for r in judgement.recommendations
            ],
            "priority": [words.say(f"priority.{r.priority}") for r in judgement.recommendations],
        }
    )
    heads = [
        Head("text", words.say("table.recommendation"), width=4),
        Head("addressee", words.say("table.addressee"), width=2),
        Head("priority", words.say("table.priority"), width=0.9),
    ]
    return table(rows, heads, words.say("brief.recommendations"))


def comments_table(judgement: Judgement, plan: Plan, writer: Writer) -> Fragment:
    """A row a comment on the draft: whose, where, what was answered, what was changed."""
    words, language = writer.words, writer.words.language
    body_names = {b.code: plan.title(b.code, language).text for b in plan.bodies}
    rows = pd.DataFrame(
        {
            "body": [body_names[c.body] for c in judgement.comments],
            "paragraph": [words.tell(c.paragraph) for c in judgement.comments],
            "text": [c.in_language(language) for c in judgement.comments],
            "answer": [
                c.in_language(language, "response") or words.say("comments.unanswered")
                for c in judgement.comments
            ],
            "changed": [
                c.in_language(language, "change") or words.say("comments.no_change")
                for c in judgement.comments
            ],
        }
    )
    heads = [
        Head("body", words.say("table.body"), width=1.6),
        Head("paragraph", words.say("table.paragraph"), width=1.1),
        Head("text", words.say("table.comment"), width=2.6),
        Head("answer", words.say("table.answer"), width=2.4),
        Head("changed", words.say("table.changed"), width=1.6),
    ]
    return table(rows, heads, words.say("comments.caption"))


def ratings_table(judgement: Judgement, writer: Writer) -> Fragment:
    """A row a criterion: the rating that people gave, and why."""
    words = writer.words
    rows = pd.DataFrame(
        {
            "criterion": [words.say(f"criterion.{r.criterion}") for r in judgement.ratings],
            "rating": [words.say(f"rating.{r.rating}") for r in judgement.ratings],
            "reason": [r.in_language(words.language) for r in judgement.ratings],
            "findings": [words.listed(map(isolated_text, r.findings)) for r in judgement.ratings],
        }
    )
    heads = [
        Head("criterion", words.say("table.criterion"), width=1.2),
        Head("rating", words.say("table.rating"), width=1.5),
        Head("reason", words.say("table.reason"), width=3.6),
        Head("findings", words.say("table.findings"), write=str, width=0.8),
    ]
    return table(rows, heads, words.say("ratings.caption"))


def matrix_table(judgement: Judgement, writer: Writer) -> Fragment:
    """The evaluation matrix: each question, how it is judged, from what, and the findings on it."""
    words = writer.words
    findings_by_question = {
        q.code: words.listed(
            isolated_text(f.code) for f in judgement.findings if q.code in f.questions
        )
        for q in judgement.questions
    }
    rows = pd.DataFrame(
        {
            "criterion": [words.say(f"criterion.{q.criterion}") for q in judgement.questions],
            "text": [f"{q.code} {q.in_language(words.language)}" for q in judgement.questions],
            "standard": [words.tell(q.standard) for q in judgement.questions],
            "sources": [words.tell(q.sources) for q in judgement.questions],
            "methods": [words.tell(q.methods) for q in judgement.questions],
            "findings": [findings_by_question[q.code] for q in judgement.questions],
        }
    )
    heads = [
        Head("criterion", words.say("table.criterion"), width=1.1),
        Head("text", words.say("table.question"), width=2.6),
        Head("standard", words.say("table.standard"), width=1.6),
        Head("sources", words.say("table.sources"), width=1.4),
        Head("methods", words.say("table.methods"), width=1.4),
        Head("findings", words.say("table.findings"), write=str, width=0.8),
    ]
    return table(rows, heads, words.say("matrix.evaluation"))


def questions_table(judgement: Judgement, writer: Writer) -> Fragment:
    """The evaluation's questions by criterion."""
    words = writer.words
    rows = pd.DataFrame(
        {
            "criterion": [words.say(f"criterion.{q.criterion}") for q in judgement.questions],
            "code": [isolated_text(q.code) for q in judgement.questions],
            "text": [q.in_language(words.language) for q in judgement.questions],
        }
    )
    heads = [
        Head("criterion", words.say("table.criterion"), width=1.2),
        Head("code", words.say("table.code"), write=str, width=0.5),
        Head("text", words.say("table.question"), width=4),
    ]
    return table(rows, heads, words.say("questions.caption"))


def lessons_list(judgement: Judgement, language: str) -> list[str]:
    """The lessons, in a language."""
    return [lesson.in_language(language) for lesson in judgement.lessons]


def ratings_and_recommendations(judgement: Judgement, plan: Plan, writer: Writer) -> list[Fragment]:
    """The ratings and the recommendations; of each that has not been entered, that it has not."""
    say = writer.words.say
    return [
        ratings_table(judgement, writer) if judgement.ratings else notice(say("missing.ratings")),
        recommendations_table(judgement, plan, writer)
        if judgement.recommendations
        else notice(say("missing.recommendations")),
    ]
