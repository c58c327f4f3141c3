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
        *_working_title_faults(edition),
        *_untranslated_sentence_faults(edition),
        *_untold_text_faults(edition),
        *_untold_row_faults(edition),
        *_cover_faults(edition),
        *_missing_chapter_faults(edition),
        *_empty_table_faults(edition),
    ]


def unexplained_changes(edition: Edition) -> list[Fault]:
    """Find choices that were changed after data were seen, and of which nobody says why.

    What the next run would be the first to see changed counts too, so that it is told before.
    """
    explained = {
        (explanation.choice, explanation.value) for explanation in edition.judgement.explanations
    }
    versions = read_declared(edition.root.outputs(edition.study.name))
    choices_now = watched_choices(edition.study, edition.judgement.ratings)
    not_yet_kept = [DeclaredVersion("", "", choices_now)] if versions else []
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
        for change in changed_choices([*versions, *not_yet_kept])
        if (change.choice, change.after) not in explained
    ]


def _working_title_faults(edition: Edition) -> Iterator[Fault]:
    """Find languages but English in which titles are still working ones."""
    file = f"data/{edition.study.plan}/official_titles.csv"
    rows = (*edition.plan.pillars, *edition.plan.objectives, *edition.plan.indicators)
    for language in edition.study.languages:
        count = sum(not edition.plan.title(row.code, language).official for row in rows)
        if language != "en" and count:
            yield Fault("working_titles", Where(file), Data(count=count, language=language))


def _untranslated_sentence_faults(edition: Edition) -> Iterator[Fault]:
    """Find languages whose catalogue leaves sentences to English; a poor header is raised at once."""
    for language in [language_of(name) for name in edition.study.languages]:
        if codes := untranslated(language.name):
            where = Where(f"src/wps_eval/words/locale/{language.name}.po")
            yield Fault("untranslated", where, Data(count=len(codes), first=codes[0]))


def _untold_text_faults(edition: Edition) -> Iterator[Fault]:
    """Find languages in which texts that people typed into data are not told."""
    name = edition.study.name
    for language in edition.study.languages:
        if texts := untranslated_texts(edition, language):
            where = Where(f"params/{name}/{TEXTS_FILE}", column=f"text_{tag_of(language)}")
            found = Data(first=texts[0], count=len(texts), study=(name,))
            yield Fault("untold_text", where, found, language)


def _untold_row_faults(edition: Edition) -> Iterator[Fault]:
    """Find what evaluators wrote in another script and did not tell in a report's language."""
    for language in edition.study.languages:
        direction, tag = language_of(language).direction, tag_of(language)
        for table, rows in edition.judgement.tables():
            for field in table.translated_fields if issubclass(table, Translated) else ():
                lacking_keys = [
                    row.own_key
                    for row in rows
                    if _lacks_translation(row, field, language, direction)
                ]
                if lacking_keys:
                    where = Where(
                        f"params/{edition.study.name}/{table.file}.csv", column=f"{field}_{tag}"
                    )
                    found = Data(first=lacking_keys[0], count=len(lacking_keys))
                    yield Fault("untold_row", where, found, language)


def _lacks_translation(row: Entered, field: str, language: str, direction: str) -> bool:
    """Whether a row's text is in letters of the other direction and in no column of the language."""
    return (
        isinstance(row, Translated)
        and not row.translation(language, field)
        and in_other_script(str(getattr(row, field)), direction)
    )


def _cover_faults(edition: Edition) -> Iterator[Fault]:
    """Find what the cover lacks: who issued it, when, and who evaluated."""
    cover = edition.study.cover
    owed_by_key = {
        "cover.issuer": cover.issuer,
        "cover.dated": cover.dated,
        "evaluators": edition.study.evaluators,
    }
    for key, value in owed_by_key.items():
        if not value:
            where = Where(f"params/{edition.study.name}.yml", column=key)
            yield Fault("no_cover", where)


def _missing_chapter_faults(edition: Edition) -> Iterator[Fault]:
    """Find chapters, in each language, that would only say that something is missing."""
    for language in edition.study.languages:
        folder = edition.root.judgement(edition.study.name) / language
        for chapter in owed_texts(edition.study.kind):
            if not (folder / f"{chapter}.md").is_file():
                where = Where(f"params/{edition.study.name}/{language}/{chapter}.md")
                yield Fault("no_text", where)


def _empty_table_faults(edition: Edition) -> Iterator[Fault]:
    """Find tables that evaluators owe and left empty."""
    for table, rows in edition.judgement.tables():
        if table.owed and not rows:
            where = Where(f"params/{edition.study.name}/{table.file}.csv")
            yield Fault("no_entry", where)
