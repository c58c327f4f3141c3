"""What a final edition owes, and a draft may still lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import Data, Fault, Where
from wps_eval.report.chapter_texts import owed_texts
from wps_eval.report.typed_texts import in_other_script, untranslated_texts
from wps_eval.results.history import DeclaredVersion, changed_choices, read_declared
from wps_eval.run.preregistration import watched_choices
from wps_eval.study.texts import TEXTS_FILE
from wps_eval.words.catalogue import language_of, untranslated
from wps_eval.words.language import tag_of
from wps_eval.words.translated import Translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.evaluation.models import Entered
    from wps_eval.report.edition import Edition


def final_faults(edition: Edition) -> list[Fault]:
    """Find what a final edition owes; nothing where the edition is not final.

    Args:
        edition: The study.

    Returns:
        Faults: working titles, sentences and texts left in another language, a cover without office,
        date or evaluators, a choice changed without a word, a chapter or table that nobody filled.
    """
    if edition.study.state != "final":
        return []
    return [
        *unexplained_changes(edition),
        *_titles(edition),
        *_sentences(edition),
        *_typed(edition),
        *_untranslated_rows(edition),
        *_cover(edition),
        *_texts(edition),
        *_tables(edition),
    ]


def unexplained_changes(edition: Edition) -> list[Fault]:
    """Find choices that were changed after data were seen, and of which nobody says why.

    What the next run would be the first to see changed counts too, so that it is told before.
    """
    explained = {(e.choice, e.value) for e in edition.judgement.explanations}
    versions = read_declared(edition.root.outputs(edition.study.name))
    chosen = watched_choices(edition.study, edition.judgement.ratings)
    pending = [DeclaredVersion("", "", chosen)] if versions else []
    return [
        Fault(
            "unexplained_change" if change.when else "unexplained_choice",
            Where(f"params/{edition.study.name}/changes.csv", column="choice"),
            Data(
                choice=change.choice,
                before=str(change.before),
                after=str(change.after),
                when=change.when[:10],
            ),
        )
        for change in changed_choices([*versions, *pending])
        if (change.choice, change.after) not in explained
    ]


def _titles(edition: Edition) -> Iterator[Fault]:
    """No working title where it is not in English."""
    file = f"data/{edition.study.plan}/official_titles.csv"
    rows = (*edition.plan.pillars, *edition.plan.objectives, *edition.plan.indicators)
    for language in edition.study.languages:
        count = sum(not edition.plan.title(row.code, language).official for row in rows)
        if language != "en" and count:
            yield Fault("working_titles", Where(file), Data(count=count, language=language))


def _sentences(edition: Edition) -> Iterator[Fault]:
    """No sentence left to English; a poor header of a catalogue is raised at once."""
    for language in [language_of(name) for name in edition.study.languages]:
        if codes := untranslated(language.name):
            where = Where(f"src/wps_eval/words/locale/{language.name}.po")
            yield Fault("untranslated", where, Data(count=len(codes), first=codes[0]))


def _typed(edition: Edition) -> Iterator[Fault]:
    """What people typed into data is told in the report's own language."""
    name = edition.study.name
    for language in edition.study.languages:
        if texts := untranslated_texts(edition, language):
            where = Where(f"params/{name}/{TEXTS_FILE}", column=f"text_{tag_of(language)}")
            found = Data(first=texts[0], count=len(texts), study=(name,))
            yield Fault("untold_text", where, found, language)


def _untranslated_rows(edition: Edition) -> Iterator[Fault]:
    """What evaluators wrote stands in the columns of every language."""
    for language in edition.study.languages:
        direction, tag = language_of(language).direction, tag_of(language)
        for table, rows in edition.judgement.tables():
            for part in table.translated_fields if issubclass(table, Translated) else ():
                lacking = [row.own_key for row in rows if _lacks(row, part, language, direction)]
                if lacking:
                    where = Where(
                        f"params/{edition.study.name}/{table.file}.csv", column=f"{part}_{tag}"
                    )
                    found = Data(first=lacking[0], count=len(lacking))
                    yield Fault("untold_row", where, found, language)


def _lacks(row: Entered, part: str, language: str, direction: str) -> bool:
    """Whether a row's text is in letters of the other direction and in no column of the language."""
    return (
        isinstance(row, Translated)
        and not row.translation(language, part)
        and in_other_script(str(getattr(row, part)), direction)
    )


def _cover(edition: Edition) -> Iterator[Fault]:
    """Who issued it, when, and who evaluated."""
    cover = edition.study.cover
    owed = {
        "cover.issuer": cover.issuer,
        "cover.dated": cover.dated,
        "evaluators": edition.study.evaluators,
    }
    for key, value in owed.items():
        if not value:
            where = Where(f"params/{edition.study.name}.yml", column=key)
            yield Fault("no_cover", where)


def _texts(edition: Edition) -> Iterator[Fault]:
    """Chapters that would only say that something is missing, in every language."""
    for language in edition.study.languages:
        folder = edition.root.judgement(edition.study.name) / language
        for text in owed_texts(edition.study.kind):
            if not (folder / f"{text}.md").is_file():
                where = Where(f"params/{edition.study.name}/{language}/{text}.md")
                yield Fault("no_text", where)


def _tables(edition: Edition) -> Iterator[Fault]:
    """Tables that evaluators fill, none of them empty."""
    for table, rows in edition.judgement.tables():
        if table.owed and not rows:
            where = Where(f"params/{edition.study.name}/{table.file}.csv")
            yield Fault("no_entry", where)
