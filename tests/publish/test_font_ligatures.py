"""Every glyph of a PDF carries one letter, and the page looks as it did."""

import io
import re
import unicodedata

import pypdf
import pytest
import typst
from fontTools.ttLib import TTFont
from matplotlib.image import imread
from sealed_pages import cell, page, written

from wps_eval.publish.fonts import (
    FAMILY,
    PDF_FAMILY,
    WEIGHTS,
    font_file,
    font_folder,
    pdf_font_folder,
)
from wps_eval.publish.pdf import export_pdf

ARABIC = "في إلى بين النهائي الاستجابة النزاعات الأمني لا إلا بيّن الأمنيّ لّا بيِّن والإعلام"
SORANI = "ئاشتی هەڵسەنگاندنی کۆتایی ڕێکخراوەکانی بیری سڵاو گەلان"


def letters_of_glyphs(path):
    for sheet in pypdf.PdfReader(path).pages:
        for font in sheet["/Resources"]["/Font"].values():
            table = font.get_object()["/ToUnicode"].get_object().get_data().decode("latin-1")
            for code in re.findall(r"> ?<([0-9A-Fa-f]+)>", table):
                yield bytes.fromhex(code).decode("utf-16-be")


def drawn(text, family, folder, weight, tmp_path):
    source = tmp_path / "page.typ"
    source.write_text(
        f'#set page(width: 420pt, height: 60pt)\n#set text(font: "{family}", lang: "ar", dir: rtl, '
        f"size: 18pt, weight: {weight})\n{text}",
        encoding="utf-8",
    )
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
    made = typst.Compiler(str(source), root=str(tmp_path), font_paths=fonts)
    return imread(io.BytesIO(made.compile(format="png", ppi=144)))[..., :3]


@pytest.mark.parametrize(("language", "text"), [("ar_IQ", ARABIC), ("ckb_IQ", SORANI)])
def test_no_glyph_of_a_pdf_stands_for_two_letters(language, text, tmp_path):
    notebook = page(language, extra=[cell(f"<p>{text}</p><p><strong>{text}</strong></p>")])
    letters = list(letters_of_glyphs(export_pdf(written(notebook, tmp_path), tmp_path / "x.pdf")))
    several = [t for t in letters if sum(unicodedata.bidirectional(c) == "AL" for c in t) > 1]
    assert several == []
    assert set(text) - set(" ") - set(unicodedata.normalize("NFD", "ّ")) <= set("".join(letters))


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("text", [ARABIC, SORANI, "Women, peace and security: 28.9 % (fi)"])
def test_the_page_looks_the_same(text, weight, tmp_path):
    before = drawn(text, FAMILY, font_folder(), weight, tmp_path)
    after = drawn(text, PDF_FAMILY, pdf_font_folder(), weight, tmp_path)
    assert before.shape == after.shape
    assert (before < 0.5).any()
    # a letter or a vowel mark that moved would differ in dozens of dots
    assert (abs(before - after) > 0.5).any(axis=2).sum() < 5


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_changed_font_does_not_bear_the_reserved_name(weight):
    with TTFont(font_file(weight)) as font:
        before = font["name"].getDebugName(1)
    style = WEIGHTS[weight]
    with TTFont(pdf_font_folder() / f"{style}.ttf") as font:
        names = [
            record.toUnicode() for record in font["name"].names if record.nameID in (1, 4, 6, 16)
        ]
        assert font["OS/2"].usWeightClass == weight
    assert "Plex" in before
    assert names
    assert not any("Plex" in name for name in names)
