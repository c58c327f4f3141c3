"""Open every HTML report of a study in a browser and ask axe whether everybody can read it.

WCAG 2.2, levels A and AA. The browser comes from Debian; axe and its driver from access.lock, in an
environment of their own. Where neither can be had it says "not checked": that is no pass.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HOUSE = Path(__file__).parents[1]
OWN = HOUSE / ".venv-access"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {"desktop": 1280, "phone": 390}


def main(study: str) -> int:
    """Check one study; make the environment first where this is not it."""
    reports = sorted((HOUSE / "outputs" / study).glob("*/*/*.html"))
    if not reports:
        sys.stdout.write(f"check_access: no HTML report in outputs/{study}/: run it first\n")
        return 1
    if Path(sys.prefix) != OWN:
        return elsewhere(study)
    return sum(look(report) for report in reports)


def elsewhere(study: str) -> int:
    """Run again in the environment that has axe; say so plainly where it cannot be had."""
    try:
        browser()
        if not (OWN / "bin" / "python").exists():
            venv.create(OWN, with_pip=True)
        pip = [str(OWN / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*pip, "-r", str(HOUSE / ".ci" / "access.lock")], check=True)  # noqa: S603 - our own call
    except (OSError, subprocess.CalledProcessError) as error:
        sys.stdout.write(f"check_access: {study}: NOT CHECKED: {error}\n")
        return int(os.environ.get("ACCESS") == "required")
    call = [str(OWN / "bin" / "python"), __file__, study]
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


def look(report: Path) -> int:
    """Ask axe of one report at two widths, and try its search and its sorting."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - in the other environment only
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    faults = []
    name = report.relative_to(HOUSE / "outputs").as_posix()
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        for width in WIDTHS.values():
            page = chromium.new_page(viewport={"width": width, "height": 900})
            page.goto(report.as_uri())
            rules = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
            told = Axe().run(page, options=rules).response
            faults += [f"{width}: {wrong(one)}" for one in told["violations"]]
            if width == WIDTHS["desktop"]:
                faults += tools(page)
        chromium.close()
    sys.stdout.write(f"check_access: {name}: {len(faults)} violations\n")
    for fault in faults:
        sys.stdout.write(f"  {fault}\n")
    return int(bool(faults))


def wrong(one: dict) -> str:
    """Word one of axe's violations with the first place where it stands."""
    nodes = one["nodes"]
    return f"{one['id']} ({len(nodes)}): {one['help']}: {nodes[0]['html'][:160]}"


def tools(page: object) -> list[str]:
    """Search and sort the first long table as a reader would."""
    field, faults = page.locator(".tools input").first, []
    if not field.count():
        return ["no long table can be searched"]
    table = page.locator(".tools + .table table").first
    rows = table.locator("tbody tr")
    before = rows.count()
    field.fill(rows.nth(before - 1).locator("td, th").first.inner_text())
    shown = table.locator("tbody tr:visible").count()
    if not 0 < shown < before:
        faults.append(f"search left {shown} of {before} rows")
    field.fill("")
    head = table.locator("thead th").first
    for order in ("ascending", "descending"):
        head.locator("button").click()
        if head.get_attribute("aria-sort") != order:
            faults.append(f"a click did not sort {order}")
    return faults


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1]), 1))
