"""The authors' own text of a chapter, with what is wrong in it beside it until the final edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import ProseFaults
from wps_eval.evaluation.prose import Prose, read_prose
from wps_eval.report import html
from wps_eval.report.fragment import Fragment
from wps_eval.words.faults import worded

if TYPE_CHECKING:
    from wps_eval.errors import Fault
    from wps_eval.report.edition import Edition


def prose(edition: Edition, text_name: str) -> list[Fragment]:
    """Give a text of authors, or nothing where its file does not exist.

    Raises:
        ProseFaults: The edition is final and something in the text is not borne out.
    """
    read = read_text(edition, text_name)
    if read is None:
        return []
    faults = [fault for fault in read.faults if fault.blocks]
    if faults and edition.study.state == "final":
        raise ProseFaults(faults, "chapter", text_name)
    if not faults:
        return [Fragment(read.html)]
    listed = [
        f"{wording.where}: {edition.say(_short_sentence_code(fault))} ({wording.found})"
        for fault in faults
        for wording in (worded(fault, edition.words),)
    ]
    return [Fragment(read.html), html.notice(edition.say("prose.faults")), html.item_list(listed)]


def _short_sentence_code(fault: Fault) -> str:
    """Name the few words for what is wrong; those of a code's first part serve all of its kinds."""
    return f"prose.{fault.code.partition('.')[0]}"


def read_text(edition: Edition, text_name: str) -> Prose | None:
    """Read a text of authors against the released results."""
    language = edition.words.language
    path = edition.root.judgement(edition.study.name) / language / f"{text_name}.md"
    file_name = f"params/{edition.study.name}/{language}/{text_name}.md"
    return read_prose(path, edition.bindable, file_name)
