"""Quantities: a number with its unit, compared by what it is worth."""

from __future__ import annotations

import re
from math import inf
from typing import NamedTuple

from codesimpleqa_tasks.judging.rule.atoms import Atoms
from codesimpleqa_tasks.judging.rule.numerals import is_pronoun
from codesimpleqa_tasks.judging.rule.units import parsed

_UNITS: dict[str, tuple[str, float]] = {
    "ns": ("time", 1e-9), "nanosecond": ("time", 1e-9), "纳秒": ("time", 1e-9),
    "us": ("time", 1e-6), "μs": ("time", 1e-6), "microsecond": ("time", 1e-6), "微秒": ("time", 1e-6),
    "ms": ("time", 1e-3), "msec": ("time", 1e-3), "millisecond": ("time", 1e-3), "毫秒": ("time", 1e-3),
    "s": ("time", 1.0), "sec": ("time", 1.0), "second": ("time", 1.0), "秒": ("time", 1.0), "秒钟": ("time", 1.0),
    "min": ("time", 60.0), "minute": ("time", 60.0), "分钟": ("time", 60.0), "分": ("time", 60.0),
    "h": ("time", 3600.0), "hr": ("time", 3600.0), "hour": ("time", 3600.0), "小时": ("time", 3600.0),
    "day": ("time", 86400.0), "天": ("time", 86400.0), "日": ("time", 86400.0),
    "week": ("time", 604800.0), "周": ("time", 604800.0), "星期": ("time", 604800.0),
    "month": ("months", 1.0), "个月": ("months", 1.0), "year": ("months", 12.0), "年": ("months", 12.0),
    "bit": ("bits", 1.0), "比特": ("bits", 1.0), "位": ("bits", 1.0),
    "byte": ("bits", 8.0), "b": ("bits", 8.0), "字节": ("bits", 8.0),
    "kb": ("bits", 8.0 * 2**10), "kib": ("bits", 8.0 * 2**10), "kilobyte": ("bits", 8.0 * 2**10), "千字节": ("bits", 8.0 * 2**10),
    "mb": ("bits", 8.0 * 2**20), "mib": ("bits", 8.0 * 2**20), "megabyte": ("bits", 8.0 * 2**20), "兆字节": ("bits", 8.0 * 2**20), "兆": ("bits", 8.0 * 2**20),
    "gb": ("bits", 8.0 * 2**30), "gib": ("bits", 8.0 * 2**30), "gigabyte": ("bits", 8.0 * 2**30),
    "tb": ("bits", 8.0 * 2**40), "tib": ("bits", 8.0 * 2**40), "terabyte": ("bits", 8.0 * 2**40),
    "hz": ("frequency", 1.0), "khz": ("frequency", 1e3), "mhz": ("frequency", 1e6), "ghz": ("frequency", 1e9), "赫兹": ("frequency", 1.0), "兆赫": ("frequency", 1e6),
    "mm": ("length", 1e-3), "cm": ("length", 1e-2), "m": ("length", 1.0), "km": ("length", 1e3), "毫米": ("length", 1e-3), "厘米": ("length", 1e-2), "米": ("length", 1.0), "公里": ("length", 1e3), "meter": ("length", 1.0), "inch": ("length", 0.0254), "英寸": ("length", 0.0254),
    "px": ("pixels", 1.0), "pixel": ("pixels", 1.0), "像素": ("pixels", 1.0), "em": ("em", 1.0), "rem": ("rem", 1.0), "pt": ("points", 1.0),
    "%": ("share", 0.01), "percent": ("share", 0.01), "％": ("share", 0.01),
    "v": ("voltage", 1.0), "mv": ("voltage", 1e-3), "伏": ("voltage", 1.0), "w": ("power", 1.0), "kw": ("power", 1e3), "db": ("level", 1.0),
    "°c": ("celsius", 1.0), "°": ("degrees", 1.0), "度": ("degrees", 1.0), "degree": ("degrees", 1.0),
}  # fmt: skip
"""Each unit with what it measures and how much of the base unit it is. Memory sizes count in powers of two."""

_UNIT = re.compile(
    r"\s*-?\s*(%|％|°C?|[A-Za-zμ]+|个月|纳秒|微秒|毫秒|秒钟?|分钟|小时|星期|天|日|周|年|比特|字节|千字节|兆字节|兆赫|兆|赫兹|毫米|厘米|公里|英寸|米|像素|位|伏|度)"
)
_GOLD = re.compile(
    r"^(?:about|approximately|around|exactly|up to|at least|at most|max(?:imum)?\.?|~|≈|>=?|<=?|≥|≤|约|大约|最多|至少|不超过)?\s*"
    r"(?P<number>0[xX][0-9a-fA-F]+|[-+]?(?:\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.\d+)?(?:[eE][+-]?\d+)?(?:\s*[万亿])?|\d+\s*(?:\^|\*\*)\s*-?\d+)"
    r"(?P<rest>\s*-?\s*[^\d\s()（）,;，；、./-]{0,16}(?:\s+[A-Za-z]{1,12}){0,2})\s*(?:[（(].*[）)])?$"
)
_COUNTED = 4
"""Han characters that may follow a number without a unit: "6种类型" is a number, "两级触发器同步器" is none."""
_MYRIADS = {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2}


