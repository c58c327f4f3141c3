"""``wps-eval check``: everything that can be found wrong before anything is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import Fault, InputFaults, Where, nearest
from wps_eval.evaluation.load import judgement_faults, read_judgement
from wps_eval.pages.bench import load_bench
from wps_eval.pages.cover import KINDS
from wps_eval.pages.entered import untold
from wps_eval.pages.prose import prose_faults
from wps_eval.run.pipeline import read_pipeline
from wps_eval.sources.fault_workbook import write_marked_copies
from wps_eval.study.texts import FILE, read_texts
from wps_eval.words.catalogue import language_of, untranslated
from wps_eval.words.glossary import read_terms
from wps_eval.words.language import tag_of

if TYPE_CHECKING:
    from pathlib import Path

    from wps_eval.pages.bench import Bench


def check_study(
    study: str, *, mark: bool = False, start: Path | None = None
) -> tuple[Bench | None, list[Fault], list[Path]]:
    """Find every fault in a study: params file, plan, notebooks, survey rounds, figures, returns.

    Args:
        study: The study's name.
        mark: Whether to write marked copies of the files with faults.
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
    faults = [
        *bench.gathered.faults,
        *bench.returns.faults,
        *_judged(bench),
        *_edition_before(bench),
        *_unexplained(bench),
        *_final_titles(bench),
        *_final_sentences(bench),
        *_final_texts(bench),
        *_cover(bench),
        *_emblem(bench),
    ]
    copies: list[Path] = []
    if mark and faults:
        folder = bench.root.data(bench.study.figures)
        copies = write_marked_copies(folder, faults, bench.root.faults(study))
    return bench, faults, copies


def check_prose(bench: Bench) -> list[Fault]:
    """Find what the last run's results do not bear out in the authors' texts.

    No gate of a run: results must be free to move before the texts follow. Before the first run
    there is nothing to hold a text against, and nothing is found.
    """
    return prose_faults(bench) if bench.ran else []


def _judged(bench: Bench) -> list[Fault]:
    """What hangs in the air in the evaluators' own tables."""
    faults: list[Fault] = []
    name = bench.study.name
    told = read_judgement(bench.root.judgement(name), faults)
    read_terms(bench.root.judgement(name) / "terms.csv", faults)
    read_texts(bench.root.judgement(name), faults)
    codes = {indicator.code for indicator in bench.plan.indicators}
    return faults + judgement_faults(
        told,
        name=name,
        kind=bench.study.kind,
        bodies={body.code for body in bench.plan.bodies},
        indicators=codes,
        final=bench.study.state == "final",
    )


def _edition_before(bench: Bench) -> list[Fault]:
    """The edition that a study says it follows has to be a study."""
    name = bench.study.earlier
    if not name or bench.root.study(name).is_file():
        return []
    known = [path.stem for path in bench.root.params.glob("*.yml")]
    where = Where(f"params/{bench.study.name}.yml", column="earlier")
    return [Fault(where, "unknown_study", repr(name), "a study in params/", nearest(name, known))]


def _unexplained(bench: Bench) -> list[Fault]:
    """A final edition says why a choice was changed after data were seen."""
    if bench.study.state != "final":
        return []
    told = {(e.choice, e.value) for e in bench.judgement.explanations}
    return [
        Fault(
            Where(f"params/{bench.study.name}/changes.csv", column="choice"),
            "unexplained_change",
            f"{change.choice} changed from {change.before} to {change.after} on {change.when[:10]}",
            "a row that says in what role it was changed and why",
            f"Add a row with choice {change.choice} and value {change.after}.",
        )
        for change in bench.choices_changed
        if (change.choice, change.after) not in told
    ]


def _cover(bench: Bench) -> list[Fault]:
    """A final edition says who issued it, when, and who evaluated."""
    if bench.study.state != "final":
        return []
    cover = bench.study.cover
    owed = {
        "cover.issuer": cover.issuer,
        "cover.dated": cover.dated,
        "evaluators": bench.study.evaluators,
    }
    return [
        Fault(
            Where(f"params/{bench.study.name}.yml", column=key),
            "no_cover",
            "nothing",
            "an entry in a final edition",
            "Enter it, or set state back to draft.",
        )
        for key, said in owed.items()
        if not said
    ]


def _emblem(bench: Bench) -> list[Fault]:
    """The emblem that a cover names has to be there, as a picture that every format can take."""
    name = bench.study.cover.emblem
    path = bench.root.judgement(bench.study.name) / name
    if not name or (path.is_file() and path.suffix.lower() in KINDS):
        return []
    found = f"{name!r}, which is not there" if path.suffix.lower() in KINDS else repr(name)
    where = Where(f"params/{bench.study.name}.yml", column="cover.emblem")
    wanted = f"a picture ({', '.join(KINDS)}) in params/{bench.study.name}/"
    return [Fault(where, "no_emblem", found, wanted, "Put the file there, or leave the key out.")]


def _final_titles(bench: Bench) -> list[Fault]:
    """A report marked final may not print a working title where it is not in English."""
    if bench.study.state != "final":
        return []
    return [
        Fault(
            Where("titles.csv", "", 0, "status"),
            "working_titles",
            f"{count} working titles in {language}",
            "official wording for a final report",
            "Enter the official titles in official_titles.csv, or set state back to draft.",
        )
        for language in bench.study.languages
        if language != "en" and (count := _working(bench, language))
    ]


def _final_sentences(bench: Bench) -> list[Fault]:
    """A report marked final may not leave a sentence to English; a poor header is raised at once."""
    spoken = [language_of(name) for name in bench.study.languages]
    if bench.study.state != "final":
        return []
    return [
        Fault(
            Where(f"words/locale/{language.name}.po"),
            "untranslated",
            f"{len(codes)} sentences without a translation, such as {codes[0]}",
            "every sentence for a final report",
            "Translate them there, or set state back to draft.",
        )
        for language in spoken
        if (codes := untranslated(language.name))
    ]


def _final_texts(bench: Bench) -> list[Fault]:
    """A report marked final tells what people typed into data in its own language."""
    if bench.study.state != "final":
        return []
    name = bench.study.name
    return [
        Fault(
            Where(f"params/{name}/{FILE}", column=f"text_{tag_of(language)}"),
            "untold_text",
            f"{len(texts)} texts as they were typed, such as {texts[0]!r}",
            f"what each says in {language}",
            f"Run `wps-eval texts {name}`, fill in the column, or set state back to draft.",
        )
        for language in bench.study.languages
        if (texts := untold(bench, language))
    ]


def _working(bench: Bench, language: str) -> int:
    codes = [
        row.code
        for part in (bench.plan.pillars, bench.plan.objectives, bench.plan.indicators)
        for row in part
    ]
    return sum(not bench.plan.title(code, language).official for code in codes)
