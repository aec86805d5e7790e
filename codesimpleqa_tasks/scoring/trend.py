"""How a figure grows with model size: a straight line over the logarithm of the size, with its uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10, sqrt


@dataclass(frozen=True)
class LogLinearTrend:
    """The least-squares line figure = intercept + slope * log10(size).

    `slope` is the growth for ten times the size, `slope_low` and `slope_high` its 95 % interval (Student's t with
    `points` - 2 degrees of freedom), `p_value` that of no growth at all, `spread` the residual standard deviation.
    """

    intercept: float
    slope: float
    slope_low: float
    slope_high: float
    p_value: float
    points: int
    spread: float
    _mean: float
    _squares: float
    _t: float

    def at(self, size: float) -> float:
        """The line at a size."""
        return self.intercept + self.slope * log10(size)

    def band(self, size: float) -> tuple[float, float]:
        """The 95 % interval of the line (of the mean, not of a single further model) at a size."""
        half = self._t * self.spread * sqrt(1 / self.points + (log10(size) - self._mean) ** 2 / self._squares)
        return self.at(size) - half, self.at(size) + half


def log_linear_trend(sizes: Sequence[float], figures: Sequence[float]) -> LogLinearTrend | None:
    """The trend of figures over sizes (positive numbers), every point weighing the same.

    None with fewer than three points or fewer than two different sizes: a line through them would have no
    uncertainty that could be told.

    Raises ValueError if there are not as many sizes as figures, or a size is not positive.
    """
    from scipy import stats

    if len(sizes) != len(figures) or any(size <= 0 for size in sizes):
        raise ValueError("as many positive sizes as figures are needed")
    if len(sizes) < 3 or len(set(sizes)) < 2:
        return None
    places = [log10(size) for size in sizes]
    line = stats.linregress(places, figures)
    t = float(stats.t.ppf(0.975, len(sizes) - 2))
    mean = sum(places) / len(places)
    rest = sum((y - line.intercept - line.slope * x) ** 2 for x, y in zip(places, figures))
    return LogLinearTrend(
        intercept=float(line.intercept),
        slope=float(line.slope),
        slope_low=float(line.slope - t * line.stderr),
        slope_high=float(line.slope + t * line.stderr),
        p_value=float(line.pvalue),
        points=len(sizes),
        spread=sqrt(rest / (len(sizes) - 2)),
        _mean=mean,
        _squares=sum((x - mean) ** 2 for x in places),
        _t=t,
    )
