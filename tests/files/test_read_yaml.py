"""A YAML file is read, or a sentence says why not; nothing unfolds, loads or runs."""

import os
import time
from datetime import date

import pytest

from wps_eval.files import yaml_file
from wps_eval.files.yaml_file import read_yaml


def read(folder, text, encoding="utf-8"):
    path = folder / "a.yml"
    path.write_bytes(text.encode(encoding))
    faults = []
    content = read_yaml(path, "a.yml", faults)
    assert content is None or not faults
    return content, [(fault.code, fault.where.row) for fault in faults]


def test_what_people_write_is_read(tmp_path):
    text = "\ufeffa: &x [1, 0.5]\nb: *x\nday: 2022-02-28\nname: \u202eنینوا\u200e\n"
    content, faults = read(tmp_path, text)
    assert content == {
        "a": [1, 0.5],
        "b": [1, 0.5],
        "day": date(2022, 2, 28),
        "name": "نینوا\u200e",
    }
    assert faults == []
    assert read(tmp_path, "") == (None, [])


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("kind: midterm\nplaces: [IQ\nstate: draft\n", "not_yaml", 3),
        ("a: 1\na: 2\n", "not_yaml", 2),
        ("a: !!python/object/apply:os.system [x]\n", "not_yaml", 1),
        ("a: 1\n---\nb: 2\n", "not_yaml", 2),
        ("x: 1\nday: 2022-02-30\n", "no_such_day", 2),
        ("x: 1\nday: 2022-13-01\n", "no_such_day", 2),
        ('x: 1\na: "\\e[2J"\n', "control_character", 2),
        ('x: 1\n"\\0": 2\n', "control_character", 2),
        ("a: " + "9" * 5000 + "\n", "not_yaml", 0),
        ("[" * 1000, "not_yaml", 0),
        ("&a [*a]\n", "yaml_too_large", 0),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, text, code, row):
    assert read(tmp_path, text) == (None, [(code, row)])


@pytest.mark.parametrize(("encoding", "code"), [("windows-1256", "encoding_named"), ("utf-16", "encoding_named"), ("latin-1", "encoding")])  # fmt: skip
def test_another_encoding_is_told(tmp_path, encoding, code):
    text = "a: é\n" if encoding == "latin-1" else "a: نص\n"
    assert read(tmp_path, text, encoding) == (None, [(code, 0)])


def test_entries_are_counted_as_aliases_unfold_them(tmp_path, monkeypatch):
    text = "a: &a [x, x]\nb: *a\nc: *a\n"  # one mapping, three keys, three lists of two
    monkeypatch.setattr(yaml_file, "MOST_ENTRIES", 13)
    assert read(tmp_path, text)[1] == []
    monkeypatch.setattr(yaml_file, "MOST_ENTRIES", 12)
    assert read(tmp_path, text)[1] == [("yaml_too_large", 0)]


def test_a_long_text_is_not_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(yaml_file, "LONGEST_TEXT", 5)
    assert read(tmp_path, "a: 12")[1] == []
    assert read(tmp_path, "a: 123")[1] == [("yaml_too_large", 0)]


def test_a_pipe_does_not_hold_the_reader_up(tmp_path):
    os.mkfifo(tmp_path / "a.yml")
    faults = []
    begun = time.monotonic()
    assert read_yaml(tmp_path / "a.yml", "a.yml", faults) is None
    assert [fault.code for fault in faults] == ["not_a_file"]
    assert time.monotonic() - begun < 1
