"""Places and groups beside each other: hidden stays hidden, geography stays where it is."""

import base64
import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from wps_eval.codes import Status
from wps_eval.paths import find_root
from wps_eval.plan import load_plan
from wps_eval.report.charts.forest import forest_chart
from wps_eval.report.charts.tally_chart import tally_chart
from wps_eval.report.groups import groups_figures, groups_table
from wps_eval.report.numbers import Writer
from wps_eval.report.places import places_figures, places_table
from wps_eval.results.store import frame
from wps_eval.sources.wordings import Wordings
from wps_eval.values import Domain
from wps_eval.words.catalogue import Words

WRITER = Writer(Words("en"))
PLAN = load_plan(find_root().data("plan"))
NAMES = {p.code: p.name_en for p in PLAN.places}
SEX = {("sex", "f"): "Women", ("sex", "m"): "Men"}
WORDINGS = Wordings({"origin": "Where from?"}, SEX, {}, frozenset(), {"k": "Knowledge"})


def row(estimate=50.0, place="IQ", group="", year=2024, state="shown", reason="", **more):
    values = {
        "indicator": "k", "statistic": "value", "place": place, "group": group, "state": state,
        "reason": reason, "estimate": estimate, "ci_low": None if estimate is None else estimate - 5,
        "ci_high": None if estimate is None else estimate + 5, "n": 100, "source": f"Round {year}",
        "period_start": f"{year}-01-01", "period_end": f"{year}-12-31", "edition": "x",
        "round": f"r{year}", "definition": "form k",
    }  # fmt: skip
    return values | more


def found(*rows):
    return frame("knowledge", list(rows))


def image(html):
    return BeautifulSoup(html, "html.parser").img


def drawing(html):
    return base64.b64decode(re.search(r'base64,([^"]+)', html)[1])


def tiles(*rows, writer=WRITER):
    (html,) = places_figures(found(*rows), PLAN.places, NAMES, WORDINGS, writer)
    return html


def test_every_governorate_has_a_tile_of_its_own():
    placed = [(p.tile_row, p.tile_column) for p in PLAN.places if p.tile_row is not None]
    governorates = [p.code for p in PLAN.places if p.code.startswith("IQG")]
    assert len(placed) == len(set(placed)) == len(governorates) == 19


def test_the_map_says_each_value_once_and_why_a_tile_is_empty():
    html = tiles(
        row(41.2, "IQG09"),
        row(None, "IQG10", state="suppressed", reason="suppressed"),
        row(None, "IQG16", state="suppressed", reason="complementary"),
        row(30.0, "IQG08", state="imprecise", reason="few_df"),
    )
    places = dict(part.split(": ", 1) for part in image(html)["alt"].split("; "))
    assert places["Duhok"] == "41.2 (36.2 to 46.2)"
    assert places["Baghdad"].startswith("(30.0")
    assert "protect" in places["Diyala"]
    assert "another value would show" in places["Salah Al-Din"]
    assert "In brackets: Fewer than eight degrees of freedom." in html
    assert "available" in places["Al-Basrah"]
    assert len(places) == 19


def test_a_hidden_value_is_not_in_the_drawing():
    hidden = row(None, "IQG10", state="suppressed", reason="suppressed")
    assert drawing(tiles(row(41.2, "IQG09"), hidden)) != drawing(
        tiles(row(41.2, "IQG09"), row(77.7, "IQG10"))
    )
    assert "77.7" not in tiles(row(41.2, "IQG09"), hidden)


def test_the_map_shows_the_latest_round_and_no_place_beyond_the_plan():
    html = tiles(row(10.0, "IQG09", year=2020), row(41.2, "IQG09"), row(99.0, "IQ-KR"))
    assert "41.2" in image(html)["alt"]
    assert "10.0" not in image(html)["alt"]
    assert "99.0" not in image(html)["alt"]
    assert "Round 2024" in BeautifulSoup(html, "html.parser").figcaption.get_text()


def test_geography_is_not_mirrored():
    def left_of(language):
        writer = Writer(Words(language))
        svg = drawing(tiles(row(41.2, "IQG09"), row(41.2, "IQG01"), writer=writer)).decode()
        return re.findall(r"M ([\d.]+) [\d.]+ \nL", svg)[1:20]

    assert left_of("en") == left_of("ar_IQ")


