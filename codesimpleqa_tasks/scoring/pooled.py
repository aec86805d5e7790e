"""A figure that knows the grades it was computed from, so that parts are pooled and never averaged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from codesimpleqa_tasks.scoring.figures import Figures, Tally
from codesimpleqa_tasks.scoring.intervals import intervals


class PooledFigure(float):
    """A figure (a share of 1) of a question, a task or a group of tasks, with its tally.

    The mean of figures weighted by size, which is how a harness combines tasks, is right for CO, IN and
    NA but wrong for CGA and F. A sum of products `figure * size`, divided by the total size, therefore
    gives the figure of the tallies put together, whatever the sizes.
    """

    name: str
    tally: Tally
    ungraded_tolerance: float

    def __new__(cls, name: str, tally: Tally, ungraded_tolerance: float = 0.0) -> PooledFigure:
        """The figure `name` of a tally: one of FIGURE_NAMES, or "f_score_low" or "f_score_high"."""
        if name in ("f_score_low", "f_score_high"):
            interval = intervals(tally, ungraded_tolerance)["f_score"]
            value = interval.low if name == "f_score_low" else interval.high
        else:
            value = getattr(Figures.of(tally, ungraded_tolerance), name)
        figure = super().__new__(cls, value)
        figure.name, figure.tally, figure.ungraded_tolerance = name, tally, ungraded_tolerance
        return figure

    @classmethod
    def pooled(cls, figures: Iterable[PooledFigure]) -> PooledFigure:
        """The figure of all the tallies together. Raises ValueError if there are none."""
        figures = list(figures)
        if not figures:
            raise ValueError("no figures to pool")
        whole = Tally()
        for figure in figures:
            whole.patterns.update(figure.tally.patterns)
        return cls(figures[0].name, whole, figures[0].ungraded_tolerance)

    def __mul__(self, size: float) -> _Part:  # type: ignore[override]
        return _Part([self])

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.name, self.tally, self.ungraded_tolerance)


@dataclass(frozen=True)
class _Part:
    """A weighted sum of figures on its way to their pooled figure."""

    figures: list[PooledFigure]

    def __radd__(self, start: int) -> _Part:
        return self

    def __add__(self, other: _Part) -> _Part:
        return _Part(self.figures + other.figures)

    def __truediv__(self, size: float) -> PooledFigure:
        return PooledFigure.pooled(self.figures)
