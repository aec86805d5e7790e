"""Numerals: number words and Chinese numerals as digits."""

from __future__ import annotations

import re

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
HAN_DIGITS = frozenset("一二两三四五六七八九十百千")
"""The characters that a Chinese numeral may begin with."""
HAN_NUMERAL = (
    r"(?=[一二两三四五六七八九十百千])(?:[一二两三四五六七八九]?[十百千](?!分之)[零一二两三四五六七八九十百千]*(?:[万亿][零一二两三四五六七八九十百千]*)*(?!分之)"
    r"|[二两三四五六七八九](?=\s?[个种位次条项层步台倍级类字节秒年月天周代名章篇套份组块])"
    r"|[二两三四五六七八九](?=分(?:钟|[^\u3400-\u9fff]|$))"
    r"|(?<![\u3400-\u9fff])(?<![A-Za-z]-)[一二两三四五六七八九](?![\u3400-\u9fff])|(?<=[是为有共约])[一二两三四五六七八九](?![\u3400-\u9fff]))"
)
"""A Chinese numeral that is certainly a number: of several digits, before a measure word, or standing alone."""

_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
    if number != 1  # "one" is more often a pronoun
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"}
_COMPOUND = re.compile(
    r"(?<![A-Za-z])(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(one|two|three|four|five|six|seven|eight|nine)(?![A-Za-z])",
    re.IGNORECASE,
)


def number_word(word: str) -> str | None:
    """The digits of an English number word from zero to ninety, without "one", or None."""
    return _WORDS.get(word.lower())


_PRONOUN_BEFORE = re.compile(r"\b(?:the|this|that|each|any|every|no|which|another|right|correct)\s$", re.IGNORECASE)
_PRONOUN_AFTER = re.compile(r"\s(?:of|can|you|that|to|which|who|is|in|with|called|named)\b", re.IGNORECASE)


def is_pronoun(text: str, start: int, end: int) -> bool:
    """True if the "one" that stands at a place is no number, as in "the one", "one of"."""
    return bool(_PRONOUN_BEFORE.search(text[max(0, start - 9) : start]) or _PRONOUN_AFTER.match(text, end))


def han_number(numeral: str) -> str:
    """The digits of a Chinese numeral: "一千零二十四" is "1024"."""
    total = section = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIADS[character]
            section = digit = 0
    return str(total + section + digit)


def compounds_as_digits(text: str) -> str:
    """A text with "twenty-four" written as 24."""
    return _COMPOUND.sub(lambda m: str(int(_WORDS[m[1].lower()]) + int(_WORDS.get(m[2].lower(), "1"))), text)
