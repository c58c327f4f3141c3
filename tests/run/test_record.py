"""What makes results stale: any change of the package's own files, and nothing else."""

import pytest

from wps_eval.run.digests import digest_of_package


@pytest.fixture
def package(tmp_path):
    for name in ("run/record.py", "words/locale/en.po", "py.typed", "a.csv", "run/old.pyc"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("before", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["run/record.py", "words/locale/en.po", "py.typed", "a.csv"])
def test_every_file_of_the_package_counts(package, name):
    before = digest_of_package(package)
    (package / name).write_text("after", encoding="utf-8")
    assert digest_of_package(package) != before


def test_a_file_that_moved_counts_and_what_python_compiled_does_not(package):
    before = digest_of_package(package)
    (package / "run/old.pyc").write_text("after", encoding="utf-8")
    assert digest_of_package(package) == before
    (package / "a.csv").rename(package / "b.csv")
    assert digest_of_package(package) != before
