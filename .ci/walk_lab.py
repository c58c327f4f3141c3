"""Walk the lab's start page in a browser as an evaluator would, in English and then in Arabic.

Browser and driver are those of check_access. It opens the lab, meets a fault in the form and mends it,
checks, runs, opens a report and downloads one; nothing of the workbench is changed by it. Where the
browser cannot be had it says "not checked": that is no pass, and it fails where CI_ACCESS=required.
"""

import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from check_access import OWN, browser, elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).parents[1]
CONFIG = HOUSE / ".jupyter" / "jupyter_lab_config.py"
PATIENCE_S = 60  # for a server to come up
PATIENCE_MS = 300_000  # for a run
PRESS_AGAIN_MS = 20_000  # of a button that nothing came of
WINDOW = {"width": 1300, "height": 1000}
ARABIC = "العربية"
ARABIC_TITLES = (
    "ما الموجود",
    "الاختيارات",
    "الفحص",
    "التشغيل",
    "التقارير",
    "ما ينقص",
    "أرقام للنصوص",
)
ARABIC_TABLE = "دراسات منصة العمل هذه"
# what lies outside of its own frame, or is cut off at the window's edge
WIDER = "document.querySelector('.wps-page').scrollWidth > document.querySelector('.wps-page').clientWidth + 1"


def main(study: str, pictures: Path | None) -> int:
    """Walk with one study, which was run before; keep pictures where a folder is given."""
    if Path(sys.prefix) != OWN:
        return elsewhere(study, *([str(pictures)] if pictures else []), script=Path(__file__))
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - in the other environment only

    before = changed()
    with lab() as address, sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        page = chromium.new_page(viewport=WINDOW)
        page.set_default_timeout(PATIENCE_MS)
        begun = time.monotonic()
        walk(page, address, study, pictures)
        took = time.monotonic() - begun
        chromium.close()
    if changed() != before:
        print(f"walk_lab: the walk has changed files:\n{changed()}")
        return 1
    print(f"walk_lab: {study}: opened, a fault met and mended, checked, run, read, in {took:.0f} s")
    return 0


@contextmanager
def lab() -> "Iterator[str]":
    """Lend a running lab: its address, with a word that only we know."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    token = secrets.token_hex()
    options = ["--no-browser", "--allow-root", f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"]  # fmt: skip
    python = HOUSE / ".venv" / "bin" / "python"
    server = subprocess.Popen(  # noqa: S603 - our own call
        [python, "-m", "jupyterlab", f"--config={CONFIG}", *options],
        cwd=HOUSE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and server.poll() is None:
            with suppress(URLError):
                urlopen(f"http://127.0.0.1:{port}/api").close()
                break
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/?token={token}"
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def walk(page: object, address: str, study: str, pictures: Path | None) -> None:
    """Go through the page, part by part; whatever is not there stops the walk."""
    page.goto(address)
    whole = open_page(page)
    whole.locator("select").nth(1).select_option(label=study)
    # the page is laid anew for another study
    whole.get_by_text(f"Everything of {study} is looked at").wait_for(state="attached")
    whole.get_by_text("The studies of this workbench").wait_for()
    if page.locator(".jp-Dialog").count() or page.get_by_text("Jupyter news").count():
        raise AssertionError("the lab asks something before anything was done")
    mend_a_fault(page, whole, pictures)
    part(whole, "What is here")
    whole.get_by_text("Check: every fault").wait_for()
    keep(whole, pictures, "lab")
    part(whole, "Check")
    whole.get_by_role("button", name="Check", exact=True).click()
    whole.get_by_text("no fault found").wait_for()
    part(whole, "Run")
    whole.get_by_role("button", name="Run", exact=True).click()
    whole.get_by_text("All of it is there and up to date").wait_for()
    read_reports(page, whole)
    part(whole, "What is missing")
    whole.locator("caption:visible").first.wait_for()
    part(whole, "Numbers for texts")
    whole.get_by_text("A report prints:").wait_for()
    in_arabic(page, whole, pictures)


def open_page(page: object) -> object:
    """Press the start page's button, again where it was pressed before the kernel was there to hear it."""
    whole, button = page.locator(".wps-page"), page.get_by_role("button", name="Open the page")
    button.wait_for()
    until = time.monotonic() + 2 * PATIENCE_S
    while not whole.count() and time.monotonic() < until:
        if button.is_visible():
            button.click()
        with suppress(
            Exception
        ):  # playwright's own; it can be imported in the other environment only
            whole.first.wait_for(timeout=PRESS_AGAIN_MS)
    return whole


def part(whole: object, title: str) -> None:
    """Show a part of the page."""
    whole.get_by_role("tab", name=title, exact=True).first.click()


def keep(whole: object, pictures: Path | None, name: str) -> None:
    """Keep a picture of the page, where somebody wants to look at it."""
    if pictures:
        whole.screenshot(path=pictures / f"{name}.png")


def mend_a_fault(page: object, whole: object, pictures: Path | None) -> None:
    """Enter what cannot be, be told beside the field, and enter what was there."""
    part(whole, "Choices")
    whole.get_by_role("tab", name="Rules", exact=True).click()
    field = whole.get_by_title("rating.on_track", exact=True)
    agreed = field.input_value()
    for entered, said in (("2", "Nothing was saved"), (agreed, "is saved; comments")):
        field.fill(entered)
        page.keyboard.press("Tab")
        whole.get_by_role("button", name="Save", exact=True).click()
        whole.get_by_text(said).wait_for()
        faults = whole.get_by_role("alert").all_inner_texts()
        if bool(faults) is (entered == agreed):
            raise AssertionError(f"on_track {entered!r}: the form says {faults}")
        keep(whole, pictures, "lab-fault" if faults else "lab-saved")


def read_reports(page: object, whole: object) -> None:
    """Open a report in a tab of its own, and download one."""
    part(whole, "Reports")
    with page.context.expect_page() as opened:
        whole.get_by_role("link", name="Web page").last.click()
    opened.value.locator("h1").first.wait_for()
    opened.value.close()
    with page.expect_download() as kept:
        whole.get_by_role("link", name="Word").first.click()
    if not kept.value.suggested_filename.endswith(".docx"):
        raise AssertionError(f"downloaded {kept.value.suggested_filename}")


def in_arabic(page: object, whole: object, pictures: Path | None) -> None:
    """Let the page speak Arabic: it runs from right to left, and nothing is cut off."""
    whole.locator("select").first.select_option(label=ARABIC)
    for title in reversed(ARABIC_TITLES):
        part(whole, title)
        page.wait_for_function("!document.querySelector('.wps-page').innerText.includes('…')")
        if page.evaluate(WIDER):
            raise AssertionError(f"{title}: wider than the page")
    whole.get_by_text(ARABIC_TABLE).wait_for()
    directions = whole.locator("table, input, select").evaluate_all(
        "all => [...new Set(all.map(each => getComputedStyle(each).direction))]"
    )
    if directions != ["rtl"]:
        raise AssertionError(f"Arabic runs {directions}")
    keep(whole, pictures, "lab-arabic")


def changed() -> str:
    """Give what git says is changed in the workbench."""
    command = ["git", "status", "--porcelain"]
    return subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False).stdout  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else None))  # noqa: PLR2004
