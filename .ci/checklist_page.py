"""Write docs/checklist.md from docs/checklist.csv: what is checked, judged, or has no room."""

import sys
from collections.abc import Iterator
from typing import NamedTuple

from checklist import TABLE, Item, read_items

from wps_eval.words.catalogue import Words, messages

OPENING = """# The checklist of a report

What a mid-term or final report must hold, and the place where each item is met: the chapter or
annex to read, and the file, setting or command that it comes from.

- Tables such as `findings.csv` lie in `params/<study>/`, texts such as `summary.md` in
  `params/<study>/<language>/`, settings such as `cover.dated` in `params/<study>.yml`
  ([guide-evaluator.md](guide-evaluator.md), [guide-author.md](guide-author.md)).
- **Checked by the machine**: `.ci/check_reports.py STUDY` opens the HTML of every language and
  looks for heading, table, figure or sentence by the catalogue's words in that language. A table
  must have rows, a figure an alternative text, a chapter more than its heading. Every heading must
  also be in the PDF and in the Word file. It tells all that is missing. It sees that a thing is
  there, and not whether it is good.
- **Judged by a person**: nobody else can. Whoever signs the report goes through these.
- **No room in the software**: asked for, and not made. What to do about it stands beside it.
- An item stands under every head that asks for it. One that only the list of chapters asks for
  stands under the head that it fits best.
- On real data a report may lack an item where it says so in a sentence of its own ("may say"
  below), never in silence. A demonstration must hold everything.

**Where the heads come from.** The eight UNEG heads are those of the quality checklist for
evaluation reports (UNEG/G(2010)/2). The heads, and what stands there on the structure of a report
(head 1), were read. What stands here under heads 2 to 8, the criteria of UN-SWAP, the principles
of the ethical guidelines and the chapters of a mid-term review (after the UNDP-GEF guidance of
2014) are professional knowledge. All of it is worded by this project: hold it against the
documents before quoting it. The chapters of a final evaluation follow UNDP's evaluation guidelines,
UNEG, and a published final review of another country's plan.

This page is made from [checklist.csv](checklist.csv) by `make docs`; a test compares the two.
"""


class Group(NamedTuple):
    """A checklist: its title, what to know of it, and what its heads are about."""

    title: str
    remark: str
    heads: dict[str, str]


SCORED = "People score three criteria; the machine finds only that there is something to score."
CONDUCT = "Four principles. What software can hold, it holds; most of it is conduct."
LISTED = "Each item by its name in the tables above."
CHECKLISTS = (
    Group("UNEG: quality of evaluation reports", "", {
        "UNEG 1": "Structure of the report",
        "UNEG 2": "Object of the evaluation",
        "UNEG 3": "Purpose, objectives and scope",
        "UNEG 4": "Methodology",
        "UNEG 5": "Findings",
        "UNEG 6": "Conclusions",
        "UNEG 7": "Recommendations",
        "UNEG 8": "Gender equality and human rights",
    }),
    Group("UN-SWAP: the evaluation performance indicator", SCORED, {
        "UN-SWAP 1": "Gender equality is part of scope, criteria and questions",
        "UN-SWAP 2": "Methods, tools and analysis are gender-responsive",
        "UN-SWAP 3": "Findings, conclusions and recommendations reflect a gender analysis",
    }),
    Group("UNEG: ethical guidelines (2020)", CONDUCT, {
        "Ethics: integrity": "Honest, independent, without hidden interests",
        "Ethics: accountability": "Answerable for what is found and for what becomes of it",
        "Ethics: respect": "Fair to those who take part, and open to them",
        "Ethics: beneficence": "More good than harm",
    }),
)  # fmt: skip
CHAPTERS = (
    Group("Chapters of a mid-term review", LISTED, {
        "Mid-term 1": "Executive summary",
        "Mid-term 2": "Introduction",
        "Mid-term 3": "The plan and its context",
        "Mid-term 4": "Findings: strategy, progress, implementation, sustainability",
        "Mid-term 5": "Conclusions and recommendations",
        "Mid-term 6": "Annexes",
    }),
    Group("Chapters of a final evaluation", LISTED, {
        "Final 1": "Title and opening pages",
        "Final 2": "Information table",
        "Final 3": "Contents",
        "Final 4": "Acronyms",
        "Final 5": "Executive summary",
        "Final 6": "Introduction",
        "Final 7": "The plan and its context",
        "Final 8": "Scope, objectives, criteria, questions",
        "Final 9": "Approach and methods",
        "Final 10": "Findings",
        "Final 11": "Conclusions",
        "Final 12": "Lessons learned",
        "Final 13": "Recommendations",
        "Final 14": "Annexes",
    }),
)  # fmt: skip
WHO = {
    "machine": "Checked by the machine",
    "person": "Judged by a person",
    "nobody": "No room in the software",
}
REPORTS: dict[tuple[str, ...], str] = {("midterm",): "mid-term", ("final",): "final"}


