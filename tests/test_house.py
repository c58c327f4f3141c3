"""The house's own rules: arrows point one way, notebooks are clean, names are where they say."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
from ruamel.yaml import YAML

import wps_eval
from wps_eval.results.columns import TABLES

HOUSE = Path(__file__).parents[1]
PACKAGE = HOUSE / "src" / "wps_eval"
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")
NOTEBOOKS = sorted((HOUSE / "notebooks").glob("*.ipynb"))
HEAVY = (
    "pandas",
    "pandera",
    "pytask",
    "statsmodels",
    "seaborn",
    "matplotlib",
    "papermill",
    "duckdb",
)


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def lint(folder):
    """Ask import-linter about a house; give how it ended and what it says."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    env = {**os.environ, "PYTHONPATH": str(folder / "src")}
    done = subprocess.run(
        [*command, "--no-cache"], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_imports_point_up_the_list_of_rooms():
    code, output = lint(HOUSE)
    assert code == 0, output


def test_errors_import_words_only_when_one_is_printed():
    tree = ast.parse((PACKAGE / "errors.py").read_text(encoding="utf-8"))
    inside = [n for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for n in ast.walk(f)]
    late = [node.module for node in inside if isinstance(node, ast.ImportFrom)]
    assert late == ["wps_eval.words.faults"]
    code = "import sys, wps_eval.errors; print('wps_eval.words' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("survey", "from wps_eval.study import Study"),
        ("survey", "from wps_eval import open_bench"),
        ("change", "from wps_eval.study import load_study"),
        ("run", "from wps_eval.pages.bench import Bench"),
        ("sources", "def later():\n    from wps_eval.report import html\n    return html"),
    ],
)
def test_an_arrow_that_turns_round_is_found(tmp_path, room, line):
    shutil.copytree(HOUSE / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    (tmp_path / "src" / "wps_eval" / room / "zz.py").write_text(f"{line}\n")
    code, output = lint(tmp_path)
    assert code != 0
    assert f"wps_eval.{room}.zz" in output


def test_only_the_runner_knows_papermill():
    for library, home in (("papermill", "run/execute.py"),):
        users = [
            path.relative_to(PACKAGE).as_posix()
            for path in MODULES
            if re.search(
                rf"^\s*(import|from) {library}\b", path.read_text(encoding="utf-8"), re.MULTILINE
            )
        ]
        assert users == [home]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_are_clean_pages_of_calls(path):
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    text = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert sum(cell.source.startswith("# ") for cell in text) == 1
    assert [c for c in code if "parameters" in c.metadata.get("tags", [])] == code[:1]
    assert len(text) >= len(code) - 2
    for cell in code:
        nodes = list(ast.walk(ast.parse(cell.source)))
        assert not [
            n for n in nodes if isinstance(n, (ast.FunctionDef, ast.ClassDef, ast.For, ast.If))
        ]
        assert len(cell.source.splitlines()) <= 20
    for cell in text:
        assert not re.search(r"\d", cell.source)


def test_public_names_come_from_the_files_they_are_named_for():
    rooms = {"change", "survey"}
    for name in set(wps_eval.__all__) - rooms - {"__version__"}:
        value = getattr(wps_eval, name)
        assert value.__module__.startswith("wps_eval.")
    for room in rooms:
        assert getattr(wps_eval, room).__name__ == f"wps_eval.{room}"
    assert sorted(wps_eval.__all__) == dir(wps_eval)
    with pytest.raises(AttributeError):
        _ = wps_eval.something_else


@pytest.mark.parametrize(
    "call",
    [
        "import wps_eval",
        "import sys; sys.argv=['wps-eval','--help']; from wps_eval.run.cli import app; app(standalone_mode=False)",
    ],
)
def test_nothing_heavy_is_imported_by_import_or_help(call):
    code = f"{call}\nimport sys, json\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert loaded.isdisjoint(HEAVY)


def test_environment_yml_matches_pyproject():
    sys.path.insert(0, str(HOUSE / ".ci"))
    try:
        from environment import environment_text  # noqa: PLC0415
    finally:
        sys.path.pop(0)
    assert (HOUSE / "environment.yml").read_text(encoding="utf-8") == environment_text(HOUSE)


def test_locks_name_versions_and_hashes_and_no_address():
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-encryption.lock"):
        lines = (HOUSE / name).read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if "://" in line or line.startswith("-")]
        pinned = [line for line in lines if line and not line.startswith((" ", "#"))]
        assert all("==" in line for line in pinned)


