"""A verdict as such: one or more mentions of a grade side by side, as in "B", "A: CORRECT" or 【错误】."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.verdict.words import LETTERS, WORD

_MENTION = re.compile(
    rf"(?i:{WORD})"
    # No letter of a word, of a language (C++, C#) or of another scale (A-, B+).
    r"|(?P<letter>(?<![A-Za-z0-9.+#-])[ABC](?![A-Za-z0-9+#-]|['’][A-Za-z]))"
    # A tick or a cross may stand beside a letter or word, not alone.
    r"|(?P<tick>[✅✔✓☑])|(?P<cross>[❌✗✘✖])"
)
_SMALL_LETTER = re.compile(r"(?<!-)[abc](?![\w'’+#-])")

_BEFORE = re.compile(r"""[\s"'“”‘’`*_#>()\[\]{}<【「『《$|–—-]*""")
_BESIDE = re.compile(r"""[\s"'“”‘’`*_()\[\]{}<>【】「」『』《》:.,;/|=–—-]*""")
# No question mark: "A?" is no verdict.
_AFTER = re.compile(r"""[\s"'“”‘’`*_()\[\]{}<>】」』》$|.。,;:!-]*\Z""")

_ALTERNATIVE = re.compile(
    r"""["'“”*_`()\],\s]*(?:or|and|to|vs\.?|或者|或|和|与|、|/|\||&)(?:possibly|maybe|perhaps|也许|[\s"'“”*_`(\[])*""",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"""["'“”‘’`*_)\]}】」』》>$|]*(?:\s*(?:\Z|\n|。|[.!](?!\w)|[;:(\[<【|]|,(?!\d)|\s[–—-]\s|—)|\*\*(?=\s)"""
    r"""|\s*(?:(?:because|since|as\s+the|due\s+to)\b|因为|由于))"""
)
_LIMITED = re.compile(
    r"[ *,(:–—-]{1,4}(?:partial|partly|mostly|in\s+part|(?:but\s+)?(?:could|might|may|perhaps|possibly|maybe)\b|lenient|strict|if\b|only\b|but\s+only|部分|基本|如果|仅)",
    re.IGNORECASE,
)


def verdict_at(text: str, position: int = 0, any_case: bool = False) -> tuple[set[Grade], int] | None:
    """The grades named by the verdict that begins at `position`, and its end; None if none begins there.

    Decoration before it is passed over. More than one grade ("A or B", "A: INCORRECT") means that none is meant.
    `any_case` also takes a small letter: only where nothing but a verdict can stand.
    """
    start = _BEFORE.match(text, position)
    assert start is not None  # the pattern matches the empty string
    found = _MENTION.match(text, start.end())
    if found is not None:
        grades, named, end = {_grade(found)}, _names(found), found.end()
    elif any_case and (small := _SMALL_LETTER.match(text, start.end())):
        grades, named, end = {LETTERS[small.group().upper()]}, True, small.end()
    else:
        return None
    while True:
        gap = _ALTERNATIVE.match(text, end) or _BESIDE.match(text, end)
        assert gap is not None
        beside = _MENTION.match(text, gap.end())
        if beside is None or not (
            # In a sentence of its own only a word that is the whole of it: "A. Incorrect." but not "A. Right or wrong ..."
            ends(text, beside.end()) or (not {".", "\n"} & set(gap.group()) and _ALTERNATIVE.match(text, beside.end()))
        ):
            break
        grades.add(_grade(beside))
        named = named or _names(beside)
        end = beside.end()
    return (grades, end) if named else None


def alone(text: str, any_case: bool = False) -> set[Grade]:
    """The grades in a text that is a verdict and nothing else; empty for any other text."""
    found = verdict_at(text, any_case=any_case)
    return found[0] if found and _AFTER.match(text, found[1]) else set()


def bounded(text: str, any_case: bool = False) -> set[Grade]:
    """The grades of the verdict that a text begins with, if it ends where a verdict may end, and without a limitation."""
    found = verdict_at(text, any_case=any_case)
    if found is None or not ends(text, found[1]) or _LIMITED.match(text, found[1]):
        return set()
    return found[0]


def ends(text: str, position: int) -> bool:
    """True if a verdict may end at `position`: a sentence, a line, a bracket or a reason follows."""
    return _BOUNDARY.match(text, position) is not None


def mentioned(text: str) -> set[Grade]:
    """The grades that a text names, each where a verdict may end ("is wrong.", not "the wrong port")."""
    found = _MENTION.finditer(text)
    return {_grade(mention) for mention in found if _names(mention) and ends(text, mention.end())}


def begins_with_letter(text: str) -> str | None:
    """The letter that a text begins with, decoration apart, if that is all there is to its verdict."""
    start = _BEFORE.match(text)
    found = _MENTION.match(text, start.end() if start else 0)
    if found is None or not found["letter"]:
        return None
    verdict = verdict_at(text)
    return found["letter"] if verdict and verdict[1] == found.end() else None


def _grade(mention: re.Match[str]) -> Grade:
    if letter := mention["letter"]:
        return LETTERS[letter]
    if mention["tick"]:
        return Grade.CORRECT
    return Grade.INCORRECT if mention["cross"] else Grade(mention.lastgroup)


def _names(mention: re.Match[str]) -> bool:
    return not (mention["tick"] or mention["cross"])
