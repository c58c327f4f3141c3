"""What of a study somebody asks for: places, languages, formats and notebooks, held against what there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.errors import RunFailed, nearest
from wps_eval.run.job import with_jobs_before
from wps_eval.run.pipeline import read_pipeline
from wps_eval.run.worklist import jobs
from wps_eval.workspace.asked import refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wps_eval.run.asked_words import AskedWords
    from wps_eval.run.job import Job
    from wps_eval.workspace.opened import Workspace

ALL = "all"  #: what stands for every place of the plan that can be reported on, or every language of the study
FORMATS = ("html", "pdf", "docx")


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a study is to be made.

    Attributes:
        places: The places to report on.
        languages: The languages to report in.
        formats: The formats to report in.
        only: The notebooks to make; every one if empty.
    """

    places: tuple[str, ...]
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    only: frozenset[str]


def asked_of(workspace: Workspace, words: AskedWords) -> Asked:
    """Fill in what was not said, and refuse what there is not.

    Raises:
        InputFaults: If a place or a language is unknown.
        RunFailed: If a notebook or a format is.
    """
    study, plan = workspace.study, workspace.plan
    places = plan.reporting_places if ALL in words.places else words.places or study.places
    languages = study.languages if ALL in words.languages else words.languages or study.languages
    refuse_unknown(study, plan, places, languages)
    entries = [each for each in read_pipeline(workspace.root) if study.kind in each.kinds]
    _refuse_unknown("--only", words.only, [entry.name for entry in entries])
    _refuse_unknown("--format", words.formats, FORMATS)
    formats = words.formats or study.formats
    return Asked(tuple(places), tuple(languages), tuple(formats), frozenset(words.only))


def _refuse_unknown(option: str, asked: Iterable[str], known: Sequence[str]) -> None:
    """Refuse a word of the caller that is none of those there are."""
    for name in asked:
        if name not in known:
            raise RunFailed(
                f"{option} {name}: found no such name; expected one of {', '.join(known)}. {nearest(name, known)}"
            )


def asked_jobs(workspace: Workspace, asked: Asked) -> tuple[Job, ...]:
    """Give the jobs of what is to be made, with all that they rest on."""
    work = jobs(workspace.root, workspace.study, asked.places, asked.languages, asked.formats)
    return with_jobs_before(asked.only, work) if asked.only else work
