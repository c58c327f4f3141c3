"""NOTICE names what of others is used: fonts, programs, locks."""

from importlib.metadata import version
from pathlib import Path

import pypandoc
from fontTools.ttLib import TTFont

from wps_eval.publish.fonts import FAMILY, PDF_FAMILY, WEIGHTS, font_file

HOUSE = Path(__file__).parents[1]
NOTICE = (HOUSE / "NOTICE").read_text(encoding="utf-8")
FONT_ENDINGS = {".ttf", ".otf", ".ttc", ".woff", ".woff2"}
LICENCE_NAME, VERSION_NAME = 13, 5  # of a font's own table of names


def test_each_font_file_of_the_project_is_named():
    folders = [HOUSE / name for name in ("src", "data", "docs", "params", "notebooks", "tests")]
    fonts = [p for folder in folders for p in folder.rglob("*") if p.suffix.lower() in FONT_ENDINGS]
    assert [path.name for path in fonts if path.name not in NOTICE] == []


def test_the_reports_font_its_changed_one_its_version_and_its_licence_are_named():
    assert FAMILY in NOTICE
    assert f'"{PDF_FAMILY}"' in NOTICE
    for weight in WEIGHTS:
        with TTFont(font_file(weight)) as font:
            names = font["name"]
            assert names.getDebugName(VERSION_NAME).lower() in NOTICE.lower()
            assert "SIL Open Font License, Version 1.1" in names.getDebugName(LICENCE_NAME)
    assert "SIL Open Font License, Version 1.1" in NOTICE


def test_the_pandoc_that_is_run_is_the_one_named():
    assert f"pandoc {pypandoc.get_pandoc_version()}:" in NOTICE
    assert version("pypandoc_binary")


def test_the_files_that_it_points_to_are_there():
    for name in ("requirements.lock", "requirements-dev.lock", "tests/reference/data/SOURCE.md",
                 "docs/decisions/008-one-glyph-one-letter.md", "benchmarks/printed_numbers.py"):  # fmt: skip
        assert name in NOTICE
        assert (HOUSE / name).is_file()
