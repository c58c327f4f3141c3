"""Small notebooks that carry a seal, for the tests of what leaves."""

import base64

import nbformat
import pypdf
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from wps_eval.report.fragment import MIME as FRAGMENTS
from wps_eval.report.fragment import carried
from wps_eval.report.seal import MIME

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
    '<rect width="40" height="20" fill="#0b5d7a"/></svg>'
)
PICTURE = "data:image/svg+xml;base64," + base64.b64encode(SVG.encode()).decode()
TEXTS = {
    "en": ("Mid-term review", "Findings", "Women rose to 28.9%", "Contents", "Page {page} of {pages}"),
    "ar_IQ": ("تقييم منتصف المدة", "النتائج", "ارتفعت نسبة النساء", "المحتويات", "صفحة {page} من {pages}"),
    "ckb_IQ": ("هەڵسەنگاندنی نیوەی ماوە", "دۆزینەوەکان", "ڕێژەی ژنان زیادی کرد", "ناوەڕۆک", "لاپەڕە {page} لە {pages}"),
}  # fmt: skip


def seal_words(contents="Contents", page_of="{page}", **changes):
    return {
        "contents": contents, "page": page_of, "demonstration": "DEMONSTRATION", "draft": "Draft",
        "search": "Search", "shown": "{shown} of {all}", "sort": "Sort", "figures": "All figures", "tables": "All tables", "figure": "{n}", "table": "{n}",
    } | changes  # fmt: skip


def seal(language="en", **changes):
    title, _, _, contents, page_of = TEXTS[language]
    words = seal_words(contents, page_of)
    base = {
        "edition": "midterm-2022", "study": "midterm-2022", "title": title, "subtitle": title,
        "place": "IQ", "language": language, "direction": "ltr" if language == "en" else "rtl",
        "released": True, "demonstration": False, "state": "draft", "words": words,
    }  # fmt: skip
    return new_output("display_data", data={MIME: base | changes, "text/plain": ""})


def shown(html):
    data = {"text/html": carried([html], "en", "ltr"), FRAGMENTS: {}, "text/plain": "SECRET-PLAIN"}
    return new_output("display_data", data=data)


def cell(html):
    return new_code_cell("3", outputs=[shown(html)])


def page(language="en", sealed=None, extra=()):
    _, finding, sentence, _, _ = TEXTS[language]
    body = (
        f"<h2>{finding}</h2><p>{sentence}</p><table><caption>{finding}</caption><thead><tr>"
        '<th scope="col">A</th><th scope="col" class="num">B</th></tr></thead><tbody><tr>'
        f'<td style="background-color:#cfe8dd;color:#0b4a34">{finding}</td><td class="num">1</td>'
        "</tr></tbody></table>"
        f'<figure class="chart"><img alt="{sentence}" src="{PICTURE}"/>'
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


def written(notebook, folder):
    path = folder / "page.ipynb"
    nbformat.write(notebook, path)
    return path


def pdf_text(path):
    return " ".join(" ".join(p.extract_text() for p in pypdf.PdfReader(path).pages).split())
