"""The scaling view for a terminal."""

from __future__ import annotations

from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.report.scaling import Scaling
from codesimpleqa_tasks.report.summaries import ALL
from codesimpleqa_tasks.report.tags import size_text
from codesimpleqa_tasks.terminal import one_line, p_value, share, shortened, table, wrapped

TITLES = {ALL: "both", "en": Language.ENGLISH.title, "zh": Language.CHINESE.title}


def scaling_text(view: Scaling) -> str:
    """The points, the fitted lines, thinking against chat, what was left out, and what produced it."""
    points = [
        [
            shortened(point.run, 24),
            size_text(point.size),
            one_line(point.mode, 12),
            TITLES[point.language],
            share(point.f_score),
            f"{share(point.interval.low)}-{share(point.interval.high)}",
        ]
        for point in view.points
    ]
    lines = []
    for (mode, language), trend in view.trends.items():
        found = (
            [
                share(trend.slope, True),
                f"{share(trend.slope_low, True)} {share(trend.slope_high, True)}",
                p_value(trend.p_value),
            ]
            if trend
            else ["", "needs three models", ""]
        )
        number = sum(point.mode == mode and point.language == language for point in view.points)
        lines.append([one_line(mode, 12), TITLES[language], str(number), *found])
    blocks = [
        table(["Model", "size", "mode", "language", "F-score", "95 % interval"], points),
        "F-score = a + b log10(size), b for ten times the size:\n"
        + table(["mode", "language", "models", "b", "95 % interval", "p"], lines, left=2),
        "\n".join(_gaps(view)),
        "\n".join(wrapped(f"Left out: {line}") for line in view.left_out),
        "\n".join(map(wrapped, view.notes)),
    ]
    return "\n\n".join(block for block in blocks if block)


def _gaps(view: Scaling) -> list[str]:
    lines = []
    for language, gap in view.gaps.items():
        interval = f" (95 % interval {share(gap.low, True)} to {share(gap.high, True)})" if gap.models > 1 else ""
        models = f"{gap.models} models that have both" if gap.models > 1 else "the one model that has both"
        lines.append(f"Thinking minus chat, {TITLES[language]}: {share(gap.mean, True)}{interval}, over {models}.")
    return lines
