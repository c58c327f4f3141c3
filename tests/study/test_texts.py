"""Texts that people typed, told in further languages."""

from wps_eval.study.texts import read_texts, translations_in
from wps_eval.words.catalogue import Words


def lay(folder, *rows, head="text,text_ar,text_ckb"):
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join([head, *rows]) + "\n"
    (folder / "texts.csv").write_text(text, encoding="utf-8-sig")
    return folder


def test_a_typed_text_is_translations_in_the_language_of_the_report_and_stays_itself_elsewhere(
    tmp_path,
):
    rows = read_texts(lay(tmp_path / "s", "Shafaq News,شفق نيوز,"), [])
    arabic = Words("ar_IQ", translations=translations_in("ar_IQ", [rows]))
    assert arabic.tell(" Shafaq News ") == "شفق نيوز"
    assert arabic.tell("Rudaw") == "Rudaw"
    assert (
        Words("ckb_IQ", translations=translations_in("ckb_IQ", [rows])).tell("Shafaq News")
        == "Shafaq News"
    )


def test_an_edition_keeps_what_the_one_before_told_unless_it_tells_it_anew(tmp_path):
    before = read_texts(lay(tmp_path / "a", "Census,تعداد,", "Register,سجل,"), [])
    own = read_texts(lay(tmp_path / "b", "Census,التعداد العام,", "Register,,"), [])
    assert translations_in("ar_IQ", [own, before]) == {"Census": "التعداد العام", "Register": "سجل"}


def test_faults_of_the_table_are_collected_and_none_where_there_is_none(tmp_path):
    faults = []
    read_texts(lay(tmp_path / "s", "Census,تعداد,", "Census,إحصاء,"), faults)
    read_texts(lay(tmp_path / "t", "a,b,c,d"), faults)
    read_texts(lay(tmp_path / "u", "a,b", head="text,text_xx"), faults)
    read_texts(tmp_path / "nowhere", faults)
    assert [f.code for f in faults] == ["text_twice", "too_many_cells", "unknown_name"]
    assert faults[0].found == "Census"
