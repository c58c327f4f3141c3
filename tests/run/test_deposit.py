"""A study packed for an archive: what leaves, what stays, and the same numbers made again."""

import csv
import hashlib
import io
import json
import re
import shlex
import shutil
import stat
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from wps_eval import survey
from wps_eval.disclosure.release import Policy, release
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.errors import Data, SurveyFaults
from wps_eval.files.spss_file import write_spss
from wps_eval.indicators.partner_study_rows import study_rows
from wps_eval.plan import load_plan
from wps_eval.results.store import frame, write_table
from wps_eval.run.cli import app
from wps_eval.run.demonstration import studies, study_answers, write
from wps_eval.run.deposit import deposit_study
from wps_eval.run.kept_too_long import kept_too_long
from wps_eval.run.rebuild import rebuild
from wps_eval.run.study_notebook import run_cells
from wps_eval.sources.partner_studies import read_partner_study
from wps_eval.workspace.opened import open_workspace

HOUSE = Path(__file__).parents[2]
EVALUATION = """
kind: midterm
studies: demo/studies
private: demo/private
demonstration: true
current: {start: 2021-01-01, end: 2022-12-31}
places: [IQ]
partner_studies: [demo-university]
"""
AGREEMENT = "agreement: {number: A-1, between: 'Two offices', until: 2022-12-31}\n"
TODAY, LAST_DAY = date(2023, 1, 1), date(2022, 12, 31)
#: the planted cell of 18 people, as the study's own file holds it
PLANTED = "47.123456789"


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    """A workbench with the demonstration's study, whose smallest group has a number that stands nowhere else."""
    folder = tmp_path_factory.mktemp("bench")
    for name in ("data/plan", "data/figures", "data/instruments"):
        shutil.copytree(HOUSE / name, folder / name)
    for name in ("pyproject.toml", "README.md", "LICENSE", "requirements.lock"):
        shutil.copyfile(HOUSE / name, folder / name)
    (folder / "notebooks").mkdir()
    shutil.copytree(HOUSE / "notebooks" / "studies", folder / "notebooks" / "studies")
    (folder / "params").mkdir()
    (folder / "params" / "one.yml").write_text(EVALUATION, encoding="utf-8")
    write._write_study(folder / "data" / "demo" / "studies", load_plan(HOUSE / "data" / "plan"))
    estimates = folder / "data/demo/studies" / studies.STUDY / "estimates.csv"
    rows = list(csv.DictReader(io.StringIO(estimates.read_text(encoding="utf-8"))))
    for row in rows:
        if row["group"] == "age=18-24":
            row |= {"estimate": PLANTED, "ci_low": "45", "ci_high": "49"}
    estimates.write_text(write._csv_text(rows), encoding="utf-8")
    return folder


@pytest.fixture
def bench(laid, tmp_path):
    """A copy of it that a test may spoil, with its numbers released."""
    folder = tmp_path / "bench"
    shutil.copytree(laid, folder)
    workspace = open_workspace("one", folder)
    let_out(workspace)
    return workspace


def study_folder(workspace):
    return workspace.root.data("demo/studies") / studies.STUDY


def let_out(workspace):
    """Release what the study found, as a run does."""
    entered = read_partner_study(study_folder(workspace), [])
    found = frame("study_estimates", study_rows("one", [entered], workspace.national))
    table = release({"study_estimates": found}, Policy(SmallCounts()))["study_estimates"]
    write_table(table, "study_estimates", workspace.root.released("one"))


def change(workspace, name, *parts):
    path = study_folder(workspace) / name
    text = path.read_text(encoding="utf-8")
    for before, after in parts:
        assert before in text or not before
        text = text.replace(before, after) if before else text + after
    path.write_text(text, encoding="utf-8")


def refused(workspace, today=LAST_DAY):
    with pytest.raises(SurveyFaults) as caught:
        deposit_study(workspace, studies.STUDY, today)
    assert not list(workspace.root.folder.glob("outputs/*/deposit/*"))
    assert "Traceback" not in str(caught.value)
    return [fault.code for fault in caught.value.faults]


@pytest.fixture(scope="module")
def packed(laid, tmp_path_factory):
    """The deposit of the study, written once and unpacked."""
    folder = tmp_path_factory.mktemp("packed") / "bench"
    shutil.copytree(laid, folder)
    workspace = open_workspace("one", folder)
    let_out(workspace)
    deposit = deposit_study(workspace, studies.STUDY, TODAY)
    place = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(deposit.path) as archive:
        archive.extractall(place)
    return SimpleNamespace(
        deposit=deposit,
        folder=place / f"demonstration-{studies.STUDY}",
        bytes=deposit.path.read_bytes(),
        workspace=workspace,
    )


