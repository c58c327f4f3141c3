"""Without a seal that says released, nothing leaves."""

import pytest
from nbformat.v4 import new_code_cell, new_output
from sealed_pages import page, seal, shown, written

from wps_eval.errors import ExportRefused
from wps_eval.publish.html import export_html
from wps_eval.publish.pdf import export_pdf
from wps_eval.publish.seal import read_seal
from wps_eval.report.seal import MIME

FAILED = new_code_cell("x", outputs=[new_output("error", ename="E", evalue="v", traceback=[])])


def words(**changes):
    return {**seal()["data"][MIME]["words"], **changes}


def sealed(record):
    return new_output("display_data", data={MIME: record})


def whole():
    return seal()["data"][MIME]


@pytest.mark.parametrize("export", [export_html, export_pdf])
@pytest.mark.parametrize(
    ("notebook", "word"),
    [
        (page(sealed=shown("<p>x</p>")), "no seal"),
        (page(extra=[FAILED]), "cell 5: found a cell that failed"),
        (page(sealed=seal(released=False)), "internal"),
    ],
    ids=["no seal", "failed cell", "not released"],
)
def test_a_refused_notebook_leaves_no_file(export, notebook, word, tmp_path):
    source = written(notebook, tmp_path)
    with pytest.raises(ExportRefused, match=word):
        export(source, tmp_path / "out")
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize(
    "changes",
    [
        {"released": "true"},
        {"released": 1},
        {"direction": 'ltr); #read("secret"'},
        {"language": 'en" onload="x'},
        {"state": "finished"},
        {"title": ""},
        {"words": words(page="Page 1")},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_seal_is_read_strictly_and_the_refusal_names_the_part(changes):
    with pytest.raises(ExportRefused, match=next(iter(changes))):
        read_seal(page(sealed=sealed(whole() | changes)))


def test_a_seal_that_does_not_say_whether_it_is_released_is_refused():
    with pytest.raises(ExportRefused, match="released"):
        read_seal(page(sealed=sealed({k: v for k, v in whole().items() if k != "released"})))


def test_a_released_seal_does_not_cover_for_a_second_one_that_is_not():
    second = new_code_cell("4", outputs=[seal(released=False)])
    with pytest.raises(ExportRefused, match="contradict"):
        read_seal(page(extra=[second]))


def test_the_same_seal_twice_is_one_seal():
    again = new_code_cell("4", outputs=[seal()])
    assert read_seal(page(extra=[again])).released
