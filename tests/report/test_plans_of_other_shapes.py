"""A second plan is a folder, whatever its shape: regions, years, codes, and which tables it has."""

import re
import shutil
from functools import cache

import pytest
from bs4 import BeautifulSoup

from in_english import english
from in_memory import HOUSE, write_released
from wps_eval.errors import PlanFaults
from wps_eval.indicators.milestone_due import milestone_due
from wps_eval.plan import load_plan
from wps_eval.report.annexes import ANNEXES
from wps_eval.report.chapters import CHAPTERS
from wps_eval.report.edition import load_edition
from wps_eval.report.implementation_tables import stages_table
from wps_eval.workspace.opened import open_workspace

VERANIA = HOUSE / "tests/cases/plan/verania"
FOREIGN = re.compile(
    r"Iraq|Kurd|unofficial|[Ff]ederal|governorate|العراق|كردستان|الاتحادي|محافظ|غير رسمية"
)
TOLD = (
    "introduction", "description", "regions", "matrix", "apart", "evaluability", "activities",
    "plan_sheets", "readings", "sheets",
)  # fmt: skip
WEST = "VER-W,West,الغرب,west,VER,VER-W\n"
REGIONS = ("VER-N", "VER-S", "VER-W")
OWN = "code,place,federal,output,status,title,bodies\n" + "".join(
    f"K-{place}-{n},{place},,R{n}.1.1,activity,Step {n} of {place},POL\n"
    for place in REGIONS
    for n in (1, 2)
)
NOTHING_DONE = "K-VER-N-3,VER-N,,R1.1.1,none,,\nK-VER-N-4,VER-N,,R2.1.1,blank,,\n"
RETURN_OF_WEST = "K-VER-W-2,POL,completed,2023-03-31,Letter 9\n"
CODES = {
    "PEACE": "سلام", "VOICE": "voice", "O1.1": "A", "O2.1": "B", "R1.1.1": "A1", "R2.1.1": "B1",
    "A1.1.1-01": "A1-01", "A2.1.1-01": "B1-01", "I1.1.1-a": "1.1.1", "I1.1.1-01-a": "OUT-3-ind-b",
    "I1.1.1-01-b": "ind-lower", "I1.1.1-01-c": "مؤشر-1", "I2.1.1-a": "B1.1-a",
    "I2.1.1-01-a": "A1.1-a", "I2.1.1-01-b": "Z_9",
}  # fmt: skip
LISTS = {
    "plan/units.csv": "code,counts,whole,percent\nwomen,people,yes,no\npolice stations,things,yes,no\n"
    "campaigns,things,yes,no\nreports,things,yes,no\n%,people,no,yes\n",
    "plan/partitions.csv": "code,whole,parts,name,name_ar\nVER-2,VER,VER-N;VER-S,counties,مقاطعة\n",
    "plan/groups.csv": "code,name,name_ar,spellings\nhome,home,السكن,\nhome=camp,people in camps,سكان المخيمات,\n",
    "plan/stages.csv": "code,indicator,stage,words,words_ar,due\n"
    "S-1,I1.1.1-01-c,1,Draft sent to parliament,أرسلت المسودة إلى البرلمان,2022-12-31\n"
    "S-2,I1.1.1-01-c,2,Code in force,المدونة نافذة,2024-12-31\n",
}
IN_COUNTIES = (
    "N-02,1,police stations,at_least,per_governorate,A desk in each county,I1.1.1-01-b,page 2\n"
)
OF_PLACES = "I1.1.1-01-b,North,2023-12-31,2,final,Letter 4,,\nI1.1.1-01-b,South,2023-12-31,1,final,Letter 5,,\n"
IN_CAMPS = "I1.1.1-a,VER,2021-12-31,80,final,Letter 6,home=camp\nI1.1.1-a,VER,2023-12-31,90,final,Letter 7,people in camps\n"


