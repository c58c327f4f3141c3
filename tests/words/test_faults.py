"""Every fault that the code can find is worded in every language, and holds data only."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from in_english import english, sentence
from wps_eval.errors import Data, DesignFaults, Fault, InputFaults, StudyFaults, Where
from wps_eval.plan.complaints import FAULT_CODES, OTHER_FAULT_CODE
from wps_eval.words.catalogue import Words, languages, messages
from wps_eval.words.dates import NO_DATES
from wps_eval.words.faults import fault_line, faults_heading, place_in_words, worded

SOURCE = Path(__file__).parents[2] / "src" / "wps_eval"
TREES = {p: ast.parse(p.read_text(encoding="utf-8")) for p in sorted(SOURCE.rglob("*.py"))}
MAKERS = ("Fault", "refusal")
PARTS = ("found", "expected", "remedy")
WORDED = re.compile(r"fault\.(.+)\.(?:found|expected|remedy)")


def name_of(node):
    return getattr(node, "id", None) or getattr(node, "attr", None)


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def calls(tree, names):
    return [n for n in ast.walk(tree) if isinstance(n, ast.Call) and name_of(n.func) in names]


SHARED = {"fault": 0, "parsed": 2}  # methods of a row of figures, called from several files


def takers(tree):
    """Name the makers of faults, and a file's own functions that hand a code on to one of them."""
    own = dict.fromkeys(MAKERS, 0) | SHARED
    for _ in range(2):  # one may hand on to another
        for function in functions(tree):
            names = [a.arg for a in function.args.args if a.arg != "self"]
            inner = {name_of(arg) for call in calls(function, own) for arg in call.args}
            if "code" in names and "code" in inner:
                own[function.name] = names.index("code")
    return own


def values(node, inside):
    """Give what an argument can be: itself, one of two, or what its name was set to inside."""
    if isinstance(node, ast.IfExp):
        return [*values(node.body, inside), *values(node.orelse, inside)]
    if isinstance(node, ast.Name):
        sets = [n for n in ast.walk(inside) if isinstance(n, ast.Assign)]
        return [v for n in sets for t in n.targets for v in set_to(t, n.value, node.id, inside)]
    return [node]


def set_to(target, value, name, inside):
    pairs = (
        zip(target.elts, value.elts, strict=True)
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
        else [(target, value)]
    )
    for one, other in pairs:
        if name_of(one) == name:
            yield from values(other, inside)


def sites():
    """Give every place where a fault is made: its code, the call, and the function that it is in."""
    for tree in TREES.values():
        for name, at in takers(tree).items():
            for function in functions(tree):
                for call in calls(function, (name,)):
                    if len(call.args) > at:
                        for code in values(call.args[at], function):
                            if isinstance(code, ast.Constant):
                                yield code.value, call, function


SITES = list(sites())
ASKED = (
    {code for code, _, _ in SITES}
    | {*FAULT_CODES.values(), OTHER_FAULT_CODE}
    | {code for code, _ in NO_DATES}
)


def holes(text):
    return set(re.findall(r"(?<!{){(\w+)}(?!})", text))


def words_of(code):
    return [messages("en").get(f"fault.{code}.{part}", "") for part in PARTS]


def test_faults_are_found_in_the_code():
    assert len(ASKED) > 150
    assert {"not_a_number", "unknown_places", "two_final_values", "end_before_start"} <= ASKED
    assert {"unknown_result", "unread_text", "bad_value.choice", "not_approved"} <= ASKED


@pytest.mark.parametrize("language", languages())
def test_every_fault_has_words_and_no_words_lack_a_fault(language):
    held = {found[1] for code in messages(language) if (found := WORDED.fullmatch(code))}
    assert held == ASKED
    lacking = [c for c in ASKED for p in PARTS if not messages(language).get(f"fault.{c}.{p}")]
    assert lacking == []


@pytest.mark.parametrize("language", languages())
def test_words_in_every_language_ask_for_the_same_data(language):
    for code, text in messages("en").items():
        if WORDED.fullmatch(code):
            assert holes(messages(language)[code]) == holes(text), code


