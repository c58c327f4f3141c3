"""Every public function of the researcher's two rooms shows an example, and it runs as it stands."""

import doctest
import inspect
import sys
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt

from wps_eval import change, survey

mpl.use("Agg")
HOUSE = Path(__file__).parents[1]
RECORDS = (survey.Design, survey.Estimates)


def public_callables():
    """The functions of both rooms, and the methods of designs and estimates, by the name a reader knows."""
    for room in (survey, change):
        short = room.__name__.removeprefix("wps_eval.")
        for name in room.__all__:
            found = getattr(room, name)
            if inspect.isfunction(found):
                yield f"{short}.{name}", found
    for record in RECORDS:
        for name, found in vars(record).items():
            is_public = not name.startswith("_")
            made = found.__func__ if isinstance(found, classmethod) else found
            if is_public and inspect.isfunction(made):
                yield f"{record.__name__}.{name}", made


CALLABLES = dict(public_callables())


@pytest.mark.parametrize("name", CALLABLES)
def test_an_example_runs_and_says_what_it_says(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # some write a file
    call = CALLABLES[name]
    (example,) = doctest.DocTestFinder(recurse=False).find(call, name, globs={})
    assert example.examples, f"{name} shows no example"
    told = []
    failed, _ = doctest.DocTestRunner(verbose=False).run(example, out=told.append)
    plt.close("all")
    assert failed == 0, "".join(told)


@pytest.mark.parametrize("name", CALLABLES)
def test_numbers_of_an_example_say_that_they_are_made_up(name):
    text = inspect.getdoc(CALLABLES[name])
    opening = text.partition("Examples:")[2].partition(">>>")[0]
    assert "made-up" in opening.lower()


def test_the_api_page_says_what_the_docstrings_say():
    sys.path.insert(0, str(HOUSE / ".ci"))
    try:
        from api_page import PAGE, page  # noqa: PLC0415
    finally:
        sys.path.remove(str(HOUSE / ".ci"))
    text = page()
    assert PAGE.read_text(encoding="utf-8") == text, "run make docs"
    for name in CALLABLES:
        assert f"# {name}" in text
    assert "<SinglePsu" not in text
