"""Places side by side in the country's report; nothing of an indicator of which one cell is hidden."""

import pytest
from bs4 import BeautifulSoup

from in_memory import lay_figures, verdict_of, write_released
from wps_eval.report.edition import load_edition
from wps_eval.report.places_beside import places_beside
from wps_eval.workspace.opened import open_workspace

HEAD = "indicator,place,date,value,status,source\n"
GOVERNORATES = [f"IQG{n:02}" for n in range(1, 19)]


def rows(indicator, values, year):
    places = zip(GOVERNORATES, values, strict=True)
    return "".join(f"{indicator},{place},{year},{value},final,Made up\n" for place, value in places)


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """Women in leading posts (people) in 18 governorates, and branches (things), one of them with 3 people."""
    text = HEAD
    for year, more in ((2020, 0), (2022, 10)):
        text += rows("I1.1.3-a", [100 + n + more for n in range(18)], year)
        text += rows("I1.1.1-03-a", [3, *(50 + n + more for n in range(17))], year)
    folder = lay_figures(tmp_path_factory.mktemp("beside"), text)
    return folder, write_released(open_workspace("midterm-2022", folder))


def test_the_country_is_the_sum_of_its_governorates(released):
    row = verdict_of(released[1], "I1.1.3-a")
    # 18 x 100 + (0 + 1 + ... + 17) = 1953, and ten more in each
    assert (row["baseline"], row["current"], row["current_sum"]) == (1953, 2133, "18 IQ-18")
    region = verdict_of(released[1], "I1.1.3-a", "IQ-KR")
    # Al-Sulaymaniyah (6th), Duhok (9th), Erbil (11th): 105 + 108 + 110, and ten more in each
    assert (region["baseline"], region["current"]) == (323, 353)


@pytest.mark.parametrize("language", ["en", "ar_IQ"])
def test_places_stand_side_by_side_and_a_hidden_cell_takes_its_indicator_out(released, language):
    edition = load_edition("midterm-2022", "IQ", language, released[0])
    fragments = places_beside(
        edition.released["verdicts"], edition.plan, edition.domain, edition.writer
    )
    soup = BeautifulSoup("\n".join(fragments), "html.parser")
    (table,) = soup.find_all("table")
    assert len(table.select("tbody tr")) == 19  # 18 governorates and the Region
    assert len(soup.find_all("figure")) == 1
    text = soup.get_text(" ")
    assert "1.1.3/a" in text
    assert "bdi" not in text
    assert (
        "1.1.1/3-a" not in text
    )  # 3 women in one governorate are hidden, and so is their indicator


def test_a_place_that_others_do_not_make_has_nothing_side_by_side(released):
    edition = load_edition("midterm-2022", "IQG08", "en", released[0])
    assert (
        places_beside(edition.released["verdicts"], edition.plan, edition.domain, edition.writer)
        == []
    )