def test_a_plan_without_tiles_has_no_map():
    bare = tuple(p.model_copy(update={"tile_row": None}) for p in PLAN.places)
    assert places_figures(found(row(1.0, "IQG09")), bare, NAMES, WORDINGS, WRITER) == []
    assert "Duhok" in places_table(found(row(41.2, "IQG09")), NAMES, Domain("IQ"), WORDINGS, WRITER)


def test_groups_stand_in_panels_with_their_base_and_their_words():
    (html,) = groups_figures(
        found(
            row(40.0, group="sex=f", year=2020),
            row(52.0, group="sex=f", n=744),
            row(None, group="sex=m", state="suppressed", reason="suppressed"),
            row(44.0, group="origin=north"),
            row(45.0, group="origin=south"),
            row(47.0, group="disability=yes", n=122),
            row(46.0, group="disability=no"),
            row(43.0, group="area=rural"),
            row(48.0),
        ),
        Domain("IQ"), WORDINGS, WRITER,
    )  # fmt: skip
    text = image(html)["alt"]
    assert "Women (n 744): 52.0 (47.0 to 57.0), before 40.0 (35.0 to 45.0)" in text
    assert "Men: Suppressed" in text
    assert "With a disability (n 122): 47.0" in text
    assert "north (n 100): 44.0" in text
    assert "48.0" not in text  # all together is no group
    assert "43.0" not in text  # alone, it stands beside nothing
    caption = BeautifulSoup(html, "html.parser").figcaption.get_text()
    assert "Round 2020; Round 2024" in caption


def test_groups_without_a_round_before_are_drawn_once():
    now = (row(52.0, group="sex=f"), row(44.0, group="sex=m"))
    before = (row(40.0, group="sex=f", year=2020), row(39.0, group="sex=m", year=2020))
    (one,) = groups_figures(found(*now), Domain("IQ"), WORDINGS, WRITER)
    (two,) = groups_figures(found(*now, *before), Domain("IQ"), WORDINGS, WRITER)
    assert drawing(one) != drawing(two)
    assert groups_figures(found(row(52.0)), Domain("IQ"), WORDINGS, WRITER) == []
    assert "Women" in groups_table(found(*now), Domain("IQ"), WORDINGS, WRITER)


@pytest.mark.parametrize("language", ["ar_IQ", "ckb_IQ"])
def test_every_letter_of_both_charts_has_a_shape(language):
    writer = Writer(Words(language), mark=Words(language).say("seal.demonstration"))
    names = {"IQG09": "دهۆک", "IQG10": "ديالى"}
    groups = (row(52.0, group="disability=yes"), row(51.0, group="disability=no"))
    rows = found(row(41.2, "IQG09"), *groups)
    assert len(places_figures(rows, PLAN.places, names, WORDINGS, writer)) == 1
    assert len(groups_figures(rows, Domain("IQ"), WORDINGS, writer)) == 1


def changes(*rows):
    table = pd.DataFrame(rows, columns=["label", "difference", "ci_low", "ci_high"])
    return table.assign(unit="score 0-100")


def test_the_forest_says_every_change_with_its_interval():
    html = forest_chart(changes(("One", 9.6, 6.7, 12.4), ("Two", -1.0, -2.9, 0.8)), 2, WRITER, "c")
    assert image(html)["alt"] == "One: 9.6, interval 6.7 to 12.4; Two: −1.0, interval −2.9 to 0.8"


def test_the_forest_shows_the_band_that_counts_as_no_change():
    rows = changes(("One", 9.6, 6.7, 12.4))
    assert drawing(forest_chart(rows, 2, WRITER, "c")) != drawing(
        forest_chart(rows, 0, WRITER, "c")
    )


def test_a_picture_of_made_up_data_says_so_in_drawing_and_words():
    counts = pd.DataFrame([{"pillar": "P1"} | dict.fromkeys(map(str, Status), 1)])
    plain = tally_chart(counts, {}, WRITER, "c")
    marked = tally_chart(counts, {}, Writer(Words("en"), mark="Demonstration"), "c")
    assert image(marked)["alt"] == f"Demonstration. {image(plain)['alt']}"
    assert len(drawing(marked)) > len(drawing(plain))
