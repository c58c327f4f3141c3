"""What a final edition owes, and a draft may still lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import Data, Fault, Where
from wps_eval.evaluation.load import tables_of
from wps_eval.pages.entered import foreign, untold
from wps_eval.results.history import Declared, changed_choices, read_declared
from wps_eval.run.declared import choices
from wps_eval.study.texts import FILE
from wps_eval.words.catalogue import language_of, untranslated
from wps_eval.words.language import tag_of
from wps_eval.words.translated import Translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.pages.bench import Bench

# chapters that nothing but an author can fill; the others stand on results and tables
OWED_TEXTS = ("summary", "progress", "sustainability", "terms_of_reference", "conduct")
OWED_TABLES = (
    "matrix", "evidence", "findings", "conclusions", "recommendations", "ratings", "documents",
    "contribution",
)  # fmt: skip


def final_faults(bench: Bench) -> list[Fault]:
    """Find what a final edition owes; nothing where the edition is not final.

    Args:
        bench: The study.

    Returns:
        Faults: working titles, sentences and texts left in another language, a cover without office,
        date or evaluators, a choice changed without a word, a chapter or table that nobody filled.
    """
    if bench.study.state != "final":
        return []
    return [
        *unexplained(bench),
        *_titles(bench),
        *_sentences(bench),
        *_typed(bench),
        *_untranslated_rows(bench),
        *_cover(bench),
        *_texts(bench),
        *_tables(bench),
    ]


def unexplained(bench: Bench) -> list[Fault]:
    """Find choices that were changed after data were seen, and of which nobody says why.

    What the next run would be the first to see changed counts too, so that it is told before.
    """
    told = {(e.choice, e.value) for e in bench.judgement.explanations}
    versions = read_declared(bench.root.outputs(bench.study.name))
    chosen = choices(bench.study, bench.judgement.ratings)
    pending = [Declared("", "", chosen)] if versions else []
    return [
        Fault(
            "unexplained_change" if change.when else "unexplained_choice",
            Where(f"params/{bench.study.name}/changes.csv", column="choice"),
            Data(
                choice=change.choice,
                before=str(change.before),
                after=str(change.after),
                when=change.when[:10],
            ),
        )
        for change in changed_choices([*versions, *pending])
        if (change.choice, change.after) not in told
    ]


def _titles(bench: Bench) -> Iterator[Fault]:
    """No working title where it is not in English."""
    file = f"data/{bench.study.plan}/official_titles.csv"
    rows = (*bench.plan.pillars, *bench.plan.objectives, *bench.plan.indicators)
    for language in bench.study.languages:
        count = sum(not bench.plan.title(row.code, language).official for row in rows)
        if language != "en" and count:
            yield Fault("working_titles", Where(file), Data(count=count, language=language))


def _sentences(bench: Bench) -> Iterator[Fault]:
    """No sentence left to English; a poor header of a catalogue is raised at once."""
    for language in [language_of(name) for name in bench.study.languages]:
        if codes := untranslated(language.name):
            where = Where(f"src/wps_eval/words/locale/{language.name}.po")
            yield Fault("untranslated", where, Data(count=len(codes), first=codes[0]))


def _typed(bench: Bench) -> Iterator[Fault]:
    """What people typed into data is told in the report's own language."""
    name = bench.study.name
    for language in bench.study.languages:
        if texts := untold(bench, language):
            where = Where(f"params/{name}/{FILE}", column=f"text_{tag_of(language)}")
            found = Data(first=texts[0], count=len(texts), study=(name,))
            yield Fault("untold_text", where, found, language)


def _untranslated_rows(bench: Bench) -> Iterator[Fault]:
    """What evaluators wrote stands in the columns of every language."""
    for language in bench.study.languages:
        direction, tag = bench.speaking(language).words.direction, tag_of(language)
        for table, rows in tables_of(bench.judgement).items():
            kind = next((type(row) for row in rows if isinstance(row, Translated)), None)
            for part in kind.told if kind else ():
                lacking = [
                    str(getattr(row, "code", ""))
                    for row in rows
                    if isinstance(row, Translated)
                    and not row.translation(language, part)
                    and foreign(str(getattr(row, part)), direction)
                ]
                if lacking:
                    where = Where(f"params/{bench.study.name}/{table}.csv", column=f"{part}_{tag}")
                    found = Data(first=lacking[0], count=len(lacking))
                    yield Fault("untold_row", where, found, language)


def _cover(bench: Bench) -> Iterator[Fault]:
    """Who issued it, when, and who evaluated."""
    cover = bench.study.cover
    owed = {
        "cover.issuer": cover.issuer,
        "cover.dated": cover.dated,
        "evaluators": bench.study.evaluators,
    }
    for key, said in owed.items():
        if not said:
            where = Where(f"params/{bench.study.name}.yml", column=key)
            yield Fault("no_cover", where)


def _texts(bench: Bench) -> Iterator[Fault]:
    """Chapters that would only say that something is missing, in every language."""
    for language in bench.study.languages:
        folder = bench.root.judgement(bench.study.name) / language
        for chapter in OWED_TEXTS:
            if not (folder / f"{chapter}.md").is_file():
                where = Where(f"params/{bench.study.name}/{language}/{chapter}.md")
                yield Fault("no_text", where)


def _tables(bench: Bench) -> Iterator[Fault]:
    """Tables that evaluators fill, none of them empty."""
    for table in OWED_TABLES:
        if not tables_of(bench.judgement)[table]:
            where = Where(f"params/{bench.study.name}/{table}.csv")
            yield Fault("no_entry", where)
