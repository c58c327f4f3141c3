"""Quality of the data behind a report: what values rest on, and which are in doubt or hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.codes import FigureStatus, State
from wps_eval.report.round_tables import CHECKSUM_LETTERS
from wps_eval.report.tables import Head, table

if TYPE_CHECKING:
    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer


def quality_table(values: pd.DataFrame, writer: Writer) -> Fragment:
    """A row a kind of evidence: values, those in doubt, with a small base, imprecise, and hidden."""
    words = writer.words
    rows = [
        {
            "kind": words.say(f"basis.{str(kind) or 'not_stated'}"),
            "all": len(part),
            **{s: int((part["figure_status"] == s).sum()) for s in DOUBTFUL_STATUSES},
            **{s: int((part["state"] == s).sum()) for s in HELD_STATES},
        }
        for kind, part in values.groupby("evidence")
    ]
    names = ["all", *DOUBTFUL_STATUSES, *HELD_STATES]
    heads = [Head("kind", words.say("table.basis"), width=2)]
    heads += [Head(n, words.say(f"quality.{n}"), numeric=True, write=writer.count) for n in names]
    frame = pd.DataFrame(rows, columns=["kind", *names])
    return table(frame, heads, words.say("quality.caption"))


def inputs_table(inputs: pd.DataFrame, writer: Writer) -> Fragment:
    """A row a file of figures that was read, with its checksum."""
    words = writer.words
    heads = [
        Head("file", words.say("input.file"), width=2),
        Head("rows", words.say("input.rows"), numeric=True, write=writer.count),
        Head(
            "checksum",
            words.say("input.checksum"),
            write=lambda text: f"<code>{text[:CHECKSUM_LETTERS]}</code>",
        ),
    ]
    return table(inputs, heads, words.say("input.caption"))


DOUBTFUL_STATUSES = (str(FigureStatus.PRELIMINARY), str(FigureStatus.CONFLICT))
HELD_STATES = (str(State.FLAGGED), str(State.IMPRECISE), str(State.SUPPRESSED))
