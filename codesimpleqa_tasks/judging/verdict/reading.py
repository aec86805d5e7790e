"""From a judge's reply to its grade.

A reply is read in the order of how plainly a verdict can be put: a reply that is nothing but a verdict; JSON
and labels ("Grade: B", <grade>B</grade>, 评分：B); a verdict on a line of its own, first or last; a verdict at the
beginning with an explanation after it; a sentence that says that the answer is (in)correct. Whatever is read on
the deciding level must agree, else the reply is unreadable: asking the judge again is cheap, a wrong grade is not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.verdict.labels import is_someone_elses, labelled
from codesimpleqa_tasks.judging.verdict.mention import alone, begins_with_letter, mentioned, verdict_at
from codesimpleqa_tasks.judging.verdict.sentences import stated
from codesimpleqa_tasks.judging.verdict.spoken import spoken, without_quotations
from codesimpleqa_tasks.judging.verdict.words import DOUBT, LABEL_KEYS, OPTIONS, SECOND_THOUGHT


def read_verdict(reply: str) -> Grade | None:
    """The grade that a judge's reply gives: A or CORRECT, B or INCORRECT, C or NOT_ATTEMPTED, in any of the
    ways in which judges write them, English or Chinese; None (unreadable) where it gives none, or more than one.

    The judge's own thinking is not read, and a reply that ends inside it has no verdict.
    """
    text = spoken(reply)
    if text is None:
        return None
    if whole := alone(text, any_case=True):
        return _only(whole)
    declared, text = _without_json(text)
    text = without_quotations(OPTIONS.sub(" (options) ", text))
    lines = [line for line in text.splitlines() if line.strip(" \t`*_-#>|")]
    last = _last_line(lines)
    standing = last | (alone(lines[0]) if lines else set())
    finals, others = labelled(text)
    if finals:  # it says itself that all before does not count
        return _only(finals | last)
    said = stated(text)
    if announced := declared | others:
        return _only(announced | standing | set(said[-1:]))
    if plain := standing or _leading(text) or _after_connective(lines) or _last_sentence(lines):
        return _only(plain | set(said[-1:]) | _second_thoughts(text))
    return _only(set(said))


def _second_thoughts(text: str) -> set[Grade]:
    """The grades named after a "wait" or an "on reflection"."""
    turn = SECOND_THOUGHT.search(text)
    return mentioned(f"{text[turn.end() :]}.") if turn else set()


def _only(grades: set[Grade]) -> Grade | None:
    return next(iter(grades)) if len(grades) == 1 else None


# JSON.


def _without_json(text: str) -> tuple[set[Grade], str]:
    """The grades under the verdict keys of all JSON objects in a text, and the text without these objects."""
    decoder = json.JSONDecoder(strict=False)
    grades: set[Grade] = set()
    outside: list[str] = []
    position = 0
    for start in [match.start() for match in re.finditer("{", text)][:200]:
        if start < position:
            continue
        try:
            value, end = decoder.raw_decode(text, start)
        except (json.JSONDecodeError, RecursionError):
            continue
        outside.append(text[position:start])
        position = end
        if is_someone_elses(text, start):
            continue
        for given in _under_verdict_keys(value):
            grades |= alone(given, any_case=True) or _leading(given) or set(stated(given))
    return grades, "".join([*outside, text[position:]])


def _under_verdict_keys(value: Any, is_verdict: bool = False) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            name = str(key).strip().casefold().replace(" ", "_").replace("-", "_")
            if name in {"correct", "is_correct"} and inner is True:  # false may be either of the other two
                yield Grade.CORRECT.value
            yield from _under_verdict_keys(inner, name in LABEL_KEYS)
    elif isinstance(value, list):
        for inner in value:
            yield from _under_verdict_keys(inner, is_verdict)
    elif is_verdict and isinstance(value, str):
        yield value


# Verdicts on a line of their own.

_CONNECTIVE = re.compile(
    r"\W*(?:and\s+)?(?:so|therefore|thus|hence|consequently|overall|finally|in\s+conclusion|in\s+summary|final"
    r"|my\s+(?:final\s+)?answer|answer|choice|option|letter|因此|所以|综上(?:所述)?|故|总之|答案)"
    r"[,:]?(?:\s*the\s+answer\b|\s*my\s+(?:final\s+)?answer\b|\s*答案)?\s*(?:is\b|是|为|[:,]|=+>?|->|→)*",
    re.IGNORECASE,
)
_ECHO = re.compile(
    r"\W*(?:question|gold|target|reference|题目|问题|参考答案|标准答案)\b[\w ]{0,20}[*\s]*:", re.IGNORECASE
)
"""The judge says again what it was shown: "Answer: C" below that may be the candidate's."""
_OTHERS_ANSWER = re.compile(
    r"(?:gold|target|reference|expected|predicted|candidate|model|student|correct|their|标准|参考|正确|预测)"
    r"[\w\s'’]{0,20}(?:(?:is|was|are|是|为|答案|回答)?[\s*]*:|\b(?:is|was))[\s*]*\Z",
    re.IGNORECASE,
)


