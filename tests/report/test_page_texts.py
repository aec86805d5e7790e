"""The page's texts and colours: complete in both languages, readable in both schemes."""

from __future__ import annotations

import re

import pytest

from codesimpleqa_tasks.prompts import Variant
from codesimpleqa_tasks.questions.taxonomy import DOMAINS, UNSPECIFIED
from codesimpleqa_tasks.report.messages import WEB, load_messages
from codesimpleqa_tasks.scoring import FIGURE_NAMES

MESSAGES = load_messages().by_language()
SOURCES = {path.name: path.read_text(encoding="utf-8") for path in WEB.iterdir()}
STYLE = SOURCES["report.css"]
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part)) for part in STYLE.split("@media screen", 1))


@pytest.mark.parametrize("key", MESSAGES["en"])
def test_a_text_has_the_same_arguments_in_both_languages(key: str) -> None:
    english, chinese = (sorted(re.findall(r"\{\d\}", MESSAGES[language][key])) for language in ("en", "zh"))
    assert english == chinese
    assert MESSAGES["zh"][key].strip()


def test_every_text_that_template_and_script_name_is_there() -> None:
    named = re.findall(r'(?:\bt|say|english)\("([\w.]+)"', SOURCES["report.html.jinja"] + SOURCES["report.js"])
    named += re.findall(r'data-i18n(?:-\w+)?="([\w.]+)"', SOURCES["report.html.jinja"])
    whole = {key for key in named if not key.endswith(".")}  # the rest of a key may be put together
    assert len(whole) > 60
    assert whole <= set(MESSAGES["en"])


def test_domains_variants_and_figures_have_names() -> None:
    wanted = [f"domain.{name}" for name in (*DOMAINS, UNSPECIFIED)]
    wanted += [f"variant.{variant.value}" for variant in Variant] + [f"figure.{name}" for name in FIGURE_NAMES]
    assert set(wanted) <= set(MESSAGES["en"])


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


TEXT_ON = [
    ("ink", "surface"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("link", "surface"),
    ("alarm", "alarm-surface"),
    ("ink", "alarm-surface"),
    ("ink", "warning-surface"),
    ("on-correct", "correct"),
    ("on-not-attempted", "not-attempted"),
    ("on-incorrect", "incorrect"),
]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "surface"), TEXT_ON)
def test_text_stands_out_from_its_surface(scheme: dict[str, str], text: str, surface: str) -> None:
    assert contrast(scheme[text], scheme[surface]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("mark", ["series-1", "series-2", "correct", "incorrect"])
def test_marks_stand_out_from_the_page(scheme: dict[str, str], mark: str) -> None:
    assert contrast(scheme[mark], scheme["surface"]) >= 3


# Machado, Oliveira & Fernandes 2009 (IEEE TVCG 15:1291): full protanopia, deuteranopia and tritanopia, on linear RGB.
BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def seen(colour: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    """The colour as it looks with a colour blindness, in CIE L*a*b*."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    red, green, blue = (min(1.0, max(0.0, sum(m * p for m, p in zip(row, linear)))) for row in matrix)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("first", "second"),
    [("correct", "incorrect"), ("correct", "not-attempted"), ("incorrect", "not-attempted"), ("series-1", "series-2")],
)
def test_colours_stay_apart_for_colour_blind_readers(scheme, first, second, blindness) -> None:
    a, b = (seen(scheme[name], BLINDNESS[blindness]) for name in (first, second))
    assert sum((p - q) ** 2 for p, q in zip(a, b)) ** 0.5 > 20  # ten times a difference that is just noticed
