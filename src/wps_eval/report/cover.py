"""What a report's cover tells beside its title: the office's own fields, and who evaluated."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition

KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".svg": "svg+xml"}


def cover_facts(edition: Edition) -> list[tuple[str, str]]:
    """Give the cover's fields, label and text, in the run's language.

    Number and signatory are left out where an office gives none; who issued it, when, and who
    evaluated are owed to every reader, so that their absence is told.
    """
    cover, language, say = edition.study.cover, edition.words.language, edition.say
    facts = {
        "cover.issuer": cover.issuer.in_language(language)
        if cover.issuer
        else say("missing.cover_issuer"),
        "cover.number": cover.number,
        "cover.date": cover_date(edition),
        "cover.signatory": cover.signatory.in_language(language) if cover.signatory else "",
        "cover.evaluation": say(f"cover.{edition.study.evaluation_type}"),
        "cover.evaluators": edition.words.joined(_evaluators(edition))
        or say("missing.cover_evaluators"),
    }
    return [(say(label), text) for label, text in facts.items() if text]


def cover_date(edition: Edition) -> str:
    """Say the day that the office put on the report, or that there is none."""
    day = edition.study.cover.dated
    return edition.writer.date(str(day)) if day else edition.say("missing.cover_date")


def _evaluators(edition: Edition) -> list[str]:
    """Say each role with the interests that were declared; persons are not named."""
    language, none = edition.words.language, edition.say("cover.no_interest")
    return [
        f"{e.role.in_language(language)} ({e.interests.in_language(language) if e.interests else none})"
        for e in edition.study.evaluators
    ]


def emblem(edition: Edition) -> str:
    """Give the issuing office's emblem as a data address, or nothing where there is none."""
    path = edition.root.judgement(edition.study.name) / edition.study.cover.emblem
    if not edition.study.cover.emblem or not path.is_file():
        return ""
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    return f"data:image/{KINDS[path.suffix.lower()]};base64,{data}"


def plan_title(edition: Edition) -> str:
    """Give what the plan is called in the run's language, or as it was entered."""
    titles = [
        t for t in edition.plan.titles if t.code == "plan" and t.language == edition.words.language
    ]
    best = min(titles, key=lambda title: not title.official, default=None)
    return best.text if best else edition.plan.head.title
