"""Shingles: the smallest pieces by which two texts are seen to share letters, whatever their words."""

from __future__ import annotations

import re
from itertools import pairwise

from codesimpleqa_tasks.judging.rule.words import STOP_WORDS

_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_LATIN_RUN = re.compile(r"[a-z0-9]+")


def shingles_of(text: str) -> set[str]:
    """Pairs of Han characters, and runs of four letters within words."""
    found: set[str] = set()
    if not text.isascii():
        for run in _HAN_RUN.findall(text):
            found.update(map("".join, pairwise(run)))
    for word in _LATIN_RUN.findall(text.lower()):
        if len(word) <= 4:
            if word not in STOP_WORDS:
                found.add(word)
        else:
            found.update([word[n : n + 4] for n in range(len(word) - 3)])
    return found
