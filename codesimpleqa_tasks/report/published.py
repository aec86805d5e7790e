"""Published figures: rows for the leaderboard that were not measured here, from a YAML file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from typing import Any

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.report.summaries import ALL
from codesimpleqa_tasks.scoring import FIGURE_NAMES, Figures
from codesimpleqa_tasks.yaml_file import read_yaml

_UNITS = {"percent": 100.0, "share": 1.0}
_LANGUAGES = ("en", "zh", ALL)
_FORM = """It needs, for example:
  source: arXiv 2512.19424, table 2
  unit: percent            # or share
  rows:
    - model: Some-Model
      en: {correct: 40.0, incorrect: 50.0, not_attempted: 10.0, correct_given_attempted: 44.4, f_score: 42.1}
      zh: {correct: 38.0, incorrect: 55.0, not_attempted: 7.0, correct_given_attempted: 40.9, f_score: 39.4}"""


@dataclass(frozen=True)
class PublishedRow:
    """One published model: its figures as shares of 1 by language ("en", "zh", "all"), and where they stand."""

    model: str
    source: str
    figures: Mapping[str, Figures]


def read_published(path: Path) -> list[PublishedRow]:
    """The rows of a YAML file of published figures.

    "questions: {en: 782, zh: 716}" at the top pools both languages for rows that do not give "all".

    Raises InputError, naming file and row, for anything missing, and for figures that do not fit each other: CO, IN
    and NA that do not add up to one, or CGA and F that do not follow from them (within rounding).
    """
    content = _loaded(path)
    source, unit, rows = content.get("source"), content.get("unit"), content.get("rows")
    if not isinstance(source, str) or not source.strip():
        raise InputError(f'{path}: "source" is missing: say where the figures were published. {_FORM}')
    if unit not in _UNITS:
        raise InputError(f'{path}: "unit" is {unit!r}; write percent or share.')
    if not isinstance(rows, list) or not rows:
        raise InputError(f'{path}: "rows" is missing or empty. {_FORM}')
    sizes = _sizes(content.get("questions"), path)
    return [_row(row, source, _UNITS[unit], sizes, f"{path}, row {n}") for n, row in enumerate(rows, start=1)]


def _loaded(path: Path) -> dict[str, Any]:
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise InputError(f"{path}: expected a mapping, found {type(content).__name__}. {_FORM}")
    return content


def _sizes(value: Any, path: Path) -> dict[str, int]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(value.get(k), int) and value[k] > 0 for k in ("en", "zh")):
        raise InputError(f'{path}: "questions" is {value!r}; write the numbers of both: {{en: 782, zh: 716}}.')
    return {language: value[language] for language in ("en", "zh")}


def _row(row: Any, source: str, unit: float, sizes: Mapping[str, int], where: str) -> PublishedRow:
    if not isinstance(row, dict) or not isinstance(row.get("model"), str) or not row["model"].strip():
        raise InputError(f'{where}: "model" is missing.')
    unknown = set(row) - {"model", *_LANGUAGES}
    if unknown:
        raise InputError(
            f"{where} ({row['model']}): unknown key {min(map(str, unknown))!r}; known are model, en, zh, all."
        )
    figures = {
        language: _figures(row[language], unit, f"{where} ({row['model']}), {language}")
        for language in _LANGUAGES
        if language in row
    }
    if not figures:
        raise InputError(f"{where} ({row['model']}): no figures; give en, zh or both.")
    if ALL not in figures and sizes and {"en", "zh"} <= set(figures):
        figures[ALL] = _pooled(figures, sizes)
    return PublishedRow(row["model"].strip(), source.strip(), figures)


def _figures(value: Any, unit: float, where: str) -> Figures:
    if not isinstance(value, dict) or set(value) != set(FIGURE_NAMES):
        raise InputError(f"{where}: needs exactly these figures: {', '.join(FIGURE_NAMES)}.")
    for name, number in value.items():
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= unit:
            raise InputError(f"{where}: {name} is {number!r}; it must be a number from 0 to {unit:g}.")
    figures = Figures(**{name: value[name] / unit for name in FIGURE_NAMES})
    follows = Figures.from_shares(figures.correct, figures.incorrect, figures.not_attempted)
    total = figures.correct + figures.incorrect + figures.not_attempted
    if not isclose(total, 1, abs_tol=0.0021):
        raise InputError(f"{where}: correct, incorrect and not_attempted add up to {total * unit:g}, not {unit:g}.")
    for name in ("correct_given_attempted", "f_score"):
        given, computed = getattr(figures, name), getattr(follows, name)
        if not isclose(given, computed, abs_tol=0.0051):
            raise InputError(
                f"{where}: {name} is {given * unit:g}, but {computed * unit:.4g} follows from the others. A typo?"
            )
    return figures


def _pooled(figures: Mapping[str, Figures], sizes: Mapping[str, int]) -> Figures:
    total = sum(sizes.values())
    names = ("correct", "incorrect", "not_attempted")
    shares = [sum(getattr(figures[lang], name) * n for lang, n in sizes.items()) / total for name in names]
    return Figures.from_shares(*shares)
