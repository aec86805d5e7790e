"""The vocabulary of verdicts: the words and letters that name a grade, and the labels that announce one."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.grade import Grade

LETTERS = {"A": Grade.CORRECT, "B": Grade.INCORRECT, "C": Grade.NOT_ATTEMPTED}
"""The letters that our prompts offer the judge."""

_APART = (r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])")
_DENIED = r"(?:不能|不可|不可以|不应|并不|并不是|不|并非|不是)(?:算作|算是|算|视为|认为是|认为|能算|能算作)?(?:正确|对)"

_NAMES = {
    Grade.NOT_ATTEMPTED: (
        rf"{_APART[0]}(?:not[\s_-]*attempt(?:ed)?|un-?attempted|no[\s_-]+attempt){_APART[1]}"
        r"|(?:并未|未|没有|没)(?:尝试回答|尝试作答|尝试|作答|回答|答题)"
    ),
    Grade.INCORRECT: (
        rf"{_APART[0]}(?:incorrect|wrong|(?:not|isn['’]t)\s+(?:correct|right)){_APART[1]}"
        rf"|(?:{_DENIED}|不正确|(?:完全)?错误|有误|错)的?"
    ),
    Grade.CORRECT: rf"{_APART[0]}(?:correct|right){_APART[1]}|(?:完全)?正确的?|对的?",
}
WORD = "|".join(f"(?P<{grade.value}>{names})" for grade, names in _NAMES.items())
"""Matches a word that names a grade; the group that matched has the grade's name. Case does not matter in it."""

LABELS_EN = (
    "grade|verdict|judgement|judgment|rating|evaluation|assessment|classification|decision|conclusion|result|category"
    "|label|score|outcome|ruling|correctness|correction"
)
LABELS_ZH = "评分|评级|评价|判定|判断|判决|裁定|结论|等级|结果|评估|打分|评判|得分|分类|类别|评定|正确性"
"""What announces a verdict, as alternatives of a pattern."""

LABEL_KEYS = frozenset(
    [*LABELS_EN.split("|"), *LABELS_ZH.split("|")]
    + [f"final_{name}" for name in (*LABELS_EN.split("|"), "answer")]
    + [f"最终{name}" for name in LABELS_ZH.split("|")]
)
"""Keys of JSON objects whose value is a verdict."""

CONDITION = re.compile(r"\b(?:if|unless|whether|had|were)\b|如果|假如|若|是否|除非", re.IGNORECASE)
DOUBT = re.compile(
    r"\b(?:if|unless|whether|would|could|might|may|unclear|unsure|not\s+sure|not\s+certain|either|neither|cannot|can['’]t"
    r"|unable|hard\s+to|according\s+to\s+(?:the\s+)?(?:candidate|model|student|user))\b|[?]|如果|假如|若|是否|除非|无法|难以|不确定|可能|也许",
    re.IGNORECASE,
)
CONTRAST = re.compile(
    r"\b(?:but|however|although|though|yet|except|wait|actually|hmm|instead|on\s+the\s+other\s+hand)\b"
    r"|但|不过|然而|可是|只是|等等",
    re.IGNORECASE,
)
SECOND_THOUGHT = re.compile(
    r"\bon\s+(?:second\s+thought|(?:further\s+|closer\s+)?(?:reflection|inspection|consideration))\b|\bwait\b|\bactually\b"
    r"|\breconsider|\bcorrection\b|\bchange\s+my\b|重新考虑|重新判断|再想|更正|等等",
    re.IGNORECASE,
)
"""After a verdict: it may be about to be taken back."""
NEGATION = re.compile(
    r"\b(?:not|never|cannot|no|neither|instead\s+of|rather\s+than|than)\b|n['’]t\b|不|并非|而非|没有|无法",
    re.IGNORECASE,
)
HEARSAY = re.compile(
    r"\b(?:says?|said|claim(?:s|ed|ing)?|writ(?:es|ten|ing)|wrote|stat(?:es|ed|ing)|assert(?:s|ed)?|instruct\w*|ask(?:s|ed|ing)?|tells?|told"
    r"|demand\w*|request\w*|wants?|tries|trying|contain\w*|includ\w*|ends?\s+with|begins?\s+with|believes?|pretends?|insists?)\b"
    r"|写|声称|自称|要求|指示|包含|提到",
    re.IGNORECASE,
)
"""In the same clause: what follows are the words of someone else."""

IDLE = re.compile(
    r"\b(?:might|could|may|one\s+would|some|others?|strict(?:er)?|lenient|normally|usually|otherwise|refuse|hesitate|tempted|almost"
    r"|wrong\s+to|likely|probably)\b|可能|也许|通常",
    re.IGNORECASE,
)
"""In the same clause: a grade is thought of, not given."""

_LETTER_LIST = r"\(?A\)?\s*(?:,|/|\||、|or|或)\s*\(?B\)?\s*(?:,|/|\||、)?\s*(?:,|/|\||、|or|and|或者?|和)\s*\(?C\)?"
_WORD_LIST = r"(?:CORRECT|正确)\W{1,3}\s*(?:INCORRECT|错误|不正确)\W{1,3}\s*(?:or|and|或者?|和)?\W{0,3}(?:NOT[_ -]?ATTEMPTED|未尝试|未作答)"
_GAP = r"[\s*_`\"'|,;.()\[\]>–—-]*"
_OPTION = r"[\s*_`\"').\]:=–—-]*"
OPTIONS = re.compile(
    rf"\(?\bA\b{_OPTION}(?:CORRECT|正确){_GAP}\(?B\b{_OPTION}(?:INCORRECT|错误|不正确){_GAP}(?:or\s+|或者?)?"
    rf"\(?C\b{_OPTION}(?:NOT[_ -]?ATTEMPTED|未尝试|未作答)"
    rf"|(?<![A-Za-z0-9]){_LETTER_LIST}(?![A-Za-z0-9])|{_WORD_LIST}",
    re.IGNORECASE,
)
"""The list of grades to choose from, said again by the judge: no verdict."""

SENTENCE_BREAK = re.compile(r"[.。!?;\n]")
_CLAUSE_BREAK = re.compile(
    r"[,，、]|\b(?:so|therefore|thus|hence|because|which)\b|\band\s+(?=(?:should|must|is|was)\b)|因此|所以|故",
    re.IGNORECASE,
)


def sentence_before(text: str, position: int) -> str:
    """The part of a sentence that stands before a position."""
    return SENTENCE_BREAK.split(text[max(0, position - 400) : position])[-1]


def clause_before(text: str, position: int) -> str:
    """The part of a clause that stands before a position."""
    return _CLAUSE_BREAK.split(sentence_before(text, position))[-1]
