"""What several tests need: a small workbench of their own, and a further language."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from wps_eval.words import catalogue

HOUSE = Path(__file__).parents[1]
# how long an example takes says how busy the machine is; speed is measured in benchmarks
settings.register_profile("house", deadline=None)
settings.load_profile("house")
# Kurmanji in Arabic script, which CLDR does not hold. Single words and doubled letters to test
# with: no translation, and nobody's month names
KURMANJI = {
    "Language": "kmr_Arab_IQ",
    "Content-Type": "text/plain; charset=UTF-8",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
    "X-Direction": "rtl",
    "X-CLDR-Locale": "ckb_IQ",
    "X-Months": "ئئ; بب; پپ; تت; جج; چچ; حح; خخ; دد; رر; زز; ژژ",
}
WORDS = {
    "title.midterm": "ژن و ئاشتی",
    "seal.contents": "ناڤەرۆک",
    "seal.page": "رووپەل {page} ژ {pages}",
}


@pytest.fixture
def bench_folder(tmp_path):
    """A copy of the workbench's inputs that a test may spoil."""
    for name in ("data/plan", "data/figures", "params", "notebooks"):
        shutil.copytree(HOUSE / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def lay_kurmanji(tmp_path, monkeypatch):
    """Lay a catalogue of Kurmanji beside copies of the others, and nothing else."""
    folder = tmp_path / "locale"
    shutil.copytree(catalogue.CATALOGUES, folder)
    monkeypatch.setattr(catalogue, "CATALOGUES", folder)

    def lay(words=None, spoil=str, **header):
        fields = KURMANJI | {name.replace("_", "-"): text for name, text in header.items()}
        lines = "".join(f'"{name}: {text}\\n"\n' for name, text in fields.items() if text)
        forms = int(re.search(r"nplurals=(\d)|$", fields["Plural-Forms"])[1] or 2)
        _, *entries = (folder / "en.po").read_text(encoding="utf-8").strip().split("\n\n")
        translations = [translated(entry, WORDS | (words or {}), forms) for entry in entries]
        text = "\n\n".join([f'msgid ""\nmsgstr ""\n{lines}'.strip(), *translations])
        (folder / "kmr_Arab_IQ.po").write_text(spoil(f"{text}\n"), encoding="utf-8")
        return "kmr_Arab_IQ"

    return lay


def translated(entry, words, forms):
    """Fill an entry with the word that is given for it, or with one that only shows its place."""
    asked, _, _ = entry.partition("\nmsgstr")
    code = re.search(r'msgctxt "(.+)"', asked)[1]
    holes = " ".join(dict.fromkeys(re.findall(r"{\w+}", asked)))
    if "msgid_plural" not in asked:
        word = words.get(code, f"ژن {holes}".strip())
        return f'{asked}\nmsgstr "{word}"'
    forms_of_it = (words.get(code, "ژن " * (form + 1) + holes) for form in range(forms))
    return "\n".join(
        [asked, *(f'msgstr[{form}] "{word}"' for form, word in enumerate(forms_of_it))]
    )
