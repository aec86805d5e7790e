"""Reading an answer with its confidence, as the calibration variant asks for it, however loosely it is written."""

from __future__ import annotations

import json
import re
from typing import Any

_ANSWER_KEYS = ("answer", "final_answer", "答案", "回答")
_CONFIDENCE_KEYS = ("confidence", "confidence_score", "probability", "certainty", "置信度", "信心", "把握", "可信度")

_CONFIDENCE_LABEL = re.compile(
    r"""["'“]?\b(?:confidence(?:[ _](?:score|level))?|certainty|probability)\b["'”]?"""
    r"""|["'“]?(?:置信度|信心|把握|可信度)["'”]?""",
    re.IGNORECASE,
)
_LABELLED_CONFIDENCE = re.compile(
    rf"(?:{_CONFIDENCE_LABEL.pattern})\**\s*(?:[:：=]|is|为|是)?\s*\**[\"'“约]?\s*(?P<number>-?\d+(?:\.\d+)?)\s*(?P<percent>[%％])?",
    re.IGNORECASE,
)
_LABELLED_ANSWER = re.compile(
    r"""^[\s{*]*["'“]?(?:final[ _])?(?:answer|答案|回答)["'”]?\**\s*[:：=]\s*\**\s*""", re.IGNORECASE
)
_FENCE = re.compile(r"```[a-z]*\s*\n?(.*?)```", re.IGNORECASE | re.DOTALL)


def read_confident_answer(text: str) -> tuple[str, float | None]:
    """The answer and the confidence in it, in percent from 0 to 100, or None where none can be read.

    Takes JSON (fenced, with text around it, in single quotes, cut off at its end) and labelled lines
    ("Answer: X, confidence: 85 %", 答案：X 置信度：85). A number up to 1 with a decimal point (0.85,
    1.0) is a share of 1; anything outside 0 to 100 counts as not given. Text in none of these forms is the
    answer as it stands.
    """
    for candidate in _objects(text):
        answer = _first(candidate, _ANSWER_KEYS)
        if answer is not None:
            return _as_text(answer), _percent(_first(candidate, _CONFIDENCE_KEYS))
    return _labelled(text)


def _objects(text: str) -> list[dict[str, Any]]:
    """The JSON objects in a text, the last first: a model that corrects itself does so at the end."""
    decoder = json.JSONDecoder(strict=False)
    found: list[dict[str, Any]] = []
    position = text.find("{")
    while position != -1:
        try:
            value, end = decoder.raw_decode(text, position)
        except (json.JSONDecodeError, RecursionError):
            end = position + 1
        else:
            if isinstance(value, dict):
                found.append({str(k).strip().casefold(): v for k, v in value.items()})
        position = text.find("{", end)
    return found[::-1]


def _first(record: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((record[k] for k in keys if record.get(k) is not None), None)


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_as_text, value))
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _percent(value: Any) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _in_range(float(value), is_share=isinstance(value, float) and 0 < value <= 1)
    match = re.fullmatch(r"\s*(?:约|about|~)?\s*(-?\d+(?:\.\d+)?)\s*([%％])?.*", str(value), re.DOTALL)
    if not match:
        return None
    return _in_range(float(match[1]), is_share="." in match[1] and not match[2] and 0 < float(match[1]) <= 1)


def _in_range(number: float, is_share: bool) -> float | None:
    percent = number * 100 if is_share else number
    return percent if 0 <= percent <= 100 else None


def _labelled(text: str) -> tuple[str, float | None]:
    fenced = _FENCE.search(text)
    body = fenced[1] if fenced else text
    matches = list(_LABELLED_CONFIDENCE.finditer(body))
    if not matches:
        return _without_wrapping(body), None
    last = matches[-1]
    number, has_percent = last["number"], bool(last["percent"])
    if "{" in body and "}" not in body and last.end() == len(body.rstrip()):
        return _without_wrapping(body[: last.start()]), None  # cut off: "8" may have been going to be "85"
    share = "." in number and not has_percent and 0 < float(number) <= 1
    answer = body[: last.start()] if body[: last.start()].strip(" \n\t{[(,，;；.。*-") else body[last.end() :]
    return _without_wrapping(answer), _in_range(float(number), share)


def _without_wrapping(text: str) -> str:
    text = _LABELLED_ANSWER.sub("", text.strip())
    text = text.strip().rstrip("}").rstrip(" \n\t,，;；(（[*-").strip()
    for opening, closing in ('""', "''", "“”"):
        if len(text) >= 2 and text[0] == opening and text[-1] == closing:
            return text[1:-1].strip()
    return text
