"""``wps-eval check``: everything that can be found wrong before anything is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.evaluation.load import judgement_faults, read_judgement
from wps_eval.pages.bench import load_bench
from wps_eval.pages.cover import KINDS
from wps_eval.pages.prose import prose_faults
from wps_eval.run.final_edition import final_faults
from wps_eval.run.pipeline import read_pipeline
from wps_eval.run.unread import unread_files
from wps_eval.sources.fault_workbook import write_marked_copies
from wps_eval.study.texts import read_texts
from wps_eval.words.catalogue import Words
from wps_eval.words.glossary import read_terms

if TYPE_CHECKING:
    from pathlib import Path

    from wps_eval.pages.bench import Bench


def check_study(
    study: str, *, mark: bool = False, language: str = "en", start: Path | None = None
) -> tuple[Bench | None, list[Fault], list[Path]]:
    """Find every fault in a study: params file, plan, notebooks, survey rounds, figures, returns.

    Args:
        study: The study's name.
        mark: Whether to write marked copies of the files with faults.
        language: The language of their comments.
        start: Where to look for the workbench from.

    Returns:
        The bench if it could be opened, the faults, and the marked copies written.
    """
    try:
        bench = load_bench(study, start=start)
        read_pipeline(bench.root)
        _ = bench.gathered
    except InputFaults as error:
        return None, list(error.faults), []
    judged, whole = _judged(bench)
    faults = [
        *bench.gathered.faults,
        *bench.returns.faults,
        *judged,
        *_edition_before(bench),
        *_emblem(bench),
        *(final_faults(bench) if whole else ()),  # a table that was not read is not an empty one
    ]
    copies: list[Path] = []
    if mark and faults:
        folder = bench.root.data(bench.study.figures)
        copies = write_marked_copies(folder, faults, bench.root.faults(study), Words(language))
    return bench, faults, copies


def check_prose(bench: Bench) -> list[Fault]:
    """Find what the last run's results do not bear out in the authors' texts, and what nothing reads.

    No gate of a run before the edition is final: results must be free to move before the texts
    follow. Before the first run there is nothing to hold a text against.
    """
    return [*unread_files(bench), *(prose_faults(bench) if bench.ran else ())]


def _judged(bench: Bench) -> tuple[list[Fault], bool]:
    """What hangs in the air in the evaluators' own tables, and whether all of them could be read."""
    faults: list[Fault] = []
    name = bench.study.name
    told = read_judgement(bench.root.judgement(name), faults)
    read_terms(bench.root.judgement(name) / "terms.csv", faults)
    read_texts(bench.root.judgement(name), faults)
    if faults:  # what hangs on a table that was not read would only bury them
        return faults, False
    codes = {indicator.code for indicator in bench.plan.indicators}
    hanging = judgement_faults(
        told,
        name=name,
        kind=bench.study.kind,
        bodies={body.code for body in bench.plan.bodies},
        indicators=codes,
        final=bench.study.state == "final",
    )
    return hanging, True


def _edition_before(bench: Bench) -> list[Fault]:
    """The edition that a study says it follows has to be a study."""
    name = bench.study.earlier
    if not name or bench.root.study(name).is_file():
        return []
    known = tuple(sorted(path.stem for path in bench.root.params.glob("*.yml")))
    where = Where(f"params/{bench.study.name}.yml", column="earlier")
    return [Fault("unknown_study", where, found=name, known=known)]


def _emblem(bench: Bench) -> list[Fault]:
    """The emblem that a cover names has to be there, as a picture that every format can take."""
    name = bench.study.cover.emblem
    path = bench.root.judgement(bench.study.name) / name
    if not name or (path.is_file() and path.suffix.lower() in KINDS):
        return []
    where = Where(f"params/{bench.study.name}.yml", column="cover.emblem")
    known = path.suffix.lower() in KINDS
    return [Fault("no_emblem" if known else "emblem_format", where, name, tuple(KINDS))]
