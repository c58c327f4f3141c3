"""An edition: the released results of a study for one place, in one language, with what people wrote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from wps_eval.codes import EvaluationKind
from wps_eval.evaluation.load import read_judgement
from wps_eval.plan.body_names import BodyNames
from wps_eval.report.bindable import bindable_results
from wps_eval.report.cards import Cards
from wps_eval.report.numbers import Writer
from wps_eval.report.own import rows_at_place, rows_of_domain
from wps_eval.results.history import (
    ChoiceChanged,
    MadeFrom,
    changed_choices,
    read_declared,
    read_made_from,
)
from wps_eval.results.store import holds_tables
from wps_eval.sources.round_facts import load_round
from wps_eval.sources.wordings import Wordings, read_wordings
from wps_eval.study.texts import read_texts, translations_in
from wps_eval.values import Domain
from wps_eval.words.catalogue import Words
from wps_eval.words.glossary import Term, Terms, own_glossary, read_terms
from wps_eval.workspace.opened import Workspace, open_workspace
from wps_eval.workspace.partner_studies import partner_studies_of

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from wps_eval.evaluation.binding import Results
    from wps_eval.evaluation.models import Judgement
    from wps_eval.paths import Root
    from wps_eval.plan import Plan
    from wps_eval.sources.indicator_sheets import IndicatorSheet
    from wps_eval.sources.partner_studies import PartnerStudies
    from wps_eval.study import Study


@dataclass(frozen=True)
class Edition:
    """One study as its readers get it.

    Attributes:
        workspace: The study and its plan.
        place: The place reported on; empty while measuring.
        words: The language that the reader is spoken to in.
    """

    workspace: Workspace
    place: str
    words: Words

    @property
    def root(self) -> Root:
        """Give the workbench's folders."""
        return self.workspace.root

    @property
    def study(self) -> Study:
        """Give the study's choices."""
        return self.workspace.study

    @property
    def plan(self) -> Plan:
        """Give the plan."""
        return self.workspace.plan

    @property
    def domain(self) -> Domain:
        """Give of whom headline, tally and matrix speak: everybody in the report's place."""
        return Domain(self.place or self.workspace.national)

    @property
    def writer(self) -> Writer:
        """Writes numbers in the run's language."""
        mark = self.say("seal.demonstration") if self.study.demonstration else ""
        return Writer(self.words, self.study.numerals, mark)

    @property
    def at_end(self) -> bool:
        """Whether the end target is due."""
        return self.study.kind is EvaluationKind.FINAL

    @cached_property
    def judgement(self) -> Judgement:
        """What the study's evaluators entered; the check has told the faults of single rows."""
        folder = self.root.judgement(self.study.name)
        return read_judgement(folder, [], BodyNames.of(self.plan), self.partner_studies.studies)

    @cached_property
    def partner_studies(self) -> PartnerStudies:
        """The studies of universities and research centres; the check has told their faults."""
        return partner_studies_of(self.root, self.study, self.plan)

    @cached_property
    def earlier(self) -> Edition | None:
        """The edition that this one follows, or nothing where none is named or none was run here."""
        name = self.study.earlier
        if not name or not any(self.root.released(name).glob("*.parquet")):
            return None
        return load_edition(name, self.place, self.words.language, self.root.folder)

    @property
    def made_from(self) -> MadeFrom | None:
        """The code and the files behind this edition, as its last run wrote them down."""
        return read_made_from(self.root.outputs(self.study.name))

    @property
    def glossary(self) -> tuple[Term, ...]:
        """The field's words in every language, as the study words them."""
        return own_glossary(_own_terms(self.root, self.study.name))

    @property
    def choices_changed(self) -> tuple[ChoiceChanged, ...]:
        """What was chosen anew after the data were first read."""
        return changed_choices(read_declared(self.root.outputs(self.study.name)))

    @cached_property
    def wordings(self) -> Wordings:
        """What questions, answers and scales are called in the run's language."""
        rounds = (load_round(self.workspace.folders.surveys / code) for code in self.study.rounds)
        forms = [each.instrument for each in rounds]
        read = read_wordings(self.root.data("instruments"), forms, self.words.language)
        return read.with_groups(self.plan.groups, self.words.language)

    @property
    def place_names(self) -> dict[str, str]:
        """What the plan's places are called in the run's language."""
        return {place.code: place.in_language(self.words.language) for place in self.plan.places}

    @cached_property
    def cards(self) -> Cards:
        """What stands behind the numbers of a report."""
        released = self.released
        return Cards(released["estimates"], released["rounds"], self.wordings, self.writer)

    @property
    def sheets(self) -> tuple[IndicatorSheet, ...]:
        """The reference sheets of the context figures; they hold words, no data."""
        return self.workspace.sheets

    @cached_property
    def has_run(self) -> bool:
        """Whether a run of this version has released tables of the study."""
        return holds_tables(self.root.released(self.study.name))

    @property
    def released(self) -> dict[str, pd.DataFrame]:
        """The tables that disclosure let out; of one that an earlier version did not make there are no rows."""
        return self.workspace.released

    @cached_property
    def bindable(self) -> Results:
        """What authors may bind to, cite and quote."""
        return bindable_results(self)

    def own_rows(self, name: str) -> pd.DataFrame:
        """Give the rows of a released table that speak of the report's place and of everybody there."""
        table = self.released[name]
        if "group" in table:
            return rows_of_domain(table, self.domain)
        return rows_at_place(table, self.domain.place)

    def say(self, code: str, **values: object) -> str:
        """Say a sentence in the run's language."""
        return self.words.say(code, **values)


def edition_in_language(edition: Edition, language: str) -> Edition:
    """Give the same edition in another language, with the study's own wordings of it."""
    return replace(edition, words=words_of(edition.workspace, language))


def load_edition(
    study: str, place: str = "", language: str = "", start: Path | None = None
) -> Edition:
    """Open a study for its readers; shows nothing.

    Args:
        study: The name of a file in ``params/``, without its ending.
        place: The place to report on.
        language: The language to report in; the study's first if empty.
        start: Where to look for the workbench from.

    Raises:
        InputFaults: With every fault of the params file or the plan folder.
    """
    workspace = open_workspace(study, start)
    return Edition(workspace, place, words_of(workspace, language))


def words_of(workspace: Workspace, language: str = "") -> Words:
    """Open a language with the study's own wordings and the translations of typed texts.

    Args:
        workspace: The study.
        language: The language; the study's first if empty.
    """
    study, root = workspace.study, workspace.root
    chosen = language or study.languages[0]
    names = [study.name, study.earlier] if study.earlier else [study.name]
    editions = [read_texts(root.judgement(name), []) for name in names]
    own_terms = _own_terms(root, study.name).get(chosen, {})
    return Words(chosen, own_terms, translations_in(chosen, editions))


def _own_terms(root: Root, study: str) -> Terms:
    """Read the study's own wordings; the check has told the faults of single rows."""
    return read_terms(root.judgement(study) / "terms.csv", [])
