"""Open every HTML report of a study in a browser and ask axe whether everybody can read it.

WCAG 2.2, levels A and AA. The browser comes from Debian; axe and its driver from access.lock, in an
environment of their own. Where they cannot be had it says "not checked": that is no pass, and it
fails where CI_ACCESS=required.
"""

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HOUSE = Path(__file__).parents[1]
OWN = HOUSE / ".venv-access"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1280, 390)
MIRRORED = "ar_IQ"  # script and style are one for all languages, and tried in this one
SORTING = "--sorting"  # also search and sort the long tables of one language
SORTED = 6  # long tables that are sorted by every column; all of them are searched
NUMBER = re.compile(r"[(+±\s]*([-−]?)([\d,٬]*[.٫]?\d+)")
NOWHERE = "☃☃"
ROWS = (
    "table => [...table.tBodies[0].rows].map(row => [...row.cells]"
    ".map(cell => (cell.querySelector('summary') ?? cell).textContent))"
)
CLICK = """(table, column) => { const head = table.tHead.rows[0].cells[column];
  head.querySelector("button").click();
  return [table.querySelectorAll("[aria-sort]").length, head.getAttribute("aria-sort"),
    [...table.tBodies[0].rows].map(row => (row.cells[column].querySelector("summary") ?? row.cells[column]).textContent)]; }"""
SHOWN = "table => [...table.tBodies[0].rows].filter(row => row.checkVisibility()).length"
LONG = """[...document.querySelectorAll("main table")].filter(table => table.tHead
  && table.tBodies[0]?.rows.length > 10 && !table.querySelector("[colspan], [rowspan]")).length"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# axe takes letters that join for icons, and leaves them out when it looks at contrast
UNJOIN = r"""(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode())
    texts.currentNode.data = texts.currentNode.data.replace(/\p{Script=Arabic}/gu, "x");
})()"""


def main(study: str, *, sorting: bool) -> int:
    """Check one study; make the environment first where this is not it."""
    reports = sorted((HOUSE / "outputs" / study).glob("*/*/*.html"))
    if not reports:
        print(f"check_access: no HTML report in outputs/{study}/: run it first")
        return 1
    if Path(sys.prefix) != OWN:
        return elsewhere(study, *([SORTING] if sorting else []))
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - in the other environment only

    faults, passed = 0, set()
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        for report in reports:
            wrong, well = look(chromium, report, sorting=sorting)
            faults, passed = faults + wrong, passed | well
        chromium.close()
    widths = " and ".join(map(str, WIDTHS))
    print(
        f"check_access: {study}: {len(reports)} pages at {widths} px, {len(passed)} rules passed, {faults} violations"
    )
    return int(bool(faults))


def elsewhere(study: str, *more: str, script: Path = Path(__file__)) -> int:
    """Run a script again in the environment that has axe; say so plainly where it cannot be had."""
    try:
        browser()
        if not (OWN / "bin" / "python").exists():
            venv.create(OWN, with_pip=True)
        pip = [str(OWN / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        pip += ["--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*pip, "-r", str(HOUSE / ".ci" / "access.lock")], check=True)  # noqa: S603 - our own call
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{script.stem}: {study}: not checked: {error}")
        return int(os.environ.get("CI_ACCESS") == "required")
    call = [str(OWN / "bin" / "python"), str(script), study, *more]
    return subprocess.run(call, check=False).returncode  # noqa: S603 - as above


def browser() -> str:
    """Find Chromium, and install Debian's where there is none."""
    if not shutil.which("chromium"):
        subprocess.run(["apt-get", "update", "-qq"], check=True)  # noqa: S607 - Debian's own
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=True)  # noqa: S607
    found = shutil.which("chromium")
    if not found:
        raise OSError("Chromium is not there")
    return found


def look(chromium: object, report: Path, *, sorting: bool) -> tuple[int, set[str]]:
    """Ask axe of one report as a desktop shows it, and, if it is short or mirrored, a phone.

    The mirrored one is also tried out: its cards, and its searches and sorting where that is asked.
    """
    faults, passed, undecided, stopped = [], set(), [], []
    small = report.stem == "summary" or report.parent.name == MIRRORED
    for width in WIDTHS if small else WIDTHS[:1]:
        page = chromium.new_page(viewport={"width": width, "height": 900})
        page.on("pageerror", lambda error: stopped.append(str(error)))
        page.goto(report.as_uri())
        result = axe(page, {"type": "tag", "values": TAGS})
        faults += [f"{width} px: {wrong(one)}" for one in result["violations"]]
        passed |= {one["id"] for one in result["passes"]}
        undecided.append({one["id"] for one in result["incomplete"]})
        if page.evaluate(WIDER) > 0:
            faults.append(f"{width} px: the page is wider than the window")
        if width == max(WIDTHS) and report.parent.name == MIRRORED:
            faults += [*cards(page), *(tools(page) if sorting else [])]
            page.evaluate(UNJOIN)
            result = axe(page, {"type": "rule", "values": ["color-contrast"]})
            faults += [f"{width} px: {wrong(one)}" for one in result["violations"]]
        page.close()
    faults += [f"the script stopped: {error}" for error in stopped]
    open_ones = ", ".join(sorted(set.intersection(*undecided)))
    name = report.relative_to(HOUSE / "outputs").as_posix()
    left = f"; axe leaves to a person: {open_ones}" if open_ones else ""
    print(f"check_access: {name}: {len(faults)} violations{left}")
    for fault in faults:
        print(f"  {fault}")
    return len(faults), passed


