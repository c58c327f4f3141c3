"""Slides that can be edited: nothing falls off, everything is mirrored, made-up data say so."""

import zipfile

import pytest
from bs4 import BeautifulSoup
from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt
from sealed_pages import TEXTS, cell, page, seal, written

from wps_eval.errors import ExportRefused
from wps_eval.publish import slide_plan
from wps_eval.publish.powerpoint import ReportPowerPoint, export_powerpoint
from wps_eval.publish.slide_plan import Grid, Paragraph, Picture, plan_slides


def exported(notebook, tmp_path, name="page.pptx"):
    return export_powerpoint(written(notebook, tmp_path), tmp_path / name)


def shapes(path):
    return [list(slide.shapes) for slide in Presentation(str(path)).slides]


def texts(found):
    return [s.text_frame.text for s in found if s.has_text_frame]


@pytest.mark.parametrize("language", TEXTS)
def test_titles_text_tables_and_described_pictures_are_real(language, tmp_path):
    title, finding, sentence, *_ = TEXTS[language]
    first, second = shapes(exported(page(language), tmp_path))
    assert texts(first)[0] == title
    assert texts(second)[0] == finding
    assert sentence in texts(second)
    (table,) = [s.table for s in second if s.has_table]
    assert [[c.text for c in row.cells] for row in table.rows] == [["A", "B"], [finding, "1"]]
    assert table.first_row
    described = [s._element.nvPicPr.cNvPr.get("descr") for s in second if s.shape_type == 13]
    assert described == [sentence]


@pytest.mark.parametrize("language", TEXTS)
def test_lines_and_tables_run_as_the_language_does(language, tmp_path):
    rtl = language != "en"
    found = [s for slide in shapes(exported(page(language), tmp_path)) for s in slide]
    lines = [p for s in found if s.has_text_frame for p in s.text_frame.paragraphs]
    assert {p._p.pPr.get("rtl") == "1" for p in lines} == {rtl}
    (table,) = [s.table for s in found if s.has_table]
    assert (table._tbl.tblPr.get("rtl") == "1") == rtl
    text, number = (c.text_frame.paragraphs[0].alignment for c in table.rows[1].cells)
    near, far = (PP_ALIGN.RIGHT, PP_ALIGN.LEFT) if rtl else (PP_ALIGN.LEFT, PP_ALIGN.RIGHT)
    assert (text, number) == (near, far)
    assert {r._r.rPr.get("lang") for p in lines for r in p.runs} == {language.replace("_", "-")}


def test_cells_keep_their_colours(tmp_path):
    (_, second) = shapes(exported(page(), tmp_path))
    (table,) = [s.table for s in second if s.has_table]
    status = table.cell(1, 0)
    assert str(status.fill.fore_color.rgb) == "CFE8DD"
    assert str(status.text_frame.paragraphs[0].runs[0].font.color.rgb) == "0B4A34"


def test_made_up_data_say_so_on_every_slide(tmp_path):
    made_up = shapes(exported(page(sealed=seal(demonstration=True)), tmp_path))
    real = shapes(exported(page(), tmp_path, "real.pptx"))
    assert all(any("DEMONSTRATION" in text for text in texts(slide)) for slide in made_up)
    assert not any("DEMONSTRATION" in text for slide in real for text in texts(slide))


def test_the_same_report_has_the_same_bytes_and_no_date(tmp_path):
    one, two = (exported(page(), tmp_path, name) for name in ("one.pptx", "two.pptx"))
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as book:
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}


