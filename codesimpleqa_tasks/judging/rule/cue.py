"""Cues: turns of phrase that tell something of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator


class Cue:
    """A pattern, and signs of which one is in all that it finds: in a text without them it is not sought at all, for
    that is seen much sooner.

    Pattern and signs are in lower case; they are sought in a surface in lower case. A blank in a sign stands for any white
    space.
    """

    def __init__(self, pattern: str, *signs: str, flags: int = 0) -> None:
        self.pattern = re.compile(pattern, flags)
        self._signs = [sign for sign in signs if sign.isascii()]
        self._chinese_signs = [sign for sign in signs if not sign.isascii()]
        self._has_blanks = any(" " in sign for sign in signs)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first of them from a character on, or None."""
        return self.pattern.search(text, start) if self._may_be_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All of them."""
        return self.pattern.finditer(text) if self._may_be_in(text) else iter(())

    def _may_be_in(self, text: str) -> bool:
        if self._has_blanks and ("\n" in text or "  " in text or "\t" in text):
            text = " ".join(text.split())
        for sign in self._signs:
            if sign in text:
                return True
        if self._chinese_signs and not text.isascii():
            for sign in self._chinese_signs:
                if sign in text:
                    return True
        return False
