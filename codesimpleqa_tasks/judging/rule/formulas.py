"""Formulas: answers in which every sign counts, such as O(log n), 2^-1074, (9, 5, 4), 10.1.0.0/22 and 1-10-9."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_HAN = re.compile(r"[\u3040-\u9fff]")
_NUMBER_OR_FLAG = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?[A-Za-z]|--?\w{4,}")
_RUNS = re.compile(r"[A-Za-z\u0370-\u03ff]+")
_KNOWN_RUNS = frozenset(
    "log sqrt exp max min alpha theta omega sin cos tan mod http https db null true false undefined nan none".split()
)
_SHAPE = re.compile(r"^[-+*/^=<>()\[\]{},.:;|&!%√≈°\s\w'\"\\π∞]+$")
_JOINT = re.compile(r"[\w)\]]\s*[-+*/^=,:|&(\[√]\s*[\w(\[√\"':~-]|^[√(\[]|\blog\b")
_PART = re.compile(
    r"sqrt|\\?(?<![A-Za-z])l(?:o)?g(?![A-Za-z]*[a-km-z])|\*\*|\\left|\\right|[\s`{}\ue000-\ue003]+|(?<=[\w)])\s*\*\s*(?=[\w(√])|.",
    re.DOTALL | re.IGNORECASE,
)
_NEEDLESS = re.compile(r"(?<=[√^g])\(([-\w]+)\)")


SPOKEN = {
    "o(1)": ("constant time", "常数时间"),
    "o(n)": ("linear time", "linear", "线性时间", "线性"),
    "o(n^2)": ("quadratic", "平方级", "n 的平方"),
    "o(n^3)": ("cubic", "立方级", "n 的立方"),
    "o(logn)": ("logarithmic", "对数时间", "对数级"),
    "o(nlogn)": ("linearithmic", "线性对数"),
}
"""Formulas that have a name."""


@lru_cache(maxsize=4096)
def is_formula(text: str) -> bool:
    """True for what is made of numbers, one-letter names and signs, and has at least one sign between two of them."""
    text = text.strip()
    if (
        len(text) > 60
        or (not text.isascii() and _HAN.search(text))
        or not _SHAPE.match(text)
        or not _JOINT.search(text)
    ):
        return False
    if _NUMBER_OR_FLAG.fullmatch(text):
        return False  # a plain number, or a flag
    runs = [run for run in _RUNS.findall(text.replace("\\", "")) if len(run) > 2 and run.lower() not in _KNOWN_RUNS]
    return not runs and (any(c.isdigit() for c in text) or _mathematical(text))


def _mathematical(text: str) -> bool:
    return "://" in text or (
        bool(re.search(r"[\^√=+&]|\bO\(|\blog\b|[()\[\]].*,", text))
        and all(len(run) <= 4 for run in _RUNS.findall(text))
    )


def canonical(text: str) -> str:
    """A formula in one spelling: without spaces and signs of multiplication, `**` as `^`, `sqrt` as `√`, `lg` as `log`,
    needless parentheses away, in lower case."""
    return _squeezed(text)[0]


def occurrences(formula: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a canonical formula stands in a surface as a whole: its first character and the one after."""
    squeezed, places = _squeezed(text)
    start = squeezed.find(formula)
    while start != -1:
        end = start + len(formula)
        before, after = squeezed[start - 1 : start], squeezed[end : end + 1]
        if after == "(" and squeezed[end + 1 : end + 2] > "\u2e80":
            after = ""  # Chinese in parentheses is a remark
        first, last = places[start], places[end - 1] + 1
        spaced_before = first > 0 and not (text[first - 1].isalnum() or text[first - 1] in "^/_.(")
        spaced_after = last >= len(text) or text[last] in " \n`\ue001'\"。，,;；!！?？：）)" or text[last] > "\u2e80"
        if (
            (spaced_before or first == 0 or not _joins(before, formula[0]))
            and (not _joins(formula[-1], after) or spaced_after)
            and not _operator_follows(text, last)
            and not (after == "." and squeezed[end + 1 : end + 2].isdigit())
            and not _operator_precedes(text, first, formula)
        ):
            yield first, last
        start = squeezed.find(formula, start + 1)


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The canonical spelling of a text, with the place that each of its characters had."""
    letters: list[str] = []
    places: list[int] = []
    for match in _PART.finditer(text):
        part = match[0].lower()
        if part == "sqrt":
            part = "√"
        elif part in ("lg", "\\lg", "\\log"):
            part = "log"
        elif part == "**":
            part = "^"
        elif part in ("\\left", "\\right") or (
            not part.strip("`{}\ue000\ue001\ue002\ue003 \t\n*") and _is_nothing(part, match.start(), text)
        ):
            continue
        letters.extend(part)
        places.extend([match.start()] * (len(part) - 1) + [match.end() - 1])
    joined = "".join(letters)
    for match in reversed(list(_NEEDLESS.finditer(joined))):
        joined = joined[: match.start()] + match[1] + joined[match.end() :]
        del places[match.end() - 1], places[match.start()]
    return joined, places


def _is_nothing(part: str, place: int, text: str) -> bool:
    """True for space and markup; for a star only between two factors, where it is a sign of multiplication."""
    return part.strip() != "*" or (place > 0 and bool(text[place - 1].strip()))


def _joins(left: str, right: str) -> bool:
    if not left or not right or left > "\u2e80" or right > "\u2e80":
        return False
    return (left.isalnum() or left in "^/_") and (right.isalnum() or right in "^/_(")


def _operator_follows(text: str, end: int) -> bool:
    return bool(re.match(r"\s*[-+*/^]\s*[\w(]", text[end : end + 6]))


def _operator_precedes(text: str, start: int, formula: str) -> bool:
    return bool(re.search(r"[\w)]\s*[-+*/^]\s*$", text[max(0, start - 6) : start])) and formula[0] not in "-+"
