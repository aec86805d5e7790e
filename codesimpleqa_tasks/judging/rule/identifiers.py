"""Identifiers and code: what has to be written as it is."""

from __future__ import annotations

import re
from functools import lru_cache

from codesimpleqa_tasks.judging.rule.words import STOP_WORDS, has_han

IDENTIFIER = re.compile(r"^[<@$.\-]*\w+(?:[-_.:]+\w+)+[>()]*$|^\w*[a-z][A-Z]\w*\(?\)?$", re.ASCII)
"""A name of a program in one word: kebab-case, snake_case, camelCase or dotted. Here the plural counts."""

_PATH = re.compile(r"[\w.~$@-]*(?:/[\w.@-]+){2,}/?", re.ASCII)
_QUERY = re.compile(r"(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER)\s")
_TELLING = re.compile(r"\w\([^)]*[,'\"=]|\s-{1,2}[A-Za-z]|://|[;{}]\s*$|\s\|\s|\w=\w|^\w+\s+\w+\.\w+|\$\w|\\\w|\w/\w+/")
"""What tells code from prose."""
_SIGN = re.compile(r"[-(:;{}|=.$\\/]")
"""One of these is in all of it: a quick look before the slow one."""


@lru_cache(maxsize=4096)
def is_code(gold: str) -> bool:
    """True for a command, a call with arguments or the like: something that has to be written as it is."""
    if len(gold) > 200 or has_han(gold):
        return False
    if "/" in gold and _PATH.fullmatch(gold):
        return True
    if _QUERY.match(gold) or (gold.isupper() and " " in gold.strip() and not re.search(r"[,、]", gold)):
        return True
    if not (_SIGN.search(gold) and _TELLING.search(gold)):
        return False
    words = re.findall(r"[A-Za-z]+", gold)
    prose = sum(word.lower() in STOP_WORDS for word in words)
    return prose * 5 <= len(words)
