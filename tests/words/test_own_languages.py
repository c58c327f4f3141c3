"""A language that a workbench adds in ``params/locale/``: read there, and held to its placeholders."""

import pytest

from wps_eval.words.catalogue import Words, languages

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: fr_FR\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n'
)


def entry(code, english, french):
    return f'\nmsgctxt "{code}"\nmsgid "{english}"\nmsgstr "{french}"\n'


@pytest.fixture
def french(tmp_path, monkeypatch):
    from wps_eval.words.catalogue import messages  # noqa: PLC0415 - English, before the folder changes

    english = messages("en")
    for name in ("params/locale", "data"):
        (tmp_path / name).mkdir(parents=True)
    words = {
        "date.quarter_3": "T3 {year}",
        "answer.yes": "Oui",
        "date.from_to": "{start.__class__} {end}",
        "number.percent": "{value} {nothing}",
    }
    text = HEADER + "".join(entry(code, english[code], words[code]) for code in words)
    (tmp_path / "params/locale/fr_FR.po").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Words("fr_FR")


def test_a_language_of_the_workbench_is_one_of_the_languages(french):
    assert "fr_FR" in languages()
    assert french.say("date.quarter_3", year=2022) == "T3 2022"
    assert french.say("answer.no") == "No"  # what it does not say is said in English


def test_a_sentence_that_looks_into_the_data_is_left_to_english(french):
    assert french.say("date.from_to", start="A", end="B") == "A to B"
    assert french.say("number.percent", value=5) == Words("en").say("number.percent", value=5)


@pytest.mark.usefixtures("french")
def test_outside_of_the_workbench_the_language_is_gone(monkeypatch):
    assert "fr_FR" in languages()
    monkeypatch.chdir("/")
    assert "fr_FR" not in languages()
