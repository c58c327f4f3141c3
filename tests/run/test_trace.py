"""From a printed number back to rows of files, survey rounds, choices and notebooks; nothing of what is hidden."""

import json
import re
from functools import cache

import pandas as pd
import pytest
from typer.testing import CliRunner

from in_memory import lay_figures, write_released
from wps_eval.errors import InputFaults
from wps_eval.indicators.value_rows import figure_rows
from wps_eval.report.edition import load_edition
from wps_eval.results.store import frame, read_table, write_table
from wps_eval.run.cli import app
from wps_eval.run.trace.asked import trace_lines
from wps_eval.run.trace.provenance import provenance, write_provenance
from wps_eval.workspace.opened import open_workspace

STUDY = "midterm-2022"
HEAD = "indicator,place,date,value,status,source,document\n"
MONTHS = "".join(
    f"I1.1.1-01-a,IQ,2020-{m:02},{m},final,MOP,\n" for m in range(1, 13)
)  # rows 2 to 13; 78 in all
OTHERS = (
    "I1.1.1-01-a,IQ,2022,90,final,MOP,Letter 7\n"  # row 14
    "I1.1.2-03-a,IQ,2020,987654,final,Nobody at all,\n"  # row 15
    "I1.1.2-03-a,IQ,2022,3,final,Secret source,\n"  # row 16: three women, fewer than five
)
TARGETS = "T-90,I1.1.1-01-a,target,246,2024-12-31,official,IQ,Matrix of targets,clear,,,,,\n"
SCALE = "awareness_protection_mechanisms"
ROUNDS = ("population-2020", "population-2022")
DESIGN = {"title": "Adults", "kind": "probability", "stratum": "stratum", "psu": "village", "weight": "w",
          "instrument": "population 1", "checksum": "abcdef0123456789"}  # fmt: skip


def estimate(indicator, code, number, **more):
    day = f"{code[-4:]}-09-30"
    return {
        "edition": STUDY, "indicator": indicator, "statistic": "value", "place": "IQ", "period_start": day,
        "period_end": day, "round": code, "estimate": number, "unit": "score 0-100", "state": "shown",
        "source": "Adults", "evidence": "survey", **more,
    }  # fmt: skip