@pytest.fixture
def unpacked(packed, tmp_path):
    """The unpacked deposit, to be spoilt."""
    folder = tmp_path / "deposit"
    shutil.copytree(packed.folder, folder)
    return folder


def test_what_is_rebuilt_is_what_was_deposited(packed):
    # four numbers of the notebook: everybody, men, women, and the gap
    assert rebuild(packed.folder) == (4, [])


def test_the_same_study_gives_the_same_bytes_for_its_owner_alone(packed):
    path = deposit_study(packed.workspace, studies.STUDY, LAST_DAY).path
    assert path.read_bytes() == packed.bytes
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names == sorted(names)
    assert not [name for name in names if "__pycache__" in name]


def test_nothing_unreleased_goes_in(packed):
    assert PLANTED in (study_folder(packed.workspace) / "estimates.csv").read_text(encoding="utf-8")
    files = [path for path in packed.folder.rglob("*") if path.is_file()]
    own = (packed.workspace.root.data("demo/private") / studies.STUDY / "answers.sav").read_bytes()
    assert not [path for path in files if PLANTED.encode() in path.read_bytes()]
    assert own not in [path.read_bytes() for path in files]
    assert not [path for path in files if path.name in ("estimates.csv", "answers.sav", "salt")]
    rows = pd.read_csv(packed.folder / "results" / "released.csv")
    young = rows[rows["group"] == "age=18-24"]
    assert young["state"].tolist() == ["suppressed"]
    assert young[["estimate", "se", "ci_low", "ci_high", "n"]].isna().all(axis=None)
    assert packed.deposit.hidden == (rows["state"] == "suppressed").sum()
    assert packed.deposit.numbers + packed.deposit.hidden == 6


def test_made_up_rows_say_so_and_open_as_the_studys_own_do(packed):
    (path,) = (packed.folder / "data").iterdir()
    assert path.name == "synthetic-answers.sav"
    design = survey.open(path, kind="convenience")
    own = survey.open(
        packed.workspace.root.data("demo/private") / studies.STUDY / "answers.sav",
        kind="convenience",
    )
    assert [*design.frame] == [*own.frame, "synthetic"]
    assert (design.frame["synthetic"] == 1).all()
    assert design.codebook.answers == own.codebook.answers
    shown = survey.proportion(own, "k1", "Yes").estimate[0]
    assert survey.proportion(design, "k1", "Yes").estimate[0] == pytest.approx(shown, abs=0.05)
    readme = (packed.folder / "README.md").read_text(encoding="utf-8")
    assert "synthetic-answers.sav`: Synthetic: made up" in readme
    assert "Demonstration data: not findings" in readme


def test_a_number_that_was_broken_is_told(unpacked):
    path = unpacked / "results" / "from-deposited-data.csv"
    text = path.read_text(encoding="utf-8")
    (row,) = [row for row in csv.DictReader(io.StringIO(text)) if row["group"] == "sex=2"]
    path.write_text(text.replace(row["estimate"], "61.5"), encoding="utf-8")
    _, faults = rebuild(unpacked)
    told = {(fault.code, fault.where.column) for fault in faults}
    assert told == {
        ("checksum_differs", ""),
        ("number_differs", "O1 mean score sex=2 2022-09-01 2022-09-30"),
    }
    (number,) = [fault for fault in faults if fault.code == "number_differs"]
    assert number.expected == Data(deposited="61.5")


def test_data_or_a_notebook_that_were_changed_are_told(unpacked):
    path = unpacked / "notebook.ipynb"
    path.write_text(
        path.read_text(encoding="utf-8").replace('[(), \\"sex\\"]', '\\"sex\\"'), encoding="utf-8"
    )
    _, faults = rebuild(unpacked)
    assert [fault.code for fault in faults] == ["checksum_differs", "number_not_rebuilt"]
    assert faults[0].where.file == "notebook.ipynb"


def test_a_number_added_to_the_notebook_is_told(unpacked):
    path = unpacked / "results" / "from-deposited-data.csv"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if "sex=1" not in line]
    path.write_text("\n".join([*kept, ""]), encoding="utf-8")
    assert "number_not_deposited" in [fault.code for fault in rebuild(unpacked)[1]]


