"""A report prints the values of its own place and of everybody; others stand apart, labelled."""

import pytest
from bs4 import BeautifulSoup

from in_memory import HOUSE, lay_figures, verdict_of, write_released
from wps_eval.plan import load_plan
from wps_eval.report.annexes import ANNEXES
from wps_eval.report.chapters import CHAPTERS
from wps_eval.report.edition import load_edition
from wps_eval.results.store import frame, write_table
from wps_eval.values import Domain, Group
from wps_eval.workspace.opened import open_workspace

PRINTED = next(i.printed for i in load_plan(HOUSE / "data/plan").indicators if i.code == "I1.1.3-a")
HEAD = "indicator,place,date,value,status,source,group\n"
TARGET = "T-X,I1.1.1-03-a,target,150,2024-12-31,official,,made up,clear,\n"
TWO_PLACES = HEAD + (
    "I1.1.1-03-a,IQ,2020,100,final,Made up,\n"
    "I1.1.1-03-a,IQ,2022,130,final,Made up,\n"
    "I1.1.1-03-a,Erbil,2020,30,final,Made up,\n"
    "I1.1.1-03-a,Erbil,2022,40,final,Made up,\n"
)
ONE_GROUP = HEAD + (
    "I2.1.6-01-a,IQ,2020,60,final,Made up,sex=f\n"
    "I2.1.6-01-a,IQ,2022,70,final,Made up,sex=f\n"
    "I2.1.6-01-a,IQ,2020,51,final,Made up,sex=m\n"
    "I2.1.6-01-a,IQ,2022,52,final,Made up,sex=m\n"
)
GOVERNORATES = HEAD + (
    "I1.1.3-a,Basra,2020,100,final,Made up,\n"
    "I1.1.3-a,Basra,2022,149,final,Made up,\n"
    "I1.1.3-a,Ninewa,2020,50,final,Made up,\n"
    "I1.1.3-a,Ninewa,2022,30,final,Made up,\n"
)


ONE_GOVERNORATE = "".join(
    line for line in GOVERNORATES.splitlines(keepends=True) if "Ninewa" not in line
)


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    """Four studies, measured and released."""
    laid = {
        "places": (TWO_PLACES, TARGET),
        "groups": (ONE_GROUP, ""),
        "parts": (GOVERNORATES, ""),
        "one": (ONE_GOVERNORATE, ""),
    }
    made = {}
    for name, (rows, targets) in laid.items():
        folder = lay_figures(tmp_path_factory.mktemp(name), rows, targets=targets)
        made[name] = folder, write_released(open_workspace("midterm-2022", folder))
    return made


def tables(studies, name, place, code):
    """Print a chapter or an annex and give the words of its tables, row by row."""
    edition = load_edition("midterm-2022", place, "en", studies[name][0])
    record = next(each for each in (*CHAPTERS, *ANNEXES) if each.code == code)
    soup = BeautifulSoup("\n".join(record.parts(edition)), "html.parser")
    for card in soup.find_all("dl"):  # what stands behind a number
        card.decompose()
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]
        for row in soup.select("tbody tr")
    ]


def row_of(rows, number):
    (row,) = (row for row in rows if row[0].strip("\u2068\u2069") == number)
    return row


def test_iraq_and_erbil_side_by_side(studies):
    # M = 100 + 50 x 2/4 = 125, ratio 30/25 = 1.2
    iraq = row_of(tables(studies, "places", "IQ", "matrix"), "1.1.1/3-a")
    assert iraq[2:7] == ["100 (2020)", "125", "150", "130 (2022)", "▲ On track"]
    erbil = row_of(tables(studies, "places", "IQG11", "matrix"), "1.1.1/3-a")
    assert (erbil[2], erbil[5]) == ("30 (2020)", "40 (2022)")
    assert not {"100 (2020)", "130 (2022)"} & set(erbil)


def test_other_places_stand_apart_with_their_names(studies):
    rows = tables(studies, "places", "IQ", "apart")
    assert [(row[0].strip("\u2068\u2069"), *row[2:5]) for row in rows] == [
        ("1.1.1/3-a", "Erbil", "30 (2020)", "40 (2022)")
    ]
    (iraq,) = tables(studies, "places", "IQG11", "apart")
    assert iraq[2:5] == ["Iraq", "100 (2020)", "130 (2022)"]


@pytest.mark.parametrize(("place", "rated"), [("IQ", 1), ("IQG11", 0), ("IQG15", 0)])
def test_headline_and_tally_count_the_reports_own_place(studies, place, rated):
    edition = load_edition("midterm-2022", place, "en", studies["places"][0])
    assert int(edition.own_rows("evaluability")["assessable"].sum()) == rated
    assert len(edition.own_rows("evaluability")) == len(edition.plan.indicators)
    assert len(edition.own_rows("verdicts").query("pillar != 'context'")) == len(
        edition.plan.indicators
    )


