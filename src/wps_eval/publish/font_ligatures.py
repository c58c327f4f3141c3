"""The report's font for PDF, changed so that every glyph stands for one letter.

A ligature's glyph stands for two letters, and readers of PDF (PDFium, MuPDF, Poppler) put the letters
of one glyph in the order of Latin: whoever searches for a word as usual as "in" finds nothing, since
its two letters were stored the other way round. Here the first letter draws the whole ligature in half
its room and the second draws nothing in the other half: the page looks the same, and each glyph
carries its own letter.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FEATURE = "rlig"  # what Arabic letters must join in; it cannot be switched off
LIGATURES, SINGLE, CHAINED = 4, 1, 6  # kinds of lookup, as OpenType numbers them
MARKS_ON_BASES, MARKS_ON_LIGATURES = 4, 5
BASE = 1  # a glyph's class in GDEF
ROUNDED = 0x0004  # a flag of composite glyphs: offsets are rounded to the grid
Pairs = dict[str, dict[str, str]]


def write_apart(source: Path, target: Path, family: str) -> None:
    """Write a font whose required ligatures keep their letters apart.

    Args:
        source: The font.
        target: The file to write.
        family: What the changed font is called; it may not bear the name of the original.
    """
    with TTFont(source, recalcTimestamp=False) as font:
        table = font["GSUB"].table
        for index in _lookups(table):
            _rewrite(font, table, index)
        _rename(font, family)
        font.save(target)


def _lookups(table: Any) -> list[int]:
    """Number the lookups of the feature whose ligatures join two glyphs."""
    used = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == FEATURE
        for index in record.Feature.LookupListIndex
    }
    lookups = table.LookupList.Lookup
    return sorted(i for i in used if lookups[i].LookupType == LIGATURES)


def _rewrite(font: TTFont, table: Any, index: int) -> None:
    old = table.LookupList.Lookup[index]
    pairs, longer = _pairs(old)
    if longer or not pairs:
        return
    made = {glyph for firsts in pairs.values() for glyph in firsts.values()}
    halves = {glyph: _halve(font, glyph) for glyph in sorted(made)}
    draw, erase = [], []
    for second, firsts in sorted(pairs.items()):
        drawn = {first: halves[ligature][0] for first, ligature in firsts.items()}
        whole = _add(table, SINGLE, [_single(drawn)], old.LookupFlag)
        draw.append(_chain(font, [], set(firsts), [{second}], whole))
    for ligature, (first, space) in halves.items():
        ends = {second for second, firsts in pairs.items() if ligature in firsts.values()}
        blank = _add(table, SINGLE, [_single(dict.fromkeys(sorted(ends), space))], old.LookupFlag)
        erase.append(_chain(font, [{first}], ends, [], blank))
    old.LookupType, old.SubTable, old.SubTableCount = CHAINED, draw, len(draw)
    last = _add(table, CHAINED, erase, old.LookupFlag)
    _use_as_well(table, index, last)
    _carry_marks(font, halves)


def _pairs(lookup: Any) -> tuple[Pairs, bool]:
    """Give what two glyphs become, by the second and the first; and whether more than two join."""
    pairs: Pairs = {}
    longer = False
    for subtable in lookup.SubTable:
        for first, ligatures in subtable.ligatures.items():
            for ligature in ligatures:
                longer = longer or len(ligature.Component) != 1
                pairs.setdefault(ligature.Component[0], {})[first] = ligature.LigGlyph
    return pairs, longer


def _halve(font: TTFont, ligature: str) -> tuple[str, str]:
    """Draw a ligature in half its room, and give the other half to an empty glyph on its left.

    Readers of PDF lose a letter that takes no room.
    """
    width, side = font["hmtx"][ligature]
    half = width // 2
    drawn = Glyph()
    drawn.numberOfContours = -1
    part = GlyphComponent()
    part.glyphName, part.x, part.y, part.flags = ligature, -half, 0, ROUNDED
    drawn.components = [part]
    first = _add_glyph(font, f"{ligature}.first", drawn, (width - half, side - half))
    drawn.recalcBounds(font["glyf"])
    return first, _add_glyph(font, f"{ligature}.second", Glyph(), (half, 0))


def _add_glyph(font: TTFont, name: str, shape: Glyph, room: tuple[int, int]) -> str:
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    glyphs = font["glyf"]
    glyphs.glyphOrder = font.getGlyphOrder()
    glyphs.glyphs[name] = shape
    font["hmtx"][name] = room
    font["GDEF"].table.GlyphClassDef.classDefs[name] = BASE
    return name


def _carry_marks(font: TTFont, halves: dict[str, tuple[str, str]]) -> None:
    """Let vowel marks stand on either half where they stood on that half of the ligature."""
    table = font["GPOS"].table
    for index, lookup in enumerate(list(table.LookupList.Lookup)):
        if lookup.LookupType != MARKS_ON_LIGATURES:
            continue
        made = [each for old in lookup.SubTable if (each := _on_halves(font, old, halves))]
        if made:
            new = _add(table, MARKS_ON_BASES, made, lookup.LookupFlag)
            _use_as_well(table, index, new)


def _on_halves(font: TTFont, old: Any, halves: dict[str, tuple[str, str]]) -> Any:
    """Turn the marks of ligatures into marks of their halves; nothing where it holds none of them."""
    covered, attached = old.LigatureCoverage.glyphs, old.LigatureArray.LigatureAttach
    anchors: dict[str, list[Any]] = {}
    for ligature, attach in zip(covered, attached, strict=True):
        if ligature not in halves:
            continue
        both = attach.ComponentRecord
        parts = (both[0], both[-1])
        for half, part in zip(halves[ligature], parts, strict=True):
            anchors[half] = deepcopy(part.LigatureAnchor)
        first, second = halves[ligature]
        for anchor in filter(None, anchors[first]):
            anchor.XCoordinate -= font["hmtx"][second][0]
    if not anchors:
        return None
    made = otTables.MarkBasePos()
    made.Format, made.ClassCount = 1, old.ClassCount
    made.MarkCoverage, made.MarkArray = deepcopy(old.MarkCoverage), deepcopy(old.MarkArray)
    (made.BaseCoverage,) = _covers(font, [set(anchors)])
    made.BaseArray = otTables.BaseArray()
    made.BaseArray.BaseRecord = [_record(anchors[g]) for g in made.BaseCoverage.glyphs]
    made.BaseArray.BaseCount = len(made.BaseArray.BaseRecord)
    return made


def _record(anchors: list[Any]) -> Any:
    record = otTables.BaseRecord()
    record.BaseAnchor = anchors
    return record


def _use_as_well(table: Any, old: int, new: int) -> None:
    """Let every feature that uses a lookup use a new one too."""
    for record in table.FeatureList.FeatureRecord:
        if old in record.Feature.LookupListIndex:
            record.Feature.LookupListIndex.append(new)
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)


def _add(table: Any, kind: int, subtables: list[Any], flag: int) -> int:
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag = kind, flag
    lookup.SubTable, lookup.SubTableCount = subtables, len(subtables)
    table.LookupList.Lookup.append(lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    return len(table.LookupList.Lookup) - 1


def _single(mapping: dict[str, str]) -> Any:
    subtable = otTables.SingleSubst()
    subtable.mapping = mapping
    return subtable


def _chain(
    font: TTFont, before: list[set[str]], at: set[str], after: list[set[str]], use: int
) -> Any:
    """Use a lookup on a glyph where others stand before and after it."""
    record = otTables.SubstLookupRecord()
    record.SequenceIndex, record.LookupListIndex = 0, use
    subtable = otTables.ChainContextSubst()
    subtable.Format = 3
    subtable.BacktrackCoverage = list(_covers(font, before))
    subtable.InputCoverage = list(_covers(font, [at]))
    subtable.LookAheadCoverage = list(_covers(font, after))
    subtable.BacktrackGlyphCount = len(before)
    subtable.InputGlyphCount = 1
    subtable.LookAheadGlyphCount = len(after)
    subtable.SubstLookupRecord, subtable.SubstCount = [record], 1
    return subtable


def _covers(font: TTFont, groups: Iterable[set[str]]) -> Iterator[Any]:
    for group in groups:
        coverage = otTables.Coverage()
        coverage.glyphs = sorted(group, key=font.getGlyphID)
        yield coverage


def _rename(font: TTFont, family: str) -> None:
    """Call it by its own name; a changed font may not bear the reserved one (Open Font License)."""
    names = font["name"]
    style = names.getDebugName(17) or names.getDebugName(2) or "Regular"
    for record in list(names.names):
        if record.nameID not in (0, 2, 13, 14, 17):
            names.removeNames(record.nameID)
    for number, name in {
        1: family if style in ("Regular", "Bold") else f"{family} {style}",
        4: f"{family} {style}",
        6: f"{family}-{style}".replace(" ", ""),
        16: family,
    }.items():
        names.setName(name, number, 3, 1, 0x409)
    if "DSIG" in font:
        del font["DSIG"]
