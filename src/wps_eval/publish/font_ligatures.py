"""The report's font for PDF, changed so that every glyph stands for one letter.

A ligature's glyph stands for two letters, and readers of PDF (PDFium, MuPDF, Poppler) put the letters
of one glyph in the order of Latin: whoever searches for a word as usual as "in" finds nothing, since
its two letters were stored the other way round. Here the first letter draws the whole ligature in half
its room and the second draws nothing in the other half: the page looks the same, and each glyph
carries its own letter.
"""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

JOINING_FEATURE = "rlig"  # what Arabic letters must join in; it cannot be switched off
# kinds of lookup, as OpenType numbers them
LIGATURE_LOOKUP, SINGLE_LOOKUP, CHAINED_LOOKUP = 4, 1, 6
MARKS_ON_BASES_LOOKUP, MARKS_ON_LIGATURES_LOOKUP = 4, 5
BASE_GLYPH = 1  # a glyph's class in GDEF
ROUNDED_OFFSETS = 0x0004  # a flag of composite glyphs: offsets are rounded to the grid
# entries of the table of names, as OpenType numbers them
COPYRIGHT, LICENCE, LICENCE_ADDRESS = 0, 13, 14
FAMILY, STYLE, FULL_NAME, POSTSCRIPT_NAME = 1, 2, 4, 6
TYPOGRAPHIC_FAMILY, TYPOGRAPHIC_STYLE = 16, 17
KEPT_NAMES = (COPYRIGHT, STYLE, LICENCE, LICENCE_ADDRESS, TYPOGRAPHIC_STYLE)
WINDOWS_ENGLISH = (3, 1, 0x409)  # platform, encoding and language of a name
Pairs = dict[str, dict[str, str]]


def apart(source: Path, family: str) -> bytes:
    """Give a font whose required ligatures keep their letters apart.

    Args:
        source: The font.
        family: What the changed font is called; it may not bear the name of the original.
    """
    with TTFont(source, recalcTimestamp=False) as font:
        table = font["GSUB"].table
        for index in _ligature_lookups(table):
            _part_ligatures(font, table, index)
        _rename_font(font, family)
        content = BytesIO()
        font.save(content)
    return content.getvalue()


def _ligature_lookups(table: Any) -> list[int]:
    """Number the lookups of the feature whose ligatures join two glyphs."""
    indices_used = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == JOINING_FEATURE
        for index in record.Feature.LookupListIndex
    }
    lookups = table.LookupList.Lookup
    return sorted(
        index_used
        for index_used in indices_used
        if lookups[index_used].LookupType == LIGATURE_LOOKUP
    )


def _part_ligatures(font: TTFont, table: Any, index: int) -> None:
    """Let one lookup's ligatures be drawn in halves, a letter each; left alone where more than two join."""
    lookup = table.LookupList.Lookup[index]
    pairs, joins_more = _ligature_pairs(lookup)
    if joins_more or not pairs:
        return
    ligatures = {
        glyph for ligature_by_first in pairs.values() for glyph in ligature_by_first.values()
    }
    halves = {glyph: _halved_glyph(font, glyph) for glyph in sorted(ligatures)}
    drawing_rules, blanking_rules = [], []
    for second_letter, ligature_by_first in sorted(pairs.items()):
        half_by_first = {
            first_letter: halves[ligature][0]
            for first_letter, ligature in ligature_by_first.items()
        }
        drawing_lookup = _add_lookup(
            table, SINGLE_LOOKUP, [_single_substitution(half_by_first)], lookup.LookupFlag
        )
        drawing_rules.append(
            _chained_substitution(
                font, [], set(ligature_by_first), [{second_letter}], drawing_lookup
            )
        )
    for ligature, (first_letter, space) in halves.items():
        second_letters = {
            second_letter
            for second_letter, ligature_by_first in pairs.items()
            if ligature in ligature_by_first.values()
        }
        blanking_lookup = _add_lookup(
            table,
            SINGLE_LOOKUP,
            [_single_substitution(dict.fromkeys(sorted(second_letters), space))],
            lookup.LookupFlag,
        )
        blanking_rules.append(
            _chained_substitution(font, [{first_letter}], second_letters, [], blanking_lookup)
        )
    lookup.LookupType = CHAINED_LOOKUP
    lookup.SubTable, lookup.SubTableCount = drawing_rules, len(drawing_rules)
    last_lookup = _add_lookup(table, CHAINED_LOOKUP, blanking_rules, lookup.LookupFlag)
    _use_lookup_as_well(table, index, last_lookup)
    _carry_vowel_marks(font, halves)


