import pytest

from wps_eval.errors import NotReleased
from wps_eval.pages.bench import SEAL, load_bench, open_bench


def test_a_report_cannot_reach_measured_figures(bench_folder):
    with pytest.raises(NotReleased, match="released"):
        _ = load_bench("midterm-2022", "IQ", "en", start=bench_folder).gathered


def test_a_notebook_run_by_hand_saves_to_scratch(bench_folder, monkeypatch):
    monkeypatch.delenv("WPS_EVAL_RUNNER", raising=False)
    bench = load_bench("midterm-2022", start=bench_folder)
    bench.save("inputs", bench.gathered.inputs)
    saved = [p.parent.name for p in (bench_folder / "outputs").rglob("*.parquet")]
    assert saved == ["scratch"]


def test_opening_leaves_a_seal_that_says_what_it_is_made_from(bench_folder, monkeypatch):
    shown = []
    monkeypatch.setattr("wps_eval.pages.bench.display", lambda data, **_: shown.append(data))
    monkeypatch.chdir(bench_folder / "notebooks")
    open_bench("midterm-2022", "IQ", "en")
    open_bench("midterm-2022")
    first, second = (data[SEAL] for data in shown)
    assert (first["released"], first["place"], first["direction"]) == (True, "Iraq", "ltr")
    assert second["released"] is False
