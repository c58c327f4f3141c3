"""Who was heard and what was read, without a name of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.codes import EvidenceType
from wps_eval.report.html import isolated_text, link
from wps_eval.report.tables import Head, table

if TYPE_CHECKING:
    from wps_eval.evaluation.models import Evidence, Judgement
    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer

HEARD_TYPES = (EvidenceType.INTERVIEW, EvidenceType.GROUP, EvidenceType.OBSERVATION)


def people_heard(judgement: Judgement) -> list[Evidence]:
    """Give the evidence that people gave; where naming their group may harm them, it stays out."""
    return [e for e in judgement.evidence if e.type in HEARD_TYPES and e.sensitivity != "high"]


def consulted_table(judgement: Judgement, writer: Writer) -> Fragment:
    """A row a group that was heard: how, who, where and when."""
    say, tell = writer.words.say, writer.words.tell
    rows = pd.DataFrame(
        {
            "type": [say(f"evidence.{e.type}") for e in people_heard(judgement)],
            "group": [tell(e.group) for e in people_heard(judgement)],
            "sex": [say(f"heard.{e.sex or 'not_stated'}") for e in people_heard(judgement)],
            "region": [tell(e.region) for e in people_heard(judgement)],
            "date": [writer.date(e.date) if e.date else "" for e in people_heard(judgement)],
        }
    ).drop_duplicates()
    heads = [
        Head("group", say("table.group"), width=2.4),
        Head("type", say("table.basis"), width=1.4),
        Head("sex", say("group.sex"), width=1.2),
        Head("region", say("table.place"), width=1.4),
        Head("date", say("table.date"), width=1.2),
    ]
    return table(rows, heads, say("consulted.caption"))


def documents_table(judgement: Judgement, writer: Writer) -> Fragment:
    """A row a document: its code, what it is called, who published it and when."""
    say, language = writer.words.say, writer.words.language
    rows = pd.DataFrame(
        {
            "code": [isolated_text(d.code) for d in judgement.documents],
            "text": [link(d.in_language(language), d.link) for d in judgement.documents],
            "producer": [writer.words.tell(d.producer) for d in judgement.documents],
            "date": [writer.date(d.date) if d.date else "" for d in judgement.documents],
        }
    )
    heads = [
        Head("code", say("table.code"), write=str, width=0.6),
        Head("text", say("table.document"), write=str, width=4),
        Head("producer", say("table.producer"), width=2),
        Head("date", say("table.date"), width=1),
    ]
    return table(rows, heads, say("documents.caption"))
