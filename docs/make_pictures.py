"""Make the pictures of docs/reports.md: a report of made-up models on the built-in questions, seen in Chromium.

    python docs/make_pictures.py

Needs the extras "report" and "test", a Chromium in PATH, and a font with Chinese characters (Debian: fonts-noto-cjk).
"""

from __future__ import annotations

import io
import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "report")]

from made_runs import knowing, make_run  # noqa: E402

from codesimpleqa_tasks.questions import Question  # noqa: E402
from codesimpleqa_tasks.report.page import write_report  # noqa: E402
from codesimpleqa_tasks.report.runs import read_runs  # noqa: E402

LARGEST = 150_000
"""Bytes of a picture."""


def thinking(question: Question, chance: random.Random) -> dict[str, Any]:
    """A made-up model that thinks, and now and then for too long."""
    if chance.random() < 0.03:
        return {"response": "", "thinking": "So many ways to see it", "grade": "NOT_ATTEMPTED", "truncated": True}
    about = f"The question is about {question.domain}. What do I remember of {question.subdomain or 'it'}?"
    return {**knowing(0.68, 0.2)(question, chance), "thinking": about}


def stating(question: Question, chance: random.Random) -> dict[str, Any]:
    """A made-up model that is surer than it should be."""
    confidence = min(100, max(0, round(chance.gauss(78, 18) / 5) * 5))
    return {**knowing(0.2 + confidence / 170, 0.3)(question, chance), "confidence": float(confidence)}


def make_report(folder: Path) -> Path:
    """The report that the pictures show."""
    runs = [
        make_run(folder / "small", "demo/Sapling-1B", knowing(0.41, 0.38), seed=1),
        make_run(folder / "chat", "demo/Oak-32B", knowing(0.6, 0.27), seed=2),
        make_run(folder / "thinking", "demo/Oak-32B", thinking, "thinking", seed=3),
        make_run(folder / "calibration", "demo/Oak-32B", stating, "calibration", seed=4),
    ]
    write_report(read_runs(runs), folder / "report.html")
    return folder / "report.html"


def opened(browser: Browser, report: Path, locale: str, scheme: Any, width: int, height: int) -> Page:
    """The report in a window of its own, its bar of links out of the way of pictures."""
    page = browser.new_page(
        locale=locale, color_scheme=scheme, viewport={"width": width, "height": height}, device_scale_factor=1
    )
    page.goto(report.as_uri())
    page.wait_for_selector(".sample")
    page.evaluate("() => { document.querySelector('nav').style.position = 'static'; }")
    return page


def save(name: str, png: bytes) -> None:
    """Write a picture with as many colours as LARGEST bytes allow."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32):
        packed = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(packed, format="PNG", optimize=True)
        if packed.tell() <= LARGEST:
            break
    (PICTURES / name).write_bytes(packed.getvalue())
    print(f"{name}: {picture.width} x {picture.height}, {packed.tell() / 1000:.0f} kB, {colours} colours")


def main() -> None:
    """Make all pictures."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        sys.exit("no Chromium in PATH (Debian and Ubuntu: apt-get install chromium fonts-noto-cjk)")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        report = make_report(Path(folder))
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = opened(browser, report, "en-US", "light", 1100, 1000)
        save("report.png", page.screenshot())
        page.select_option("#parts-result", "1")
        box = page.locator(".parts:not([hidden]) .pair").first.bounding_box()
        assert box is not None
        clip = {"x": 0, "y": box["y"] - 45, "width": 1100, "height": box["height"] + 40}
        save("report-domains.png", page.screenshot(full_page=True, clip=clip))  # type: ignore[arg-type]
        save("report-calibration.png", page.locator("#calibration .pair").screenshot())
        page.close()
        page = opened(browser, report, "zh-CN", "dark", 1100, 1000)
        page.select_option(".filters [name=result]", "2")
        page.select_option(".filters [name=language]", "zh")
        page.select_option(".filters [name=grade]", "incorrect")
        page.wait_for_timeout(300)
        page.locator(".sample > summary").nth(1).click()
        page.locator(".thinking > summary").click()
        page.evaluate("() => scrollTo(0, 0)")
        top = page.locator("#samples").bounding_box()
        assert top is not None
        clip = {"x": 0, "y": top["y"], "width": 1100, "height": 880}
        save("report-answers.png", page.screenshot(full_page=True, clip=clip))  # type: ignore[arg-type]
        page.close()
        page = opened(browser, report, "zh-CN", "light", 390, 844)
        save("report-phone.png", page.screenshot())
        browser.close()


if __name__ == "__main__":
    main()
