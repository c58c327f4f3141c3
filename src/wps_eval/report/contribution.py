"""How changes may hang together with the plan: never that the plan caused them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.evaluation.strength import weakest_of
from wps_eval.report.html import isolated_text
from wps_eval.report.tables import Head, table

if TYPE_CHECKING:
    from wps_eval.evaluation.models import Judgement
    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer


def contribution_table(judgement: Judgement, writer: Writer) -> Fragment:
    """A row a change: the plan's mechanism, the findings for it, rival explanations, confidence.

    The strength is that of the weakest finding that the row rests on; the confidence was entered.
    """
    words, language = writer.words, writer.words.language
    findings = {f.code: f for f in judgement.findings}
    rows = pd.DataFrame(
        {
            "text": [c.in_language(language) for c in judgement.contributions],
            "mechanism": [c.in_language(language, "mechanism") for c in judgement.contributions],
            "findings": [
                words.listed(map(isolated_text, c.findings)) for c in judgement.contributions
            ],
            "rivals": [c.in_language(language, "rivals") for c in judgement.contributions],
            "strength": [
                words.say(
                    f"strength.{weakest_of([findings[f] for f in c.findings], judgement.evidence)}"
                )
                for c in judgement.contributions
            ],
            "confidence": [
                words.say(f"confidence.{c.confidence}") for c in judgement.contributions
            ],
        }
    )
    heads = [
        Head("text", words.say("contribution.change"), width=2),
        Head("mechanism", words.say("contribution.mechanism"), width=2),
        Head("findings", words.say("table.findings"), write=str, width=0.8),
        Head("rivals", words.say("contribution.rivals"), width=2),
        Head("strength", words.say("contribution.evidence"), width=1),
        Head("confidence", words.say("contribution.confidence"), width=1),
    ]
    return table(rows, heads, words.say("contribution.caption"))
