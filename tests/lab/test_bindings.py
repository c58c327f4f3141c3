"""Numbers for texts: every call that is offered prints one released number, and no hidden one is offered."""

from types import SimpleNamespace

import pytest

from in_memory import lay_figures, write_released
from wps_eval.codes import State
from wps_eval.lab.bindings import Bindable, bindables, call_of, number_of
from wps_eval.lab.start_page import PARTS, StartPage
from wps_eval.paths import Root
from wps_eval.report.edition import load_edition
from wps_eval.workspace.opened import open_workspace

ROWS = (
    "indicator,place,date,value,status,source,group\n"
    "I1.1.1-03-a,IQ,2020,100,final,Made up,\n"
    "I1.1.1-03-a,IQ,2022,130,final,Made up,\n"
    "I1.1.1-03-a,Erbil,2020,30,final,Made up,\n"
    "I1.1.1-03-a,Erbil,2022,40,final,Made up,\n"
    "I2.1.6-01-a,IQ,2020,60,final,Made up,sex=f\n"
    "I2.1.6-01-a,IQ,2022,70,final,Made up,sex=f\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A workbench whose mid-term study was measured and released."""
    laid = lay_figures(tmp_path_factory.mktemp("bound"), ROWS)
    write_released(open_workspace("midterm-2022", laid))
    return laid


@pytest.fixture
def edition(folder):
    return load_edition("midterm-2022", "IQ", "en", folder)


def found(edition, place="", group=""):
    printed = edition.plan.printed
    code = printed["I2.1.6-01-a" if group else "I1.1.1-03-a"]
    (one,) = [b for b in bindables(edition) if (b.code, b.place, b.group) == (code, place, group)]
    return one


def test_every_call_that_is_offered_prints_a_number(edition):
    offered = [(b, s) for b in bindables(edition) for s in b.statistics]
    assert len(offered) > 5
    assert [(b.code, s) for b, s in offered if not number_of(call_of(b, s), edition.bindable)] == []


@pytest.mark.parametrize(
    ("place", "group", "statistic", "said", "number"),
    [
        ("", "", "current", "", "130"),
        ("", "", "baseline", ', "baseline"', "100"),
        ("", "", "change", ', "change"', "+30"),
        ("IQG11", "", "current", ', place="IQG11"', "40"),
        ("", "sex=f", "baseline", ', "baseline", group="sex=f"', "60"),
    ],
)
def test_a_call_says_what_is_not_the_report_s_own(edition, place, group, statistic, said, number):
    one = found(edition, place, group)
    call = call_of(one, statistic)
    assert call == f'{{{{ value("{one.code}"{said}) }}}}'
    assert number in number_of(call, edition.bindable)


def test_what_was_hidden_is_not_offered(edition):
    verdicts = edition.released["verdicts"]
    hidden = verdicts.assign(state=str(State.SUPPRESSED))
    blind = SimpleNamespace(plan=edition.plan, place="IQ", words=edition.words, released={"verdicts": hidden})  # fmt: skip
    assert bindables(edition)
    assert bindables(blind) == ()


def test_a_call_that_fits_nothing_prints_nothing(edition):
    nothing = Bindable("9.9.9/9-z", "", "", "", ("current",))
    assert number_of(call_of(nothing, "current"), edition.bindable) == ""


def test_the_picker_finds_by_a_word_and_shows_call_and_number(folder, edition, monkeypatch):
    monkeypatch.chdir(folder)
    page = StartPage(Root(folder), "en", "midterm-2022", begin=lambda act: act())
    page.tabs.selected_index = PARTS.index("picker")
    picker, code = page.parts["picker"], edition.plan.printed["I1.1.1-03-a"]
    picker.search.value = f" {code} "
    assert [name.startswith(code) for name, _ in picker.indicator.options] == [True, True]
    picker.statistic.value = "current"
    assert picker.call.value == f'{{{{ value("{code}") }}}}'
    assert "A report prints: 130" in picker.copy.value
    picker.indicator.index = 1
    assert 'place="IQG11"' in picker.call.value
    picker.search.value = "nothing of the kind"
    assert (picker.call.value, picker.copy.value) == ("", "")


def test_what_is_missing_is_told_by_body_of_released_results(folder, monkeypatch):
    monkeypatch.chdir(folder)
    page = StartPage(Root(folder), "en", "midterm-2022", begin=lambda act: act())
    page.tabs.selected_index = PARTS.index("owed")
    assert page.parts["owed"].tables.value.count("<table") == 2
