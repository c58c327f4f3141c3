"""Read spoilt files by every reader, and count what should never happen.

python benchmarks/fuzz.py --inputs 100000 --seed 1

Takes valid files (a small plan, figures, returns, a form and its export, a sample list, evaluators'
tables), spoils one at a time and reads it: bytes turned or lost, cells and lines put in place of others,
another encoding, other line ends. Prints for each reader how many inputs it read and, of those:

* how many ended in an exception that is no fault;
* how many took longer than five seconds of the processor;
* how many messages held a marker that stood in an answer of a person.

Ends with 1 if any of the three is not zero. Inputs that did it are kept in the folder of ``--keep``.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import shutil
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd

from wps_eval.errors import InputFaults
from wps_eval.evaluation.load import read_judgement
from wps_eval.indicators.register import lists_of
from wps_eval.indicators.subject import subjects
from wps_eval.plan import load_plan
from wps_eval.plan.body_names import BodyNames
from wps_eval.sources.corrections import read_corrections
from wps_eval.sources.exports import read_export
from wps_eval.sources.figures import read_figures
from wps_eval.sources.indicator_sheets import read_indicator_sheets
from wps_eval.sources.instrument import read_instrument
from wps_eval.sources.returns import read_returns
from wps_eval.sources.round_facts import load_round
from wps_eval.sources.sample_list import read_sample_list
from wps_eval.sources.wordings import read_wordings
from wps_eval.study import load_study
from wps_eval.study.texts import read_texts
from wps_eval.survey.build_weights import build_weights
from wps_eval.words.catalogue import Words
from wps_eval.words.faults import fault_line
from wps_eval.words.glossary import read_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from wps_eval.errors import Fault

HOUSE = Path(__file__).parents[1]
SECONDS = 5.0
MARKER = "Qxz Marker"
NASTY = (
    "", " ", "\x00", "\x1b[2J", "\u202eabc", "\u2066", "\ufeff", "\ud7ff", "=1+1", "@SUM(A1)", "-", "+", "'",
    '"', '""', "'=x", "[/x]", "[a]", "{0}", "{2022}", "{0.__class__}", "{", "}", "%(x)s", "{{ 7*7 }}", "{% raw %}",
    "<script>alert(1)</script>", "javascript:alert(1)", "../../x", "/etc/hostname", "1e400", "inf", "nan",
    "-0", "1_000", "２０", "½", "²", "0x10", "--5", "1.2.3", "1,5", "9" * 400, "x" * 40_000, "٢٠٢١", "۲۰۲۱",
    "2021-02-30", "31/02/2021", "0000-00-00", "99999-01-01", "2021-13", "1443", "44562", "true", "None", "NULL",
    "&a", "*a", "!!python/object:x", "- [", ": :", "? ", "| ", "\t", "\n", "\r", ";", ",", MARKER, "07700000000",
)  # fmt: skip

JUDGEMENT = {
    "matrix": "code,criterion,text\nQ1,relevance,Does it meet needs?\n",
    "findings": "code,criterion,questions,text\nF1,relevance,Q1,It meets some.\n",
    "evidence": "code,type,producer,finding,stance,date\nE1,document,A ministry,F1,supports,2021-05\n",
    "conclusions": "code,findings,text\nC1,F1,It goes half the way.\n",
}


@dataclass
class Reader:
    """A reader, the file that is spoilt for it, and whether that file speaks of persons."""

    name: str
    path: Path
    read: Callable[[list[Fault]], object]
    of_people: bool = False


@dataclass
class Tally:
    """What came of the inputs of one reader."""

    inputs: int = 0
    faults: int = 0
    exceptions: Counter[str] = field(default_factory=Counter)
    slow: int = 0
    markers: int = 0


def main() -> int:
    """Spoil, read, count and print; give 1 if anything happened that should not."""
    asked = _arguments()
    chance = random.Random(asked.seed)  # noqa: S311 - the same inputs each time
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    with tempfile.TemporaryDirectory() as name:
        readers = _readers(Path(name))
        whole = {reader.path: reader.path.read_bytes() for reader in readers}
        for reader in readers:  # each reads its file as it should be, or the bench is wrong
            reader.read([])
        for number in range(asked.inputs):
            reader = chance.choice(readers)
            reader.path.write_bytes(_spoilt(whole[reader.path], reader.path, chance))
            if not _try(reader, tallies[reader.name]) and asked.keep:
                asked.keep.mkdir(parents=True, exist_ok=True)
                shutil.copy(reader.path, asked.keep / f"{number}-{reader.name}-{reader.path.name}")
            reader.path.write_bytes(whole[reader.path])
    return _printed(tallies)


def _try(reader: Reader, tally: Tally) -> bool:
    """Read one input; give whether all went as it should."""
    tally.inputs += 1
    faults: list[Fault] = []
    begun = time.process_time()
    well = True
    try:
        try:
            reader.read(faults)
        except InputFaults as error:
            faults = [*faults, *error.faults]
        told = "\n".join(fault_line(fault, Words("en")) for fault in faults)
    except Exception as error:  # noqa: BLE001 - what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        own = [f for f in traceback.extract_tb(error.__traceback__) if "wps_eval" in f.filename]
        at = own[-1] if own else last
        tally.exceptions[f"{type(error).__name__} at {Path(at.filename).name}:{at.lineno}"] += 1
        return False
    tally.faults += bool(faults)
    if time.process_time() - begun > SECONDS:
        tally.slow += 1
        well = False
    if reader.of_people and (MARKER in told or "07700000000" in told):
        tally.markers += 1
        well = False
    return well


def _printed(tallies: dict[str, Tally]) -> int:
    """Print a line a reader, and what it fell over; give 1 if there is anything."""
    print("reader              inputs  with faults  exceptions  slow  markers")
    for name, tally in sorted(tallies.items()):
        fell = tally.exceptions.total()
        print(
            f"{name:<18} {tally.inputs:>7} {tally.faults:>12} {fell:>11} {tally.slow:>5} {tally.markers:>8}"
        )
        for what, times in tally.exceptions.most_common():
            print(f"    {times:>5} {what}")
    return int(any(t.exceptions or t.slow or t.markers for t in tallies.values()))


def _spoilt(data: bytes, path: Path, chance: random.Random) -> bytes:
    """Spoil a file in one to three ways."""
    for _ in range(chance.randint(1, 3)):
        if path.suffix == ".xlsx" and chance.random() < 0.7:
            data = _spoilt_part(data, chance)
        elif path.suffix in (".csv", ".yml") and chance.random() < 0.7:
            data = _spoilt_text(data, path, chance)
        else:
            data = _spoilt_bytes(data, chance)
    return data


def _spoilt_bytes(data: bytes, chance: random.Random) -> bytes:
    """Turn, lose, double or add bytes, or save in another encoding."""
    at = chance.randrange(len(data) + 1)
    to = min(len(data), at + chance.randint(1, 40))
    way = chance.randrange(6)
    if way == 0:
        return data[:at]
    if way == 1:
        return data[:at] + data[to:]
    if way == 2:
        return data[:at] + data[at:to] * 3 + data[to:]
    if way == 3:
        return data[:at] + chance.randbytes(chance.randint(1, 8)) + data[at:]
    if way == 4:
        encoding = chance.choice(("utf-16", "utf-16-le", "windows-1256", "latin-1", "utf-32"))
        return data.decode("utf-8", "replace").encode(encoding, "replace")
    turned = bytearray(data)
    for _ in range(min(len(data), chance.randint(1, 5))):
        turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
    return bytes(turned)


def _spoilt_text(data: bytes, path: Path, chance: random.Random) -> bytes:
    """Put a nasty text in place of a cell or value, double or drop a line, end lines otherwise."""
    text = data.decode("utf-8-sig", "replace")
    way = chance.randrange(6)
    lines = text.splitlines(keepends=True) or [""]
    at = chance.randrange(len(lines))
    if way == 0:
        return text.replace("\r", "").replace("\n", chance.choice(("\r", "\r\n"))).encode()
    if way == 1:
        return "".join((*lines[:at], lines[at] * 2, *lines[at + 1 :])).encode()
    if way == 2:
        return "".join((*lines[:at], *lines[at + 1 :])).encode()
    if path.suffix == ".yml":
        key, colon, _ = lines[at].partition(":")
        lines[at] = f"{key}{colon} {chance.choice(NASTY)}\n"
        return "".join(lines).encode()
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        return data
    filled = [row for row in rows if row]
    if filled:
        row = filled[0] if chance.random() < 0.2 else chance.choice(filled)
        row[chance.randrange(len(row))] = chance.choice(NASTY)
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=chance.choice(",,,;\t")).writerows(rows)
    return buffer.getvalue().encode()


def _spoilt_part(data: bytes, chance: random.Random) -> bytes:
    """Spoil one part of a workbook's archive, or put a nasty text into it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - it was spoilt before
        return _spoilt_bytes(data, chance)
    name = chance.choice(list(parts))
    if chance.random() < 0.5:
        parts[name] = _spoilt_bytes(parts[name], chance)
    else:
        words = parts[name].split(b">")
        at = chance.randrange(len(words))
        words[at] = chance.choice(NASTY).encode("utf-8", "replace") + words[at]
        parts[name] = b">".join(words)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return buffer.getvalue()


