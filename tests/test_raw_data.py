"""Raw data about people cannot be committed, wherever somebody drops them in the tree."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

HOUSE = Path(__file__).parents[1]
HOOKS = {
    hook["id"]: hook
    for repo in yaml.safe_load((HOUSE / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    for hook in repo["hooks"]
}  # fmt: skip


def stopped_by_place(name):
    hook = HOOKS["no-raw-data"]
    private = re.search(HOOKS["no-private-data"]["files"], name)
    misplaced = re.search(hook["files"], name) and not re.search(hook["exclude"], name)
    return bool(private or misplaced)


def stopped_by_content(name, text):
    hook = HOOKS["no-answers"]
    asked = re.search(hook["files"], name) and not re.search(hook["exclude"], name)
    return bool(asked and any(re.search(hook["entry"], line) for line in text.splitlines()))


def ignored(name):
    done = subprocess.run(["git", "check-ignore", "--no-index", "-q", name], cwd=HOUSE, check=False)
    return done.returncode == 0


@pytest.mark.parametrize("folder", ["", "notebooks/", "data/", "params/", "src/wps_eval/", "docs/", "data/plan/"])  # fmt: skip
@pytest.mark.parametrize("kind", ["sav", "SAV", "dta", "por", "parquet", "xlsb", "ods", "duckdb"])
def test_a_raw_file_of_a_kind_is_stopped_in_every_folder(folder, kind):
    assert stopped_by_place(f"{folder}round-1.{kind}")


@pytest.mark.parametrize(
    "name",
    ["round-1.csv", "notebooks/answers.csv", "notebooks/answers.xlsx", "data/answers.csv", "docs/a.tsv",
     "src/wps_eval/a.csv", "data/private/round/export.csv", "outputs/demo/measured/people/a.parquet", "export.zip",
     "data/private.age", "data/figures/sub/export.csv", "data/instruments/export.xlsx",
     "data/studies/uni/estimates.csv", "data/studies/uni/answers.csv", "data/studies/uni/sub/outcomes.csv"],
)  # fmt: skip
def test_a_table_where_none_belongs_is_stopped(name):
    assert stopped_by_place(name)


@pytest.mark.parametrize(
    "name",
    ["notebooks/round-1.sav", "notebooks/answers.csv", "round.sav", "data/round.dta", "answers.xlsx",
     "data/private/x.csv", "outputs/x.csv", "notebooks/sub/table.csv", "data/private.age"],
)  # fmt: skip
def test_git_does_not_even_offer_it(name):
    assert ignored(name)


@pytest.mark.parametrize("name", ["notebooks/study.ipynb", "notebooks/pipeline.yml", "data/figures/moi.csv", "data/figures/moi.xlsx",
    "data/harmonia/returns/moi.xlsx", "data/review-2022/figures/moi.csv", "data/review-2022/plan/targets.csv"])  # fmt: skip
def test_what_belongs_there_is_offered(name):
    assert not ignored(name)
    assert not stopped_by_place(name)


@pytest.mark.parametrize(
    "head",
    ["start,end,_uuid,sex", "SubmissionDate,sex", "sex;deviceid;age", '"sex","meta/instanceID"', "a\t_submission_time"],
)  # fmt: skip
def test_an_export_among_the_figures_is_known_by_its_columns(head):
    assert stopped_by_content("data/figures/moi.csv", head + "\n1,2,3\n")


def test_all_that_is_committed_may_be():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("no repository here, such as in an unpacked archive")
    names = [name for name in listed.stdout.split("\0") if (HOUSE / name).is_file()]
    assert [name for name in names if stopped_by_place(name)] == []
    tables = [name for name in names if name.endswith((".csv", ".tsv"))]
    texts = {name: (HOUSE / name).read_text("utf-8", errors="replace") for name in tables}
    assert [name for name, text in texts.items() if stopped_by_content(name, text)] == []
