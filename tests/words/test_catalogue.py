import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from wps_eval.codes import Change, Reason, Rule, Status
from wps_eval.errors import WpsEvalError
from wps_eval.words.catalogue import Words, languages, untranslated
from wps_eval.words.glossary import glossary

SOURCE = Path(__file__).parents[2] / "src" / "wps_eval"


def test_plural_forms_follow_the_number():
    words = Words("en")
    assert words.say("plan.readings_caption", n=1).startswith("1 row ")
    assert words.say("plan.readings_caption", n=2).startswith("2 rows ")


def test_every_code_of_the_closed_lists_has_words():
    words = Words("en")
    wanted = {
        "status": Status,
        "reason": Reason,
        "change": Change,
        "rule": Rule,
    }
    assert [
        f"{k}.{m}" for k, codes in wanted.items() for m in codes if not words.knows(f"{k}.{m}")
    ] == []


def test_every_sentence_that_the_code_asks_for_is_in_the_catalogue():
    asked = set()
    for path in SOURCE.rglob("*.py"):
        asked |= set(re.findall(r"""\bsay\(\s*"([a-z_.]+)\"""", path.read_text(encoding="utf-8")))
    assert len(asked) > 50
    assert sorted(code for code in asked if not Words("en").knows(code)) == []


FOREIGN = {"ar_IQ": "یکگڤێۆڕڵە", "ckb_IQ": "يكةى"}
TRANSLATIONS = [language for language in languages() if language != "en"]


def sentences(language):
    with (SOURCE / "words" / "locale" / f"{language}.po").open("rb") as handle:
        return {m.context: m for m in read_po(handle, locale=language) if m.context}


def texts_of(message):
    return [message.string] if isinstance(message.string, str) else list(message.string)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_sentence_is_said_in_every_language(language):
    assert untranslated(language) == ()
    assert sentences(language).keys() == sentences("en").keys()


def test_every_catalogue_is_whole():
    """Half an entry would be told to whoever runs a command, in English."""
    folder = Path(__file__).parents[2] / "src/wps_eval/words/locale"
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            read_po(file, abort_invalid=True)


def test_every_language_of_the_glossary_has_a_catalogue_and_a_name():
    columns = [language for language, _ in glossary()[0].texts]
    assert set(columns) <= set(languages())
    assert [name for name in columns if not Words("en").knows(f"language.{name}")] == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_translations_keep_their_places_for_values(language):
    def places(text):
        return set(re.findall(r"{(\w+)}", text))

    for code, message in sentences(language).items():
        wanted = places(message.id if isinstance(message.id, str) else message.id[1])
        for text in texts_of(message):
            assert places(text) <= wanted, code
            if isinstance(message.id, str):
                assert places(text) == wanted, code


@pytest.mark.parametrize("language", sorted(FOREIGN))
def test_translations_use_their_own_letters(language):
    for code, message in sentences(language).items():
        for text in texts_of(message):
            assert not set(re.sub(r"{\w+}", "", text)) & set(FOREIGN[language]), code


def test_arabic_has_six_plural_forms_and_says_them():
    words = Words("ar_IQ")
    captions = [words.say("plan.readings_caption", n=n) for n in (0, 1, 2, 3, 11, 100)]
    assert len(set(captions)) == 6
    assert "صفان" in captions[2]


def test_an_unknown_code_is_told_with_the_nearest():
    with pytest.raises(WpsEvalError, match=r"status\.achieved"):
        Words("en").say("status.acheived")


def test_an_unknown_language_is_told_with_those_there_are():
    with pytest.raises(WpsEvalError, match="en"):
        Words("xx").say("status.achieved")