def lay(folder, *, codes=None, tables=None, more=None, without=(), years=None):
    """Lay a workbench whose plan is Verania's in another shape; Iraq's forms stand beside it."""
    for name in ("params", "notebooks", "data/instruments"):
        shutil.copytree(HOUSE / name, folder / name)
    home = folder / "data/verania"
    shutil.copytree(VERANIA, home)
    shutil.move(home / "verania-mid.yml", folder / "params")
    for name in without:
        (home / name).unlink()
    for name, text in (tables or {}).items():
        (home / name).write_text(text, encoding="utf-8")
    for name, rows in (more or {}).items():
        with (home / name).open("a", encoding="utf-8") as file:
            file.write(rows)
    for path in (*home.rglob("*.csv"), *home.rglob("*.yml"), folder / "params/verania-mid.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(in_other_words(text, codes or {}, years), encoding="utf-8")
    return folder


def in_other_words(text, codes, last_year):
    """Give a table's text with other codes, and with another last year of the plan."""
    whole = "|".join(map(re.escape, sorted(codes, key=len, reverse=True)))
    if codes:
        text = re.sub(rf"(?<![\w.-])({whole})(?![\w.-])", lambda found: codes[found[1]], text)
    return text.replace("2025", str(last_year)) if last_year else text


ON_ACTIVITIES = re.compile(r",A(\d\.1\.1)-01,")
SHAPES = {
    "no regions, three years": {"years": 2024},
    "five years": {"years": 2026},
    "three regions": {
        "tables": {"plan/region_activities.csv": OWN + NOTHING_DONE},
        "more": {"plan/places.csv": WEST, "returns/activities.csv": RETURN_OF_WEST},
    },
    "other codes": {"codes": CODES},
    "required tables alone": {
        "without": [
            "plan/activities.csv", "plan/bodies.csv", "plan/commitments.csv", "plan/targets.csv",
            "returns/activities.csv",
        ],
        "tables": {
            "plan/indicators.csv": ON_ACTIVITIES.sub(
                r",R\1,", (VERANIA / "plan/indicators.csv").read_text(encoding="utf-8")
            )
        },
    },
    "every list": {
        "tables": LISTS | {
            "figures/camps.csv": "indicator,place,date,value,status,source,group\n" + IN_CAMPS
        },
        "more": {"plan/commitments.csv": IN_COUNTIES, "figures/f.csv": OF_PLACES},
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """Measure and release the study of a shape of plan when it is first asked for."""

    @cache
    def folder_of(shape):
        folder = lay(tmp_path_factory.mktemp("shape"), **SHAPES[shape])
        got = write_released(open_workspace("verania-mid", folder))
        assert [fault for fault in (*got.register.faults, *got.faults) if fault.blocks] == []
        return folder

    return cache(
        lambda shape, language: load_edition("verania-mid", "VER", language, folder_of(shape))
    )


@pytest.fixture(scope="module")
def pages(editions):
    """Give the HTML of a shape's chapters and annexes in a language, by their codes."""

    @cache
    def pages_of(shape, language="en"):
        edition = editions(shape, language)
        asked = [part for part in (*CHAPTERS, *ANNEXES) if part.code in TOLD]
        return {part.code: "\n".join(part.parts(edition)) for part in asked}

    return pages_of


@pytest.fixture(scope="module")
def told(pages):
    """Give their words."""

    @cache
    def words_of(shape, language="en"):
        return {code: words_in(page) for code, page in pages(shape, language).items()}

    return words_of


def words_in(html):
    text = BeautifulSoup(html, "html.parser").get_text(" ")
    return " ".join(text.replace("\u2068", "").replace("\u2069", "").split())


@pytest.mark.parametrize("language", ["en", "ar_IQ"])
@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_of_another_plan_is_told_and_nothing_is_left_out(editions, told, shape, language):
    plan, parts = editions(shape, language).plan, told(shape, language)
    every = " ".join(parts.values())
    assert FOREIGN.findall(every) == []
    assert "Questions asked" not in every
    assert "negotiation" not in every
    for indicator in plan.indicators:
        assert plan.printed[indicator.code] in parts["matrix"]
        assert all(
            indicator.title in parts[code] for code in ("matrix", "evaluability", "plan_sheets")
        )
    assert all(pillar.title in parts["description"] for pillar in plan.pillars)
    assert all(objective.title in parts["description"] for objective in plan.objectives)
    assert all(promise.text in parts["description"] for promise in plan.commitments)
    for activity in (*plan.activities, *plan.own_activities):
        assert activity.title in parts["activities"]


@pytest.mark.parametrize("shape", SHAPES)
def test_no_table_is_empty(pages, shape):
    tables = {
        code: BeautifulSoup(page, "html.parser")("table") for code, page in pages(shape).items()
    }
    empty = [c for c, found in tables.items() if any(not t.select("tbody tr") for t in found)]
    assert empty == []


@pytest.mark.parametrize(
    ("shape", "last", "bulletins"), [("no regions, three years", 2024, 6), ("five years", 2026, 10)]
)
def test_the_years_of_a_plan_are_its_own(editions, told, shape, last, bulletins):
    assert f"1 January 2022 to 31 December {last}" in told(shape)["introduction"]
    assert f"1 كانون الثاني 2022 إلى 31 كانون الأول {last}" in told(shape, "ar_IQ")["introduction"]
    (row,) = (
        editions(shape, "en").own_rows("verdicts").query("indicator == 'I2.1.1-01-b'").itertuples()
    )
    assert row.target_value == bulletins  # one each half-year of the plan
    assert f"January 2022 – December {last}" in told(shape)["activities"]


def test_each_region_has_a_row_and_a_table_of_its_own(editions, told):
    edition = editions("three regions", "en")
    stages = stages_table(edition.released["activities"], edition.plan, edition.writer)
    for name, facts in {
        "North": "2 2 0 0 0 0 –",
        "South": "2 2 0 0 0 0 –",
        "West": "2 1 0 0 0 1 –",
    }.items():
        assert f"{name} {facts}" in words_in(stages)
        assert f"{name}: activities of its own" in told("three regions")["activities"]
    assert "All of the country's 2" in words_in(stages)
    in_arabic = told("three regions", "ar_IQ")["activities"]
    assert all(f"{name}: الأنشطة الخاصة" in in_arabic for name in ("الشمال", "الجنوب", "الغرب"))
    assert "of its own" not in told("five years")["activities"]


def test_a_plan_without_regions_has_no_rows_of_any(editions):
    edition = editions("five years", "en")
    stages = words_in(stages_table(edition.released["activities"], edition.plan, edition.writer))
    assert "All 2" in stages
    assert "country" not in stages


def test_rows_of_other_codes_find_their_pillar_and_keep_their_names_apart(editions, told):
    plan = editions("other codes", "en").plan
    of_pillar = {i.code: plan.pillar_of(i.code) for i in plan.indicators}
    assert of_pillar == {
        "1.1.1": "سلام", "OUT-3-ind-b": "سلام", "ind-lower": "سلام", "مؤشر-1": "سلام",
        "B1.1-a": "voice", "A1.1-a": "voice", "Z_9": "voice",
    }  # fmt: skip
    assert {plan.level_of(i) for i in plan.indicators} == {"activity", "output"}
    assert {plan.printed[code] for code in ("A1.1-a", "B1.1-a")} == {"A1.1-a", "B1.1-a"}
    assert {plan.printed[a.code] for a in plan.activities} == {"A1-01", "B1-01"}
    for code in of_pillar:
        assert plan.indicator_code(code) == code
    assert "Peacekeeping 1 1 1 4 0 Voice 1 1 1 3 0" in told("other codes")["description"]


def test_a_plan_of_the_required_tables_says_what_it_does_not_have(told):
    alone = told("required tables alone")
    assert alone["activities"] == "The plan lists no activities."
    assert "were read clearly" in alone["readings"]
    assert "2 pillars, 0 activities, 7 indicators" in alone["introduction"]


def test_forms_and_owing_bodies_are_not_told_of_a_plan_that_names_none(editions):
    edition = editions("required tables alone", "en")
    pages = {
        c.code: words_in("\n".join(c.parts(edition)))
        for c in CHAPTERS
        if c.code in ("management", "framework")
    }
    assert "follow-up plan" not in pages["management"]
    assert "0 activities" not in pages["management"]
    assert pages["framework"].endswith("The plan names no body that answers for its indicators.")


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("stage 1 of 2 reached: Draft sent to parliament", "due 31 December 2024: Code in force",
                "(counties)", "people in camps", "2 of 2")),
        ("ar_IQ", ("أرسلت المسودة إلى البرلمان", "المدونة نافذة", "(مقاطعة)", "سكان المخيمات", "2")),
    ],
)  # fmt: skip
def test_stages_parts_groups_and_units_are_named_by_the_plan(editions, told, language, texts):
    every = " ".join(told("every list", language).values())
    for text in texts:
        assert text in every
    rows = editions("every list", language).own_rows("verdicts")
    assert "suppressed" not in set(rows["state"])  # a count of things is no secret