def test_numbers_within_a_billionth_are_the_same(unpacked):
    path = unpacked / "results" / "from-deposited-data.csv"
    text = path.read_text(encoding="utf-8")
    (row,) = [row for row in csv.DictReader(io.StringIO(text)) if row["group"] == "sex=2"]
    near, far = (repr(float(row["estimate"]) * (1 + by)) for by in (1e-10, 1e-7))
    for other, codes in ((near, []), (far, ["number_differs"])):
        path.write_text(text.replace(row["estimate"], other), encoding="utf-8")
        faults = [fault.code for fault in rebuild(unpacked)[1]]
        assert [code for code in faults if code != "checksum_differs"] == codes


def test_checksums_are_those_of_every_file(packed):
    lines = (packed.folder / "sha256sums.txt").read_text(encoding="utf-8").splitlines()
    marks = {name: mark for mark, name in (line.split("  ", 1) for line in lines)}
    files = {
        path.relative_to(packed.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in packed.folder.rglob("*")
        if path.is_file() and path.name != "sha256sums.txt"
    }
    assert marks == files


def test_it_is_cited_by_its_institutions(packed):
    cited = YAML(typ="safe").load((packed.folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] == "dataset"
    assert cited["authors"] == [{"name": "A university (demonstration)"}]
    assert str(cited["date-released"]) == studies.HANDED_IN
    # all that the format must have, and nothing that it does not know
    assert {"cff-version", "message", "title", "authors"} <= {*cited}
    assert {*cited} <= {"cff-version", "message", "title", "authors", "type", "abstract", "url", "license", "date-released"}  # fmt: skip


#: the order of the elements that are used, as the sequences of DDI Codebook 2.5 have them; the schema is not shipped
SEQUENCES = {
    "codeBook": ["docDscr", "stdyDscr", "fileDscr", "dataDscr", "otherMat"],
    "stdyDscr": ["citation", "stdyInfo", "method", "dataAccs"],
    "citation": ["titlStmt", "rspStmt", "prodStmt", "distStmt", "biblCit"],
    "titlStmt": ["titl", "subTitl", "altTitl", "parTitl", "IDNo"],
    "prodStmt": ["producer", "copyright", "prodDate", "prodPlac", "software"],
    "stdyInfo": ["subject", "abstract", "sumDscr"],
    "sumDscr": ["timePrd", "collDate", "nation", "geogCover", "anlyUnit", "universe", "dataKind"],
    "dataColl": ["timeMeth", "dataCollector", "sampProc", "collMode", "sources", "weight"],
    "useStmt": ["confDec", "restrctn", "citReq", "conditions", "disclaimer"],
    "fileTxt": ["fileName", "fileCont", "dimensns", "fileType"],
    "dimensns": ["caseQnty", "varQnty"],
    "var": ["location", "labl", "qstn", "valrng", "invalrng", "sumStat", "catgry", "varFormat"],
    "catgry": ["catValu", "labl", "txt", "catStat"],
}


def test_the_codebook_has_the_order_of_ddi(packed):
    root = ET.fromstring((packed.folder / "codebook.xml").read_bytes())  # noqa: S314 - our own file
    space = "{ddi:codebook:2_5}"
    assert (root.tag, root.get("version")) == (f"{space}codeBook", "2.5")
    for element in root.iter():
        order = SEQUENCES.get(element.tag.removeprefix(space))
        if order:
            places = [order.index(child.tag.removeprefix(space)) for child in element]
            assert places == sorted(places), element.tag
    ids = [element.get("ID") for element in root.iter() if element.get("ID")]
    assert len(ids) == len({*ids})
    by_name = {each.get("name"): each for each in root.iter(f"{space}var")}
    assert by_name["w"].get("wgt") == "wgt"
    told = {each.findtext(f"{space}catValu"): each.findtext(f"{space}labl") for each in by_name["k1"].iter(f"{space}catgry")}  # fmt: skip
    assert told == {"1": "Yes", "2": "No", "98": "Don't know"}
    # rows that are made up are not counted
    assert not list(root.iter(f"{space}catStat"))
    assert (
        root.findtext(f".//{space}abstract")
        == "Do women know more of protection mechanisms than men? (demonstration)"
    )


def test_what_was_declared_stands_with_its_day_and_its_mark(packed):
    readme = (packed.folder / "README.md").read_text(encoding="utf-8")
    (declared,) = json.loads(
        (packed.folder / "study" / "declared.json").read_text(encoding="utf-8")
    )
    assert f"`{declared['protocol']}`, declared: 2022-07-01" in readme
    assert f"| yes | 2022-07-01 | `{declared['outcomes']['O1']}` |" in readme
    assert re.search(r"\| O2 \|.*\| no \| exploratory \|  \|", readme)


def test_the_notebook_is_cleared(bench):
    path = bench.root.notebooks / "studies" / f"{studies.STUDY}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    output = {"output_type": "stream", "name": "stdout", "text": [f"{PLANTED}\n"]}
    cell |= {"outputs": [output], "execution_count": 3}
    notebook["metadata"]["widgets"] = PLANTED
    path.write_text(json.dumps(notebook), encoding="utf-8")
    archive = zipfile.ZipFile(deposit_study(bench, studies.STUDY, TODAY).path)
    text = archive.read(f"demonstration-{studies.STUDY}/notebook.ipynb").decode()
    assert PLANTED not in text
    assert not any(
        cell.get("outputs") or cell.get("execution_count") for cell in json.loads(text)["cells"]
    )


@pytest.mark.parametrize(("today", "codes"), [(LAST_DAY, None), (TODAY, ["agreement_ended"])])
def test_an_agreement_that_has_ended_lets_nothing_leave(bench, today, codes):
    change(bench, "study.yml", ("", AGREEMENT))
    if codes:
        assert refused(bench, today) == codes
    else:
        assert deposit_study(bench, studies.STUDY, today).path.is_file()


def test_check_asks_about_data_whose_agreement_has_ended(bench):
    assert kept_too_long(bench, TODAY) == []
    change(bench, "study.yml", ("", AGREEMENT))
    assert kept_too_long(bench, LAST_DAY) == []
    (asked,) = kept_too_long(bench, TODAY)
    assert (asked.code, asked.where.file, asked.blocks) == ("study_kept_too_long", "demo-university/study.yml", False)  # fmt: skip
    shutil.rmtree(bench.root.data("demo/private") / studies.STUDY)
    assert kept_too_long(bench, TODAY) == []


def test_a_study_that_nobody_approved_is_refused(bench):
    path = study_folder(bench) / "study.yml"
    facts = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    del facts["ethics"]
    path.write_text(json.dumps(facts), encoding="utf-8")
    assert refused(bench) == ["study_not_approved"]


def test_a_primary_outcome_that_was_not_declared_is_refused(bench):
    change(bench, "outcomes.csv", ("None (demonstration),no", "None (demonstration),yes"))
    assert refused(bench) == ["primary_not_declared"]


def rewrite(bench, **columns):
    """Write the study's answers again, with further columns."""
    path = bench.root.data("demo/private") / studies.STUDY / "answers.sav"
    made = survey.open(path, kind="convenience").frame.assign(**columns)
    write_spss(path, made, columns=study_answers.NAMES, answers=study_answers.LABELS, file_label="")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("phone", lambda n: [7700000000 + i for i in range(n)]),
        ("respondent_name", lambda n: ["Somebody"] * n),
        ("id", range),  # a number for each person
    ],
)
def test_data_that_say_who_somebody_is_are_refused(bench, name, make):
    rewrite(bench, **{name: list(make(1200))})
    assert refused(bench) == ["deposit_names_people"]


