"""The charts of the report, drawn by matplotlib: shares of the grades, F-scores with intervals, reliability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wcwidth import wcswidth

from codesimpleqa_tasks.report.messages import Messages
from codesimpleqa_tasks.report.results import FEW_QUESTIONS, Calibration
from codesimpleqa_tasks.report.summaries import Summary
from codesimpleqa_tasks.report.svg import COLOURS, KEY, page_svg
from codesimpleqa_tasks.visible import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 440
"""Of every chart, in pixels at its natural size. Narrow, so that a phone shows it whole."""

SMALLEST_DRAWN = 5
"""Parts with fewer questions stand in the tables alone."""

_ROW, _TOP, _BOTTOM, _LEFT, _RIGHT = 24, 30, 30, 180, 42
_COUNTS = 1 + (_RIGHT - 4) / (WIDTH - _LEFT - _RIGHT)
_NARROWEST_LABELLED = 0.09
_GRADES = ("correct", "not_attempted", "incorrect")


@dataclass(frozen=True)
class Series:
    """What one kind of mark stands for: the key of its name, its marker and its colour (a name of COLOURS)."""

    title: str
    marker: str
    colour: str


@dataclass(frozen=True)
class Row:
    """One line of a chart: `label` is a text, or the key of a message after KEY; `whole` gives the shares of the
    grades, `marks` the F-scores by the name of their series."""

    label: str
    whole: Summary
    marks: Mapping[str, Summary]


def message(key: str) -> str:
    """A label that is shown in the page's language."""
    return KEY + key


def shares_chart(rows: Sequence[Row], title: str, messages: Messages, prefix: str) -> str:
    """Stacked bars: correct, not attempted and incorrect, as percentages of each row's questions, whose number stands
    at the end; thin and without numbers where the questions are few."""
    figure, axes = _canvas(len(rows))
    for place, row in enumerate(rows):
        figures = row.whole.figures.as_dict()
        _label(axes, place, row)
        if figures["correct"] != figures["correct"]:
            _write(axes, 0.015, place, message("chart.no_figures"), colour="muted", axes_x=True)
            continue
        few = row.whole.questions < FEW_QUESTIONS
        start = 0.0
        for name in _GRADES:
            share, colour = figures[name], name.replace("_", "-")
            axes.barh(place, share, left=start, height=0.2 if few else 0.7, color=COLOURS[colour], linewidth=0)
            if share >= _NARROWEST_LABELLED and not few:
                _write(axes, start + share / 2, place, f"{share * 100:.0f}", ha="center", colour=f"on-{colour}")
            start += share
    _percent_axis(axes, len(rows))
    _legend(figure, [(f"grade.{name}", "s", name.replace("_", "-")) for name in _GRADES], messages, left=100)
    return page_svg(figure, title, messages, prefix)


def _label(axes: Axes, place: int, row: Row) -> None:
    _write(axes, -0.02, place, row.label, ha="right", axes_x=True)
    _write(axes, _COUNTS, place, str(row.whole.questions), ha="right", colour="muted", size=11, axes_x=True)


def f_score_chart(
    rows: Sequence[Row], series: Mapping[str, Series], title: str, messages: Messages, prefix: str
) -> str:
    """F-scores with their 95 % intervals, one mark for each series; of parts with few questions the interval alone."""
    figure, axes = _canvas(len(rows))
    spread = 0.0 if len(series) == 1 else 0.5
    for place, row in enumerate(rows):
        _label(axes, place, row)
        if all(summary.figures.f_score != summary.figures.f_score for summary in row.marks.values()):
            _write(axes, 0.015, place, message("chart.no_figures"), colour="muted", axes_x=True)
        for number, (name, look) in enumerate(series.items()):
            if name in row.marks:
                _mark(axes, row.marks[name], place + spread * (number / max(1, len(series) - 1) - 0.5), look)
    _percent_axis(axes, len(rows))
    if len(series) > 1:
        _legend(figure, [(look.title, look.marker, look.colour) for look in series.values()], messages)
    return page_svg(figure, title, messages, prefix)


def _mark(axes: Axes, summary: Summary, place: float, look: Series) -> None:
    figure, interval = summary.figures.f_score, summary.intervals["f_score"]
    if figure != figure:
        return
    few = summary.questions < FEW_QUESTIONS
    axes.plot([interval.low, interval.high], [place] * 2, color=COLOURS[look.colour], linewidth=1 if few else 2.2)
    if not few:
        axes.plot([figure], [place], look.marker, color=COLOURS[look.colour], markersize=6.5, markeredgewidth=0)