def page(items: tuple[Item, ...]) -> str:
    """Give the text of docs/checklist.md."""
    checklists = (line for group in CHECKLISTS for line in _checklist(group, items))
    chapters = (line for group in CHAPTERS for line in _chapters(group, items))
    return "\n".join([OPENING, *_in_short(items), *checklists, *chapters, *_gaps(items)])


def _in_short(items: tuple[Item, ...]) -> Iterator[str]:
    counts = {who: sum(item.checked_by == who for item in items) for who in WHO}
    yield "## In short\n"
    yield "; ".join(f"{label}: {counts[who]}" for who, label in WHO.items()) + ".\n"
    yield "What has no room in the software today:\n"
    yield "| item | reports | until there is |"
    yield "| --- | --- | --- |"
    for item in items:
        if item.checked_by == "nobody":
            yield f"| {item.what} | {_reports(item)} | {item.place} |"
    yield ""


def _checklist(group: Group, items: tuple[Item, ...]) -> Iterator[str]:
    yield f"## {group.title}\n"
    yield from [f"{group.remark}\n"] if group.remark else []
    for head, about in group.heads.items():
        yield f"### {head}. {about}\n"
        for who, label in WHO.items():
            mine = [i for i in items if head in i.heads and i.checked_by == who]
            yield from _table(label, mine) if mine else []


def _table(label: str, items: list[Item]) -> Iterator[str]:
    yield f"**{label}**\n"
    yield "| name | what must be there | reports | where to read | comes from |"
    yield "| --- | --- | --- | --- | --- |"
    for item in items:
        cells = (f"`{item.code}`", item.what, _reports(item), _where(item), item.place)
        yield f"| {' | '.join(cells)} |"
    yield ""


def _chapters(group: Group, items: tuple[Item, ...]) -> Iterator[str]:
    yield f"## {group.title}\n"
    yield f"{group.remark}\n"
    yield "| chapter | " + " | ".join(label.lower() for label in WHO.values()) + " |"
    yield "| --- " * 4 + "|"
    for head, about in group.heads.items():
        mine = [item for item in items if head in item.heads]
        cells = (", ".join(f"`{i.code}`" for i in mine if i.checked_by == who) for who in WHO)
        yield f"| {head.split()[-1]} {about} | {' | '.join(cell or '–' for cell in cells)} |"
    yield ""


def _reports(item: Item) -> str:
    return REPORTS.get(item.kinds, "both")


def _where(item: Item) -> str:
    if "." not in item.chapter:
        return item.chapter or "–"
    annex = "annex " if item.chapter.startswith("annex.") else ""
    codes = ", ".join(f"`{code}`" for code in (*item.gap, *item.nothing))
    return annex + Words("en").say(item.chapter) + (f"; may say {codes}" if codes else "")


def _gaps(items: tuple[Item, ...]) -> Iterator[str]:
    yield "## What a report may say instead\n"
    yield "| sentence | in English | in a demonstration |"
    yield "| --- | --- | --- |"
    codes = {code: "no" for item in items for code in item.gap}
    codes |= {code: "yes" for item in items for code in item.nothing}
    for code, allowed in sorted(codes.items()):
        yield f"| `{code}` | {messages('en')[code]} | {allowed} |"
    yield ""


if __name__ == "__main__":
    TABLE.with_suffix(".md").write_text(page(read_items()), encoding="utf-8")
    sys.stdout.write("docs/checklist.md\n")
