"""What a fragment may hold, and what becomes of a cover and of numbers."""

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_output
from sealed_pages import PICTURE, TEXTS, cell, page, pdf_text, seal, written

from wps_eval.errors import ExportRefused
from wps_eval.publish.fragment_policy import refuse_unfit
from wps_eval.publish.html import export_html, report_html
from wps_eval.publish.pdf import export_pdf, report_pdf
from wps_eval.publish.seal import read_seal

TITLE = TEXTS["en"][0]


def html_of(*fragments, language="en"):
    notebook = page(language, extra=[cell(html) for html in fragments])
    return BeautifulSoup(report_html(notebook, read_seal(notebook)), "html.parser")


@pytest.mark.parametrize("report", [report_html, report_pdf])
@pytest.mark.parametrize(
    "fragment",
    [
        "<script>x()</script>",
        '<p onclick="x()">x</p>',
        '<img alt="a" src="https://example.org/a.png">',
        '<img alt="a" src="local.png">',
        '<iframe src="about:blank"></iframe>',
        '<link rel="stylesheet" href="a.css">',
        "<style>@import 'a.css'</style>",
        '<p style="background:url(https://example.org/a.png)">x</p>',
        '<a href="javascript:x()">x</a>',
        "<svg></svg>",
        f'<img src="{PICTURE}">',
        f'<img alt=" " src="{PICTURE}">',
        "<style>p {color: red}</style>",
        "<template><p>x</p></template>",
        "<noscript><p>x</p></noscript>",
        "<unheard-of>x</unheard-of>",
        "<!--><img src=x onerror=x()>-->",
        "<![CDATA[x]]>",
        '<p style="position:fixed;width:100%">x</p>',
        '<p style="width:expression(x)">x</p>',
        '<td formaction="https://example.org">x</td>',
        '<p href="#">x</p>',
        '<a href=" javascript:x()">x</a>',
        '<a href="//example.org/a">x</a>',
        '<a href="file.html">x</a>',
        '<img alt="a" src="data:text/html;base64,AAAA">',
    ],
)
def test_what_runs_or_loads_or_is_not_described_does_not_leave(report, fragment):
    notebook = page(extra=[cell(fragment)])
    with pytest.raises(ExportRefused, match="need no network"):
        report(notebook, read_seal(notebook))


@pytest.mark.parametrize(
    "fragment",
    [
        '<ol start="3" type="a"><li>x</li></ol>',
        '<p class="a" id="b" lang="ar" dir="rtl" title="c" role="note" aria-label="d" data-e="f">x</p>',
        '<table><colgroup><col style="width:12.5%"></colgroup></table>',
        '<table><tr><th scope="row">x</th><td colspan="2" style="background-color:#fff;color:#123;">x</td></tr></table>',
        '<p><a href="#x">a</a> <a href="HTTPS://example.org">b</a> <a href="mailto:a@example.org">c</a></p>',
        "<blockquote><p>x<br>y<sub>1</sub><sup>2</sup></p></blockquote><hr>",
        f'<img alt="a" src="{PICTURE}">',
    ],
)
def test_what_reports_are_made_of_may_leave(fragment):
    refuse_unfit(BeautifulSoup(fragment, "html.parser"), "x")


def test_a_link_to_a_source_may_leave():
    soup = html_of('<p><a href="https://example.org/data">Source</a></p>')
    assert soup.find("a", string="Source")["href"] == "https://example.org/data"


def test_nothing_but_displayed_html_leaves(tmp_path):
    source = written(page(), tmp_path)
    html = export_html(source, tmp_path / "page.html").read_text(encoding="utf-8")
    assert "SECRET" not in html
    assert "SECRET" not in pdf_text(export_pdf(source, tmp_path / "page.pdf"))


def test_a_cover_is_not_printed_twice_and_keeps_what_only_it_says():
    soup = html_of(f'<section class="cover"><h1>{TITLE}</h1><p>By the authors</p></section>')
    assert [h.get_text() for h in soup.find_all("h1")] == [TITLE]
    assert soup.main.find("p", string="By the authors")


def test_another_first_heading_becomes_a_chapter_and_stays_in_the_pdf(tmp_path):
    notebook = page(extra=[cell("<h1>Afterword</h1><p>x</p>")])
    text = pdf_text(export_pdf(written(notebook, tmp_path), tmp_path / "page.pdf"))
    assert text.count("Afterword") == 2  # in the contents, and over its text


def test_a_number_keeps_its_sign_on_the_left_in_every_language():
    table = '<table><tr><td class="num">−3.4</td><td class="num">28.9% (أكتوبر)</td></tr></table>'
    cells = html_of(table, language="ar_IQ").select("td.num")[-2:]
    assert [bool(c.bdi) for c in cells] == [True, False]
    assert cells[0].bdi["dir"] == "ltr"


def test_a_refusal_names_the_edition():
    notebook = page(sealed=seal(edition="annual-2021"), extra=[cell("<script></script>")])
    with pytest.raises(ExportRefused, match="annual-2021: found <script>"):
        report_html(notebook, read_seal(notebook))


@pytest.mark.parametrize("kind", ["display_data", "execute_result"])
def test_what_was_displayed_past_the_bench_stops_the_export(kind):
    """A frame at the end of a cell looks like a table; nothing says that disclosure let it out."""
    frame = {"text/html": "<table><tr><td>1</td></tr></table>", "text/plain": "1"}
    shown = new_output(kind, data=frame)
    notebook = page(extra=[new_code_cell("frame", outputs=[shown])])
    with pytest.raises(ExportRefused, match="cell 5: found something displayed past"):
        report_html(notebook, read_seal(notebook))
    notebook.cells[-1].metadata["tags"] = ["note"]
    assert b"<td>1</td>" not in report_html(notebook, read_seal(notebook))