def _ligature_pairs(lookup: Any) -> tuple[Pairs, bool]:
    """Give what two glyphs become, by the second and the first; and whether more than two join."""
    pairs: Pairs = {}
    joins_more = False
    for subtable in lookup.SubTable:
        for first_letter, ligatures in subtable.ligatures.items():
            for ligature in ligatures:
                joins_more = joins_more or len(ligature.Component) != 1
                pairs.setdefault(ligature.Component[0], {})[first_letter] = ligature.LigGlyph
    return pairs, joins_more


def _halved_glyph(font: TTFont, ligature: str) -> tuple[str, str]:
    """Draw a ligature in half its room, and give the other half to an empty glyph on its left.

    Readers of PDF lose a letter that takes no room.
    """
    width, left_side = font["hmtx"][ligature]
    half = width // 2
    half_glyph = Glyph()
    half_glyph.numberOfContours = -1
    component = GlyphComponent()
    component.glyphName, component.flags = ligature, ROUNDED_OFFSETS
    component.x, component.y = -half, 0
    half_glyph.components = [component]
    first_name = _add_glyph(font, f"{ligature}.first", half_glyph, (width - half, left_side - half))
    half_glyph.recalcBounds(font["glyf"])
    return first_name, _add_glyph(font, f"{ligature}.second", Glyph(), (half, 0))


def _add_glyph(font: TTFont, name: str, shape: Glyph, metrics: tuple[int, int]) -> str:
    """Add a glyph with its width and left side, and give its name."""
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    glyphs = font["glyf"]
    glyphs.glyphOrder = font.getGlyphOrder()
    glyphs.glyphs[name] = shape
    font["hmtx"][name] = metrics
    font["GDEF"].table.GlyphClassDef.classDefs[name] = BASE_GLYPH
    return name


def _carry_vowel_marks(font: TTFont, halves: dict[str, tuple[str, str]]) -> None:
    """Let vowel marks stand on either half where they stood on that half of the ligature."""
    table = font["GPOS"].table
    for index, lookup in enumerate(list(table.LookupList.Lookup)):
        if lookup.LookupType != MARKS_ON_LIGATURES_LOOKUP:
            continue
        subtables = [
            moved
            for subtable in lookup.SubTable
            if (moved := _marks_on_halves(font, subtable, halves))
        ]
        if subtables:
            new_index = _add_lookup(table, MARKS_ON_BASES_LOOKUP, subtables, lookup.LookupFlag)
            _use_lookup_as_well(table, index, new_index)


