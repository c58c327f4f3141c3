"""Every public function of the researcher's two rooms shows an example, and it runs as it stands."""

import doctest
import inspect

import pytest

from wps_eval import change, survey

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
def test_an_example_runs_and_says_what_it_says(name):
    call = CALLABLES[name]
    (example,) = doctest.DocTestFinder(recurse=False).find(call, name, globs={})
    assert example.examples, f"{name} shows no example"
    told = []
    failed, _ = doctest.DocTestRunner(verbose=False).run(example, out=told.append)
    assert failed == 0, "".join(told)


@pytest.mark.parametrize("name", CALLABLES)
def test_numbers_of_an_example_say_that_they_are_made_up(name):
    text = inspect.getdoc(CALLABLES[name])
    opening = text.partition("Examples:")[2].partition(">>>")[0]
    assert "made-up" in opening.lower()