def _readers(folder: Path) -> list[Reader]:
    """Lay valid files and give a reader for each."""
    shutil.copytree(HOUSE / "tests/cases/plan/verania", folder / "v")
    shutil.copytree(HOUSE / "tests/cases/hostile/mini", folder / "forms/mini")
    shutil.copy(HOUSE / "data/figures/sheets.csv", folder / "sheets.csv")
    shutil.copy(HOUSE / "data/instruments/constructs.csv", folder / "forms/constructs.csv")
    own = HOUSE / "params/midterm-2022"
    shutil.copytree(own, folder / "own")
    for name, text in JUDGEMENT.items():
        (folder / f"own/{name}.csv").write_text(text, encoding="utf-8")
    plan = load_plan(folder / "v/plan")
    bodies, lists = BodyNames.of(plan), lists_of(plan, subjects(plan, ()))
    form = read_instrument(folder / "forms/mini")
    _lay_round(folder / "r")
    book = folder / "book"
    book.mkdir()
    _as_workbook(folder / "v/figures/f.csv", book / "f.xlsx")
    _as_workbook(folder / "r/export.csv", folder / "r/export.xlsx")
    answering = {activity.code: tuple(activity.main_bodies) for activity in plan.activities}
    people = pd.DataFrame({"psu": ["A", "A", "B"]})

    def weights(faults: list[Fault]) -> None:
        del faults
        sample = read_sample_list(folder / "r/sample.csv")
        if sample is not None:
            build_weights(sample, people)

    def corrected(faults: list[Fault]) -> None:
        del faults
        read_export(folder / "r/export.csv", form, read_corrections(folder / "r/corrections.csv"))

    def export(name: str) -> Callable[[list[Fault]], object]:
        return lambda _: read_export(folder / "r" / name, form)

    plan_files = sorted((folder / "v/plan").iterdir())
    returns = sorted((folder / "v/returns").iterdir())
    tables = [path for path in sorted((folder / "own").glob("*.csv")) if path.name != "terms.csv"]
    return [
        *(Reader("plan", path, lambda _: load_plan(folder / "v/plan")) for path in plan_files),
        *(
            Reader(
                "returns",
                path,
                lambda f: f.extend(read_returns(folder / "v/returns", answering, bodies).faults),
            )
            for path in returns
        ),
        *(
            Reader("judgement", path, lambda f: read_judgement(folder / "own", f, bodies))
            for path in tables
        ),
        *(
            Reader("form", path, lambda _: read_instrument(folder / "forms/mini"))
            for path in sorted((folder / "forms/mini").glob("[cs]*.csv"))
        ),
        Reader("params", folder / "v/verania-mid.yml", lambda _: load_study(folder / "v/verania-mid.yml")),
        Reader("figures", folder / "v/figures/f.csv", lambda f: read_figures(folder / "v/figures", lists, f)),
        Reader("figures book", book / "f.xlsx", lambda f: read_figures(book, lists, f)),
        Reader("sheets", folder / "sheets.csv", lambda f: read_indicator_sheets(folder, f)),
        Reader("round", folder / "r/round.yml", lambda _: load_round(folder / "r")),
        Reader("export", folder / "r/export.csv", export("export.csv"), of_people=True),
        Reader("export book", folder / "r/export.xlsx", export("export.xlsx"), of_people=True),
        Reader("corrections", folder / "r/corrections.csv", corrected, of_people=True),
        Reader("sample list", folder / "r/sample.csv", weights),
        Reader("terms", _terms(folder), lambda f: read_terms(folder / "terms.csv", f)),
        Reader("texts", folder / "own/texts.csv", lambda f: read_texts(folder / "own", f)),
        Reader("names of scales", folder / "forms/constructs.csv", lambda _: read_wordings(folder / "forms", ["mini"], "ar_IQ")),
    ]  # fmt: skip


