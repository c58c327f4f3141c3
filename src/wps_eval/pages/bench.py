"""The bench that a notebook opens: its study, plan, words and tables, and the way to show things."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from IPython.display import display

from wps_eval.codes import Evaluation
from wps_eval.disclosure.release import release
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.errors import NotReleased, StudyFaults
from wps_eval.evaluation.load import read_judgement
from wps_eval.indicators.gather import Gathered, gather
from wps_eval.indicators.implementation import answering
from wps_eval.indicators.rounds import Rounds, read_rounds
from wps_eval.pages.cover import cover_facts, emblem, plan_title
from wps_eval.paths import Root, find_root
from wps_eval.plan import Plan, load_plan
from wps_eval.report.cards import Behind
from wps_eval.report.numbers import Writer
from wps_eval.results.history import (
    ChoiceChanged,
    MadeFrom,
    changed_choices,
    read_declared,
    read_made_from,
)
from wps_eval.results.store import frame, read_tables, write_table
from wps_eval.sources.intake import Folders
from wps_eval.sources.returns import Returns, read_returns
from wps_eval.sources.sheets import IndicatorSheet, read_indicator_sheets
from wps_eval.sources.wordings import Wordings, read_wordings
from wps_eval.study import Study, load_study
from wps_eval.study.load import check_against_plan
from wps_eval.study.texts import read_texts, told_in
from wps_eval.words.catalogue import Words, languages
from wps_eval.words.glossary import Term, Terms, own_glossary, read_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from wps_eval.evaluation.models import Judgement

SEAL = "application/vnd.wps-eval+json"
RUNNER = "WPS_EVAL_RUNNER"  # set by our runner in its kernels; says where to save, never a number


@dataclass(frozen=True)
class Bench:
    """One study opened for one notebook.

    Attributes:
        place: The place reported on; empty while measuring.
        words: The language that the reader is spoken to in.
    """

    root: Root
    study: Study
    plan: Plan
    place: str
    words: Words

    @property
    def writer(self) -> Writer:
        """Writes numbers in the run's language."""
        mark = self.say("seal.demonstration") if self.study.demonstration else ""
        return Writer(self.words, self.study.numerals, mark)

    @property
    def at_end(self) -> bool:
        """Whether the end target is due."""
        return self.study.kind is Evaluation.FINAL

    @cached_property
    def gathered(self) -> Gathered:
        """Indicators, figures, chosen pairs and faults; read once, and never for a report.

        Raises:
            NotReleased: If the bench was opened for a report.
        """
        if self.place:
            raise NotReleased(
                f"{self.study.name}: a report asked for measured figures; expected released tables only. Call bench.released instead."
            )
        return gather(self.study, self.plan, self.root.data(self.study.figures), self.rounds)

    @cached_property
    def rounds(self) -> Rounds:
        """The study's survey rounds, read and estimated once, and never for a report.

        Raises:
            NotReleased: If the bench was opened for a report.
            SurveyFaults: With every fault in any of them.
        """
        if self.place:
            raise NotReleased(
                f"{self.study.name}: a report asked for survey rounds; expected released tables only. Call bench.released instead."
            )
        return read_rounds(self.study, self.plan, survey_folders(self.root, self.study))

    @cached_property
    def returns(self) -> Returns:
        """What bodies sent in on their activities and money; a report reads the released tables."""
        bodies = {body.code for body in self.plan.bodies}
        return read_returns(self.root.data(self.study.returns), answering(self.plan), bodies)

    @cached_property
    def judgement(self) -> Judgement:
        """What the study's evaluators entered; the check has told the faults of single rows."""
        return read_judgement(self.root.judgement(self.study.name), [])

    @cached_property
    def earlier(self) -> Bench | None:
        """The edition that this one follows, or nothing where none is named or none was run here."""
        name = self.study.earlier
        if not name or not any(self.root.released(name).glob("*.parquet")):
            return None
        return load_bench(name, self.place, self.words.language, self.root.folder)

    @property
    def made_from(self) -> MadeFrom | None:
        """The code and the files behind this edition, as its last run wrote them down."""
        return read_made_from(self.root.outputs(self.study.name))

    @property
    def glossary(self) -> tuple[Term, ...]:
        """The field's words in every language, as the study words them."""
        return own_glossary(_terms(self.root, self.study.name))

    def speaking(self, language: str) -> Bench:
        """Give the same bench in another language, with the study's own wordings of it."""
        return replace(self, words=_words(self.root, self.study, language))

    @property
    def choices_changed(self) -> tuple[ChoiceChanged, ...]:
        """What was chosen anew after the data were first read."""
        return changed_choices(read_declared(self.root.outputs(self.study.name)))

    @cached_property
    def wordings(self) -> Wordings:
        """What questions, answers and scales are called in the run's language."""
        return read_wordings(self.root.data("instruments"), self.words.language)

    @property
    def place_names(self) -> dict[str, str]:
        """What the plan's places are called in the run's language."""
        return {place.code: place.in_language(self.words.language) for place in self.plan.places}

    @cached_property
    def behind(self) -> Behind:
        """What stands behind the numbers of a report."""
        told = self.released
        return Behind(told["estimates"], told["rounds"], self.wordings, self.writer)

    @cached_property
    def sheets(self) -> tuple[IndicatorSheet, ...]:
        """The reference sheets of the context figures; they hold words, no data."""
        return read_indicator_sheets(self.root.data(self.study.figures), [])

    @property
    def ran(self) -> bool:
        """Whether a run has released tables of the study."""
        return any(self.root.released(self.study.name).glob("*.parquet"))

    @cached_property
    def released(self) -> dict[str, pd.DataFrame]:
        """The tables that disclosure let out."""
        return read_tables(self.root.released(self.study.name))

    def save(self, name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
        """Write a measured table and give it back; what is displayed of it is disclosed first."""
        runs = bool(os.environ.get(RUNNER))
        folder = self.root.measured(self.study.name) if runs else self.root.scratch(self.study.name)
        table = frame(name, rows)
        write_table(table, name, folder)
        return table

    def disclosed(self, measured: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """Apply the study's disclosure policy to measured tables."""
        return disclose(self.study, self.gathered, measured)

    def show(self, *fragments: str) -> None:
        """Display HTML fragments; they are all that an export takes."""
        html = "\n".join(fragments)
        display({"text/html": html, "text/plain": "(table or figure)"}, raw=True)

    def say(self, code: str, **values: object) -> str:
        """Say a sentence in the run's language."""
        return self.words.say(code, **values)


def survey_folders(root: Root, study: Study) -> Folders:
    """Say where the parts of a study's survey rounds lie."""
    return Folders(root.data(study.surveys), root.data(study.private), root.data("instruments"))


def disclose(
    study: Study, gathered: Gathered, measured: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Apply a study's disclosure policy to measured tables: the one place where it is done."""
    policy = study.disclosure
    limits = SmallCounts(
        smallest=policy.smallest_count,
        smallest_sensitive=policy.smallest_count_sensitive,
        smallest_base=policy.smallest_base,
        flagged_base=policy.flagged_base,
    )
    people, cases = gathered.person_counts(), gathered.sensitive()
    return release(measured, limits, person_counts=people, sensitive=cases)


def load_bench(study: str, place: str = "", language: str = "", start: Path | None = None) -> Bench:
    """Read a study and its plan and check the one against the other; shows nothing.

    Raises:
        InputFaults: With every fault of the params file or the plan folder.
    """
    root = find_root(start)
    chosen = load_study(root.study(study))
    plan = load_plan(root.data(chosen.plan))
    faults = check_against_plan(chosen, plan, languages())
    if faults:
        raise StudyFaults(sorted(faults), f"params/{study}.yml")
    spoken = language or chosen.languages[0]
    return Bench(root, chosen, plan, place, _words(root, chosen, spoken))


def _words(root: Root, study: Study, language: str) -> Words:
    """Open a language with the study's own wordings and what was told of typed texts."""
    names = [study.name, study.earlier] if study.earlier else [study.name]
    editions = [read_texts(root.judgement(name), []) for name in names]
    own = _terms(root, study.name).get(language, {})
    return Words(language, own, told_in(language, editions))


def _terms(root: Root, study: str) -> Terms:
    """Read the study's own wordings; the check has told the faults of single rows."""
    return read_terms(root.judgement(study) / "terms.csv", [])


def open_bench(study: str, place: str = "", language: str = "", *, brief: bool = False) -> Bench:
    """Open the bench in a notebook.

    Leaves one hidden output that says what the notebook is made from; exporters refuse a notebook
    without it.

    Args:
        study: The name of a file in ``params/``, without its ending.
        place: The place to report on; empty while measuring.
        language: The language to report in; the study's first if empty.
        brief: Whether the notebook is a summary: a title instead of a cover, no list of contents.

    Raises:
        InputFaults: With every fault of the params file or the plan folder.
    """
    bench = load_bench(study, place, language)
    display({SEAL: _seal(bench, brief=brief), "text/plain": ""}, raw=True)
    return bench


def _seal(bench: Bench, *, brief: bool) -> dict[str, object]:
    say = bench.words.say
    place = next((p for p in bench.plan.places if p.code == bench.place), None)
    return {
        "edition": bench.study.name,
        "study": bench.study.name,
        "title": say(f"brief.{bench.study.kind}" if brief else f"title.{bench.study.kind}"),
        "shape": "brief" if brief else "report",
        "subtitle": plan_title(bench),
        "place": place.in_language(bench.words.language) if place else "",
        "language": bench.words.language,
        "direction": bench.words.direction,
        "released": bool(bench.place),
        "demonstration": bench.study.demonstration,
        "state": bench.study.state,
        "numerals": bench.study.numerals,
        "facts": cover_facts(bench),
        "emblem": emblem(bench),
        "emblem_alt": say("cover.emblem"),
        "words": {
            "contents": say("seal.contents"),
            "figures": say("seal.figures"),
            "tables": say("seal.tables"),
            "figure": say("seal.figure", n="{n}"),
            "table": say("seal.table", n="{n}"),
            "search": say("seal.search"),
            "shown": say("seal.shown", shown="{shown}", all="{all}"),
            "sort": say("seal.sort"),
            "page": say("seal.page", page="{page}", pages="{pages}"),
            "demonstration": say("seal.demonstration"),
            "draft": say(f"edition.{bench.study.state}"),
        },
    }