def test_nothing_stands_outside_its_slide_however_much_there_is(tmp_path):
    rows = "".join(f"<tr><td>{'a long finding ' * 12}{n}</td></tr>" for n in range(60))
    table = f"<table><caption>Long</caption><thead><tr><th>A</th></tr></thead><tbody>{rows}</tbody></table>"
    long = f"<p>{'one paragraph that does not end ' * 200}<em>last words</em></p>"
    prose = long + "".join(f"<p>{'many words of prose ' * 30}</p>" for _ in range(9))
    path = exported(page(extra=[cell(f"<h2>Much</h2>{prose}{table}")]), tmp_path)
    show = Presentation(str(path))
    assert len(show.slides) > 8
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= show.slide_height
            assert shape.left + shape.width <= show.slide_width
    texts = [
        c.text for s in show.slides for x in s.shapes if x.has_table for c in x.table.iter_cells()
    ]
    assert sum("a long finding" in text for text in texts) == 60
    text = " ".join(x.text_frame.text for s in show.slides for x in s.shapes if x.has_text_frame)
    assert text.count("paragraph") == text.count("does") == 200
    assert "last words" in text
    assert {s.shapes.title.text_frame.text for s in list(show.slides)[2:]} == {"Much"}


def test_a_letter_without_a_shape_is_refused(tmp_path):
    with pytest.raises(ExportRefused, match=r"U\+6F22"):
        exported(page(extra=[cell("<p>漢</p>")]), tmp_path)


def test_the_menu_of_jupyterlab_gives_the_same_file(tmp_path):
    notebook = page()
    made, resources = ReportPowerPoint().from_notebook_node(notebook, {})
    assert resources["output_extension"] == ".pptx"
    assert made == exported(notebook, tmp_path).read_bytes()


def plan(html):
    return plan_slides(BeautifulSoup(html, "html.parser"), "Title")


def test_a_chapter_is_a_slide_and_what_stands_before_the_first_is_under_the_title():
    slides = plan("<p>Before</p><h2>One</h2><p>a</p><ul><li>b</li></ul><h2>Two</h2><p>c</p>")
    assert [slide.title for slide in slides] == ["Title", "One", "Two"]
    assert [[b.kind for b in slide.blocks] for slide in slides] == [["p"], ["p", "li"], ["p"]]


def test_a_remark_and_a_list_keep_their_bold_and_slanted_words():
    (slide,) = plan("<h2>A</h2><aside><p><strong>Bold</strong> and <em>slanted</em></p></aside>")
    (remark,) = slide.blocks
    assert [(r.text, r.bold, r.italic) for r in remark.runs] == [
        ("Bold", True, False), (" and ", False, False), ("slanted", False, True),
    ]  # fmt: skip


def test_little_text_stays_with_the_picture_before_it():
    text = "<p>word word</p>" * 5
    figure = '<figure><img src="f.png" alt="x"/><figcaption>c</figcaption></figure>'
    slides = plan(f"<h2>A</h2>{text}{figure}<p>One line.</p>")
    assert [type(b) for b in slides[-1].blocks][-2:] == [Picture, Paragraph]


def test_a_table_that_does_not_fit_goes_on_with_its_heads():
    rows = "".join(f"<tr><td>{n}</td><td>x</td></tr>" for n in range(40))
    head = "<thead><tr><th>A</th><th>B</th></tr></thead>"
    slides = plan(f"<h2>A</h2><table><caption>c</caption>{head}<tbody>{rows}</tbody></table>")
    grids = [block for slide in slides for block in slide.blocks if isinstance(block, Grid)]
    # a caption of 11 x 1.35 + 8 points, head and rows of 12 x 1.35 + 7.2 each: 14 rows in 388 points
    assert [len(grid.rows) for grid in grids] == [14, 14, 12]
    assert {tuple(c.text for c in grid.heads) for grid in grids} == {("A", "B")}
    assert [row[0].text for grid in grids for row in grid.rows] == [str(n) for n in range(40)]
    assert all(sum(map(grid.row_height, grid.rows)) < slide_plan.CONTENT_BOTTOM for grid in grids)


def test_a_cell_over_two_columns_loses_nothing():
    table = '<table><tbody><tr><td colspan="2">both</td></tr><tr><td>1</td><td>2</td></tr></tbody></table>'
    (slide,) = plan(f"<h2>A</h2>{table}")
    assert [[c.text for c in row] for row in slide.blocks[0].rows] == [["both", ""], ["1", "2"]]


def test_slides_are_wide(tmp_path):
    show = Presentation(str(exported(page(), tmp_path)))
    assert (show.slide_width, show.slide_height) == (Pt(960), Pt(540))
