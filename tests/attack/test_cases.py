"""The attacks of the cases: each succeeds where only what is small is hidden, and fails on a release."""

import hashlib
import hmac
import shutil

import pytest

from in_memory import HOUSE, lay_figures, measure, write_released
from wps_eval.codes import Reason
from wps_eval.disclosure.audit import exposed, told_by_verdicts
from wps_eval.disclosure.audit_lists import DECLARED
from wps_eval.disclosure.audit_puzzle import Knowledge
from wps_eval.disclosure.hiding import hide_rows
from wps_eval.disclosure.numbers import Subjects
from wps_eval.disclosure.small_counts import SmallCounts, too_small
from wps_eval.errors import InputFaults, StudyFaults
from wps_eval.indicators.subject_rows import subject_rows
from wps_eval.indicators.value_rows import value_rows
from wps_eval.paths import Root
from wps_eval.results.store import frame, read_table, write_table
from wps_eval.run.release import release_study
from wps_eval.study import load_study
from wps_eval.workspace.opened import open_workspace

CASES = HOUSE / "tests/cases/disclosure"
LIMITS = SmallCounts()


def lay(folder, name):
    lay_figures(folder, (CASES / name).read_text(encoding="utf-8"))
    return open_workspace("midterm-2022", folder)


def attacker(workspace, got):
    """What anybody knows: the plan's places, its kinds of indicators, and the printed limits."""
    known = Subjects.of(frame("subjects", subject_rows(got.subjects, got.values)))
    limits = {code: LIMITS.of(sensitive=code in known.sensitive)[0] for code in known.people}
    partitions = [(each.whole, each.parts) for each in workspace.plan.partitions]
    return known, Knowledge(
        partitions, limits, LIMITS.smallest_base, known.sensitive, known.flows, known.totals
    )


def only_small_hidden(got, known):
    """A release that hides what is small and nothing else, as one would who never heard of subtraction."""
    table = frame("estimates", value_rows("midterm-2022", got.values, got.subjects))
    small = too_small(table, LIMITS, person_counts=known.people, sensitive=known.sensitive)
    return hide_rows(table, "estimates", table.index[small], Reason.SUPPRESSED)


@pytest.mark.parametrize(
    ("name", "found", "shown"),
    [
        ("D01-place-sex-age.csv", 3, 24),  # 7, 4 and 3 follow from rows, columns and totals
        ("D02-region-in-between.csv", 1, 5),  # 93 - 40 - 50 = 3
        ("D03-months-and-year.csv", 1, 11),  # 140 - 137 = 3
        ("D04-cumulative-steps.csv", 1, 3),  # 106 - 103 = 3
    ],
)
def test_what_follows_by_subtraction_is_hidden_too(tmp_path, name, found, shown):
    workspace = lay(tmp_path, name)
    got = write_released(workspace)
    known, knowledge = attacker(workspace, got)
    assert len(exposed({"estimates": only_small_hidden(got, known)}, knowledge)) == found
    released = read_table(workspace.root.released("midterm-2022"), "estimates")
    assert exposed({"estimates": released}, knowledge) == []
    assert released["estimate"].notna().sum() == shown


def test_d06_a_share_and_its_base_are_a_count(tmp_path):
    workspace = lay(tmp_path, "D06-share-with-base.csv")
    write_released(workspace)
    released = read_table(workspace.root.released("midterm-2022"), "estimates")
    # 4 % of 50 are 2 people, 40 % are 20
    assert dict(zip(released["place"], released["state"], strict=True)) == {
        "IQG13": "suppressed", "IQG15": "shown",
    }  # fmt: skip


def release_edition(folder, name, study):
    """Measure and release an edition by the very step of a run, ledger and audit with it."""
    (folder / "data/figures/f.csv").write_text(
        (CASES / name).read_text(encoding="utf-8"), encoding="utf-8"
    )
    params = folder / "params/midterm-2022.yml"
    if study != "midterm-2022":
        shutil.copy(params, folder / f"params/{study}.yml")
    workspace = open_workspace(study, folder)
    got = measure(workspace)
    rows = value_rows(study, got.values, got.subjects)
    for table in (
        ("estimates", rows),
        ("subjects", subject_rows(got.subjects, got.values)),
        ("inputs", got.register.inputs),
        ("verdicts", got.verdicts),
    ):
        write_table(frame(*table), table[0], workspace.root.measured(study))
    release_study(workspace.root, load_study(workspace.root.study(study)))
    return workspace, got, read_table(workspace.root.released(study), "estimates")


def test_d05_what_was_released_once_stays_known(tmp_path):
    lay_figures(tmp_path, "")
    _, _, first = release_edition(tmp_path, "D05-first.csv", "midterm-2022")
    assert set(first["state"]) == {"shown"}
    workspace, got, second = release_edition(tmp_path, "D05-second.csv", "later")
    _, knowledge = attacker(workspace, got)
    assert exposed({"estimates": second}, knowledge, [first]) == []
    states = dict(zip(second["place"], second["state"], strict=True))
    # Wassit's 3 must not follow as 180 - 90 - 60 - 27, where the first shows 27: 60 is hidden with it
    assert (states["IQG18"], states["IQG15"], states["IQG13"]) == (
        "suppressed", "suppressed", "shown",
    )  # fmt: skip
    ledger = workspace.root.ledger("figures")
    modes = {path.stat().st_mode & 0o777 for path in ledger.rglob("*.parquet")}
    assert modes == {0o600}