class Quantity(NamedTuple):
    """A number, worth `value` of the base unit of what it measures; `measure` is None where it has no known unit."""

    value: float
    measure: str | None
    number: float


_ASKS_NUMBER = re.compile(
    r"多少|几|多[大长久高远]|数量|个数|次数|位数|数目|数值|值是|默认值|端口|长度|大小|how|number|many|much|port|value|size|count|which year",
    re.IGNORECASE,
)


def quantity_of_gold(gold: str, question: str) -> Quantity | None:
    """The quantity that a gold is ("600 pixels", "10个OID", "0x10"), or None if it is more than that: "三次握手" is one
    only where a question asks for a number."""
    if "(" in gold:
        gold = re.sub(r"^[A-Za-z-]+\s*\((\d+)\)", r"\1", gold)
    match = _GOLD.match(_with_digits(gold).strip())
    if match is None or (re.match(r"-?[A-Za-z]|\s*[A-Z]{2}", match["rest"]) and not _measure(match["rest"])[0]):
        return None
    number = _worth(match["number"])
    measure, factor = _measure(match["rest"])
    counted = sum(c > "\u3400" for c in match["rest"])
    if number is None or (measure is None and counted > (_COUNTED if _ASKS_NUMBER.search(question) else 1)):
        return None
    return Quantity(number * factor, measure, number)


def quantities_in(atoms: Atoms) -> list[tuple[Quantity, int, int]]:
    """The quantities in a text, each with its first character and the one after its number. Numbers inside names and
    versions (UTF-8, 1.2.3, x86) are none."""
    found = []
    text = atoms.text
    for n, value in enumerate(atoms.values):
        start, end = atoms.starts[n], atoms.ends[n]
        if value in _ONE and _counts(text, start, end):
            value = _ONE[value]
        if not value[0].isdigit() or value.count(".") > 1:
            continue
        if n and atoms.values[n - 1] == "-" and atoms.ends[n - 1] == start:
            start -= 1
        before, following = text[max(0, start - 2) : start], text[end : end + 6]
        if re.search(r"[A-Za-z_]$|[A-Za-z]-$|\d[.:/-]$|[A-Za-z]\.$|[\^*/]\s?$", before) or re.match(
            r"[:.]\d|\s*/\s*\d|[A-Za-z]+\d|-\d|[xX](?![A-Za-z])", following
        ):
            continue
        written = value if start == atoms.starts[n] else "-" + value
        if power := re.match(r"\s*(?:\^|\*\*)\s*[({]?(-?\d+)[)}]?", text[end : end + 12]):
            written, end = f"{written}^{power[1]}", end + power.end()
        elif text[end : end + 1] in _MYRIADS and text[end : end + 1]:
            written, end = written + text[end], end + 1
        number = _worth(written)
        if number is None:
            continue
        measure, factor = _measure(text[end : end + 16])
        found.append((Quantity(number * factor, measure, number), start, end))
    return found


_ONE = {"一": "1", "one": "1", "once": "1", "twice": "2"}


_MEASURE_WORD = re.compile(r"[次个种项位条台](?:[^\w]|$)")


def _counts(text: str, start: int, end: int) -> bool:
    """True if a word for one is a number here: before a measure word, or not as in "the one", "one of"."""
    if text[start:end] == "一":
        return _MEASURE_WORD.match(text, end) is not None
    return not is_pronoun(text, start, end)


def same(gold: Quantity, other: Quantity) -> bool:
    """True if two quantities are worth the same, or where one has no unit, are the same number."""
    if gold.measure and other.measure:
        return gold.measure == other.measure and _close(gold.value, other.value)
    if gold.measure == "share" or other.measure == "share":
        return _close(gold.value, other.value) or _close(gold.number, other.number)
    return _close(gold.number, other.number)


def _measure(text: str) -> tuple[str | None, float]:
    match = _UNIT.match(text)
    if match is None:
        return None, 1.0
    word = match[1].lower()
    return _UNITS.get(word) or _UNITS.get(word.removesuffix("s")) or (None, 1.0)


def _worth(number: str) -> float | None:
    number = re.sub(r"[\s,+]", "", number)
    try:
        if number[:2].lower() == "0x":
            return float(int(number, 16))
        if match := re.fullmatch(r"(-?)(\d+)(?:\^|\*\*)(-?\d+)", number):
            sign = -1.0 if match[1] else 1.0  # of the power, not of its base
            return sign * float(match[2]) ** int(match[3]) if abs(int(match[3])) < 400 else None
        factor = _MYRIADS.get(number[-1], 1.0)
        return float(number.rstrip("万亿千百")) * factor
    except (ValueError, OverflowError):
        return None


def _close(a: float, b: float) -> bool:
    if inf in (abs(a), abs(b)):
        return a == b
    if a == int(a) and b == int(b):
        return a == b
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b))


def _with_digits(text: str) -> str:
    """A short text with its numerals as digits: "六种" as 6种, "Five" as 5."""
    atoms = parsed(text).atoms
    if atoms.words and atoms.values[0] != atoms.words[0].lower() and atoms.values[0].isdigit():
        return atoms.values[0] + atoms.text[atoms.ends[0] :]
    return atoms.text
