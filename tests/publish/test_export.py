"""What leaves: sealed, released HTML and nothing else; readable in both directions."""

import base64
import re

import nbformat
import pypdf
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from wps_eval.errors import ExportRefused
from wps_eval.publish.html import ReportHTML, export_html
from wps_eval.publish.pdf import ReportPDF, export_pdf
from wps_eval.publish.seal import MIME

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
    '<rect width="40" height="20" fill="#0b5d7a"/></svg>'
)
TEXTS = {
    "en": ("Mid-term review", "Findings", "Women rose to 28.9%", "Contents", "Page {page} of {pages}"),
    "ar_IQ": ("تقييم منتصف المدة", "النتائج", "ارتفعت نسبة النساء", "المحتويات", "صفحة {page} من {pages}"),
    "ckb_IQ": ("هەڵسەنگاندنی نیوەی ماوە", "دۆزینەوەکان", "ڕێژەی ژنان زیادی کرد", "ناوەڕۆک", "لاپەڕە {page} لە {pages}"),
}  # fmt: skip


def seal(language="en", **changes):
    title, _, _, contents, page = TEXTS[language]
    words = {"contents": contents, "page": page, "demonstration": "DEMONSTRATION", "draft": "Draft"}
    base = {
        "edition": "midterm-2022", "study": "midterm-2022", "title": title, "subtitle": title,
        "place": "IQ", "language": language, "direction": "ltr" if language == "en" else "rtl",
        "released": True, "demonstration": False, "state": "draft", "words": words,
    }  # fmt: skip
    return new_output("display_data", data={MIME: base | changes, "text/plain": ""})


def shown(html):
    return new_output("display_data", data={"text/html": html, "text/plain": "SECRET-PLAIN"})


def page(language="en", sealed=None, extra=()):
    _, finding, sentence, _, _ = TEXTS[language]
    picture = base64.b64encode(SVG.encode()).decode()
    body = (
        f"<h2>{finding}</h2><p>{sentence}</p><table><caption>{finding}</caption><thead><tr>"
        '<th scope="col">A</th><th scope="col" class="num">B</th></tr></thead><tbody><tr>'
        f'<td style="background-color:#cfe8dd;color:#0b4a34">{finding}</td><td class="num">1</td>'
        "</tr></tbody></table>"
        f'<figure class="chart"><img alt="{sentence}" src="data:image/svg+xml;base64,{picture}"/>'
        f"<figcaption>{finding}</figcaption></figure>"
    )
    cells = [
        new_code_cell("SECRET_CODE = 1", outputs=[sealed or seal(language)]),
        new_markdown_cell("SECRET-TEXT"),
        new_code_cell("1", outputs=[shown(body), new_output("stream", text="SECRET-STREAM")]),
        new_code_cell("2", outputs=[shown("<p>SECRET-NOTE</p>")], metadata={"tags": ["note"]}),
        *extra,
    ]
    return new_notebook(cells=cells)


def written(notebook, tmp_path):
    path = tmp_path / "page.ipynb"
    nbformat.write(notebook, path)
    return path


def pdf_text(path):
    return " ".join(" ".join(p.extract_text() for p in pypdf.PdfReader(path).pages).split())


@pytest.mark.parametrize("language", TEXTS)
def test_html_has_language_direction_contents_and_no_address_outside(language, tmp_path):
    target = export_html(written(page(language), tmp_path), tmp_path / "page.html")
    text = target.read_text(encoding="utf-8")
    soup = BeautifulSoup(text, "html.parser")
    assert soup.html["lang"] == language.replace("_", "-")
    assert soup.html["dir"] == ("ltr" if language == "en" else "rtl")
    assert [a["href"] for a in soup.select("nav a")] == ["#s1"]
    assert soup.find(id="s1").get_text() == TEXTS[language][1]
    assert soup.find("script") is None
    assert not re.search(r"(src|href)=\"(https?:)?//", text)
    assert soup.img["alt"] == TEXTS[language][2]


@pytest.mark.parametrize("language", TEXTS)
def test_pdf_is_tagged_and_its_words_can_be_found(language, tmp_path):
    target = export_pdf(written(page(language), tmp_path), tmp_path / "page.pdf")
    reader = pypdf.PdfReader(target)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()
    text = pdf_text(target)
    found = [word for word in TEXTS[language][2].split() if word in text]
    assert len(found) >= len(TEXTS[language][2].split()) - 1


def test_nothing_but_displayed_html_leaves(tmp_path):
    source = written(page(), tmp_path)
    html = export_html(source, tmp_path / "page.html").read_text(encoding="utf-8")
    assert "SECRET" not in html
    assert "SECRET" not in pdf_text(export_pdf(source, tmp_path / "page.pdf"))


@pytest.mark.parametrize("export", [export_html, export_pdf])
def test_a_notebook_without_a_seal_or_with_a_failed_cell_does_not_leave(export, tmp_path):
    bare = page(sealed=shown("<p>x</p>"))
    failed = page(
        extra=[
            new_code_cell("x", outputs=[new_output("error", ename="E", evalue="v", traceback=[])])
        ]
    )
    internal = page(sealed=seal(released=False))
    for notebook, word in ((bare, "no seal"), (failed, "failed"), (internal, "internal")):
        with pytest.raises(ExportRefused, match=word):
            export(written(notebook, tmp_path), tmp_path / "out")
        assert not (tmp_path / "out").exists()


def test_demonstration_data_say_so_on_every_page(tmp_path):
    many = "".join(f"<h2>Chapter {n}</h2><p>text</p>" for n in range(4))
    notebook = page(
        sealed=seal(demonstration=True), extra=[new_code_cell("3", outputs=[shown(many)])]
    )
    reader = pypdf.PdfReader(export_pdf(written(notebook, tmp_path), tmp_path / "page.pdf"))
    assert len(reader.pages) > 4
    assert all("DEMONSTRATION" in p.extract_text() for p in reader.pages)
    html = export_html(tmp_path / "page.ipynb", tmp_path / "page.html").read_text(encoding="utf-8")
    assert "DEMONSTRATION" in html


def test_a_letter_that_the_font_lacks_is_refused(tmp_path):
    notebook = page(extra=[new_code_cell("3", outputs=[shown("<p>漢</p>")])])
    with pytest.raises(ExportRefused, match="U\\+6F22"):
        export_pdf(written(notebook, tmp_path), tmp_path / "page.pdf")


def test_same_notebook_same_bytes(tmp_path):
    source = written(page("ar_IQ"), tmp_path)
    for export, ending in ((export_html, "html"), (export_pdf, "pdf")):
        one = export(source, tmp_path / f"a.{ending}").read_bytes()
        assert export(source, tmp_path / f"b.{ending}").read_bytes() == one


def test_the_exporters_stand_in_the_menu_and_give_the_same_report(tmp_path):
    from nbconvert.exporters import get_exporter  # noqa: PLC0415

    assert get_exporter("Report_HTML") is ReportHTML
    assert get_exporter("Report_PDF") is ReportPDF
    html, _ = ReportHTML().from_notebook_node(page())
    assert html == export_html(written(page(), tmp_path), tmp_path / "p.html").read_text(
        encoding="utf-8"
    )
    pdf, resources = ReportPDF().from_notebook_node(page())
    assert pdf.startswith(b"%PDF")
    assert resources["output_extension"] == ".pdf"