def test_one_code_of_two_tables_is_refused(tmp_path):
    folder = lay(tmp_path, codes={"R1.1.1": "1.1", "I1.1.1-a": "1.1"})
    with pytest.raises(PlanFaults) as caught:
        load_plan(folder / "data/verania/plan")
    (fault,) = caught.value.faults
    assert (fault.code, dict(fault.found.named)["code"]) == ("code_of_two_tables", "1.1")
    assert "outputs.csv" in english(fault).found


def test_a_country_that_is_no_place_of_the_plan_is_refused_and_an_only_one_is_found(tmp_path):
    folder = lay(tmp_path)
    path = folder / "data/verania/plan/plan.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("national_place: VER", "national_place: VERANIA"), encoding="utf-8"
    )
    with pytest.raises(PlanFaults) as caught:
        load_plan(path.parent)
    assert [(f.code, f.where.column) for f in caught.value.faults] == [
        ("dangling_code", "national_place")
    ]
    path.write_text(text.replace("national_place: VER\n", ""), encoding="utf-8")
    assert load_plan(path.parent).head.national_place == "VER"


def test_a_word_that_would_lose_a_row_is_refused(tmp_path):
    folder = lay(
        tmp_path,
        tables={"plan/region_activities.csv": OWN.replace(",activity,", ",Activity,", 1)},
        more={
            "plan/places.csv": WEST,
            "plan/commitments.csv": IN_COUNTIES.replace("governorate", "county"),
        },
    )
    with pytest.raises(PlanFaults) as caught:
        load_plan(folder / "data/verania/plan")
    assert {(f.code, f.where.column) for f in caught.value.faults} == {
        ("bad_value.choice", "status"),
        ("bad_value.choice", "period"),
    }


def test_the_indicator_of_an_objective_is_owed_by_the_bodies_below_it_and_due_with_their_work(
    tmp_path,
):
    rows = "I9,O2.1,Law on youth adopted,milestone,milestone,up,yes/no,page 9\n"
    plan = load_plan(lay(tmp_path, more={"plan/indicators.csv": rows}) / "data/verania/plan")
    indicator = next(i for i in plan.indicators if i.code == "I9")
    assert plan.pillar_of("I9") == "VOICE"
    assert plan.owners(indicator) == ("COM",)
    assert milestone_due(plan, indicator).of_plan is False
