"""A small summary in its five formats, for the tests of what is checked of one."""

from pptx import Presentation
from pypdf import PdfWriter


def summary_in(folder, heads, *, pages=3, slides=None, marks=None):
    """Write a summary: its chapters, how many pages, its slides and what each slide says of the data."""
    report = folder / "summary"
    body = "".join(f"<h2>{head}</h2><p>x</p>" for head in heads)
    report.with_suffix(".html").write_text(f"<main>{body}</main>", encoding="utf-8")
    report.with_suffix(".docx").write_bytes(b"")
    for form, count in ((".pdf", pages), (".slides.pdf", 1)):
        writer = PdfWriter()
        for _ in range(count):
            writer.add_blank_page(100, 100)
        for head in slides or heads:
            writer.add_outline_item(title=head, page_number=0)
        writer.write(report.with_suffix(form))
    show = Presentation()
    for number, head in enumerate(slides or heads):
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = head
        if marks:
            slide.shapes.add_textbox(0, 0, 9, 9).text_frame.text = marks[number]
    show.save(report.with_suffix(".pptx"))
    return report
