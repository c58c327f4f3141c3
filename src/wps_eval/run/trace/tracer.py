"""Follow released numbers back: verdict, values, figures or survey rounds, choices, notebooks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from wps_eval.codes import Rule, State
from wps_eval.errors import InputFaults, Where
from wps_eval.indicators.commitment_targets import commitment_targets
from wps_eval.indicators.value_rows import VALUE
from wps_eval.results.columns import SCALES, STUDY_ESTIMATES, SURVEYS, indicators_of
from wps_eval.results.keys import ENDS, ValueKey, end_key, value_key
from wps_eval.results.rows import each, known
from wps_eval.run.pipeline import read_pipeline
from wps_eval.run.trace.chain import Asked, Chain, Choices, Goal, Value
from wps_eval.sources.instrument import read_instrument
from wps_eval.sources.partner_studies import MEMORANDA
from wps_eval.values.places_in_files import read_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from wps_eval.plan.models import Target
    from wps_eval.report.edition import Edition
    from wps_eval.sources.instrument import Instrument

DESIGN_FACTS = ("kind", "stratum", "psu", "weight")
FULL_COUNT = "full_count"  #: a test that rests on no sample
#: the choices under ``scales`` that count for the scales of a table
CHOICES_OF_SCALES = {
    "knowledge": ("valid_prop", "pass_pct"),
    "attitudes": ("valid_prop",),
    "satisfaction": ("valid_prop", "top", "bottom"),
    "training": ("valid_prop", "pass_pct"),
}


@dataclass(frozen=True)
class Tracer:
    """Follows the released numbers of one edition.

    Attributes:
        edition: The edition.
    """

    edition: Edition

    def chain(self, verdict: Any) -> Chain:
        """Give what stands behind a verdict.

        Args:
            verdict: Its row of the released table.

        Returns:
            The chain. A hidden verdict has neither numbers nor a source; what it rests on is named by its keys,
            which were released.
        """
        ends = tuple(
            (end, self._end_value(verdict, end, key))
            for end in ENDS
            if (key := end_key(verdict, end)) is not None
        )
        return Chain(
            indicator=str(verdict.indicator),
            title=str(verdict.title),
            place=str(verdict.place),
            group=str(verdict.group),
            unit=str(verdict.unit),
            change=str(verdict.change),
            status=str(verdict.status),
            reason=str(verdict.reason),
            hidden=str(verdict.state) == State.SUPPRESSED,
            test=str(verdict.test),
            ends=ends,
            goal=self._goal(verdict),
            choices=self._choices(verdict),
            notebook=self.notebook_of("verdicts"),
        )

    def chains(self, verdicts: pd.DataFrame) -> Iterator[Chain]:
        """Give the chains of those released verdicts that have a value at either end, or were hidden."""
        for row in each(verdicts):
            if row.baseline_date or row.current_date or str(row.state) == State.SUPPRESSED:
                yield self.chain(row)

    def value(self, row: Any, table: str) -> Value:
        """Give what stands behind a released estimate.

        Args:
            row: Its row.
            table: The table that holds it: of the plan's indicators, of scales, or of studies of universities.
        """
        if table == STUDY_ESTIMATES:
            return self._handed_in(row)
        key = value_key(row)
        if str(row.state) == State.SUPPRESSED:
            return Value(key, None, str(row.unit), hidden=True, asked=self.asked(key))
        asked = self.asked(key)
        number = float(row.estimate) if known(row.estimate) else None
        figure = self._figure_rows.get(key) if asked is None else None
        return Value(
            key=key,
            number=number,
            unit=str(row.unit),
            sum_of=str(row.sum_of),
            figures=self._places(figure),
            source=str(row.source),
            document=str(row.document),
            body=str(row.body),
            asked=asked,
            notebook=asked.notebook if asked else self.notebook_of("figures"),
        )

    def _handed_in(self, row: Any) -> Value:
        """Give what stands behind a number that a study of a university handed in."""
        hidden = str(row.state) == State.SUPPRESSED
        return Value(
            key=value_key(row),
            number=float(row.estimate) if known(row.estimate) and not hidden else None,
            unit=str(row.unit),
            hidden=hidden,
            source="" if hidden else str(row.source),
            notebook=self.notebook_of(STUDY_ESTIMATES),
            study=str(row.round),
            statistic=str(row.statistic),
        )

    def asked(self, key: ValueKey) -> Asked | None:
        """Give what a survey round asked for a value; None where it comes from none.

        Args:
            key: The key of the value; of it indicator and round count.
        """
        if not key.round:
            return None
        facts = self._design_facts.get(key.round, {})
        form, table = self._forms.get(key.round), self._survey_table(key)
        questions = [
            q
            for q in (form.questions if form else ())
            if key.indicator in (*q.indicators, q.construct)
        ]
        survey = table.removesuffix(indicators_of("")) if table else ""
        return Asked(
            round=key.round,
            title=facts.get("title", ""),
            form=form.name if form else "",
            scales=tuple(dict.fromkeys(q.construct for q in questions if q.construct)),
            questions=tuple(q.name for q in questions),
            design=tuple((name, facts[name]) for name in DESIGN_FACTS if facts.get(name)),
            checksum=facts.get("checksum", ""),
            choices=tuple(self._scale_choices(survey)),
            notebook=self.notebook_of(table),
        )

    def notebook_of(self, table: str) -> str:
        """Name the notebook that writes a table; empty where none does."""
        return next((e.name for e in self._pipeline if table in e.writes), "")

    def needs_of(self, table: str) -> tuple[str, ...]:
        """Name what the notebook that writes a table needs: other tables, and kinds of files."""
        return next((e.needs for e in self._pipeline if table in e.writes), ())

    def keyed_checksum(self, file: str) -> str:
        """Give the keyed checksum of a file of figures; empty where none was released."""
        return self._checksums.get(file.rpartition("/")[2], "")

    def _end_value(self, verdict: Any, end: str, key: ValueKey) -> Value:
        """Give the value at one end of a verdict; one that nobody returned has its number alone."""
        row = self._value_rows.get(key)
        if row is not None:
            return self.value(row, "estimates")
        number = getattr(verdict, end)
        return Value(key, float(number) if known(number) else None, str(verdict.unit))

    def _places(self, figure: Any) -> tuple[Where, ...]:
        """Give the rows of files behind a figure, the files by their path in the workbench."""
        if figure is None:
            return ()
        study = self.edition.study
        own = Where(str(figure.file), str(figure.sheet), int(figure.row))
        return tuple(
            replace(
                place,
                file=f"data/{study.studies if place.file == MEMORANDA else study.figures}/{place.file}",
            )
            for place in read_places(str(figure.made_of)) or (own,)
        )

    def _survey_table(self, key: ValueKey) -> str:
        """Name the table in which a survey notebook wrote a value."""
        for survey in SURVEYS:
            name = indicators_of(survey)
            if (key.indicator, key.round) in self._rounds_by_table.get(name, ()):
                return name
        return next(
            (n for n in SCALES if (key.indicator, key.round) in self._rounds_by_table[n]), ""
        )

    def _scale_choices(self, survey: str) -> Iterator[tuple[str, str]]:
        """Give what the study chose for the scales of a survey table."""
        for name in CHOICES_OF_SCALES.get(survey, ()):
            yield f"scales.{name}", _told(getattr(self.edition.study.scales, name))

    def _goal(self, verdict: Any) -> Goal | None:
        """Give the target that a verdict was held against."""
        if not known(verdict.target_value) or not verdict.target_date:
            return None
        plan, study = self.edition.plan, self.edition.study
        tables = {
            "targets.csv": plan.targets,
            "commitments.csv": commitment_targets(plan, study.current.end),
        }
        for file, targets in tables.items():
            found = [target for target in targets if _is_goal(target, verdict)]
            if found:
                return Goal(
                    number=float(verdict.target_value),
                    date=str(verdict.target_date),
                    codes=tuple(target.code for target in found),
                    file=f"data/{study.plan}/{file}",
                    source="; ".join(dict.fromkeys(t.source for t in found if t.source)),
                )
        return Goal(float(verdict.target_value), str(verdict.target_date))

    def _choices(self, verdict: Any) -> Choices:
        """Give what the study chose that mattered for a verdict."""
        study = self.edition.study
        chosen = [
            ("baseline.months_before_start", _told(study.baseline.months_before_start)),
            ("current", f"{study.current.start} – {study.current.end}"),
            ("rating.rule", str(verdict.rule)),
        ]
        if verdict.rule == Rule.DEFAULT:
            cuts = ("on_track", "acceleration", "substantial")
            chosen += [(f"rating.{name}", _told(getattr(study.rating, name))) for name in cuts]
        chosen.append(("smallest_meaningful_change", _told(study.smallest_meaningful_change)))
        if verdict.test and verdict.test != FULL_COUNT:
            chosen += [
                ("confidence_level", _told(study.confidence_level)),
                ("power", _told(study.power)),
                ("correction", study.correction),
                ("primary", _told(self._is_primary(str(verdict.indicator)))),
            ]
        chosen += [
            (f"comparisons.{pair.baseline}.{pair.current}", pair.test)
            for pair in study.comparisons
            if (pair.baseline, pair.current) == (verdict.baseline_round, verdict.current_round)
        ]
        chosen += [
            (f"disclosure.{name}", _told(limit))
            for name, limit in study.disclosure.model_dump().items()
        ]
        return tuple(chosen)

    def _is_primary(self, indicator: str) -> bool:
        """Whether the study declared that the change of an indicator is tested."""
        plan = self.edition.plan
        return indicator in {plan.indicator_code(code) for code in self.edition.study.primary}

    @cached_property
    def _pipeline(self) -> tuple[Any, ...]:
        return read_pipeline(self.edition.root)

    @cached_property
    def _value_rows(self) -> dict[ValueKey, Any]:
        """The released values of indicators by their keys."""
        rows = self.edition.released["estimates"]
        return {value_key(row): row for row in each(rows[rows["statistic"] == VALUE])}

    @cached_property
    def _figure_rows(self) -> dict[ValueKey, Any]:
        """The rows of figures as they were measured: where each stood. Asked for shown values alone."""
        workspace = self.edition.workspace
        if not workspace.holds("figures"):
            return {}
        return {value_key(row): row for row in each(workspace.table("figures"))}

    @cached_property
    def _rounds_by_table(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """Which indicators or scales of which rounds a survey notebook wrote, by table."""
        workspace, names = self.edition.workspace, [indicators_of(survey) for survey in SURVEYS]
        measured = {n: workspace.table(n) for n in names if workspace.holds(n)}
        scales = {name: self.edition.released[name] for name in SCALES}
        return {name: _keys_of(table) for name, table in (measured | scales).items()}

    @cached_property
    def _design_facts(self) -> dict[str, dict[str, str]]:
        """The released facts of each round's design."""
        rounds = self.edition.released["rounds"]
        facts: dict[str, dict[str, str]] = {}
        for row in each(rounds[rounds["part"] == "design"]):
            facts.setdefault(str(row.round), {})[str(row.item)] = str(row.value)
        return facts

    @cached_property
    def _checksums(self) -> dict[str, str]:
        """The keyed checksums of files of figures, by name."""
        return {str(row.file): str(row.checksum) for row in each(self.edition.released["inputs"])}

    @cached_property
    def _forms(self) -> dict[str, Instrument | None]:
        """The questionnaire of each round; None where it is no longer there."""
        names = {code: facts.get("instrument", "") for code, facts in self._design_facts.items()}
        forms = {name: self._read_form(name) for name in set(names.values())}
        return {code: forms[name] for code, name in names.items()}

    def _read_form(self, told: str) -> Instrument | None:
        """Read the questionnaire that a round tells as ``population 1``: its name and its version."""
        name, _, _ = told.partition(" ")
        try:
            return read_instrument(self.edition.root.data("instruments") / name) if name else None
        except InputFaults:
            return None


def _is_goal(target: Target, verdict: Any) -> bool:
    """Whether a target is the one that a verdict tells: same indicator, value and day."""
    told = (target.indicator, target.value, str(target.date))
    return told == (verdict.indicator, verdict.target_value, verdict.target_date)


def _keys_of(table: pd.DataFrame) -> frozenset[tuple[str, str]]:
    """Give the indicators of a table, each with its round."""
    return frozenset(zip(table["indicator"].map(str), table["round"].map(str), strict=True))


def _told(value: object) -> str:
    """Write a choice as the params file has it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