def test_numbers_of_villages_are_none_of_people(bench):
    """600 numbers of 1,200 rows are shared by two each; 601 are not."""
    rewrite(bench, village2=[i // 2 for i in range(1200)])
    assert deposit_study(bench, studies.STUDY, LAST_DAY).path.is_file()
    shutil.rmtree(bench.root.deposit("one"))
    rewrite(bench, village2=[min(i, 600) for i in range(1200)])
    assert refused(bench) == ["deposit_names_people"]


def test_what_was_not_released_or_has_changed_since_is_refused(bench):
    change(bench, "estimates.csv", (PLANTED, "46.5"))  # hidden: what changes there nobody sees
    deposit_study(bench, studies.STUDY, LAST_DAY)
    shutil.rmtree(bench.root.deposit("one"))
    path = study_folder(bench) / "estimates.csv"
    text = path.read_text(encoding="utf-8")
    shown = re.search(r"sex=m,[\d-]+,[\d-]+,([\d.]+),", text)[1]
    for other in (
        text.replace("sex=f", "sex=x"),
        text.replace(f",{shown},", f",{float(shown) + 0.01},"),
    ):
        assert other != text
        path.write_text(other, encoding="utf-8")
        assert refused(bench) == ["study_changed_since"]
    (bench.root.released("one") / "study_estimates.parquet").unlink()
    assert refused(bench) == ["study_not_released"]


def test_a_study_that_the_evaluation_does_not_name_is_refused(bench):
    with pytest.raises(SurveyFaults) as caught:
        deposit_study(bench, "demo-universities", LAST_DAY)
    assert [fault.code for fault in caught.value.faults] == ["study_not_named"]
    assert "demo-university" in str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('file = \\"answers.sav\\"', "pass", "no_file_parameter"),
        ('file = \\"answers.sav\\"', 'file = \\"../demo-university/answers.sav\\"', "no_file_parameter"),
        ("study.private(file)", 'study.private(\\"answers.sav\\")', "notebook_stops"),
        ("study.write_estimates(", "dict(", "nothing_handed_in"),
    ],
)  # fmt: skip
def test_a_notebook_that_cannot_run_over_what_leaves_is_refused(bench, before, after, code):
    path = bench.root.notebooks / "studies" / f"{studies.STUDY}.ipynb"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert refused(bench) == [code]


