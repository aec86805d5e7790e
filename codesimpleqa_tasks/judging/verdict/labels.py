"""Verdicts that are announced: "Grade: B", "I would grade this as B", 评分：B, [[B]]."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.verdict.mention import alone, bounded
from codesimpleqa_tasks.judging.verdict.words import (
    CONDITION,
    HEARSAY,
    IDLE,
    LABELS_EN,
    LABELS_ZH,
    NEGATION,
    clause_before,
    sentence_before,
)

_WORD_BEGINS, _WORD_ENDS = r"(?<![A-Za-z])", r"(?![A-Za-z])"
_ASIDE = r"(?:\s*\([^()\n]{0,40}\)|\s*\[[^\[\]\n]{0,40}\])?"  # Grade (A/B/C): B
_OF = r"(?:\s+(?:of|for|on|to)\s+(?:the|this|that|my)\s+[\w' ]{1,40}?)?"  # Grade for this answer: B
_ALSO = r"(?:\s*[/&]\s*\w+)?"  # Grade/Verdict: B
_CLOSE = r"""["'“”*_`】\])}|]*"""
_COLON = rf"{_ALSO}{_ASIDE}{_OF}{_CLOSE}(?:\s*(?:[:=>|\n→]|=+>|->)|\s+[–—-](?=\s))"
_GRADING = r"(?:grade|mark|rate|classif(?:y|ied)|label|judge|categori[sz]e|graded|marked|rated|labell?ed|judged|categori[sz]ed)"
_CHOOSING = r"(?:choose|select|pick|assign|say|give(?:\s+it)?|(?:go|going)\s+with|conclude)"
_I = r"(?:i|we)(?:['’](?:d|ll)|\s+would|\s+will|['’]m|\s+am|\s+have\s+to)?"

_LABEL = re.compile(
    "|".join(
        (
            # Final grade: B. The final answer is B. 最终判定：错误
            rf"{_WORD_BEGINS}(?P<final>final[\s_-]+(?:answer|{LABELS_EN}){_WORD_ENDS}|(?:最终|最后)的?(?:{LABELS_ZH}|答案))"
            rf"(?:{_COLON}|{_ASIDE}{_OF}{_CLOSE}\s*(?:\bis\b:?|[为是]:?))",
            # Grade: B
            rf"{_WORD_BEGINS}(?:{LABELS_EN}){_WORD_ENDS}{_COLON}",
            # The grade for this answer is B. A grade of B.
            rf"{_WORD_BEGINS}(?:grade|verdict|judge?ment|rating){_WORD_ENDS}{_ASIDE}{_OF}{_CLOSE}"
            r"\s+(?:is|was|of|(?:would|should|must)\s+be)\b:?",
            # The appropriate label is B. Graded: B
            r"\b(?:appropriate|correct|right|best|proper|my)\s+(?:label|category|classification|decision|assessment)\s+is\b:?",
            rf"{_WORD_BEGINS}(?<!be )(?:graded|marked):",
            # 评分：B，评分为 B，我的判断是 B，评分 B，【评分】B
            rf"(?:{LABELS_ZH})(?:结果)?{_ASIDE}{_CLOSE}\s*(?:[:=>|\n]|应?为:?)",
            rf"我的(?:{LABELS_ZH})是:?|(?:评分|评级|等级)应?该?是",
            rf"(?:{LABELS_ZH})\s+(?=[ABC](?![A-Za-z]))|【(?:最终)?(?:{LABELS_ZH})】:?",
            # It should be graded as B. I would mark this answer INCORRECT.
            rf"{_WORD_BEGINS}{_GRADING}(?:\s+(?:it|this|that|(?:the|this)(?:\s+\w+){{1,3}}))?\s+(?:as|to\s+be)\b:?",
            rf"{_WORD_BEGINS}{_I}\s+(?:grade|mark|rate|judge|label)\s+(?:it|(?:this|the)(?:\s+(?:answer|response))?)"
            r"(?:\s+(?:as|to\s+be)\b:?|(?=\s))",
            # I choose B. This falls under category B.
            rf"{_WORD_BEGINS}(?:falls\s+(?:under|into)|belongs\s+to|counts\s+as|qualifies\s+as|a\s+clear\s+case\s+of|{_I}\s+{_CHOOSING})"
            r"(?:\s+(?:an?|the)\b)?(?:\s+(?:grade|category|option|verdict))?(?:\s+of)?:?",
            # The answer gets grade B.
            rf"{_WORD_BEGINS}(?:gets?|receives?|deserves?|earns?)\s+(?:(?:an?|the)\s+)?(?:grade|verdict|mark)(?:\s+of)?:?",
            # 应评为 B，选 B
            r"(?:应|应该|应当|可)?(?:被)?(?:评为|判为|判定为|评定为|归为|归类为|记为|属于)\s*:?",
            r"(?:故|因此|所以|我)?选(?:择|项)?\s*:?",
        )
    ),
    re.IGNORECASE,
)
_COPULA = re.compile(r"\A(?:grade|verdict|judge?ment|rating)\b.*\s(?:is|was|be)\Z", re.IGNORECASE)
_BRACKETED = re.compile(r"\[\[([^\[\]]{1,40})\]\]|【([^【】]{1,40})】")
_BARE_LABEL = re.compile(
    r"\W*(?:grade|category|option|verdict|评分|等级|选项|类别|选)\s*\**\s*(?=\(?\**[ABC]\b)", re.IGNORECASE
)
_SOMEONE_ELSES = re.compile(
    r"(?:correct|gold|golden|reference|expected|predicted|standard|given|right|true|target|candidate|model|student|user"
    r"|initial|initially|tentative|preliminary|first|previous|possible|example|sample|their|if\s+the|'s|’s"
    r"|标准|正确|参考|预测|期望|初步|(?:考生|模型|候选人?|学生)的?)[ *_\"'“”]*\Z"
    r"|(?:example|format|e\.g\.|for\s+instance|user|candidate|system|示例|格式|例如|考生)\s*:\s*[*_\"'“”]*\Z"
    r"|(?:candidate|model|student|gold|reference|correct|predicted|expected)(?:['’]s)?\s+(?:final\s+)?(?:answer|response|value|grade)"
    r"\s*(?:is|was|:|=)\s*\Z",
    re.IGNORECASE,
)
"""Before a label: what follows is someone else's answer, or a grade that was given up."""


_ITS_GRADE = re.compile(r"(?:correct|right)\s+\Z", re.IGNORECASE)


def labelled(text: str) -> tuple[set[Grade], set[Grade]]:
    """The grades that are announced in a text: those that are called final, and the others."""
    finals: set[Grade] = set()
    others: set[Grade] = set()
    for match in _LABEL.finditer(text):
        # "The correct answer is B" names the gold, "the correct grade is B" the grade.
        begins = match.start()
        if match.group()[:5].lower() in {"grade", "verdi", "ratin", "judge"}:
            begins -= len(m.group()) if (m := _ITS_GRADE.search(text[:begins])) else 0
        if is_someone_elses(text, begins):
            continue
        written = match.group().endswith((":", "=", ">", "|", "\n", "→", "】"))  # a form's field, not a sentence
        clause = clause_before(text, match.start())
        if CONDITION.search(sentence_before(text, match.start())) or HEARSAY.search(clause):
            continue
        if not written and (NEGATION.search(clause.rpartition(":")[2]) or IDLE.search(clause)):
            continue
        if not match["final"] and _COPULA.search(match.group()) and text[match.end() :].lstrip()[:1].islower():
            continue  # "The grade is wrong." finds fault with a grade
        (finals if match["final"] else others).update(_value(text[match.end() - 1 : match.end() + 400], written))
    for match in _BRACKETED.finditer(text):
        if not HEARSAY.search(clause_before(text, match.start())) and not is_someone_elses(text, match.start()):
            others |= alone(match[1] or match[2], any_case=True)
    for line in text.splitlines():
        if bare := _BARE_LABEL.match(line):
            others |= alone(line[bare.end() :])
    return finals, others


def is_someone_elses(text: str, position: int) -> bool:
    """True if what begins at `position` is announced as an example or as the words of someone else."""
    return _SOMEONE_ELSES.search(text[max(0, position - 40) : position]) is not None


def _value(text: str, written: bool) -> set[Grade]:
    """The verdict after a label, of which `text` still holds the last character: on its line, or alone on the next."""
    value = text[1:].lstrip(" \t*_`\"'“”|>")
    if text[0] == "\n" or value.startswith("\n"):
        return alone(value.lstrip("\n `*").partition("\n")[0], any_case=written)
    return bounded(value, any_case=written)
