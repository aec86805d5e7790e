"""Paraphrases: ordinary words and phrases that say the same thing in a statement about software, in both languages."""

from __future__ import annotations

from functools import lru_cache

from codesimpleqa_tasks.judging.rule.phrases import Phrases, by_stems, lines_of


@lru_cache(maxsize=1)
def paraphrases() -> Phrases[tuple[int, ...]]:
    """Words and phrases with their senses, each the number of a line in paraphrases.txt."""
    return by_stems(
        (phrase, number) for number, line in enumerate(lines_of("paraphrases.txt")) for phrase in line.split("; ")
    )