def test_d08_texts_of_a_hidden_row_do_not_leave(tmp_path):
    lay_figures(tmp_path, "")
    workspace, _, _ = release_edition(tmp_path, "D08-texts-of-a-hidden-row.csv", "midterm-2022")
    released = workspace.root.released("midterm-2022")
    told = " ".join(
        str(cell)
        for path in released.glob("*.parquet")
        for row in read_table(released, path.stem).to_dict("records")
        for cell in row.values()
    )
    for text in ("3 cases", "3 girls", "17 to 19", "n=3"):
        assert text not in told


def test_d09_no_number_of_a_hidden_verdict_leaves(tmp_path):
    lay_figures(tmp_path, "")
    workspace, _, _ = release_edition(tmp_path, "D09-hidden-verdict.csv", "midterm-2022")
    verdicts = read_table(workspace.root.released("midterm-2022"), "verdicts")
    hidden = verdicts[verdicts["state"] == "suppressed"]
    assert len(hidden) >= 2
    numbers = hidden.select_dtypes("number").drop(columns="target_value")
    assert numbers.isna().all().all()
    assert set(hidden["robustness"]) == {""}


def test_d10_no_plain_checksum_leaves(tmp_path):
    lay_figures(tmp_path, "")
    workspace, _, _ = release_edition(tmp_path, "D10-checksum.csv", "midterm-2022")
    content = (tmp_path / "data/figures/f.csv").read_bytes()
    plain = hashlib.sha256(content).hexdigest()
    inputs = read_table(workspace.root.released("midterm-2022"), "inputs")
    checksum = dict(zip(inputs["file"], inputs["checksum"], strict=True))["f.csv"]
    assert checksum != plain
    salt = (tmp_path / "data/private/salt").read_bytes()
    assert checksum == hmac.new(salt, plain.encode(), "sha256").hexdigest()


def test_d12_limits_below_the_floors_are_refused(tmp_path):
    root = Root(tmp_path)
    (tmp_path / "params").mkdir()
    shutil.copy(CASES / "D12-limits.yml", root.study("d12"))
    with pytest.raises(StudyFaults) as caught:
        load_study(root.study("d12"))
    assert {f.where.column: f.expected for f in caught.value.faults} == {
        "disclosure.smallest_count": 3,
        "disclosure.smallest_count_sensitive": 5,
        "disclosure.smallest_base": 10,
    }


def test_a_number_of_which_the_audit_knows_nothing_stops_the_release(tmp_path, monkeypatch):
    """A new column, or a new table, leaves only when somebody has said how its numbers add up."""
    lay_figures(tmp_path, "")
    release_edition(tmp_path, "D06-share-with-base.csv", "midterm-2022")
    root = open_workspace("midterm-2022", tmp_path).root
    study = load_study(root.study("midterm-2022"))
    before = {path: path.read_bytes() for path in root.released("midterm-2022").iterdir()}
    monkeypatch.setattr(
        "wps_eval.disclosure.audit_lists.DECLARED", DECLARED | {"inputs": frozenset()}
    )
    with pytest.raises(InputFaults) as caught:
        release_study(root, study)
    told = [(fault.code, fault.where.sheet, fault.where.column) for fault in caught.value.faults]
    assert told == [("undeclared_numbers", "inputs", "rows")]
    left = {name: known for name, known in DECLARED.items() if name != "estimates"}
    monkeypatch.setattr("wps_eval.disclosure.audit_lists.DECLARED", left)
    with pytest.raises(InputFaults) as caught:
        release_study(root, study)
    assert [fault.where.sheet for fault in caught.value.faults] == ["estimates"]
    after = {path: path.read_bytes() for path in root.released("midterm-2022").iterdir()}
    assert after == before


def test_a_count_that_a_verdict_alone_shows_stops_the_release(tmp_path):
    lay_figures(tmp_path, "")
    workspace, got, _ = release_edition(tmp_path, "D09-hidden-verdict.csv", "midterm-2022")
    released = workspace.root.released("midterm-2022")
    tables = {"estimates": read_table(released, "estimates")}
    verdicts = read_table(released, "verdicts")
    _, knowledge = attacker(workspace, got)
    assert told_by_verdicts(verdicts, tables, knowledge) == []
    measured = read_table(workspace.root.measured("midterm-2022"), "verdicts")
    hidden = verdicts["state"] == "suppressed"
    told = told_by_verdicts(measured, tables, knowledge)
    assert {each.what for each in told} == set(verdicts.loc[hidden, "indicator"])


def test_a_release_that_forgets_its_verdicts_is_refused(tmp_path, monkeypatch):
    lay_figures(tmp_path, "")
    monkeypatch.setattr("wps_eval.disclosure.release._hide_verdicts", lambda verdicts, _: verdicts)
    with pytest.raises(InputFaults) as caught:
        release_edition(tmp_path, "D09-hidden-verdict.csv", "midterm-2022")
    assert {fault.code for fault in caught.value.faults} == {"exposed"}
    assert {fault.where.column for fault in caught.value.faults} == {"I3.1.5-02-a", "I3.1.5-03-a"}
