"""Names in an answer: identifiers, proper nouns, and words in Latin letters between Chinese ones."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.rule.words import HAN

_NAME = re.compile(
    r"(?<![\w.@/\\-])(?![a-z]+[^\w.$@])(?:[A-Za-z_$@.]*[a-z]+[A-Z_.][\w.$]*\w|[A-Z]{2,}[\w.+#-]*|\w+_\w+|[A-Z][\w+#.-]*\w)"
)
_LATIN_WORD = re.compile(r"[A-Za-z][\w+#.-]*")
COMMON = frozenset(
    "i.e e.g etc import the it its this that these those you your use using in on for to with by when if set call run add yes no not and or but so as at of from i we they there here is are was were be choose select open click go note see just some many most although though while unlike instead however actually rather either any all one two first second then that's it's you'd you'll you're i'd since because after before each every under over via per ok okay web service services dom api url http html sql".split()
)
"""Words that look like names where a sentence begins, and are none."""


def names_in(text: str, sentences: list[tuple[int, int]]) -> list[re.Match[str]]:
    """The names in a surface, in order; those in blocks of code are none."""
    chinese = not text.isascii() and len(HAN.findall(text, 0, 200)) > 4
    starts = {start + len(text[start:end]) - len(text[start:end].lstrip(" \t\"'`(\ue000")) for start, end in sentences}
    found = []
    for match in (_LATIN_WORD if chinese else _NAME).finditer(text):
        word = match[0]
        if (
            (word.lower() in COMMON and not (word == "Go" and match.start() not in starts))
            or (len(word) < 2 and not re.match(r"\s?语言", text[match.end() : match.end() + 3]))
            or in_block(text, match.start())
            or (chinese and word.islower() and len(word) < 4 and text[match.start() - 1] not in tuple('`"\ue000'))
        ):
            continue
        if not chinese and match.start() in starts and word[1:].islower():
            following = text[match.end() : match.end() + 1]
            if following not in ".,;!" and not re.match(r"\s+(?:is|was|[A-Z])", text[match.end() : match.end() + 6]):
                continue
        if (
            not chinese
            and word.isupper()
            and re.match(r"\s+[a-z]{3,}", text[match.end() : match.end() + 8])
            and not re.match(r"\s+(?:is|was|are|does|has)\b", text[match.end() : match.end() + 8])
        ):
            continue  # an abbreviation as the modifier of a noun: "JAAS authentication"
        found.append(match)
    return found


def in_block(text: str, place: int) -> bool:
    """True inside a fenced block of code."""
    block = text.rfind("\ue002", 0, place)
    return block >= 0 and text.find("\ue003", block, place) < 0
