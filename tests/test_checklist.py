"""What a report must hold is found where it is, and missed where it is not, in any language."""

import json
import re
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfWriter

from summary_pages import summary_in
from wps_eval.codes import EvaluationKind
from wps_eval.report.annexes import ANNEXES
from wps_eval.report.chapter_texts import texts_of
from wps_eval.report.chapters import CHAPTERS
from wps_eval.words.catalogue import Words

HOUSE = Path(__file__).parents[1]
sys.path.insert(0, str(HOUSE / ".ci"))
try:
    import check_reports
    import checklist_page
    from checklist import Item, read_items, verdict
    from finders import FINDERS
    from html_report import OUTSIDE, Page
finally:
    sys.path.remove(str(HOUSE / ".ci"))

ITEMS = {item.code: item for item in read_items()}
LANGUAGES = ("en", "ar_IQ", "ckb_IQ")
NAMES = (
    "summary", "description", "findings", "framework", "gender", "conclusions", "lessons",
    "annexes",
)  # fmt: skip
DOT = "data:image/svg+xml;base64,AA=="


def table(words, code, heads=(), *rows, **values):
    head = "".join(f'<th scope="col">{words.say(h)}</th>' for h in heads)
    named = (
        [f'<th scope="row">{first}</th>', *(f"<td>{c}</td>" for c in rest)] for first, *rest in rows
    )
    body = "".join(f"<tr>{''.join(cells)}</tr>" for cells in named)
    caption = f"{words.say('seal.table', n=7)}. {words.say(code, **values)}"
    parts = f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f"<div><table>{parts}</table></div>"


def html(language):
    """A small report: cover, contents, some chapters, an annex."""
    words = Words(language)
    say = words.say
    matrix = [(say("criterion.relevance"), "F1"), (say("criterion.gender_rights"), "F2")]
    picture = f'<img src="{DOT}" alt="Definition: 1"/>'
    codes = [f"chapter.{name}" for name in NAMES] + ["annex.evaluation"]
    links = "".join(f'<li><a href="#x">{say(code)}</a></li>' for code in codes)
    return f"""<html dir="{words.direction}" lang="{words.html_lang}"><body>
<header><p class="subtitle">Plan</p><h1>{say("title.midterm")}</h1><p class="edition">IQ</p>
<dl class="facts"><div><dt>{say("cover.date")}</dt><dd>2025</dd></div></dl></header>
<nav><h2>{say("seal.contents")}</h2><ol>{links}</ol></nav>
<main><h2>{say("chapter.summary")}</h2><p>{say("tally.sentence", all=213, rated=87, context=17)}</p>
<h2>{say("chapter.description")}</h2>
{table(words, "plan.caption", ["table.pillar"], ["1"])}
{table(words, "plan.objectives_caption", ["table.pillar"], ["1"])}
{table(words, "plan.commitments_caption", ["table.pillar"], ["44"], n=44)}
<h2>{say("chapter.findings")}</h2><h3>{say("chapter.framework")}</h3><p>said</p>
{table(words, "evaluability.caption", ["table.pillar"], ["1"])}
<figure>{picture}<figcaption>{say("evaluability.figure")}</figcaption></figure>
<h3>{say("chapter.gender")}</h3><p>said</p><ul><li>found</li></ul>
<h2>{say("chapter.conclusions")}</h2>
{table(words, "conclusions.caption", ["table.code", "table.findings"], ["C1", "F1"], ["C2", "F2"])}
<h3>{say("chapter.lessons")}</h3><ul><li>learnt</li></ul>
<h2>{say("chapter.annexes")}</h2><h3>{say("annex.evaluation")}</h3>
{table(words, "matrix.evaluation", ["table.criterion", "table.findings"], *matrix)}
</main></body></html>"""


HELD = (
    "cover-title", "cover-date", "contents", "order-background", "order-findings", "summary",
    "summary-tally", "plan", "commitments", "gender", "evaluability", "conclusions", "lessons",
    "question-gender", "questions-answered",
)  # fmt: skip


def page(language, text=None):
    return Page(Words(language), BeautifulSoup(text or html(language), "html.parser"))


def found(code, opened, *, demonstration=True):
    return verdict(ITEMS[code], opened, demonstration=demonstration)


def head(opened, code):
    name = opened.words.say(code)
    return next(tag for tag in opened.soup.select("main h2, main h3") if tag.get_text() == name)