@pytest.mark.parametrize(
    ("code", "call", "function"), SITES, ids=[f"{c}-{f.name}" for c, _, f in SITES]
)
def test_a_fault_gives_the_data_that_its_words_ask_for(code, call, function):
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    data = [v for arg in given for v in values(arg, function) if name_of(v) is None]
    named = {
        k.arg for v in data if isinstance(v, ast.Call) and name_of(v.func) == "Data"
        for k in v.keywords
    }  # fmt: skip
    if name_of(call.func) == "refusal":
        named = {k.arg for k in call.keywords}
    wanted = {hole for text in words_of(code) for hole in holes(text)}
    assert wanted - {*PARTS, "near"} <= named


DIRECT = [(c, call, f) for c, call, f in SITES if name_of(call.func) == "Fault"]


@pytest.mark.parametrize(
    ("code", "call", "function"), DIRECT, ids=[f"{c}-{f.name}" for c, _, f in DIRECT]
)
def test_a_fault_gives_one_datum_or_several_as_its_words_ask_and_names_if_they_do(
    code, call, function
):
    given = dict(zip(("code", "where", *PARTS[:2], "known"), call.args, strict=False))
    given |= {keyword.arg: keyword.value for keyword in call.keywords}
    wanted = {hole for text in words_of(code) for hole in holes(text)}
    assert ("near" in wanted) <= ("known" in given)
    for part in PARTS[:2]:
        made = values(given[part], function) if part in given else []
        several = [v for v in made if isinstance(v, ast.Call) and name_of(v.func) == "Data"]
        assert not (several and part in wanted), part
        assert part in given or part not in wanted or part == "found", part


@pytest.mark.parametrize("path", TREES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_no_fault_holds_a_sentence(path):
    made = calls(TREES[path], (*takers(TREES[path]), "Data"))
    texts = [n.value for c in made for n in ast.walk(c) if isinstance(n, ast.Constant)]
    allowed = (", ",)  # what stands between the names of columns
    assert [t for t in texts if isinstance(t, str) and " " in t and t not in allowed] == []


def test_what_may_be_wrong_in_a_text_has_a_name_beside_the_text():
    """A draft's page lists the faults of its text by the few words ``prose.<code>``."""
    files = [
        SOURCE / "evaluation" / f"{name}.py" for name in ("binding", "calls", "prose", "quotations")
    ]
    found = {code for code, _, function in SITES if any(holds(p, function) for p in files)}
    assert {"unknown_result", "empty_text", "unmarked_quotation"} <= found
    assert [
        code for code in found if not Words("en").knows(f"prose.{code.partition('.')[0]}")
    ] == []


def holds(path, function):
    return any(node is function for node in ast.walk(TREES[path]))


def test_a_fault_is_a_full_sentence_in_english():
    where = Where("figures/a.xlsx", "Ninewa", 12, "value")
    assert sentence(Fault("percentage_out_of_range", where, found="140")) == (
        "figures/a.xlsx, sheet Ninewa, row 12, column value: found '140'; expected a percentage "
        "from 0 to 100. Check the decimal sign and the denominator."
    )


def test_raised_faults_word_themselves_in_english_with_a_line_that_counts_them():
    faults = [Fault("one_psu", Where()), Fault("bad_weight", Where(column="w"), found=3)]
    lines = str(DesignFaults(faults, "design")).splitlines()
    assert lines[0] == "2 faults in the survey's design:"
    assert lines[1].startswith("  found one sampling unit in all; expected two or more. ")
    assert lines[2].startswith("  column w: found 3 weights that are missing")
    assert str(StudyFaults(faults[:1], "params/s.yml")).startswith("1 fault in params/s.yml:")
    assert str(InputFaults(faults[:1])).startswith("1 fault in the input:")


@pytest.mark.parametrize(
    ("language", "found", "remedy"),
    [
        ("ar_IQ", "«plcaes»", "هل تقصد «places»؟"),
        ("ckb_IQ", "«plcaes»", "مەبەستت «places»ە؟"),
    ],
)
def test_a_fault_is_told_in_the_readers_language(language, found, remedy):
    fault = Fault("unknown_key", Where("params/s.yml", row=3), "plcaes", known=("kind", "places"))
    wording = worded(fault, Words(language))
    assert (wording.found, wording.remedy) == (found, remedy)
    for text in (wording.where, wording.expected, fault_line(fault, Words(language))):
        assert re.search("[\u0600-\u06ff]", text)


@pytest.mark.parametrize("language", [name for name in languages() if name != "en"])
def test_no_words_of_a_fault_are_left_in_english(language):
    english_words = messages("en")
    sentences = {c: t for c, t in messages(language).items() if WORDED.fullmatch(c)}
    bare = {c: re.sub(r"{\w+}", "", english_words[c]).strip(" .:'") for c in sentences}
    same = [c for c, text in sentences.items() if bare[c] and text == english_words[c]]
    assert [c for c in same if not c.startswith("fault.not_marked_sensitive")] == []


def test_the_nearest_name_is_told_or_all_that_there_are():
    where = Where("params/s.yml")

    def remedy(found, *known):
        return english(Fault("unknown_places", where, found=found, known=known)).remedy

    assert remedy("Bagdad", "Basrah", "Baghdad") == "Did you mean 'Baghdad'?"
    assert remedy("xyz", "Basrah", "Baghdad") == "Use one of: Basrah, Baghdad."
    assert remedy("xyz", "Baghdad") == "Did you mean 'Baghdad'?"  # there is no other
    assert remedy("xyz") == "There is none yet: enter it first."
    assert remedy("xyz", *"abcdefghijkl").endswith("i, j and 2 more.")
    column = Fault("absent", where, expected="consent", known=("age", "consnt"))
    assert english(column).remedy == "Did you mean 'consnt'?"


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("", "nothing"),
        ("20 %", "'20 %'"),
        (3, "3"),
        (0.5, "0.5"),
        (33.33, "33.33"),
        (date(2021, 1, 31), "2021-01-31"),
        (("a", "b"), "a, b"),
        ((), "nothing"),
        ((Where("a.csv", row=2), Where("b.csv")), "a.csv, row 2; b.csv"),
    ],
)
def test_data_are_shown_as_what_they_are(found, shown):
    assert english(Fault("negative", Where(), found=found)).found == shown