def _marks_on_halves(font: TTFont, subtable: Any, halves: dict[str, tuple[str, str]]) -> Any:
    """Turn the marks of ligatures into marks of their halves; nothing where it holds none of them."""
    ligatures, attachments = subtable.LigatureCoverage.glyphs, subtable.LigatureArray.LigatureAttach
    anchors: dict[str, list[Any]] = {}
    for ligature, attached_marks in zip(ligatures, attachments, strict=True):
        if ligature not in halves:
            continue
        letters_of_ligature = attached_marks.ComponentRecord
        first_and_last = (letters_of_ligature[0], letters_of_ligature[-1])
        for half, letter in zip(halves[ligature], first_and_last, strict=True):
            anchors[half] = deepcopy(letter.LigatureAnchor)
        first_half, second_half = halves[ligature]
        for anchor in filter(None, anchors[first_half]):
            anchor.XCoordinate -= font["hmtx"][second_half][0]
    if not anchors:
        return None
    moved = otTables.MarkBasePos()
    moved.Format, moved.ClassCount = 1, subtable.ClassCount
    moved.MarkCoverage, moved.MarkArray = (
        deepcopy(subtable.MarkCoverage),
        deepcopy(subtable.MarkArray),
    )
    (moved.BaseCoverage,) = _coverages(font, [set(anchors)])
    moved.BaseArray = otTables.BaseArray()
    moved.BaseArray.BaseRecord = [
        _base_record(anchors[glyph]) for glyph in moved.BaseCoverage.glyphs
    ]
    moved.BaseArray.BaseCount = len(moved.BaseArray.BaseRecord)
    return moved


def _base_record(anchors: list[Any]) -> Any:
    """Make the record of one base glyph: its anchor for each class of marks."""
    record = otTables.BaseRecord()
    record.BaseAnchor = anchors
    return record


def _use_lookup_as_well(table: Any, old_index: int, new_index: int) -> None:
    """Let every feature that uses a lookup use a new one too."""
    for record in table.FeatureList.FeatureRecord:
        if old_index in record.Feature.LookupListIndex:
            record.Feature.LookupListIndex.append(new_index)
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)


def _add_lookup(table: Any, lookup_type: int, subtables: list[Any], flag: int) -> int:
    """Add a lookup to a table, and give its index."""
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag = lookup_type, flag
    lookup.SubTable, lookup.SubTableCount = subtables, len(subtables)
    table.LookupList.Lookup.append(lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    return len(table.LookupList.Lookup) - 1


def _single_substitution(mapping: dict[str, str]) -> Any:
    """Make a rule that puts one glyph in another's place."""
    subtable = otTables.SingleSubst()
    subtable.mapping = mapping
    return subtable


def _chained_substitution(
    font: TTFont, before: list[set[str]], glyphs: set[str], after: list[set[str]], lookup_index: int
) -> Any:
    """Use a lookup on a glyph where others stand before and after it."""
    record = otTables.SubstLookupRecord()
    record.SequenceIndex, record.LookupListIndex = 0, lookup_index
    subtable = otTables.ChainContextSubst()
    subtable.Format = 3
    subtable.BacktrackCoverage = list(_coverages(font, before))
    subtable.InputCoverage = list(_coverages(font, [glyphs]))
    subtable.LookAheadCoverage = list(_coverages(font, after))
    subtable.BacktrackGlyphCount = len(before)
    subtable.InputGlyphCount = 1
    subtable.LookAheadGlyphCount = len(after)
    subtable.SubstLookupRecord, subtable.SubstCount = [record], 1
    return subtable


def _coverages(font: TTFont, groups: Iterable[set[str]]) -> Iterator[Any]:
    """Make a coverage table of each group of glyphs, in the font's own order."""
    for group in groups:
        coverage = otTables.Coverage()
        coverage.glyphs = sorted(group, key=font.getGlyphID)
        yield coverage


def _rename_font(font: TTFont, family: str) -> None:
    """Call it by its own name; a changed font may not bear the reserved one (Open Font License)."""
    names = font["name"]
    style = names.getDebugName(TYPOGRAPHIC_STYLE) or names.getDebugName(STYLE) or "Regular"
    for record in list(names.names):
        if record.nameID not in KEPT_NAMES:
            names.removeNames(record.nameID)
    for entry, name in {
        FAMILY: family if style in ("Regular", "Bold") else f"{family} {style}",
        FULL_NAME: f"{family} {style}",
        POSTSCRIPT_NAME: f"{family}-{style}".replace(" ", ""),
        TYPOGRAPHIC_FAMILY: family,
    }.items():
        names.setName(name, entry, *WINDOWS_ENGLISH)
    if "DSIG" in font:
        del font["DSIG"]
