"""What a report's cover tells beside its title: the office's own fields, and who evaluated."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wps_eval.plan.models import Title
    from wps_eval.report.edition import Edition

EMBLEM_FORMATS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".svg": "svg+xml"}


def cover_facts(edition: Edition) -> list[tuple[str, str]]:
    """Give the cover's fields, label and text, in the run's language.

    Number and signatory are left out where an office gives none; who issued it, when, and who
    evaluated are owed to every reader, so that their absence is told.
    """
    cover, language, say = edition.study.cover, edition.words.language, edition.say
    facts = {
        "cover.plan_title": _working_title(edition),
        "cover.issuer": cover.issuer.in_language(language)
        if cover.issuer
        else say("missing.cover_issuer"),
        "cover.number": cover.number,
        "cover.date": cover_date(edition),
        "cover.signatory": cover.signatory.in_language(language) if cover.signatory else "",
        "cover.evaluation": say(f"cover.{edition.study.evaluation_type}"),
        "cover.evaluators": edition.words.joined(_evaluator_roles(edition))
        or say("missing.cover_evaluators"),
    }
    return [(say(label), text) for label, text in facts.items() if text]


def cover_date(edition: Edition) -> str:
    """Say the day that the office put on the report, or that there is none."""
    day = edition.study.cover.dated
    return edition.writer.date(str(day)) if day else edition.say("missing.cover_date")


def _evaluator_roles(edition: Edition) -> list[str]:
    """Say each role with the interests that were declared; persons are not named."""
    language, no_interest = edition.words.language, edition.say("cover.no_interest")
    return [
        f"{e.role.in_language(language)} ({e.interests.in_language(language) if e.interests else no_interest})"
        for e in edition.study.evaluators
    ]


def emblem(edition: Edition) -> str:
    """Give the issuing office's emblem as a data address, or nothing where there is none."""
    path = edition.root.judgement(edition.study.name) / edition.study.cover.emblem
    if path.suffix.lower() not in EMBLEM_FORMATS or not path.is_file():
        return ""  # the check says what is wrong with it
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    return f"data:image/{EMBLEM_FORMATS[path.suffix.lower()]};base64,{data}"


def plan_title(edition: Edition) -> str:
    """Give what the plan is called in the run's language, or as it was entered."""
    title = _title_in_language(edition)
    return title.text if title else edition.plan.head.title


def _title_in_language(edition: Edition) -> Title | None:
    """Give the plan's title in the run's language, the official one first; None where there is none."""
    titles = [
        t for t in edition.plan.titles if t.code == "plan" and t.language == edition.words.language
    ]
    return min(titles, key=lambda each: not each.official, default=None)


def _working_title(edition: Edition) -> str:
    """Give the plan's title where it is a working translation, saying so; nothing where it is not."""
    title = _title_in_language(edition)
    if title is None or title.official:
        return ""
    return edition.say("cover.working_title", title=title.text)