def test_a_number_of_too_few_people_keeps_its_name_alone(bench):
    path = bench.root.notebooks / "studies" / f"{studies.STUDY}.ipynb"
    text = path.read_text(encoding="utf-8")
    few = 'found = survey.mean(scored, \\"score\\", \\"village\\", whole=100)'
    path.write_text(text.replace("found = survey.combine([means, gap])", few), encoding="utf-8")
    archive = zipfile.ZipFile(deposit_study(bench, studies.STUDY, LAST_DAY).path)
    rows = pd.read_csv(
        archive.open(f"demonstration-{studies.STUDY}/results/from-deposited-data.csv")
    )
    small = rows["state"] == "suppressed"
    # some 20 made-up people a village: most have under 25, a few have more
    assert 0.5 < small.mean() < 1
    assert rows.loc[small, ["estimate", "se", "n"]].isna().all(axis=None)
    assert rows.loc[~small, "n"].min() >= 25


def give_rows(bench, *, agreed):
    """Let the study work on rows that were released as anonymous."""
    private = bench.root.data("demo/private") / studies.STUDY
    own = survey.open(private / "answers.sav", kind="convenience").frame
    rows = own[["k1", "k2", "k3", "k4", "sex", "village", "region", "w"]]
    text = rows.to_csv(index=False, lineterminator="\n")
    folder = bench.root.microdata("one")
    folder.mkdir(parents=True)
    (folder / "demonstration-r1.csv").write_text(text, encoding="utf-8")
    (folder / "demonstration-r1-codebook.csv").write_text(
        "column,kind,code,label_en\nsex,key,,Sex\nsex,key,1,Man\nsex,key,2,Woman\n",
        encoding="utf-8",
    )
    (private / "rows.csv").write_text(text, encoding="utf-8")
    change(bench, "study.yml", ("", AGREEMENT.replace("}", f", rows: {str(agreed).lower()}}}")))
    path = bench.root.notebooks / "studies" / f"{studies.STUDY}.ipynb"
    notebook = path.read_text(encoding="utf-8").replace("answers.sav", "rows.csv")
    notebook = notebook.replace("Don't know\\\"", '98\\"').replace('items, \\"Yes\\"', "items, 1")
    path.write_text(notebook, encoding="utf-8")
    return text


@pytest.mark.parametrize("agreed", [True, False])
def test_anonymous_rows_leave_only_where_the_agreement_lets_them(bench, agreed):
    text = give_rows(bench, agreed=agreed)
    archive = zipfile.ZipFile(deposit_study(bench, studies.STUDY, LAST_DAY).path)
    (name,) = [each for each in archive.namelist() if "/data/" in each]
    if not agreed:
        assert name.endswith("/data/synthetic-rows.csv")
        return
    assert name.endswith("/data/anonymous-demonstration-r1.csv")
    assert archive.read(name).decode() == text
    book = archive.read(f"demonstration-{studies.STUDY}/codebook.xml").decode()
    women = int((pd.read_csv(io.StringIO(text))["sex"] == 2).sum())
    assert re.search(rf"<labl>Woman</labl>\s*<catStat type=\"freq\">{women}</catStat>", book)
    assert "held under the agreement A-1" in book