def add(folder, name, rows):
    """Add rows to a results table, in the place of those of the same indicator."""
    path = folder / f"{name}.parquet"
    new = frame(name, rows)
    if path.is_file():
        old = read_table(folder, name)
        old = old[~old["indicator"].isin(new["indicator"])] if "indicator" in old else old
        new = pd.concat([old, new], ignore_index=True) if len(old) else new
    write_table(new, name, folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A study of figures, released as a run does it, and rows of two survey rounds beside them."""
    folder = lay_figures(tmp_path_factory.mktemp("trace"), HEAD + MONTHS + OTHERS, targets=TARGETS)
    workspace = open_workspace(STUDY, folder)
    got = write_released(workspace)
    assert [fault for fault in got.register.faults if fault.blocks] == []
    rows = figure_rows(STUDY, got.register.values, got.subjects)
    measured, released = workspace.measured, workspace.root.released(STUDY)
    write_table(frame("figures", rows), "figures", measured)
    both = [estimate("I2.1.2-08-b", ROUNDS[0], 44.0), estimate("I2.1.2-08-b", ROUNDS[1], 53.0)]
    add(released, "estimates", both)
    add(measured, "knowledge_indicators", both)
    add(released, "knowledge", [estimate(SCALE, ROUNDS[0], 41.0), estimate(SCALE, ROUNDS[1], 51.0)])
    add(released, "study_estimates", [estimate("uni:O1", "uni-2022", 50.0, statistic="mean", source="A report")])  # fmt: skip
    add(released, "verdicts", [{
        "edition": STUDY, "indicator": "I2.1.2-08-b", "place": "IQ", "title": "Awareness", "unit": "score 0-100",
        "baseline": 44.0, "baseline_date": "2020-09-30", "baseline_round": ROUNDS[0], "current": 53.0,
        "current_date": "2022-09-30", "current_round": ROUNDS[1], "test": "independent", "change": "increased",
        "status": "not_assessable", "reason": "no_target", "rule": "un_chart", "state": "shown",
    }])  # fmt: skip
    facts = [
        {"edition": STUDY, "round": code, "part": "design", "item": item, "value": fact}
        for code in ROUNDS
        for item, fact in DESIGN.items()
    ]
    write_table(frame("rounds", facts), "rounds", released)
    slope = {"edition": STUDY, "indicator": SCALE, "place": "IQ", "statistic": "slope", "rounds": ";".join(ROUNDS), "state": "shown"}  # fmt: skip
    add(released, "knowledge_trends", [slope])
    pair = {"edition": STUDY, "comparison": "programme", "indicator": SCALE, "place": "IQ", "state": "shown",
            "baseline_round": ROUNDS[0], "current_round": ROUNDS[1]}  # fmt: skip
    write_table(frame("knowledge_groups", [pair]), "knowledge_groups", released)
    return folder


@cache
def edition_of(folder):
    return load_edition(STUDY, "IQ", "en", folder)


def told(folder, key, group=""):
    return trace_lines(edition_of(folder), key, group)


def under(lines, line):
    """Give the lines that stand under a line."""
    at = lines.index(line)
    depth = len(line) - len(line.lstrip())
    rest = lines[at + 1 :]
    ends = (i for i, each in enumerate(rest) if len(each) - len(each.lstrip()) <= depth)
    return [each.strip() for each in rest[: next(ends, len(rest))]]


def test_a_verdict_leads_to_the_rows_of_its_figures_its_target_and_its_notebooks(folder):
    lines = told(folder, "1.1.1/1-a")
    assert lines[0].startswith("I1.1.1-01-a, Iraq: Number of capacity-building activities")
    assert under(lines, "  baseline: 78, 2020") == [
        "sum of 12 months",
        "stands in data/figures/f.csv, rows 2 to 13",
        "source: MOP",
        "made by notebooks/data_quality.ipynb",
    ]
    assert under(lines, "  current: 90, 2022") == [
        "stands in data/figures/f.csv, row 14",
        "source: MOP; Letter 7",
        "made by notebooks/data_quality.ipynb",
    ]
    assert under(lines, "  target: 246 by 31 December 2024") == [
        "data/plan/targets.csv, code T-90",
        "source: Matrix of targets",
    ]
    assert lines[-1] == "  made by notebooks/indicator_change.ipynb"


def test_the_choices_are_those_that_mattered(folder):
    (register,) = (line for line in told(folder, "I1.1.1-01-a") if "chosen in" in line)
    (*_, survey) = (line for line in told(folder, "I2.1.2-08-b") if "chosen in" in line)
    for choice in ("params/midterm-2022.yml", "rating.rule = default", "rating.on_track = 0.95",
                   "baseline.months_before_start = 24", "disclosure.smallest_count = 5"):  # fmt: skip
        assert choice in register
    assert "confidence_level" not in register  # a full count has no interval
    assert "rating.on_track" not in survey  # the cuts of the rule by which it was judged are fixed
    for choice in ("rating.rule = un_chart", "confidence_level = 0.95", "correction = holm", "primary = no"):  # fmt: skip
        assert choice in survey


def test_a_survey_value_leads_to_its_round_its_questions_its_design_and_its_notebook(folder):
    lines = told(folder, "I2.1.2-08-b")
    parts = under(lines, "  baseline: 44.0, 30 September 2020")
    assert parts[0] == "survey round population-2020: Adults"
    assert re.fullmatch(r"questionnaire population: Knowledge of rights and protection mechanisms; questions k_.*", parts[1])  # fmt: skip
    assert parts[2] == "how people were drawn: Kind of sample: Probability sample; Strata: stratum; Sampling unit: village; Weights: w"  # fmt: skip
    assert parts[3] == "keyed checksum of the raw export: abcdef012345…"
    assert parts[4].endswith("scales.valid_prop = 0.8; scales.pass_pct = 60.0")
    assert parts[5] == "made by notebooks/knowledge.ipynb"
    assert "  because: No target" in lines


@pytest.mark.parametrize(
    ("key", "there", "not_there"),
    [
        ('{{ value("1.1.1/1-a", "baseline") }}', "baseline: 78", "current: 90"),
        ('value("1.1.1/1-a")', "current: 90", "baseline: 78"),
        ('value("2.1.2/8-b", "baseline_low")', "baseline: 44.0", "current: 53.0"),
        ('value("2.1.2/8-b", "change")', "baseline: 44.0", "nothing"),
        ('value("2.1.2/8-b", "estimate", period="2020")', "44.0", "53.0"),
        (f'value("{SCALE}", "change_a_year")', "population-2022", "44.0"),
        ('value("programme", "groups_low")', "population-2020", "44.0"),
        ("programme", "population-2022", "44.0"),
        (SCALE, "41.0, 30 September 2020", "44.0"),
    ],
)
def test_a_key_of_a_text_leads_to_what_it_binds(folder, key, there, not_there):
    text = "\n".join(told(folder, key))
    assert there in text
    assert not_there not in text


def test_a_number_of_a_university_leads_to_its_study(folder):
    assert told(folder, "uni:O1") == [
        "uni:O1 mean, Iraq: 50.0, 30 September 2022",
        "  study uni-2022, in data/studies/uni-2022/",
        "  source: A report",
        "  made by notebooks/studies.ipynb",
    ]


def test_what_is_hidden_stays_hidden_with_its_source_and_its_row(folder):
    lines = told(folder, "I1.1.2-03-a")
    assert "  current: Suppressed to protect people, 2022" in lines
    assert under(lines, "  current: Suppressed to protect people, 2022") == []
    document, _ = provenance(edition_of(folder))
    for text in ("\n".join(lines), json.dumps(document)):
        assert "Secret source" not in text
        assert "f.csv, row 16" not in text
        assert "f.csv//16" not in text
    values = [
        e for name, e in document["entity"].items() if name.startswith("wps:value/I1.1.2-03-a")
    ]
    hidden = [each for each in values if each["wps:state"] == "suppressed"]
    assert hidden
    assert all("wps:number" not in each for each in hidden)


def test_a_place_lists_its_indicators_and_says_how_to_go_on(folder):
    lines = told(folder, "IQ")
    assert "  I2.1.2-08-b: Not assessable" in lines
    assert lines[-1] == f"One of them: wps-eval trace CODE --place IQ --study {STUDY}"


def test_a_table_leads_to_notebooks_and_to_folders_each_table_once(folder):
    lines = told(folder, "verdicts")
    assert lines[0] == "table verdicts: made by notebooks/indicator_change.ipynb"
    figures = "  table figures: made by notebooks/data_quality.ipynb"
    assert "figures in data/figures/" in under(lines, figures)
    assert f"people without identities in outputs/{STUDY}/measured/people/" in under(
        lines, "  table knowledge_indicators: made by notebooks/knowledge.ipynb"
    )
    tables = [line.split()[1] for line in lines if line.strip().startswith("table ")]
    assert len(tables) == len(set(tables))


def test_made_up_data_say_so_first(folder):
    edition = edition_of(folder)
    study = edition.study.model_copy(update={"demonstration": True})
    made_up = type(edition)(type(edition.workspace)(edition.root, study, edition.plan), "IQ", edition.words)  # fmt: skip
    assert trace_lines(made_up, "I1.1.1-01-a")[0] == "Demonstration data: not findings"
    document, _ = provenance(made_up)
    verdicts = [e for name, e in document["entity"].items() if name.startswith("wps:verdict/")]
    assert all(each["wps:demonstration"] is True for each in verdicts)


@pytest.mark.parametrize(
    ("key", "options", "code"),
    [
        ("I1.1.1-01-x", {}, "nothing_to_trace"),
        ("I1.1.1-01-a", {"group": "sex=f"}, "nothing_to_trace.there"),
        ('value("1.1.1/1-a", "curent")', {}, "unknown_statistic"),
        ('value("1.1.1/1-a", edition="other")', {}, "unknown_edition"),
        ('value("1.1.1/1-a"', {}, "bad_binding"),
    ],
)
def test_a_key_that_leads_nowhere_is_a_fault_with_what_there_is(folder, key, options, code):
    with pytest.raises(InputFaults) as caught:
        told(folder, key, **options)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_the_nearest_code_is_proposed(folder):
    with pytest.raises(InputFaults, match=r"Did you mean 'I1\.1\.1-01-a'"):
        told(folder, "I1.1.1-01-x")


def test_provenance_links_verdicts_values_rows_files_and_notebooks(folder):
    document, count = provenance(edition_of(folder))
    verdict = "wps:verdict/I1.1.1-01-a/IQ/"
    derived = [
        (each["prov:usedEntity"], each.get("prov:type", {}).get("$"))
        for each in document["wasDerivedFrom"].values()
        if each["prov:generatedEntity"] == verdict
    ]
    assert sorted(derived, key=str) == [
        ("wps:target/I1.1.1-01-a/IQ/2024-12-31/246.0", "wps:target"),
        ("wps:value/I1.1.1-01-a/IQ//2020/sum/", "wps:baseline"),
        ("wps:value/I1.1.1-01-a/IQ//2022//", "wps:current"),
    ]
    rows = {
        each["prov:usedEntity"]
        for each in document["wasDerivedFrom"].values()
        if each["prov:generatedEntity"] == "wps:value/I1.1.1-01-a/IQ//2020/sum/"
    }
    assert rows == {f"wps:row/data%2Ffigures%2Ff.csv//{row}" for row in range(2, 14)}
    file = document["entity"]["wps:file/data%2Ffigures%2Ff.csv"]
    released = read_table(folder / f"outputs/{STUDY}/released", "inputs").set_index("file")
    assert file["wps:keyed_checksum"] == released.loc["f.csv", "checksum"]
    made = {
        each["prov:entity"]: each["prov:activity"] for each in document["wasGeneratedBy"].values()
    }
    assert made[verdict] == "wps:notebook/indicator_change"
    assert made["wps:value/I1.1.1-01-a/IQ//2022//"] == "wps:notebook/data_quality"
    assert count == sum(name.startswith("wps:verdict/") for name in document["entity"])


def test_every_relation_leads_to_a_part_of_the_document(folder):
    document, _ = provenance(edition_of(folder))
    kinds = {
        "generatedEntity": "entity", "usedEntity": "entity", "entity": "entity", "activity": "activity",
        "agent": "agent",
    }  # fmt: skip
    for relation in ("wasDerivedFrom", "wasGeneratedBy", "used", "wasAssociatedWith"):
        assert document[relation]
        for each in document[relation].values():
            for role, name in each.items():
                if role != "prov:type":
                    assert name in document[kinds[role.removeprefix("prov:")]], (relation, name)


def test_the_file_is_its_owners_and_the_same_every_time(folder):
    path, _ = write_provenance(edition_of(folder))
    first = path.read_bytes()
    write_provenance(load_edition(STUDY, "IQ", "ar_IQ", folder))
    assert path.read_bytes() == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.name == "prov.json"
    assert str(folder).encode() not in first  # paths are those inside the workbench


@pytest.mark.parametrize(
    ("language", "word"), [("ar_IQ", "المصدر: MOP"), ("ckb_IQ", "سەرچاوە: MOP")]
)
def test_it_is_told_in_the_readers_language(folder, monkeypatch, language, word):
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(app, ["trace", "1.1.1/1-a", "--study", STUDY, "--language", language])
    assert done.exit_code == 0, done.output
    assert word in done.output


def test_the_command_tells_the_run_and_writes_provenance_when_asked(folder, monkeypatch):
    monkeypatch.chdir(folder)
    record = {"versions": {"wps-eval": "0.9"}, "started": "2026-01-01", "status": "complete", "package_sha256": "f0"}  # fmt: skip
    (folder / f"outputs/{STUDY}/run.json").write_text(json.dumps(record))
    done = CliRunner().invoke(app, ["trace", "--study", STUDY, "--prov"])
    assert done.exit_code == 0, done.output
    assert "wps-eval 0.9, run of 2026-01-01: complete" in done.output
    assert f"outputs/{STUDY}/prov.json: " in done.output
    agent = json.loads((folder / f"outputs/{STUDY}/prov.json").read_text())["agent"]["wps:program"]
    assert (agent["wps:version"], agent["wps:code"]) == ("0.9", "f0")
    (folder / f"outputs/{STUDY}/run.json").unlink()


def test_neither_a_key_nor_provenance_is_wrong_usage(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert CliRunner().invoke(app, ["trace", "--study", STUDY]).exit_code == 2


def test_an_unknown_place_is_a_fault(folder, monkeypatch):
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(app, ["trace", "IQ", "--study", STUDY, "--place", "Baghdad"])
    assert done.exit_code == 1
    assert "'Baghdad'" in done.output