def axe(page: object, only: dict, part: str | None = None) -> dict:
    """Ask axe of a page as it stands, or of a part of it."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - in the other environment only

    rules = {"runOnly": only, "resultTypes": ["violations"]}
    return Axe().run(page, context=part, options=rules).response


def wrong(one: dict) -> str:
    """Word one of axe's violations with the first place where it stands."""
    nodes = one["nodes"]
    return f"{one['id']} ({len(nodes)}): {one['help']}: {nodes[0]['html'][:160]}"


def cards(page: object) -> list[str]:
    """Open the first and the last card by keyboard: what stands in them is seen, and readable."""
    found = page.locator("details.card")
    faults = []
    for card in {0: found.first, found.count() - 1: found.last}.values() if found.count() else ():
        card.locator("summary").press("Enter")
        box = card.locator("dl")
        if not (box.is_visible() and box.inner_text().strip()):
            faults.append("a card that does not open by keyboard")
        result = axe(page, {"type": "tag", "values": TAGS}, "details[open]")
        faults += [f"an open card: {wrong(one)}" for one in result["violations"]]
        card.locator("summary").press("Enter")
    return faults


def tools(page: object) -> list[str]:
    """Search every long table as a reader would, and sort the first of them, by keyboard."""
    bars, tables = page.locator(".tools").all(), page.locator(".tools + .table table").all()
    long = page.evaluate(LONG)
    if len(bars) != long or len(tables) != long:
        return [f"{len(bars)} of {long} long tables can be searched"]
    faults = []
    for number, (bar, table) in enumerate(zip(bars, tables, strict=True)):
        name = table.get_attribute("aria-label") or table.locator("caption").inner_text()[:40]
        found = [*search_faults(bar, table), *(sort_faults(table) if number < SORTED else [])]
        faults += [f"{name}: {fault}" for fault in found]
    return faults


def search_faults(bar: object, table: object) -> list[str]:
    """Look for a cell of the last row, then for what stands nowhere, then for nothing."""
    field, rows = bar.locator("input"), table.evaluate(ROWS)
    field.fill(max(rows[-1], key=len))
    found, status = table.evaluate(SHOWN), bar.locator("[role=status]").inner_text()
    last = table.locator("tbody tr").last.is_visible()
    field.fill(NOWHERE)
    nowhere = table.evaluate(SHOWN)
    field.fill("")
    if not (last and status and found and not nowhere and table.evaluate(SHOWN) == len(rows)):
        return [f"search showed {found} and {nowhere} of {len(rows)} rows and said {status!r}"]
    return []


def sort_faults(table: object) -> list[str]:
    """Sort by every column up and down: nothing is lost, numbers are in order, gaps are last."""
    before = table.evaluate(ROWS)
    table.locator("thead button").first.press("Enter")
    faults = [] if table.locator("[aria-sort=ascending]").count() else ["no sorting by keyboard"]
    table.locator("thead button").first.press("Space")
    for column, head in enumerate(table.locator("thead th").all()):
        by_number = "num" in (head.get_attribute("class") or "").split()
        for order in ("ascending", "descending"):
            sorted_by, order_shown, cells = table.evaluate(CLICK, column)
            gaps = [cell.strip() in {"", "–"} for cell in cells]
            numbers = [n for cell in cells if (n := number(cell)) is not None]
            well = (
                (sorted_by, order_shown) == (1, order),
                gaps == sorted(gaps),
                not by_number or numbers == sorted(numbers, reverse=order == "descending"),
            )
            if not all(well):
                faults.append(f"column {column + 1} {order}: said, gaps, numbers: {well}")
    if sorted(table.evaluate(ROWS)) != sorted(before):
        faults.append("sorting lost rows")
    return faults


def number(cell: str) -> float | None:
    """Read the number that a cell starts with."""
    found = NUMBER.match(re.sub("[\u061c\u200e\u200f\u2066-\u2069]", "", cell))
    if not found:
        return None
    size = float(re.sub("[,٬]", "", found[2]).replace("٫", "."))
    return -size if found[1] else size


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sorting=SORTING in sys.argv))