def test_women_alone_are_not_everybody(studies):
    row = row_of(tables(studies, "groups", "IQ", "matrix"), "2.1.6/1-a")
    assert (row[2], row[5]) == ("–", "–")
    apart = tables(studies, "groups", "IQ", "apart")
    assert [tuple(r[2:5]) for r in apart] == [
        ("women", "60 (2020)", "70 (2022)"),
        ("men", "51 (2020)", "52 (2022)"),
    ]
    measured = studies["groups"][1]
    everybody = verdict_of(measured, "I2.1.6-01-a")
    assert (everybody["baseline"], everybody["current"], everybody["reason"]) == (
        None,
        None,
        "no_baseline",
    )
    assert verdict_of(measured, "I2.1.6-01-a", group="sex=f")["difference"] == 10


def test_two_governorates_are_not_the_country(studies):
    iraq = row_of(tables(studies, "parts", "IQ", "matrix"), PRINTED)
    assert (iraq[2], iraq[5]) == ("–", "–")
    assert not [cell for cell in iraq if cell.startswith(("100", "149", "50 ", "30 "))]
    ninewa = row_of(tables(studies, "parts", "IQG15", "matrix"), PRINTED)
    assert (ninewa[2], ninewa[5]) == ("50 (2020)", "30 (2022)")
    assert verdict_of(studies["parts"][1], "I1.1.3-a", "IQG15")["change"] == "decreased"
    edition = load_edition("midterm-2022", "IQ", "en", studies["parts"][0])
    assert not edition.own_rows("evaluability")["assessable"].any()


def test_one_governorate_is_not_the_country(studies):
    iraq = row_of(tables(studies, "one", "IQ", "matrix"), PRINTED)
    assert (iraq[2], iraq[5]) == ("–", "–")
    basra = row_of(tables(studies, "one", "IQG02", "matrix"), PRINTED)
    assert (basra[2], basra[5]) == ("100 (2020)", "149 (2022)")
    assert [row[2:5] for row in tables(studies, "one", "IQ", "apart")] == [
        ["Al-Basrah", "100 (2020)", "149 (2022)"]
    ]


def test_a_hidden_cell_keeps_its_whole_row_of_places_away(tmp_path):
    rows = (
        GOVERNORATES
        + "I1.1.3-a,Erbil,2020,3,final,Made up,\nI1.1.3-a,Erbil,2022,90,final,Made up,\n"
    )
    folder = lay_figures(tmp_path, rows)
    write_released(open_workspace("midterm-2022", folder))
    edition = load_edition("midterm-2022", "IQ", "en", folder)
    hidden = edition.released["verdicts"].query("indicator == 'I1.1.3-a' and state == 'suppressed'")
    assert len(hidden)
    fragments = next(each for each in ANNEXES if each.code == "apart").parts(edition)
    assert "100 (2020)" not in "".join(fragments)
    assert "hidden to protect people: 1" in "".join(fragments)


def test_no_table_of_results_is_shown_by_the_place_of_another(studies):
    edition = load_edition("midterm-2022", "IQG11", "en", studies["places"][0])
    for name in ("verdicts", "estimates", "evaluability"):
        own = edition.own_rows(name)
        assert set(own["place"]) <= {"IQG11"}
        assert "group" not in own or set(own["group"]) == {""}
    assert edition.domain == Domain("IQG11", Group())


def test_studies_of_other_places_stand_apart_with_their_names(studies):
    folder = studies["one"][0]
    released = open_workspace("midterm-2022", folder).root.released("midterm-2022")
    row = {"edition": "midterm-2022", "indicator": "u:O1", "statistic": "mean", "round": "u", "unit": "%",
           "state": "shown", "n": 200, "period_start": "2022-01-01", "period_end": "2022-12-31"}  # fmt: skip
    rows = [row | {"place": "IQ", "estimate": 41.0}, row | {"place": "IQG02", "estimate": 62.0}]
    write_table(frame("study_estimates", rows), "study_estimates", released)
    iraq, basra = (tables(studies, "one", place, "studies") for place in ("IQ", "IQG02"))
    assert [(row[2], row[3]) for row in iraq] == [("Iraq", "41.0"), ("Al-Basrah", "62.0")]
    assert [(row[2], row[3]) for row in basra] == [("Al-Basrah", "62.0"), ("Iraq", "41.0")]
    erbil = load_edition("midterm-2022", "IQG11", "en", folder)
    told = str(next(each for each in CHAPTERS if each.code == "studies").parts(erbil))
    assert "No study has handed in numbers of the place of this report" in told
    assert "in other places" in told
