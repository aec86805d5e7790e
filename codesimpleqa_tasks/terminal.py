"""Text for a terminal: what models wrote cannot drive it, and tables fit it."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import tabulate
from wcwidth import wcswidth, wcwidth

from codesimpleqa_tasks.visible import visible


def width() -> int:
    """The columns of the terminal; 80 where that is unknown."""
    return shutil.get_terminal_size((80, 24)).columns


def one_line(text: Any, columns: int) -> str:
    """A text on one line of at most `columns` columns, Chinese characters counting two.

    Characters that would act on the terminal (escape sequences, bidirectional overrides ...) are written out as
    `visible` does; white space becomes single blanks; what is missing is "".
    """
    if not isinstance(text, str):
        return ""
    shown: list[str] = []
    used = 0
    for character in visible(" ".join(text[: 8 * columns].split())):  # no more of a long text can be seen
        used += max(wcwidth(character), 0)
        if used > columns:
            while shown and used > columns - 1:
                used -= max(wcwidth(shown.pop()), 0)
            return "".join(shown) + "…"
        shown.append(character)
    return "".join(shown)


def shortened(text: str, columns: int) -> str:
    """A name on one line of at most `columns` columns, its middle left out: names differ at their ends."""
    whole = one_line(text, 8 * columns)
    if wcswidth(whole) <= columns:
        return whole
    tail = ""
    while wcswidth(whole[-len(tail) - 1] + tail) <= (columns - 1) // 2:
        tail = whole[-len(tail) - 1] + tail
    return one_line(whole, columns - wcswidth(tail)) + tail


def wrapped(text: str) -> str:
    """A sentence, broken at blanks into lines that fit the terminal."""
    return textwrap.fill(text, width(), break_long_words=False, break_on_hyphens=False, subsequent_indent="  ")


def table(headers: Sequence[str], rows: Sequence[Sequence[object]], left: int = 1) -> str:
    """A plain table, no wider than its texts need; the first `left` columns stand left, the others right."""
    align = ["left"] * left + ["right"] * (len(headers) - left)
    with _without_spare_space():
        return tabulate.tabulate(
            rows,
            headers=list(headers),
            disable_numparse=True,
            preserve_whitespace=True,
            colalign=align if rows else None,
        )


@contextmanager
def _without_spare_space() -> Iterator[None]:
    """tabulate makes every column two wider than its heading, which it lets one change for the whole process only."""
    before = tabulate.MIN_PADDING
    tabulate.MIN_PADDING = 0
    try:
        yield
    finally:
        tabulate.MIN_PADDING = before


def share(value: float, signed: bool = False) -> str:
    """A figure or a difference, as everywhere: a share of 1 with three digits, or "NaN"."""
    if value != value:
        return "NaN"
    return f"{value:+.3f}" if signed else f"{value:.3f}"


def p_value(value: float) -> str:
    """A p-value: "0.012", "< 0.001"."""
    if value != value:
        return "NaN"
    return "< 0.001" if value < 0.001 else f"{value:.3f}"
