"""How near two questions are in wording, without embeddings: shared character n-grams."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from codesimpleqa_tasks.questions.taxonomy import Language

NEAR = 0.6
"""Similarity from which two questions count as one asked twice."""

_GRAM = {Language.ENGLISH: 4, Language.CHINESE: 2}
_NO_WORD = re.compile(r"[\W_]+")


def ngrams(text: str, language: Language) -> frozenset[str]:
    """The character n-grams of a text after folding width, case and punctuation: 4 letters in English, 2 in Chinese."""
    joint = " " if language is Language.ENGLISH else ""
    folded = _NO_WORD.sub(joint, unicodedata.normalize("NFKC", text).casefold()).strip()
    size = _GRAM[language]
    return frozenset(folded[i : i + size] for i in range(max(1, len(folded) - size + 1)))


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient of two sets of n-grams, from 0 (nothing shared) to 1 (the same); Dice 1945, Ecology 26:297."""
    return 2 * len(one & other) / (len(one) + len(other))


class Wordings:
    """Questions in one language, searchable for near ones. Memory grows with the number of n-grams."""

    def __init__(self, language: Language, texts: Iterable[str] = ()) -> None:
        self.language = language
        self.texts: list[str] = []
        self._grams: list[frozenset[str]] = []
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Take one more question; its number is its place in `texts`."""
        grams = ngrams(text, self.language)
        for gram in grams:
            self._holders[gram].append(len(self.texts))
        self.texts.append(text)
        self._grams.append(grams)

    def near(self, text: str, at_least: float = NEAR) -> Sequence[tuple[float, int]]:
        """(similarity, number) of the questions that are near a text, the nearest first."""
        grams = ngrams(text, self.language)
        shared = Counter(self._shared(grams))
        found = ((similarity(grams, self._grams[number]), number) for number in shared)
        return sorted((pair for pair in found if pair[0] >= at_least), reverse=True)

    def _shared(self, grams: frozenset[str]) -> Iterator[int]:
        for gram in grams:
            yield from self._holders.get(gram, ())
