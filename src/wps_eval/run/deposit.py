"""``wps-eval study deposit``: a study packed for an archive, so that it can be cited and rebuilt."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from wps_eval import __version__
from wps_eval.codes import State
from wps_eval.errors import Fault, InputFaults, SurveyFaults, Where
from wps_eval.files.permissions import OWNER_ONLY
from wps_eval.files.safe_file import file_is_there
from wps_eval.files.whole_file import write_whole
from wps_eval.indicators.partner_study_rows import outcome_key
from wps_eval.publish.archive import packed
from wps_eval.publish.citation_file import citation_cff
from wps_eval.publish.ddi_codebook import DescribedFile, ddi_codebook
from wps_eval.results.columns import STUDY_ESTIMATES
from wps_eval.results.rows import each
from wps_eval.results.store import read_table
from wps_eval.run.deposit_data import Access, DepositedData, deposited_data
from wps_eval.run.rebuild import (
    ACCOUNT,
    CHECKSUMS,
    DATA,
    NOTEBOOK,
    REBUILT,
    RELEASED,
    STUDY_FILES,
    Account,
    checksums,
    csv_text,
    rebuilt_study,
)  # fmt: skip
from wps_eval.run.study_notebook import cleared, parameters, read_study_notebook
from wps_eval.sources.declared_outcomes import DECLARED, PROTOCOL, declared_protocol
from wps_eval.sources.partner_studies import OUTCOMES, STUDY, estimate_key, read_partner_study
from wps_eval.words.catalogue import Words
from wps_eval.workspace.partner_study import private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from importlib.resources.abc import Traversable
    from pathlib import Path

    import pandas as pd

    from wps_eval.sources.partner_studies import EnteredStudy
    from wps_eval.workspace.opened import Workspace

TEMPLATE = "deposit_template"
#: what is needed beside the package to install it again
OF_THE_HOUSE = ("pyproject.toml", "README.md", "LICENSE")
LOCK = "requirements.lock"
RELEASED_COLUMNS = (
    "indicator", "item", "statistic", "group", "place", "period_start", "period_end", "estimate", "se", "ci_low",
    "ci_high", "level", "df", "n", "unit", "method", "mark", "state", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deposit:
    """A deposit that was written.

    Attributes:
        path: The archive.
        data: What each file of data is, by its name.
        numbers: How many released numbers are in it.
        hidden: How many numbers stay hidden.
    """

    path: Path
    data: tuple[tuple[str, Access], ...]
    numbers: int
    hidden: int


def deposit_study(workspace: Workspace, code: str, today: date) -> Deposit:
    """Pack a study for an archive: what may leave of it, how it is cited, and how its numbers are made again.

    Args:
        workspace: The evaluation that names the study and has released its numbers.
        code: The study's code.
        today: The day.

    Returns:
        The archive in ``outputs/<evaluation>/deposit/``, for its owner, who hands it on. The same inputs give the
        same bytes.

    Raises:
        InputFaults: The evaluation does not name the study, its data agreement has ended, nobody approved it, a
            primary outcome was not declared in time, its numbers were not released or have changed since, its data say
            who somebody is, or its notebook does not run over the data that may leave. Nothing is written then.
    """
    folder = workspace.root.data(workspace.study.studies) / code
    study = _open_study(workspace, folder)
    if faults := sorted(_refusals(study, folder.name, today)):
        raise SurveyFaults(faults, f"{code}/{STUDY}")
    released = _released_rows(workspace, study)
    path = workspace.root.notebooks / "studies" / f"{code}.ipynb"
    notebook = read_study_notebook(path)
    smallest = workspace.study.disclosure.smallest_base
    data = deposited_data(
        study,
        parameters(notebook),
        private_folder(folder),
        workspace.root.microdata(workspace.study.name),
        smallest,
    )
    account = _account(study, notebook, data, workspace)
    contents = {
        NOTEBOOK: cleared(notebook),
        ACCOUNT: account.written(),
        RELEASED: _released_text(released).encode(),
        **{f"{DATA}{each.name}": each.content for each in data},
        **_study_files(folder),
        **_house_files(workspace.root.folder),
    }
    rebuilt, drawn = rebuilt_study(contents)
    contents[REBUILT] = csv_text(rebuilt)
    contents |= _descriptions(study, folder, data, drawn, released)
    contents[CHECKSUMS] = checksums(contents)
    name = f"demonstration-{code}" if study.facts.demonstration else code
    target = workspace.root.deposit(workspace.study.name)
    target.mkdir(parents=True, exist_ok=True)
    archive = packed({f"{name}/{file}": content for file, content in contents.items()})
    written = write_whole(target / f"{name}.zip", archive, OWNER_ONLY)
    hidden = int((released["state"] == State.SUPPRESSED).sum())
    told = tuple((each.name, each.access) for each in data)
    return Deposit(written, told, len(released) - hidden, hidden)


def _open_study(workspace: Workspace, folder: Path) -> EnteredStudy:
    """Open a study that the evaluation names."""
    named = workspace.study.partner_studies
    if folder.name not in named:
        where = Where(f"params/{workspace.study.name}.yml", column="partner_studies")
        fault = Fault("study_not_named", where, folder.name, known=tuple(sorted(named)))
        raise SurveyFaults([fault], "partner_studies")
    faults: list[Fault] = []
    study = read_partner_study(folder, faults)
    if faults or study is None:
        raise SurveyFaults(sorted(faults), f"{folder.name}/{STUDY}")
    return study


def _refusals(study: EnteredStudy, code: str, today: date) -> Iterator[Fault]:
    """Find why a study may not leave: an agreement that has ended, primary outcomes that were not declared in time."""
    agreement = study.facts.agreement
    if agreement is not None and agreement.until < today:
        where = Where(f"{code}/{STUDY}", column="agreement.until")
        yield Fault("agreement_ended", where, found=agreement.until)
    for row, outcome in enumerate(study.outcomes, start=2):
        if outcome.primary == "yes" and study.declared_on(outcome.code) is None:
            where = Where(f"{code}/{OUTCOMES}", row=row, column="primary")
            yield Fault("primary_not_declared", where, found=outcome.code)


def _released_rows(workspace: Workspace, study: EnteredStudy) -> pd.DataFrame:
    """Give what the evaluation released of a study, held against what the study found.

    Raises:
        InputFaults: Nothing was released, or the study's numbers are others by now.
    """
    code, edition = study.facts.code, workspace.study.name
    where = Where(f"outputs/{edition}/released/{STUDY_ESTIMATES}.parquet")
    nothing = SurveyFaults([Fault("study_not_released", where, code)], code)
    if not (workspace.root.folder / where.file).is_file():
        raise nothing
    table = read_table(workspace.root.released(edition), STUDY_ESTIMATES)
    rows = table[table["round"] == code].reset_index(drop=True)
    if rows.empty:
        raise nothing
    if _keys(rows) != _found_keys(study, workspace.national) or _changed(rows, study, workspace):
        raise SurveyFaults([Fault("study_changed_since", where, code)], code)
    return rows


def _key(row: Any) -> tuple[object, ...]:
    """Give what tells one released number of a study from another."""
    days = (row.period_start.date(), row.period_end.date())
    return (row.indicator, row.statistic, row.item, row.group, row.place, *days)


def _keys(rows: pd.DataFrame) -> set[tuple[object, ...]]:
    return {_key(row) for row in each(rows)}


def _found_by_key(study: EnteredStudy, national: str) -> dict[tuple[object, ...], float]:
    """Give what the study found, by the keys of the released table."""
    found = {}
    for _, row in study.estimates:
        outcome, statistic, item, group, place, *days = estimate_key(row)
        indicator = outcome_key(study.facts.code, str(outcome))
        found[indicator, statistic, item, group, place or national, *days] = row.estimate
    return found


def _found_keys(study: EnteredStudy, national: str) -> set[tuple[object, ...]]:
    return {*_found_by_key(study, national)}


def _changed(rows: pd.DataFrame, study: EnteredStudy, workspace: Workspace) -> bool:
    """Whether a number that is shown is another in the study by now."""
    found = _found_by_key(study, workspace.national)
    shown = rows[rows["state"] != State.SUPPRESSED]
    return any(found[_key(row)] != row.estimate for row in each(shown))


def _released_text(rows: pd.DataFrame) -> str:
    """Write released rows as CSV, days as days, empty where hidden."""
    days = {name: rows[name].dt.strftime("%Y-%m-%d") for name in ("period_start", "period_end")}
    told = rows.assign(**days)[[*RELEASED_COLUMNS]]
    return csv_text(told.to_dict("records")).decode()


def _account(
    study: EnteredStudy,
    notebook: dict[str, Any],
    data: Sequence[DepositedData],
    workspace: Workspace,
) -> Account:
    """Say what a rebuild needs to know."""
    set_by_name = {each.parameter: each.name for each in data}
    if "studies" in parameters(notebook):
        set_by_name["studies"] = "studies"
    return Account(
        code=study.facts.code,
        evaluation=workspace.study.name,
        demonstration=study.facts.demonstration,
        package=__version__,
        smallest_base=workspace.study.disclosure.smallest_base,
        parameters=set_by_name,
        access={each.name: str(each.access) for each in data},
    )


def _study_files(folder: Path) -> dict[str, bytes]:
    """Give the study's own papers: what it is, its protocol, its outcomes, what it declared."""
    names = (STUDY, PROTOCOL, OUTCOMES, DECLARED)
    return {
        f"{STUDY_FILES}{name}": (folder / name).read_bytes()
        for name in names
        if file_is_there(folder / name)
    }


