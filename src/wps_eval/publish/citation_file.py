"""How a study is cited: a ``CITATION.cff`` that archives and reference managers read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wps_eval.publish.ddi_codebook import institutions

if TYPE_CHECKING:
    from wps_eval.sources.partner_study import PartnerStudy

CFF_VERSION = "1.2.0"


def citation_cff(study: PartnerStudy, message: str) -> bytes:
    """Give the citation file of a study.

    Args:
        study: What the study is; its institutions are its authors, no person is named.
        message: What is asked of whoever uses it.

    Returns:
        A file of the Citation File Format 1.2.0; the day is that on which the study was handed in, and stands there
        only where it was.

    Source: Druskat et al., Citation File Format 1.2.0 (2021), schema-guide: ``entity`` and the keys of the root.
    """
    texts = {
        "cff-version": CFF_VERSION,
        "message": message,
        "type": "dataset",
        "title": study.title,
    }
    texts |= {"abstract": study.question, "license": study.data_licence}
    texts["url"] = study.publication.link if study.publication else ""
    texts["date-released"] = study.handed_in.isoformat() if study.handed_in else ""
    lines = [f"{key}: {_quoted(text)}" for key, text in texts.items() if text]
    authors = [f"  - name: {_quoted(name)}" for name in institutions(study)]
    return "\n".join([*lines, "authors:", *authors, ""]).encode()


def _quoted(text: str) -> str:
    """Quote a text; what JSON quotes YAML reads."""
    return json.dumps(text, ensure_ascii=False)
