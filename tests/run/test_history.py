"""Which files of its own history a report rests on."""

from types import SimpleNamespace

from wps_eval.paths import Root
from wps_eval.run.worklist import _history_files

OWN = ("outputs/final/declared.json", "outputs/final/made_from.json")
EARLIER = (
    "outputs/midterm/released/estimates.parquet",
    "outputs/midterm/released/verdicts.parquet",
    "outputs/midterm/made_from.json",
    "params/midterm/recommendations.csv",
    "params/midterm/texts.csv",
)
OTHERS = (
    "outputs/midterm/declared.json",
    "params/midterm/lessons.csv",
    "outputs/other/made_from.json",
)


def history(folder, files, earlier):
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = _history_files(Root(folder), SimpleNamespace(name="final", earlier=earlier))
    return sorted(path.relative_to(folder).as_posix() for path in found)


def test_a_report_rests_on_the_edition_before_and_on_what_it_declared_itself(tmp_path):
    assert history(tmp_path, (*OWN, *EARLIER, *OTHERS), "midterm") == sorted((*OWN, *EARLIER))


def test_what_is_not_there_yet_is_no_reason_to_run_again(tmp_path):
    assert history(tmp_path, (), "midterm") == []
    assert history(tmp_path, EARLIER[:1], "midterm") == [EARLIER[0]]


def test_without_an_edition_before_only_what_was_declared_counts(tmp_path):
    assert history(tmp_path, (*OWN, *EARLIER), "") == ["outputs/final/declared.json"]