def _house_files(root: Path) -> dict[str, bytes]:
    """Give the package itself, its lock, and the command that rebuilds.

    Raises:
        InputFaults: The workbench lacks a file that the package needs to be installed again.
    """
    needed = (LOCK, *OF_THE_HOUSE)
    missing = [name for name in needed if not file_is_there(root / name)]
    if missing:
        faults = [Fault("missing_file", Where(name), expected=(name,)) for name in missing]
        raise InputFaults(faults, "asked")
    contents = {f"package/{name}": (root / name).read_bytes() for name in OF_THE_HOUSE}
    contents[LOCK] = (root / LOCK).read_bytes()
    contents |= _files_below(files("wps_eval"), "package/src/wps_eval")
    contents["rebuild.sh"] = (files("wps_eval.run") / TEMPLATE / "rebuild.sh").read_bytes()
    return contents


def _files_below(folder: Traversable, path: str) -> dict[str, bytes]:
    """Give the files of the package, without what Python compiled."""
    found: dict[str, bytes] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            found |= _files_below(entry, f"{path}/{entry.name}")
        elif entry.is_file() and not entry.name.endswith(".pyc"):
            found[f"{path}/{entry.name}"] = entry.read_bytes()
    return found


def _descriptions(
    study: EnteredStudy,
    folder: Path,
    data: Sequence[DepositedData],
    drawn: dict[str, str],
    released: pd.DataFrame,
) -> dict[str, bytes]:
    """Give what describes the deposit: README, codebook, citation."""
    words, facts = Words("en"), study.facts
    notes = {each.name: _note(each, study, words) for each in data}
    described = [
        DescribedFile(each.name, notes[each.name], each.frame, each.codebook, each.access is Access.ANONYMOUS)
        for each in data
    ]  # fmt: skip
    days = [f"{day:%Y-%m-%d}" for day in (released["period_start"].min(), released["period_end"].max())]  # fmt: skip
    access = _conditions(study, words)
    book = ddi_codebook(
        facts, described, drawn=drawn, period=(days[0], days[1]), access=access, words=words
    )
    protocol, on = declared_protocol(folder, study.declared)
    text = (files("wps_eval.run") / TEMPLATE / "README.md").read_text(encoding="utf-8")
    filled = Template(text).substitute(
        title=facts.title,
        demonstration=f"**{words.say('seal.demonstration')}**\n\n" if facts.demonstration else "",
        question=facts.question,
        institution=facts.institution,
        sample=facts.sample,
        files="\n".join(f"- `{DATA}{name}`: {note}" for name, note in notes.items()),
        access=access,
        hidden=words.say(
            "deposit.hidden", number=int((released["state"] == State.SUPPRESSED).sum())
        ),
        protocol=protocol,
        declared=_declared_words(on, words),
        outcomes="\n".join(_outcome_lines(study, words)),
    )
    return {
        "README.md": filled.encode(),
        "codebook.xml": book,
        "CITATION.cff": citation_cff(facts, words.say("deposit.cite")),
    }


