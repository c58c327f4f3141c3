"""The two exporters: the same bytes every time, a whole file or none, and their place in the menu."""

import pytest
from nbconvert.exporters import get_exporter
from sealed_pages import page, written

from wps_eval.files.whole_file import write_whole
from wps_eval.publish.html import ReportHTML, export_html
from wps_eval.publish.pdf import ReportPDF, export_pdf

EXPORTS = [(export_html, "html"), (export_pdf, "pdf")]


@pytest.mark.parametrize(("export", "ending"), EXPORTS)
@pytest.mark.parametrize("language", ["en", "ar_IQ", "ckb_IQ"])
def test_same_notebook_same_bytes(export, ending, language, tmp_path):
    source = written(page(language), tmp_path)
    one = export(source, tmp_path / f"a.{ending}").read_bytes()
    assert export(source, tmp_path / f"b.{ending}").read_bytes() == one


def test_a_file_that_cannot_be_put_in_place_leaves_nothing_beside_it(tmp_path):
    target = tmp_path / "page.pdf"
    target.mkdir()
    with pytest.raises(OSError, match="page"):
        write_whole(target, b"x")
    assert list(tmp_path.iterdir()) == [target]


def test_exporting_says_nothing(tmp_path, capfd, caplog):
    export_html(written(page(), tmp_path), tmp_path / "page.html")
    assert caplog.text + "".join(capfd.readouterr()) == ""


def test_the_exporters_stand_in_the_menu_and_give_the_same_report(tmp_path):
    assert get_exporter("Report_HTML") is ReportHTML
    assert get_exporter("Report_PDF") is ReportPDF
    html, _ = ReportHTML().from_notebook_node(page())
    target = export_html(written(page(), tmp_path), tmp_path / "p.html")
    assert html == target.read_text(encoding="utf-8")
    pdf, resources = ReportPDF().from_notebook_node(page())
    assert pdf.startswith(b"%PDF")
    assert resources["output_extension"] == ".pdf"
