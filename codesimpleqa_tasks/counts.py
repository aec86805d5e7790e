"""Numbers with what they count, as people read them."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number and its noun: "1 answer", "1,498 answers", "0 answers". `plural` is given where it is not noun + s."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
