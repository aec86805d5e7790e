"""Identifiers and code: what has to be written as it is."""

from __future__ import annotations

import re
from functools import lru_cache

from codesimpleqa_tasks.judging.rule.words import STOP_WORDS

IDENTIFIER = re.compile(r"^[<@$.\-]*\w+(?:[-_.:]+\w+)+[>()]*$|^\w*[a-z][A-Z]\w*\(?\)?$", re.ASCII)
"""A name of a program in one word: kebab-case, snake_case, camelCase or dotted. Here the plural counts."""


@lru_cache(maxsize=4096)
def is_code(gold: str) -> bool:
    """True for a command, a call with arguments or the like: something that has to be written as it is."""
    if any("\u3400" <= c <= "\u9fff" for c in gold) or len(gold) > 200:
        return False
    if re.fullmatch(r"[\w.~$@-]*(?:/[\w.@-]+){2,}/?", gold, re.ASCII):
        return True  # a path
    words = re.findall(r"[A-Za-z]+", gold)
    telling = re.search(
        r"\w\([^)]*[,'\"=]|\s-{1,2}[A-Za-z]|://|[;{}]\s*$|\s\|\s|\w=\w|^\w+\s+\w+\.\w+|\$\w|\\\w|\w/\w+/", gold
    )
    if re.match(r"(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER)\s", gold) or (
        gold.isupper() and " " in gold.strip() and not re.search(r"[,、]", gold)
    ):
        return True
    prose = sum(word.lower() in STOP_WORDS for word in words)
    return bool(telling) and prose * 5 <= len(words)