def test_faults_are_sorted_by_their_place_whatever_they_hold():
    first, second, third, fourth = (
        Fault("b", Where("a.csv", row=2), found="x"),
        Fault("a", Where("a.csv", row=10), found=Data(code="x", times=2)),
        Fault("b", Where("a.csv", row=10), found=3),
        Fault("a", Where("b.csv"), found=("x",)),
    )
    assert sorted([fourth, third, second, first]) == [first, second, third, fourth]
    assert len({first, second, third, fourth, Fault("a", Where("b.csv"), found=("x",))}) == 4
    with pytest.raises(AttributeError):
        first.code = "c"


def test_a_heading_counts_in_the_forms_of_the_language():
    faults = [Fault("one_psu", Where())] * 3
    arabic = Words("ar_IQ")
    assert faults_heading(faults[:2], "study", "s", arabic) == "خللان في الدراسة s"
    assert faults_heading(faults, "params/s.yml", "", arabic) == "3 حالات خلل في params/s.yml"


def test_what_is_not_known_of_a_place_is_left_out():
    assert place_in_words(Where(), Words("en")) == ""
    assert place_in_words(Where("a.csv", row=2), Words("ckb_IQ")) == "a.csv، ڕیزی 2"


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("x" * 80, "'" + "x" * 80 + "'"),
        ("x" * 81, "'" + "x" * 79 + "…'"),
        ("a\x1b[2J", "'a<U+001B>[2J'"),
        ("\u202ecba", "'<U+202E>cba'"),
        ("[/x]", "'[/x]'"),
        (("a\x00", "y" * 81), "a<U+0000>, " + "y" * 79 + "…"),
    ],
)
def test_what_was_found_is_shown_short_and_so_that_no_screen_obeys_it(found, shown):
    assert english(Fault("negative", Where(), found=found)).found == shown


def test_names_of_files_sheets_and_columns_are_shown_in_the_same_way():
    where = Where("a\x1b.csv", "\u202e", 2, "z" * 81)
    place = place_in_words(where, Words("en"))
    assert place == "a<U+001B>.csv, sheet <U+202E>, row 2, column " + "z" * 79 + "…"
