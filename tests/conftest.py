"""What several tests need: a small workbench of their own."""

import shutil
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]


@pytest.fixture
def bench_folder(tmp_path):
    """A copy of the workbench's inputs that a test may spoil."""
    for name in ("data/plan", "data/figures", "params", "notebooks"):
        shutil.copytree(HOUSE / name, tmp_path / name)
    return tmp_path