def _last_line(lines: list[str]) -> set[Grade]:
    """The verdict that the last of several lines is, with or without a "Therefore" before it."""
    if len(lines) < 2 or _OTHERS_ANSWER.search(lines[-2]):
        return set()
    at_the_end: set[Grade] = set()
    for line in reversed(lines):  # a list of the grades ends with one, too
        if not (grades := alone(line)):
            break
        at_the_end |= grades
    return at_the_end or _after_connective(lines)


_LAST_SENTENCE = re.compile(r"(?:[.。!;]|(?P<arrow>→|=+>|->))\s*(?P<verdict>[^.。!;:→>?\s][^.。!;:→>?]*[.。!]?)\s*\Z")


def _last_sentence(lines: list[str]) -> set[Grade]:
    """The verdict that the last sentence is: "Does not match the reference. B", "It declines -> C"."""
    found = _LAST_SENTENCE.search(lines[-1]) if lines else None
    if found is None or any(map(_ECHO.match, lines)):
        return set()
    grades = alone(found["verdict"])
    before = lines[-1][: found.start()]
    if (found["arrow"] and _ENDS_WITH_LETTER.search(before)) or DOUBT.search(before):
        return set()  # "A -> B"
    return grades if len(before.split()) > 1 and not mentioned(before + ".") - grades else set()


_ENDS_WITH_LETTER = re.compile(r"\b[ABC]\W*\Z")


def _after_connective(lines: list[str]) -> set[Grade]:
    """The verdict in a last line such as "Answer: B" or "So, INCORRECT."."""
    connective = _CONNECTIVE.match(lines[-1]) if lines else None
    if connective is None or any(map(_ECHO.match, lines)):
        return set()
    return alone(lines[-1][connective.end() :])


# A verdict first, its explanation after it.

_EXPLANATION = re.compile(
    r"""["'“”‘’`*_)\]}】」>]*(?:(?<=\))\s+(?=[A-Z][a-z])"""
    r"""|\s*(?:\n|[.。!](?=\s|\Z|[^\x00-\x7f])|\s[–—-]+\s|—|(?:because|since|due\s+to)\b|因为|由于)"""
    r"""|\s*[,:;(→]\s*(?:because|since|as\s|(?:the\s+|this\s+)?(?:response|answer|candidate|model|gold|reference)|it\s|both\s"""
    r"""|matches|exact|因|由|该|回答|答案|模型|考生|与))""",
    re.IGNORECASE,
)
_FAULT = re.compile(r"""[\s"'“*_>#-]*(?:incorrect|not[\s_-]attempted)["'”*_]*\s*[,:;(]\s*\w""", re.IGNORECASE)
_POINT = re.compile(r"(?:^|[\s;.(*])([ABC])\**[.:)]", re.MULTILINE)


def _leading(text: str) -> set[Grade]:
    """The verdict that a text begins with, if an explanation follows it."""
    found = verdict_at(text)
    if found is None or not (_EXPLANATION.match(text, found[1]) or _FAULT.match(text)):
        return set()
    letter = begins_with_letter(text)
    if letter and set(_POINT.findall(text)) - {letter}:
        return set()  # "A: the gold says ... B: the answer says ...": points, not a verdict
    return found[0]