def test_open_data_leave_as_they_are_and_give_the_released_numbers_again(tmp_path, monkeypatch):
    for name in ("data/plan", "data/figures", "data/studies", "notebooks/studies"):
        shutil.copytree(HOUSE / name, tmp_path / name)
    for name in ("pyproject.toml", "README.md", "LICENSE", "requirements.lock"):
        shutil.copyfile(HOUSE / name, tmp_path / name)
    code, file = "parliament-series", "women-in-parliament.csv"
    (tmp_path / "params").mkdir()
    (tmp_path / "params" / "one.yml").write_text(
        "kind: midterm\ncurrent: {start: 2021-01-01, end: 2022-12-31}\nplaces: [IQ]\npartner_studies: [parliament-series]\n",
        encoding="utf-8",
    )
    private = tmp_path / "data" / "private" / code
    private.mkdir(parents=True)
    shutil.copyfile(HOUSE / "data" / "figures" / file, private / file)
    notebook = json.loads(
        (HOUSE / "notebooks" / "studies" / f"{code}.ipynb").read_text(encoding="utf-8")
    )
    monkeypatch.chdir(tmp_path)
    run_cells(notebook, {}, "notebook.ipynb")
    workspace = open_workspace("one", tmp_path)
    entered = read_partner_study(workspace.root.data("studies") / code, [])
    found = frame("study_estimates", study_rows("one", [entered], "IQ"))
    table = release({"study_estimates": found}, Policy(SmallCounts()))["study_estimates"]
    write_table(table, "study_estimates", workspace.root.released("one"))
    archive = zipfile.ZipFile(deposit_study(workspace, code, TODAY).path)
    assert archive.read(f"{code}/data/{file}") == (HOUSE / "data" / "figures" / file).read_bytes()
    released, again = (
        pd.read_csv(archive.open(f"{code}/results/{name}.csv")).sort_values(["statistic", "group"])
        for name in ("released", "from-deposited-data")
    )
    assert released["estimate"].tolist() == again["estimate"].tolist()
    assert sorted(again["estimate"]) == pytest.approx([800 / 329, 26.44377, 28.87538], abs=1e-5)
    assert b'license: "CC-BY-4.0"' in archive.read(f"{code}/CITATION.cff")
    assert b"Licence CC-BY-4.0" in archive.read(f"{code}/README.md")


def test_ones_own_data_have_no_open_licence(bench):
    change(bench, "study.yml", ("", "data_licence: CC-BY-4.0\n"))
    assert refused(bench) == ["licence_of_own_data"]


def test_what_the_guide_says_is_done(bench, monkeypatch, tmp_path):
    """The guide's lines in their order, with the demonstration's study in the place of the guide's."""
    guide = (HOUSE / "docs" / "guide-researcher.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"## Deposit\n.*?```sh\n(.*?)```", guide, re.DOTALL)
    for said, meant in (
        ("uni-2022.zip", f"demonstration-{studies.STUDY}.zip"),
        ("<folder>/uni-2022", f"<folder>/demonstration-{studies.STUDY}"),
        ("uni-2022", studies.STUDY),
        ("<evaluation>", "one"),
        ("<folder>", str(tmp_path / "there")),
    ):
        assert said in lines
        lines = lines.replace(said, meant)
    monkeypatch.chdir(bench.root.folder)
    for line in lines.splitlines():
        program, *words = shlex.split(line)
        if program == "wps-eval":
            told = CliRunner().invoke(app, words)
            assert told.exit_code == 0, told.output
        else:
            subprocess.run([sys.executable, *words], check=True)
    assert "Every number is the deposited one: 4" in told.output


def test_the_commands_tell_it_in_sentences(packed, bench, monkeypatch):
    monkeypatch.chdir(bench.root.folder)
    asked = ["study", "deposit", studies.STUDY, "--study", "one"]
    told = CliRunner().invoke(app, asked)
    assert told.exit_code == 0, told.output
    assert "outputs/one/deposit/demonstration-demo-university.zip" in told.output
    assert "synthetic-answers.sav: made up, no row is a person" in told.output
    told = CliRunner().invoke(app, ["study", "rebuild", str(packed.folder)])
    assert (told.exit_code, "Every number is the deposited one: 4" in told.output) == (0, True), (
        told.output
    )
    told = CliRunner().invoke(
        app, ["study", "rebuild", str(bench.root.folder), "--language", "ar_IQ"]
    )
    assert told.exit_code == 1