def reliability_chart(
    calibrations: Sequence[Calibration], series: Mapping[str, Series], title: str, messages: Messages, prefix: str
) -> str:
    """Accuracy against stated confidence, bin by bin with 95 % intervals, above how often each was stated."""
    height = 420
    figure = _figure(height)
    axes = figure.add_axes((56 / WIDTH, 132 / height, (WIDTH - 80) / WIDTH, (height - 132 - _TOP) / height))
    below = figure.add_axes((56 / WIDTH, 44 / height, (WIDTH - 80) / WIDTH, 62 / height))
    axes.plot([0, 1], [0, 1], color=COLOURS["muted"], linewidth=1, linestyle=(0, (5, 4)))
    width = 0.086 / len(calibrations)
    most = max(found.count / c.stated for c in calibrations for found, _ in c.bins)
    for number, calibration in enumerate(calibrations):
        look = series[calibration.language]
        colour = COLOURS[look.colour]
        firm = [found for found, _ in calibration.bins if found.count >= FEW_QUESTIONS]
        aside = 0.012 * (number - (len(calibrations) - 1) / 2)  # so that equal confidences do not hide each other
        for found, interval in calibration.bins:
            few = found.count < FEW_QUESTIONS
            axes.plot(
                [found.confidence + aside] * 2, [interval.low, interval.high], color=colour, linewidth=0.8 if few else 2
            )
            below.bar(found.low + 0.007 + width * (number + 0.5), found.count / calibration.stated, width, color=colour)
        places = [found.confidence + aside for found in firm], [found.accuracy for found in firm]
        axes.plot(*places, color=colour, linewidth=1)
        axes.plot(*places, look.marker, color=colour, markersize=7, markeredgewidth=0)
    _percent_ticks(axes, x_labels=False)
    _percent_ticks(below, y_ticks=False)
    below.set_ylim(0, most * 1.1)
    _write(axes, 0, 1.045, message("chart.accuracy"), colour="muted", size=11)
    _write(below, 0, most * 1.1 * 1.16, message("chart.stated"), colour="muted", size=11)
    _write(below, 0.5, -0.62 * most, message("chart.confidence"), ha="center", colour="muted", size=11)
    if len(calibrations) > 1:
        _legend(
            figure,
            [(series[c.language].title, series[c.language].marker, series[c.language].colour) for c in calibrations],
            messages,
            left=220,
        )
    return page_svg(figure, title, messages, prefix)


def _figure(height: float) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH / 72, height / 72))


def _canvas(rows: int) -> tuple[Figure, Axes]:
    height = _TOP + _ROW * rows + _BOTTOM
    figure = _figure(height)
    inner = (WIDTH - _LEFT - _RIGHT) / WIDTH
    axes = figure.add_axes((_LEFT / WIDTH, _BOTTOM / height, inner, _ROW * rows / height))
    return figure, axes


def _percent_axis(axes: Axes, rows: int) -> None:
    axes.set_ylim(rows - 0.5, -0.5)
    _percent_ticks(axes, y_ticks=False)
    _write(axes, _COUNTS, -0.5 - 8 / _ROW, message("chart.questions"), ha="right", colour="muted", size=11, axes_x=True)


def _percent_ticks(axes: Axes, x_labels: bool = True, y_ticks: bool = True) -> None:
    """Grid lines at every quarter, labelled in percent; no frame and no tick marks."""
    quarters = [0, 0.25, 0.5, 0.75, 1]
    axes.set_xlim(0, 1)
    labels = [f"{quarter:.0%}" for quarter in quarters]
    axes.set_xticks(quarters, labels if x_labels else [""] * 5, color=COLOURS["muted"], fontsize=11)
    axes.grid(axis="x", color=COLOURS["grid"], linewidth=1)
    if y_ticks:
        axes.set_ylim(0, 1)
        axes.set_yticks(quarters, labels, color=COLOURS["muted"], fontsize=11)
        axes.grid(axis="y", color=COLOURS["grid"], linewidth=1)
    else:
        axes.set_yticks([])
    axes.tick_params(length=0)
    axes.set_axisbelow(True)
    axes.set_frame_on(False)


def _write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    ha: str = "left",
    colour: str = "ink",
    size: float = 12,
    axes_x: bool = False,
) -> None:
    shown = text if text.startswith(KEY) else _shortened(visible(text))
    transform = axes.get_yaxis_transform() if axes_x else axes.transData
    more: dict[str, Any] = {"transform": transform, "clip_on": False}
    axes.text(x, y, shown, ha=ha, va="center_baseline", color=COLOURS[colour], fontsize=size, **more)


def _shortened(text: str, columns: int = 27) -> str:
    """The text in at most so many columns of a terminal font, its middle left out: names differ at their ends."""
    text = " ".join(text.split())
    if wcswidth(text) <= columns:
        return text
    head = tail = ""
    while wcswidth(head) < columns * 0.5:
        head += text[len(head)]
    while wcswidth(tail) < columns * 0.35:
        tail = text[-len(tail) - 1] + tail
    return f"{head.rstrip()}…{tail.lstrip()}"


def _legend(figure: Figure, entries: Sequence[tuple[str, str, str]], messages: Messages, left: float = _LEFT) -> None:
    """The kinds of marks in one line above the chart."""
    height = figure.get_figheight() * 72
    axes = figure.add_axes((0, 1 - _TOP / height, 1, _TOP / height))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, _TOP)
    axes.axis("off")
    x = left + 5.0
    for title, marker, colour in entries:
        axes.plot([x], [15], marker, color=COLOURS[colour], markersize=8, markeredgewidth=0)
        _write(axes, x + 10, 15, message(title), size=11)
        x += 32 + 6 * messages.columns(title)