def _note(data: DepositedData, study: EnteredStudy, words: Words) -> str:
    """Say what a file of data is."""
    licence = study.facts.data_licence
    note = words.say(f"deposit.access.{data.access}", licence=licence, source=study.facts.secondary)
    if not data.empty:
        return note
    return f"{note} {words.say('deposit.empty', columns=words.listed(data.empty))}"


def _conditions(study: EnteredStudy, words: Words) -> str:
    """Say where the study's own data are, and under which agreement."""
    agreement = study.facts.agreement
    if agreement is None:
        return words.say("deposit.no_agreement", institution=study.facts.institution)
    return words.say(
        "deposit.agreement",
        number=agreement.number,
        between=agreement.between,
        until=agreement.until.isoformat(),
    )


def _declared_words(on: date | None, words: Words) -> str:
    """Say when something was declared, or that it was not."""
    return on.isoformat() if on else words.say("studies.exploratory")


def _outcome_lines(study: EnteredStudy, words: Words) -> Iterator[str]:
    """Give a row an outcome: its code, its words, whether it is primary, when it was declared, its mark."""
    marks = {code: mark for version in study.declared for code, mark in version.outcomes.items()}
    for outcome in study.outcomes:
        on = study.declared_on(outcome.code)
        mark = f"`{marks[outcome.code]}`" if on else ""
        declared = _declared_words(on, words)
        yield f"| {outcome.code} | {outcome.text} | {outcome.primary} | {declared} | {mark} |"