def _lay_round(folder: Path) -> None:
    """Lay a round with its export, corrections and sample list."""
    folder.mkdir()
    answers = (HOUSE / "tests/cases/hostile/mini/answers.csv").read_text(encoding="utf-8")
    (folder / "export.csv").write_text(answers.replace(",u", f",{MARKER} "), encoding="utf-8")
    text = (HOUSE / "tests/cases/hostile/H12-braces.yml").read_text(encoding="utf-8")
    (folder / "round.yml").write_text(text, encoding="utf-8")
    (folder / "corrections.csv").write_text(
        "uuid,question,old,new,reason,role\n"
        f"{MARKER} 1,q1,2,1,{MARKER},supervisor\n{MARKER} 2,q1,1,2,{MARKER},supervisor\n",
        encoding="utf-8",
    )
    (folder / "sample.csv").write_text(
        "psu,stratum,stratum_size,frame_size,listed,selected,completed,replaced,inaccessible,reason\n"
        "A,1,1000,100,90,10,2,0,0,\nB,1,1000,120,110,10,1,0,0,\nC,2,800,90,80,10,0,0,1,floods\n",
        encoding="utf-8",
    )


def _terms(folder: Path) -> Path:
    """Lay a study's own wordings."""
    path = folder / "terms.csv"
    path.write_text("code,language,text\nnational_action_plan,en,the plan\n", encoding="utf-8")
    return path


def _as_workbook(table: Path, book: Path) -> None:
    """Write a CSV table as a workbook."""
    written = openpyxl.Workbook()
    with table.open(encoding="utf-8-sig", newline="") as handle:
        for line in csv.reader(handle):
            written.worksheets[0].append(line)
    written.save(book)


def _arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
