import stat

import pytest

from wps_eval.errors import NotReleased, WpsEvalError
from wps_eval.results.columns import TABLES
from wps_eval.results.store import frame, read_table, read_tables, write_table

ROW = {"edition": "e", "indicator": "I1.1.1-a", "statistic": "value", "place": "IQ",
       "period_start": "2021-01-01", "period_end": "2021-12-31", "estimate": 1.5}  # fmt: skip


def test_a_table_comes_back_as_it_was_written(tmp_path):
    table = frame("estimates", [ROW])
    write_table(table, "estimates", tmp_path)
    back = read_table(tmp_path, "estimates")
    assert back.equals(table)


def test_same_rows_give_same_bytes_in_any_order(tmp_path):
    rows = [ROW, ROW | {"place": "IQG15"}, ROW | {"indicator": "C-x"}]
    one = write_table(frame("estimates", rows), "estimates", tmp_path / "a").read_bytes()
    two = write_table(frame("estimates", rows[::-1]), "estimates", tmp_path / "b").read_bytes()
    assert one == two


def test_measured_tables_are_for_their_owner_only(tmp_path):
    path = write_table(frame("estimates", [ROW]), "estimates", tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_that_stands_twice_is_refused():
    with pytest.raises(WpsEvalError, match="estimates"):
        frame("estimates", [ROW, ROW])


def test_an_unknown_column_is_refused_with_the_nearest():
    with pytest.raises(WpsEvalError, match="estimate"):
        frame("estimates", [ROW | {"estimat": 1}])


def test_an_empty_table_keeps_its_columns(tmp_path):
    for name, columns in TABLES.items():
        write_table(frame(name, []), name, tmp_path)
        assert list(read_table(tmp_path, name).columns) == [column.name for column in columns]


def test_nothing_released_is_said(tmp_path):
    with pytest.raises(NotReleased, match="wps-eval run"):
        read_tables(tmp_path)


def test_a_folder_may_have_an_apostrophe_in_its_name(tmp_path):
    table = frame("estimates", [ROW])
    write_table(table, "estimates", tmp_path / "workers' union")
    assert read_table(tmp_path / "workers' union", "estimates").equals(table)
