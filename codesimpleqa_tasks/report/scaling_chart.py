"""The scaling view as a picture, drawn by matplotlib, labelled in English or Chinese."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.report.scaling import Point, Scaling
from codesimpleqa_tasks.report.summaries import ALL
from codesimpleqa_tasks.report.tags import size_text
from codesimpleqa_tasks.terminal import one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LOOKS = {
    "chat": ("#0072B2", "o"),
    "thinking": ("#D55E00", "^"),
    "base": ("#009E73", "s"),
    "calibration": ("#CC79A7", "D"),
}
"""Colours that colour-blind people can tell apart (Okabe & Ito 2008), each with a marker of its own for print."""
_OTHER_LOOKS = (("#E69F00", "v"), ("#56B4E9", "P"), ("#000000", "X"))

_FONTS = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "DejaVu Sans",
    "sans-serif",
]
"""The fonts that the file asks its viewer for: all have Chinese characters but the last two."""

_WORDS = {
    Language.ENGLISH: {
        ALL: "English and Chinese",
        "en": "English",
        "zh": "Chinese",
        "size": "parameters",
        "f_score": "F-score",
    },
    Language.CHINESE: {
        ALL: "英文与中文",
        "en": "英文",
        "zh": "中文",
        "size": "参数量",
        "f_score": "F 值",
        "chat": "对话",
        "thinking": "思考",
        "base": "基座",
        "calibration": "校准",
    },
}


FORMATS = ("svg", "png", "pdf")
"""The formats of the picture, by the endings of their files."""

_DETAILS: Mapping[str, Mapping[str, Any]] = {
    "svg": {"metadata": {"Date": None}},
    "png": {"dpi": 200},
    "pdf": {"metadata": {"CreationDate": None}},
}
"""What is written of each format beside the drawing: the same runs make the same file."""


def scaling_chart(view: Scaling, labels: Language = Language.ENGLISH, kind: str = "svg") -> bytes:
    """The chart as a file of the format `kind`, one of FORMATS: a panel for each language of the questions, a colour
    and marker for each mode.

    In SVG text stays text, so that whoever looks at it sees it in fonts of their own; no font of this machine is
    needed. The others hold the characters that the fonts of this machine have.
    """
    import matplotlib
    from matplotlib.figure import Figure

    words = _WORDS[labels]
    languages = [name for name in ("en", "zh") if any(p.language == name for p in view.points)]
    modes = list(dict.fromkeys(p.mode for p in view.points))
    others = iter(_OTHER_LOOKS * (len(modes) // len(_OTHER_LOOKS) + 1))
    looks = {mode: _LOOKS.get(mode) or next(others) for mode in modes}
    settings: dict[Any, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": "codesimpleqa",
        "font.family": _FONTS,
        "font.size": 11,
        "text.parse_math": False,
        "axes.unicode_minus": False,
    }
    drawn = io.BytesIO()
    with matplotlib.rc_context(settings), warnings.catch_warnings(), _without_font_log():
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from")
        figure = Figure(figsize=(4.6 * len(languages) + 0.6, 4.2), layout="constrained")
        panels = figure.subplots(1, len(languages), sharey=True, squeeze=False)[0]
        for axes, language in zip(panels, languages):
            _panel(axes, view, language, looks, words)
            axes.set_title(words[language], fontsize=12)
            axes.set_xlabel(words["size"])
        panels[0].set_ylabel(words["f_score"])
        panels[0].legend(frameon=False, loc="best")
        figure.savefig(drawn, format=kind, **_DETAILS[kind])
    return drawn.getvalue()


def _panel(axes: Axes, view: Scaling, language: str, looks: dict[str, tuple[str, str]], words: dict[str, str]) -> None:
    points = [p for p in view.points if p.language == language]
    axes.set_xscale("log")
    for mode, (colour, marker) in looks.items():
        of_mode = [p for p in points if p.mode == mode]
        if not of_mode:
            continue
        sizes, figures = [p.size for p in of_mode], [p.f_score for p in of_mode]
        errors = [[p.f_score - p.interval.low for p in of_mode], [p.interval.high - p.f_score for p in of_mode]]
        label = words.get(mode, one_line(mode, 24))
        axes.errorbar(sizes, figures, errors, fmt=marker, color=colour, markersize=7, capsize=3, lw=1.2, label=label)
        trend = view.trends.get((mode, language))
        if trend is None:
            continue
        first, last = min(sizes), max(sizes)
        along = [first * (last / first) ** (step / 60) for step in range(61)]
        bands = [trend.band(size) for size in along]
        axes.plot(along, [trend.at(size) for size in along], color=colour, lw=1.6)
        axes.fill_between(along, [b[0] for b in bands], [b[1] for b in bands], color=colour, alpha=0.15, lw=0)
    _ticks(axes, points)


def _ticks(axes: Axes, points: list[Point]) -> None:
    """A tick at every size, but none that would run into the one before."""
    shown: list[float] = []
    for size in sorted({p.size for p in points}):
        if not shown or size >= 1.5 * shown[-1]:
            shown.append(size)
    axes.set_xticks(shown, [size_text(size) for size in shown])
    axes.set_xticks([], minor=True)
    axes.grid(axis="y", color="#dddddd", lw=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


class _without_font_log:
    """matplotlib logs every font of the list that this machine lacks; the viewer's machine is what counts."""

    def __enter__(self) -> None:
        self._log = logging.getLogger("matplotlib.font_manager")
        self._level = self._log.level
        self._log.setLevel(logging.ERROR)

    def __exit__(self, *_: object) -> None:
        self._log.setLevel(self._level)
