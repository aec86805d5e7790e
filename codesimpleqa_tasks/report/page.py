"""The report page: one HTML file that needs nothing else, made from the results of runs."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from tqdm import tqdm

from codesimpleqa_tasks import __version__
from codesimpleqa_tasks.jsonl import plain_json, written_atomically
from codesimpleqa_tasks.report.attention import alarms_of, notes_of
from codesimpleqa_tasks.report.blocks import across_results, blocks_of, calibration_blocks, headline_charts, pairs_of
from codesimpleqa_tasks.report.charts import SMALLEST_DRAWN
from codesimpleqa_tasks.report.embedding import packed_answers
from codesimpleqa_tasks.report.messages import WEB, Messages, load_messages
from codesimpleqa_tasks.report.origins import origins_of
from codesimpleqa_tasks.report.results import FEW_QUESTIONS, Result, results_of
from codesimpleqa_tasks.report.runs import Run
from codesimpleqa_tasks.report.summaries import Summary
from codesimpleqa_tasks.scoring import FIGURE_NAMES
from codesimpleqa_tasks.visible import visible

LARGEST_PAGE = 14_800_000
"""Bytes of a page; answers are shortened, in the open, so that it stays below."""

_PLACE_OF_ANSWERS = '<script type="application/octet-stream" id="answers">'


def write_report(runs: Sequence[Run], output: Path) -> list[Result]:
    """Write the report of the runs to the file `output`, whole or not at all, and give back the results it shows.

    Raises InputError if it cannot be written there.
    """
    results = results_of(runs)
    page = render(results)
    with written_atomically(output) as stream:
        stream.write(page)
    return results


def render(results: Sequence[Result]) -> str:
    """The page of the results, as text.

    What models, files and judges said is data: Jinja escapes it, the answers lie packed in an element that is no
    script, and the page's policy allows its own script and style alone, by their hashes, and no request.
    """
    messages = load_messages()
    style, script = ((WEB / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    numbered = tqdm(list(enumerate(results)), desc="drawing charts", unit="result", delay=2, leave=False)
    blocks = [[_marked(block) for block in blocks_of(result, number, messages)] for number, result in numbered]
    pairs, calibrated = pairs_of(results, messages), calibration_blocks(results, messages)
    alarms, notes = alarms_of(results), notes_of(results)
    environment = Environment(
        loader=FileSystemLoader(WEB), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["visible"] = visible
    environment.globals |= _functions(messages)
    present = {"attention": alarms or notes, "thinking": pairs, "calibration": calibrated}
    sections = ("attention", "figures", "parts", "thinking", "calibration", "samples", "provenance")
    page = environment.get_template("report.html.jinja").render(
        version=__version__,
        made=datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        messages=messages,
        sections=[section for section in sections if present.get(section, True)],
        models=list(dict.fromkeys(result.run.model for result in results)),
        results=results,
        few=FEW_QUESTIONS,
        smallest_drawn=SMALLEST_DRAWN,
        figure_names=FIGURE_NAMES,
        several_answers=any(result.total.answers != result.total.questions for result in results),
        alarms=alarms,
        notes=notes,
        headline_charts=[_marked(chart) for chart in headline_charts(results, messages)],
        across=across_results(results),
        blocks=blocks,
        pairs=[_marked(pair) for pair in pairs],
        calibrated=[_marked(block) for block in calibrated],
        provenance=origins_of(results),
        figures=figures_as_json(results),
    )
    before, place, after = page.partition(_PLACE_OF_ANSWERS)
    return before + place + packed_answers(results, LARGEST_PAGE - len(page.encode())) + after


def figures_as_json(results: Sequence[Result]) -> list[dict[str, Any]]:
    """The figures of all results as JSON can hold them: NaN, for figures that cannot be given, is null."""
    return [plain_json(result.as_dict()) for result in results]


def _policy(style: str, script: str) -> str:
    def hashed(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {hashed(script)}",
            f"style-src {hashed(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


_CHARTS = ("shares", "f_score", "chart")


def _marked(block: Any) -> dict[str, Any]:
    """A block for the template, with its charts marked as what they are: SVG that we drew."""
    return {
        name: Markup(value) if name in _CHARTS else value
        for name in block.__dataclass_fields__
        for value in [getattr(block, name)]
    }


def _functions(messages: Messages) -> dict[str, Any]:
    """What the template calls."""

    def t(key: str, *arguments: object) -> Markup:
        """A text of the page, which its script can put into the other language."""
        shown = [visible(argument) if isinstance(argument, str) else argument for argument in arguments]
        given = Markup(' data-i18n-args="{}"').format(json.dumps(shown)) if shown else Markup()
        return Markup('<span data-i18n="{}"{}>{}</span>').format(key, given, messages.english(key, *shown))

    def label(kind: str, name: str) -> Markup | str:
        """The name of a part: translated if it is one of ours, else as the file gives it."""
        key = f"{kind}.{name}"
        return t(key) if key in messages else visible(name)

    def percent(share: float) -> Markup:
        """A share of 1 in percent; the element's value is the share itself."""
        if share != share:
            return Markup('<span class="none">–</span>')
        return Markup('<data value="{!r}">{:.1f}</data>').format(float(share), share * 100)

    def signed(share: float) -> Markup:
        if share != share:
            return percent(share)
        return Markup('<data value="{!r}">{:+.1f}</data>').format(float(share), share * 100)

    def in_questions(summary: Summary, name: str) -> str:
        """A share of the questions as their number; with several answers to each it need not be whole."""
        share = summary.figures.as_dict()[name]
        return f"{round(share * summary.questions, 2):g}" if share == share else "–"

    return {"t": t, "label": label, "percent": percent, "signed": signed, "in_questions": in_questions}