def block(opened, code):
    name = opened.words.say(code, n=44)
    captions = opened.soup.find_all(["caption", "figcaption"])
    return next(c for c in captions if c.get_text().endswith(name)).parent


def empty_chapter(opened):
    head(opened, "chapter.summary").find_next("p").decompose()


def other_sentence(opened):
    head(opened, "chapter.summary").find_next("p").string = "said"


def lose_list(opened):
    head(opened, "chapter.gender").find_next("ul").name = "p"
    opened.soup.main.find("li", string="found").name = "span"


def empty_table(opened):
    block(opened, "plan.objectives_caption").tbody.clear()


def dashes_alone(opened):
    for cell in block(opened, "plan.objectives_caption").select("tbody td, tbody th"):
        cell.string = "–"


def lose_table(opened):
    block(opened, "plan.commitments_caption").decompose()


def lose_heading(opened):
    head(opened, "chapter.conclusions").decompose()


def lose_annex(opened):
    block(opened, "matrix.evaluation").decompose()
    head(opened, "annex.evaluation").decompose()


def say_nothing(opened):
    head(opened, "chapter.lessons").find_next("ul").decompose()


def only_a_notice(opened):
    notice = BeautifulSoup('<aside class="notice"><p>soon</p></aside>', "html.parser")
    head(opened, "chapter.lessons").find_next("ul").replace_with(notice)


def lose_alternative_text(opened):
    opened.soup.figure.img["alt"] = ""


def lose_image(opened):
    opened.soup.figure.img.decompose()


def lose_row(opened):
    block(opened, "matrix.evaluation").select("tbody tr")[1].decompose()


def empty_a_cell_of_a_column(opened):
    line = block(opened, "conclusions.caption").select("tbody tr")[1]
    line.find_all(["th", "td"])[1].string = "–"


def lose_column(opened):
    for line in block(opened, "matrix.evaluation").find_all("tr"):
        line.find_all(["th", "td"])[1].decompose()


def lose_link(opened):
    opened.soup.nav.find_all("a")[3].decompose()


def lose_date(opened):
    opened.soup.dd.string = ""


def lose_edition(opened):
    opened.soup.select_one(".edition").decompose()


def findings_first(opened):
    late = head(opened, "chapter.description")
    for tag in (late, *late.find_next_siblings("div")[:3]):
        head(opened, "chapter.conclusions").insert_before(tag.extract())


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_there_is_found(language):
    opened = page(language)
    assert {code: found(code, opened).why for code in HELD} == dict.fromkeys(HELD, "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("damage", "lost"),
    [
        (empty_chapter, {"summary", "summary-tally"}),
        (other_sentence, {"summary-tally"}),
        (lose_list, {"gender"}),
        (empty_table, {"plan"}),
        (dashes_alone, {"plan"}),
        (lose_table, {"commitments"}),
        (lose_heading, {"conclusions", "lessons", "order-findings"}),
        (lose_annex, {"question-gender", "questions-answered"}),
        (say_nothing, {"lessons"}),
        (only_a_notice, {"lessons"}),
        (lose_alternative_text, {"evaluability"}),
        (lose_image, {"evaluability"}),
        (lose_row, {"question-gender"}),
        (empty_a_cell_of_a_column, {"conclusions"}),
        (lose_column, {"question-gender", "questions-answered"}),
        (lose_link, {"contents"}),
        (lose_date, {"cover-date"}),
        (lose_edition, {"cover-title"}),
        (findings_first, {"order-background"}),
    ],
)
def test_what_is_lost_is_missed_and_nothing_else(language, damage, lost):
    opened = page(language)
    damage(opened)
    assert {code for code in HELD if found(code, opened).state == "missing"} == lost
    assert all(found(code, opened).why for code in lost)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_counts_only_in_its_own_chapter(language):
    opened = page(language)
    moved = block(opened, "evaluability.caption").extract()
    head(opened, "chapter.conclusions").insert_after(moved)
    assert found("evaluability", opened).state == "missing"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [1, 2, 3, 11, 44, 100])
def test_captions_are_known_in_every_plural_form(language, n):
    words = Words(language)
    chapter = f"<main><h2>{words.say('chapter.description')}</h2>"
    opened = page(language, chapter + table(words, "plan.commitments_caption", (), ["x"], n=n))
    assert found("commitments", opened).state == "there"