def test_every_dependency_is_locked():
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (HOUSE / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked = {plain(line.split("==")[0]) for line in lines if "==" in line}
    needs = project["dependencies"] + project["optional-dependencies"]["workbench"]
    wanted = {plain(re.split(r"[\[<>=~ ]", need)[0]) for need in needs}
    assert wanted <= locked


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_architecture_page_names_every_room_that_exists_in_order():
    page = (HOUSE / "ARCHITECTURE.md").read_text(encoding="utf-8")
    house = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    layers = house["tool"]["importlinter"]["contracts"][0]["layers"]
    rooms = [layer.removeprefix("wps_eval.") for layer in reversed(layers)]
    named = re.findall(r"^\| `([a-z]+)` \|", page, re.MULTILINE)
    existing = {room_of(path) for path in MODULES} - {"__main__"}
    assert named == rooms
    assert set(rooms) == existing


def test_functions_named_on_the_architecture_page_exist():
    page = (HOUSE / "ARCHITECTURE.md").read_text(encoding="utf-8")
    code = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    called = set(re.findall(r"`([a-z_]+)\(\)`", page))
    assert len(called) >= 8
    assert [name for name in sorted(called) if not re.search(rf"def {name}\b", code)] == []


def test_help_lists_every_target_of_the_makefile():
    text = (HOUSE / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE).group(1).split()
    assert all(re.search(rf"^{target}:.*## ", text, re.MULTILINE) for target in targets)
    assert {"report", "test", "lab", "check", "format", "lock", "clean", "help"} <= set(targets)


def test_the_readme_lists_the_notebooks_as_the_pipeline_does():
    page = (HOUSE / "README.md").read_text(encoding="utf-8")
    entries = YAML(typ="safe").load((HOUSE / "notebooks/pipeline.yml").read_text(encoding="utf-8"))
    rows = [
        [f"`{e['name']}`", e["stage"], e["question"], ", ".join(e["needs"]),
         ", ".join(e["writes"]) or "the report", ", ".join(e["kinds"])]
        for e in entries["notebooks"]
    ]  # fmt: skip
    table = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| `")]
    assert [row for row in table if row[0] in {r[0] for r in rows}] == rows


def test_every_results_table_is_said_to_be_written_by_one_notebook():
    entries = YAML(typ="safe").load((HOUSE / "notebooks/pipeline.yml").read_text(encoding="utf-8"))
    written = [table for entry in entries["notebooks"] for table in entry["writes"]]
    assert sorted(written) == sorted(TABLES)  # a run waits for what is said, and makes it anew


def test_the_readme_draws_every_folder_of_data():
    page = (HOUSE / "README.md").read_text(encoding="utf-8")
    tree = page[page.index("```\ndata/") : page.index("params/          what")]
    drawn = set(re.findall(r"^  ([a-z]+)/", tree, re.MULTILINE))
    tracked = {path.name for path in (HOUSE / "data").iterdir() if path.is_dir()}
    assert tracked - {"demo", "private"} <= drawn


# records that are filled step by step
FILLED_LATER = {
    "disclosure/additive.py: Sums",
    "disclosure/audit_puzzle.py: Puzzle",
    "disclosure/numbers.py: Gathered",
    "errors.py: InputFaults",  # an exception, to which Python adds its traceback
    "evaluation/binding.py: _CallReader",
    "sources/figure_row.py: Row",
}


def test_a_record_is_made_once_and_never_changed():
    loose = {
        f"{path.relative_to(PACKAGE).as_posix()}: {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        for mark in node.decorator_list
        if ast.unparse(mark).startswith("dataclass") and "frozen=True" not in ast.unparse(mark)
    }
    assert loose == FILLED_LATER


# words that choose by order, or take apart what was made whole; each with the places where it may stand
ONCE_ONLY = {
    r'partition\("="\)|split\("="\)': set(),
    r'startswith\("%"\)': {"values/unit.py", "words/numbers.py"},
    r"\bid\(": set(),
    r"drop_duplicates\(": {"survey/design_check.py", "report/consulted.py"},
    r'aggfunc="first"|\.first\(\)': {"publish/opening.py"},
    r"\bpivot_table\(": set(),
    r"from_rows\(": {"survey/design.py", "survey/design_file.py", "survey/open_survey.py", "survey/stack.py", "workspace/round_design.py"},
}  # fmt: skip


@pytest.mark.parametrize("pattern", ONCE_ONLY)
def test_nothing_is_chosen_by_its_order_or_found_again_by_its_text(pattern):
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if re.search(pattern, path.read_text(encoding="utf-8"))
    }
    assert found <= ONCE_ONLY[pattern]


HOLDS_ROWS = re.compile(
    r"\b(DataFrame|Series|Floats|Codes|NDArray|ndarray|Rows|NumberedRows|Connection|DuckDBPyRelation"
    r"|Source|MemoryRows|People|Design|RoundDesign|Answers|Units)\b"
)


def test_what_holds_rows_never_shows_them():
    loose = {
        f"{path.relative_to(PACKAGE).as_posix()}: {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        for mark in node.decorator_list
        if ast.unparse(mark).startswith("dataclass")
        and any(
            HOLDS_ROWS.search(ast.unparse(field.annotation))
            for field in node.body
            if isinstance(field, ast.AnnAssign)
        )
        and not (
            "repr=False" in ast.unparse(mark)
            and "RowHolder" in {ast.unparse(base) for base in node.bases}
        )
    }
    assert loose == set()


#: files that are written into a temporary folder, or opened by their writer alone, by where that is done
PASSING_FILES = {
    "files/spss_file.py", "lab/params_faults.py", "publish/all_formats.py", "publish/markup.py", "publish/paper_form.py",
    "publish/pdf.py", "publish/pictures.py", "run/doctor.py", "run/rebuild.py",
}  # fmt: skip
WRITING = {"write_text", "write_bytes"}


def test_every_file_that_stays_is_written_beside_and_renamed():
    writers = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Attribute) and node.func.attr in WRITING)
            or ast.unparse(node.func) in ("os.replace", "os.rename")
            or (
                ast.unparse(node.func).endswith("open")
                and any(
                    isinstance(a, ast.Constant) and str(a.value)[:1] in "wxa"
                    for a in node.args
                    if isinstance(a, ast.Constant)
                    and isinstance(a.value, str)
                    and len(a.value) <= 3
                )
            )
        )
    }
    assert writers - {"files/whole_file.py"} == PASSING_FILES
