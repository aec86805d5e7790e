"""Vagueness: how much an answer talks around the question instead of answering it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from codesimpleqa_tasks.judging.rule.phrases import Phrases, by_stems, lines_of


def vague_words(stems: Sequence[str]) -> int:
    """How many turns of phrase a text has that talk around a question; of overlapping ones the first counts."""
    count = reached = 0
    for first, after, _ in _vague().find(stems):
        if first >= reached:
            count, reached = count + 1, after
    return count


@lru_cache(maxsize=1)
def _vague() -> Phrases[tuple[bool, ...]]:
    return by_stems((phrase, True) for phrase in lines_of("vague.txt"))
