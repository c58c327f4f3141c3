"""Every indicator in the notebook of change: folded by pillar, and by hand to be searched and sorted."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from in_memory import lay_figures
from wps_eval.codes import State
from wps_eval.pages import bench as bench_module
from wps_eval.pages import indicator_change as page
from wps_eval.pages.bench import open_bench
from wps_eval.pages.indicator_finder import ROWS_A_PAGE, Asked, IndicatorFinder, rows_found
from wps_eval.report.fragment import MIME
from wps_eval.report.indicators_found import verdicts_shown

ROWS = (
    "indicator,place,date,value,status,source,group\n"
    "I1.1.1-03-a,IQ,2020,100,final,Made up,\n"
    "I1.1.1-03-a,IQ,2022,130,final,Made up,\n"
    "I1.1.1-03-a,Erbil,2020,30,final,Made up,\n"
    "I1.1.1-03-a,Erbil,2022,40,final,Made up,\n"
    "I1.1.3-a,Basra,2020,100,final,Made up,\n"
    "I1.1.3-a,Basra,2022,149,final,Made up,\n"
)


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """A bench on a few figures, its disclosed verdicts, and what it has displayed since."""
    with pytest.MonkeyPatch.context() as patch:
        shown = []
        patch.delenv("WPS_EVAL_RUNNER", raising=False)
        patch.setattr(bench_module, "display", lambda data, **_: shown.append(data))
        patch.setattr(page, "display", shown.append)
        patch.chdir(lay_figures(tmp_path_factory.mktemp("found"), ROWS))
        bench = open_bench("midterm-2022")
        found = page.measure(bench)
        shown.clear()
        yield bench, found, shown


@pytest.fixture
def finder(measured):
    bench, found, _ = measured
    return IndicatorFinder(bench, verdicts_shown(found["verdicts"], bench.domain))


def cells(finder):
    """Give code, place and baseline of every row that the finder shows."""
    rows = BeautifulSoup(finder.table.value, "html.parser").select("tbody tr")
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in rows]


def test_everybody_s_indicators_stand_first_and_other_places_only_with_a_value(measured):
    bench, found, _ = measured
    rows = verdicts_shown(found["verdicts"], bench.domain)
    own = rows[rows["place"] == "IQ"]
    assert len(own) == len(bench.plan.indicators)
    assert rows["place"].tolist()[: len(own)] == ["IQ"] * len(own)
    apart = rows[rows["place"] != "IQ"]
    assert sorted(zip(apart["indicator"], apart["place"], strict=True)) == [
        ("I1.1.1-03-a", "IQG11"),
        ("I1.1.3-a", "IQG02"),
    ]


def test_an_indicator_with_a_hidden_cell_is_left_out_whole_in_other_places(measured):
    bench, found, _ = measured
    verdicts = found["verdicts"].copy()
    elsewhere = verdicts["indicator"].eq("I1.1.1-03-a") & ~verdicts["place"].isin(["IQ", "IQG11"])
    verdicts.loc[verdicts[elsewhere].index[:1], "state"] = str(State.SUPPRESSED)
    rows = verdicts_shown(verdicts, bench.domain)
    assert rows[rows["place"] != "IQ"]["indicator"].tolist() == ["I1.1.3-a"]


def test_the_notebook_shows_a_folded_table_a_pillar_and_the_finder_by_hand_alone(
    measured, monkeypatch
):
    bench, found, shown = measured
    page.indicators(bench, found)
    widget, carried = shown
    assert hasattr(widget, "children")
    assert MIME in carried
    folded = BeautifulSoup(carried["text/html"], "html.parser").find_all("details")
    assert len(folded) == found["verdicts"].query("pillar != 'context'")["pillar"].nunique()
    rows = sum(len(each.select("tbody tr")) for each in folded)
    assert rows == len(bench.plan.indicators) + 2
    assert not any(each.has_attr("open") for each in folded)
    shown.clear()
    monkeypatch.setenv("WPS_EVAL_RUNNER", "1")
    page.indicators(bench, found)
    assert [MIME in each for each in shown] == [True]
    shown.clear()


def test_a_search_finds_codes_places_and_statuses_in_any_case(finder, measured):
    bench, _, _ = measured
    finder.text.value = " erBIL "
    assert [row[2] for row in cells(finder)] == ["Erbil"]
    assert "1 to 1 of 1" in finder.count.value
    finder.text.value = "i1.1.1-03-A"
    assert [row[2:4] for row in cells(finder)] == [["Iraq", "100 (2020)"], ["Erbil", "30 (2020)"]]
    finder.text.value = "nowhere at all"
    assert cells(finder) == []
    assert "0 to 0 of 0" in finder.count.value
    printed = bench.plan.printed["I1.1.3-a"]
    finder.text.value = printed
    assert [row[0] for row in cells(finder)][:1] == [printed]


def test_filters_narrow_down_together_and_offer_only_what_there_is(finder):
    assert [name for name, _ in finder.place.options] == [
        "All places",
        "Iraq",
        "Al-Basrah",
        "Erbil",
    ]
    finder.place.value = "IQG11"
    assert len(cells(finder)) == 1
    finder.pillar.value = next(code for _, code in finder.pillar.options[2:])
    assert cells(finder) == []


def test_pages_begin_anew_with_every_question(finder, measured):
    bench, _, _ = measured
    every = len(bench.plan.indicators) + 2
    assert (len(cells(finder)), finder.before.disabled) == (ROWS_A_PAGE, True)
    finder.next.click()
    assert f"{ROWS_A_PAGE + 1} to {2 * ROWS_A_PAGE} of {every}" in finder.count.value
    finder.order.value = "place"
    assert f"1 to {ROWS_A_PAGE} of {every}" in finder.count.value
    for _ in range(every // ROWS_A_PAGE):
        finder.next.click()
    assert (finder.next.disabled, len(cells(finder))) == (True, every % ROWS_A_PAGE)
    finder.before.click()
    assert len(cells(finder)) == ROWS_A_PAGE


def test_sorting_puts_what_is_missing_last_and_keeps_the_plan_s_order_among_equals():
    rows = pd.DataFrame(
        {
            "indicator": ["a", "b", "c", "d"],
            "place": ["x", "w", "x", "w"],
            "difference": [None, -1.0, 5.0, -1.0],
        }
    )
    texts = rows["indicator"]

    def order(by):
        return rows_found(rows, texts, Asked(order=by))["indicator"].tolist()

    assert order("plan") == ["a", "b", "c", "d"]
    assert order("place") == ["b", "d", "a", "c"]
    assert order("difference") == ["c", "b", "d", "a"]


def test_what_looks_like_a_pattern_is_searched_as_it_is_typed():
    rows = pd.DataFrame({"indicator": ["a.b", "axb"]})
    assert rows_found(rows, rows["indicator"], Asked(text="a.b")).index.tolist() == [0]
    assert rows_found(rows, rows["indicator"], Asked(text="(")).empty
