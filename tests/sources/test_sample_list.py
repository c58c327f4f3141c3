"""The list of sampling units, as people save it, becomes numbers or a sentence."""

import pandas as pd
import pytest

from wps_eval.errors import DesignFaults, SurveyFaults
from wps_eval.sources.sample_list import LARGEST_WHOLE, read_sample_list
from wps_eval.survey.build_weights import build_weights

HEAD = (
    "psu,stratum,stratum_size,frame_size,listed,selected,completed,replaced,inaccessible,reason\n"
)
UNITS = "01,1,1000,100,90,10,2,0,0,\n02,1,1000,120,110,10,1,0,0,\n"


def sample(folder, text, encoding="utf-8"):
    path = folder / "sample.csv"
    path.write_bytes(text.encode(encoding))
    return read_sample_list(path)


def codes(call):
    with pytest.raises((SurveyFaults, DesignFaults)) as caught:
        call()
    return [(fault.code, fault.where.row, fault.where.column) for fault in caught.value.faults]


def test_codes_stay_texts_and_counts_become_numbers_in_any_script(tmp_path):
    read = sample(
        tmp_path, HEAD.replace(",", ";") + UNITS.replace(",", ";").replace("100;", "١٠٠;")
    )
    assert read["psu"].tolist() == ["01", "02"]
    assert read["stratum"].tolist() == ["1", "1"]
    assert (read["frame_size"].tolist(), read["frame_size"].dtype.kind) == ([100, 120], "i")
    assert read["reason"].isna().all()
    assert read_sample_list(tmp_path / "none.csv") is None


@pytest.mark.parametrize(("cell", "kind"), [(LARGEST_WHOLE - 1, "i"), (LARGEST_WHOLE, "f"), ("0.5", "f"), ("", "f"), ("x", "O")])  # fmt: skip
def test_a_column_is_whole_numbers_only_where_all_of_it_is(tmp_path, cell, kind):
    assert sample(tmp_path, f"psu,listed\nA,1\nB,{cell}\n")["listed"].dtype.kind == kind


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (HEAD, ("no_rows", 0, "")),
        ("", ("no_rows", 0, "")),
        ("psu,psu\nA,B\n", ("doubled_column", 1, "psu")),
        ("psu\nA\n\nB,1\n", ("too_many_cells", 4, "")),
    ],
)
def test_what_is_wrong_with_the_list_itself_is_told(tmp_path, text, fault):
    assert codes(lambda: sample(tmp_path, text)) == [fault]


def test_another_encoding_is_told(tmp_path):
    assert codes(lambda: sample(tmp_path, "psu,reason\nA,فيضان\n", "windows-1256")) == [
        ("encoding_named", 0, "")
    ]


@pytest.mark.parametrize("cell", ["x", "1e999", "1e1", "1_0", "１０", "inf", "9" * 400, "-1", ""])
def test_what_is_no_count_is_told_at_its_cell_and_compared_with_nothing(tmp_path, cell):
    read = sample(tmp_path, HEAD + UNITS.replace("110,10", f"110,{cell}"))
    people = pd.DataFrame({"psu": ["01", "01", "02"]})
    assert ("bad_count", 3, "selected") in codes(lambda: build_weights(read, people))


def test_beside_a_cell_that_is_no_count_others_are_read_in_any_script(tmp_path):
    read = sample(tmp_path, HEAD + UNITS.replace("100,", "١٠٠,").replace("120,", "1_20,"))
    people = pd.DataFrame({"psu": ["01", "01", "02"]})
    assert codes(lambda: build_weights(read, people)) == [("bad_count", 3, "frame_size")]