def annexed(language, code, *, notice):
    words = Words(language)
    text = words.say(notice) if notice else ""
    body = f'<aside class="notice"><p>{text}</p></aside>' if notice else ""
    return page(language, f"<main><h2>A</h2><h3>{words.say(code)}</h3>{body}<h2>B</h2></main>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_real_data_may_declare_a_gap_and_only_in_the_items_own_words(language):
    declared = annexed(language, "annex.contribution", notice="missing.contribution")
    another = annexed(language, "annex.contribution", notice="missing.returns")
    silent = annexed(language, "annex.contribution", notice="")
    states = [
        found("contribution", p, demonstration=False).state for p in (declared, another, silent)
    ]
    assert states == ["gap", "missing", "missing"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_demonstration_may_not_declare_a_gap(language):
    declared = annexed(language, "annex.contribution", notice="missing.contribution")
    assert found("contribution", declared).state == "missing"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_that_nothing_is_to_be_told_is_no_gap(language):
    opened = annexed(language, "annex.choices", notice="choices.none")
    assert found("choices", opened).state == "there"


def test_a_cover_may_declare_a_gap_beside_its_label():
    item = ITEMS["cover-date"]._replace(gap=("missing.returns",))
    opened = page("en")
    opened.soup.dd.string = Words("en").say("missing.returns")
    assert verdict(item, opened, demonstration=False) == ("gap", "missing.returns")
    assert verdict(item, opened, demonstration=True).state == "missing"


def written(folder, text, heads):
    """A report in three formats, the headings of the PDF and the Word file as given."""
    report = folder / "midterm_report"
    report.with_suffix(".html").write_text(text, encoding="utf-8")
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    parent = None
    for name in heads:
        parent = writer.add_outline_item(title=name, page_number=0, parent=parent)
    writer.write(report.with_suffix(".pdf"))
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{h[:2]}</w:t></w:r>'
        f"<w:r><w:t>{h[2:]}</w:t></w:r></w:p>"
        for h in heads
    )
    blocks = "<w:tbl/>" * text.count("<table") + "<w:drawing/>" * text.count("<figure")
    with zipfile.ZipFile(report.with_suffix(".docx"), "w") as book:
        body = f'<w:document xmlns:w="{name}">{lines}{blocks}</w:document>'
        book.writestr("word/document.xml", body)
    return report


def lacks(report, language, codes):
    opened = check_reports.page_of(report, Words(language))
    seen = [(ITEMS[code], found(code, opened)) for code in codes]
    return list(check_reports.report_lacks(report, opened, seen))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_report_lacks_nothing_in_any_format(tmp_path, language):
    report = written(tmp_path, html(language), list(page(language).chapters))
    assert lacks(report, language, HELD) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_a_report_lacks_is_told(tmp_path, language):
    opened = page(language)
    heads = [name for name in opened.chapters if name != opened.words.say("annex.evaluation")]
    lose_date(opened)
    empty_table(opened)
    report = written(tmp_path, str(opened.soup), heads)
    with zipfile.ZipFile(report.with_suffix(".docx"), "a") as book:
        text = book.read("word/document.xml").decode().replace("<w:tbl/>", "", 1)
    with zipfile.ZipFile(report.with_suffix(".docx"), "w") as book:
        book.writestr("word/document.xml", text)
    found = lacks(report, language, HELD)
    gone = opened.words.say("annex.evaluation")
    assert [line.split(":")[0] for line in found] == ["cover-date", "plan", "PDF", "Word", "Word"]
    assert all(gone in line for line in found[2:4])
    assert "`cover.dated`" in found[0]


def test_a_report_in_the_wrong_direction_is_told(tmp_path):
    text = html("ar_IQ").replace('dir="rtl"', 'dir="ltr"')
    report = written(tmp_path, text, list(page("ar_IQ").chapters))
    assert lacks(report, "ar_IQ", HELD) == ["HTML: wrong direction or language"]


@pytest.mark.parametrize(("kind", "there"), [("midterm", False), ("final", True)])
def test_each_kind_of_report_is_held_against_its_own_items(kind, there):
    study = SimpleNamespace(kind=kind, demonstration=True)
    seen = {item.code: item for item, _ in check_reports.looked(page("en"), study)}
    assert ("lessons" in seen) is there
    assert ("barriers" in seen) is not there
    assert {item.checked_by for item in seen.values()} == {"machine"}


def test_a_study_in_another_folder_is_checked_and_everything_missing_told(tmp_path, capsys):
    for language in LANGUAGES:
        folder = tmp_path / "IQ" / language
        folder.mkdir(parents=True)
        written(folder, html(language), list(page(language).chapters))
        summary_in(folder, ["In short"], pages=5)
    record = {"status": "failed", "warnings": ["ar_IQ: 3 texts stand as they were typed"]}
    (tmp_path / "run.json").write_text(json.dumps(record), encoding="utf-8")
    count = check_reports.main("midterm-2022", tmp_path)
    lines = [line for line in capsys.readouterr().out.splitlines() if "MISSING" in line]
    assert len(lines) == count
    assert any("the run ended failed" in line for line in lines)
    assert any("3 texts stand as they were typed" in line for line in lines)
    for language in LANGUAGES:
        assert any(f"IQ {language}: cover-issuer" in line for line in lines)
        assert any(f"IQ {language}: contribution" in line for line in lines)
        assert any(f"IQ {language}: summary: PDF: 5 pages" in line for line in lines)


def test_files_that_are_not_there_are_told(tmp_path, capsys):
    assert (
        check_reports.main("midterm-2022", tmp_path) == len(LANGUAGES) * 8
    )  # three of the report, five of its summary
    assert "MISSING: IQ ar_IQ: no midterm_report.docx" in capsys.readouterr().out


def test_every_row_can_be_looked_for():
    words = Words("en")
    for item in ITEMS.values():
        assert set(item.kinds) in ({"midterm", "final"}, {"midterm"}, {"final"}), item.code
        assert item.checked_by in checklist_page.WHO, item.code
        assert bool(item.look_for) is (item.checked_by == "machine"), item.code
        assert bool(item.chapter) is (item.checked_by != "nobody"), item.code
        assert all((item.what, item.place, item.heads)), item.code
        assert not (item.gap or item.nothing) or item.look_for, item.code
        codes = [
            code
            for wanted in item.look_for
            for part in wanted.split(":")[1:]
            for code in part.split("|")
        ]
        assert {wanted.split(":")[0] for wanted in item.look_for} <= set(FINDERS), item.code
        codes += [*item.gap, *item.nothing, item.chapter]
        asked = [code for code in codes if code and not code.isdigit() and code not in OUTSIDE]
        assert [code for code in asked if not words.knows(code)] == [], item.code
    assert len(ITEMS) == len(read_items())


def test_texts_that_rows_name_are_texts_that_a_chapter_takes():
    named = {name for item in ITEMS.values() for name in re.findall(r"(\w+)\.md`", item.place)}
    assert len(named) > 10
    assert named == {text for kind in EvaluationKind for text in texts_of(kind)}


def test_every_chapter_and_annex_that_a_report_calls_is_in_the_checklist():
    files = (HOUSE / "src/wps_eval/report").glob("*/*.py")
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    called = set(re.findall(r'say\("((?:chapter|annex)\.\w+)"', source))
    called |= {each.heading for each in (*CHAPTERS, *ANNEXES)}
    called |= {each.opens for each in CHAPTERS if each.opens}
    machine = [item for item in ITEMS.values() if item.checked_by == "machine"]
    held = {item.chapter for item in machine} | {
        part for item in machine for wanted in item.look_for for part in wanted.split(":")
    }
    assert len(called) > 30
    assert called <= held


def test_every_head_has_items_and_every_item_a_place_on_the_page():
    heads = {h for group in checklist_page.CHECKLISTS for h in group.heads}
    chapters = {h for group in checklist_page.CHAPTERS for h in group.heads}
    assert {head for item in ITEMS.values() for head in item.heads} == heads | chapters
    assert [item.code for item in ITEMS.values() if not heads & set(item.heads)] == []


def test_the_page_says_what_the_table_says():
    text = (HOUSE / "docs" / "checklist.md").read_text(encoding="utf-8")
    assert text == checklist_page.page(read_items())
    for item in ITEMS.values():
        assert item.what in text
        assert f"`{item.code}`" in text


def test_an_item_that_nobody_checks_is_told_first():
    odd = Item("odd", ("UNEG 1",), "An odd thing", ("final",), "nobody", "", (), (), (), "by hand")
    short = checklist_page.page((odd,)).split("## UNEG")[0]
    assert "| An odd thing | final | by hand |" in short


def test_one_of_several_captions_or_sentences_is_enough():
    sentence = Words("en").say("tally.none", all=216, context=14)
    opened = page("en", f"<main><h2>x</h2><p>{sentence}</p></main>")
    inside = [opened.soup.main]
    assert FINDERS["sentence"](opened, inside, "tally.sentence|tally.none") == ""
    assert FINDERS["sentence"](opened, inside, "headline.none|headline.some") != ""
