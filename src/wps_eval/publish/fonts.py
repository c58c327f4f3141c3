"""The report's font: found, cut down to the letters used, and asked whether it has them all."""

from __future__ import annotations

import atexit
import base64
import io
import unicodedata
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import fontpkg
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from platformdirs import user_cache_path

from wps_eval.errors import ExportRefused
from wps_eval.files.permissions import FOLDER_OF_OWNER
from wps_eval.files.whole_file import write_whole
from wps_eval.publish import font_ligatures
from wps_eval.publish.font_ligatures import apart

FAMILY = "IBM Plex Sans Arabic"
PDF_FAMILY = "Report Sans Apart"
WEIGHTS = {400: "Regular", 600: "SemiBold"}
WEB_FORMAT = "woff2" if find_spec("brotli") else "woff"
#: the statuses' symbols, which Typst takes from its own fonts
STATUS_SYMBOLS = frozenset("●▲◕◑◆◔■▼○□")
MARK_LETTERS = 16  # of a checksum in a name
LETTERS_SHOWN = 10  # missing letters named in a refusal
#: of Unicode: direction marks, line ends and spaces need no drawing
UNDRAWN_CATEGORIES = frozenset({"Cf", "Cc", "Zs"})


def font_folder() -> Path:
    """The folder that holds the font's files."""
    return Path(fontpkg.path(FAMILY)).parent


def font_file(weight: int) -> Path:
    """One weight's file."""
    return Path(fontpkg.path(FAMILY, weight=weight))


@cache
def pdf_font_folder() -> Path:
    """The folder that holds the font as a PDF carries it, made once on a machine.

    It lies among the user's own passing files, under a name that its source and the code that makes it
    give; where nothing can be kept there, or what is kept is not whole, it is made for this process.
    """
    files = [font_file(weight) for weight in WEIGHTS] + [Path(font_ligatures.__file__)]
    contents = b"".join(path.read_bytes() for path in files)
    kept = user_cache_path("wps-eval") / f"font-{sha256(contents).hexdigest()[:MARK_LETTERS]}"
    if not _is_whole(kept):
        try:
            return _make_pdf_fonts(kept)
        except OSError:
            folder = TemporaryDirectory(prefix="wps-eval-font-")
            atexit.register(folder.cleanup)
            return _make_pdf_fonts(Path(folder.name))
    return kept


def _make_pdf_fonts(folder: Path) -> Path:
    """Write both weights into a folder, each with its checksum beside it."""
    folder.mkdir(FOLDER_OF_OWNER, parents=True, exist_ok=True)
    for weight, style in WEIGHTS.items():
        content = apart(font_file(weight), PDF_FAMILY)
        write_whole(folder / f"{style}.ttf", content)
        write_whole(folder / f"{style}.sha256", sha256(content).hexdigest().encode())
    return folder


def _is_whole(folder: Path) -> bool:
    """Whether a folder holds both weights as they were made."""
    try:
        return all(
            sha256((folder / f"{style}.ttf").read_bytes()).hexdigest()
            == (folder / f"{style}.sha256").read_text(encoding="ascii")
            for style in WEIGHTS.values()
        )
    except (OSError, UnicodeDecodeError):
        return False


@cache
def font_letters() -> frozenset[int]:
    """The letters that the font has."""
    with TTFont(font_file(400)) as font:
        return frozenset(font.getBestCmap())


def refuse_missing(text: str, name: str) -> None:
    """Stop where a letter would print as a box.

    Raises:
        ExportRefused: If the text holds a letter that the font lacks.
    """
    lacking = sorted(letter for letter in set(text) if not _can_be_drawn(letter))
    if lacking:
        letters_named = ", ".join(
            f"{missing!r} (U+{ord(missing):04X})" for missing in lacking[:LETTERS_SHOWN]
        )
        raise ExportRefused(
            f"{name}: found letters that the report's font does not have: {letters_named}; expected letters of {FAMILY}. Replace them in the text they come from."
        )


def _can_be_drawn(letter: str) -> bool:
    """Whether a letter is in the font, is a status's symbol or needs no drawing."""
    known = ord(letter) in font_letters() or letter in STATUS_SYMBOLS
    return known or unicodedata.category(letter) in UNDRAWN_CATEGORIES


def font_data_address(weight: int, text: str) -> str:
    """Give one weight as a data address, cut down to the letters of a text."""
    options = Options(layout_features=["*"], notdef_outline=True, recalc_timestamp=False)
    options.drop_tables += ["meta"]  # fontTools cannot cut it and would say so on every export
    with TTFont(font_file(weight), recalcTimestamp=False) as font:
        cutter = Subsetter(options)
        cutter.populate(text=text)
        cutter.subset(font)
        buffer = io.BytesIO()
        font.flavor = WEB_FORMAT
        font.save(buffer)
    return f"data:font/{WEB_FORMAT};base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
