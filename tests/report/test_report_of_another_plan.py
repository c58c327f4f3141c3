"""The report of a second plan tells nothing of the first: every chapter and annex, in two languages."""

import re
import shutil

import pytest
from bs4 import BeautifulSoup

from in_memory import HOUSE, write_released
from wps_eval.report.annexes import ANNEXES
from wps_eval.report.chapters import CHAPTERS
from wps_eval.report.edition import load_edition
from wps_eval.workspace.opened import open_workspace

FOREIGN = re.compile(r"Iraq|Kurdistan|unofficial|العراق|كردستان|غير رسمية|1325، للعراق")


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    """Two plans that are not Iraq's, each in a workbench of its own that holds Iraq's forms too."""
    made = {}
    for study in ("verania-mid", "harmonia-2023"):
        folder = tmp_path_factory.mktemp(study)
        for name in ("params", "notebooks", "data/instruments"):
            shutil.copytree(HOUSE / name, folder / name)
        if study == "verania-mid":
            shutil.copytree(HOUSE / "tests/cases/plan/verania", folder / "data/verania")
            shutil.move(folder / "data/verania/verania-mid.yml", folder / "params")
        else:
            shutil.copytree(HOUSE / "data/harmonia", folder / "data/harmonia")
        write_released(open_workspace(study, folder))
        made[study] = folder
    return made


def told(studies, study, place, language):
    """Give the words of every chapter and annex of a report, by its code."""
    edition = load_edition(study, place, language, studies[study])
    return {
        part.code: BeautifulSoup("\n".join(part.parts(edition)), "html.parser").get_text(" ")
        for part in (*CHAPTERS, *ANNEXES)
    }


@pytest.mark.parametrize("language", ["en", "ar_IQ"])
@pytest.mark.parametrize(("study", "place"), [("verania-mid", "VER"), ("harmonia-2023", "ALL")])
def test_nothing_of_another_plan_is_told(studies, study, place, language):
    found = {
        code: sorted(set(FOREIGN.findall(text)))
        for code, text in told(studies, study, place, language).items()
    }
    assert {code: words for code, words in found.items() if words} == {}


def test_p02_the_introduction_names_the_plan_and_its_years(studies):
    text = " ".join(told(studies, "verania-mid", "VER", "en")["introduction"].split())
    assert (
        "First national plan of Verania on women, peace and security, "
        "from 1 January 2022 to 31 December 2025"
    ) in text


def test_p01_the_matrix_and_the_plan_in_numbers_follow_the_plans_own_pillars(studies):
    chapters = told(studies, "verania-mid", "VER", "en")
    for title in ("Peacekeeping", "Voice"):
        assert title in chapters["description"]
        assert title in chapters["matrix"]
    for code in ("1.1.1/a", "1.1.1/1-a", "2.1.1/1-b"):
        assert code in chapters["matrix"]


def test_p03_no_questionnaire_of_another_plan_stands_beside_an_indicator(studies):
    for chapter in told(studies, "verania-mid", "VER", "en").values():
        assert "negotiation" not in chapter
        assert "Questions asked" not in chapter
