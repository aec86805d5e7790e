"""Verdicts in prose: sentences that say what the answer is, and what is concluded."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.verdict.mention import bounded, mentioned
from codesimpleqa_tasks.judging.verdict.words import (
    CONTRAST,
    DOUBT,
    HEARSAY,
    NEGATION,
    SENTENCE_BREAK,
    WORD,
    clause_before,
    sentence_before,
)

_START_EN = (
    r"(?:\A|(?<=[\n.。!;:,*]))[\s*_>-]{0,8}"
    r"(?:(?:(?:so|therefore|thus|hence|consequently|accordingly|and|because|as\s+a\s+result|overall|in\s+conclusion"
    r"|i\s+(?:think|believe|conclude|find)|(?:which|this)\s+means|meaning"
    r"|(?:my|the)\s+(?:assessment|conclusion|judge?ment|verdict|evaluation)\s+is)(?:\s+that)?[,:]?\s+)){0,4}"
)
_ANSWER_EN = (
    r"(?:(?:the|this|that|its)\s+)?"
    r"(?:(?:model|candidate|student|assistant|predicted|given|submitted|provided|proposed|user|llm|ai)(?:['’]s)?\s+)*"
    r"(?:answer|response|reply|prediction|submission)(?:\s+[\"“`][^\"”`\n]{0,80}[\"”`])?|it|this|that"
)
_IS_EN = (
    r"(?:\s+(?:is|was|must\s+be|should\s+be)\s+|['’]s\s+|\s+(?=isn['’]t\s))[*_\"'“]*"
    r"(?:(?:therefore|thus|hence|clearly|completely|entirely|totally|factually|simply|fully|definitely|indeed"
    r"|judged|considered|deemed)\s+)*[*_\"'“]*"
)
_START_ZH = (
    r"(?:\A|(?<=[\n.。!;:,】]))\s*\**"
    r"(?:(?:因此|所以|故|综上(?:所述)?|总之|可见|即|于是|我(?:认为|判断|觉得))[,:]?\s*){0,4}"
)
_ANSWER_ZH = (
    r"(?:该|此|这个|这一|其|考生的?|模型的?|候选人?的?|学生的?|上述|给出的|被评的?|预测)*(?:回答|答案|答复|作答)"
    r"|考生|模型|候选人|该模型|(?<=因此)|(?<=所以)|(?<=故)"
)
_IS_ZH = r"(?:是|为|属于|判为|算是|应判为|应视为)?\s*[*“\"【]*"
_END = (
    r"(?=[*_\"'”】]*(?:\s+overall|\s+\([*_]*[ABC][*_]*\))?\s*(?:[.。;!\n]|\Z|because\b|since\b"
    r"|,(?!\s*(?:but|although|though|except|however|yet|if|但|不过|然而))))"
)
_STATEMENT = re.compile(
    rf"(?:{_START_EN}(?:{_ANSWER_EN}){_IS_EN}|{_START_ZH}(?:{_ANSWER_ZH}){_IS_ZH})(?:{WORD}){_END}"
    rf"|{_START_EN}(?:the|this)\s+(?:model|candidate|student|assistant|response|answer|question)\s+"
    r"(?P<no_attempt>(?:did|does|has|was|is)\s*(?:not|n['’]t)[\s_-]+(?:been\s+)?(?:even\s+)?attempt(?:ed)?"
    r"(?:\s+to\s+answer)?(?:\s+(?:the|this)\s+question)?)(?=\s*(?:[.;!,\n]|\Z))",
    re.IGNORECASE,
)
_NAMED = r"[\"'“*_(\[]*[ABC][\"'”*_)\]]*\s*[:.(=–—-]\s*[\"'“*_(]*(?:CORRECT|INCORRECT|NOT)"
_CONCLUSION = re.compile(
    r"\b(?:so|therefore|thus|hence|consequently)[,:]?\s+|(?:所以|因此|故)[,:]?\s*(?=[ABC])"
    rf"|\b(?:is|be)\s*:?\s*(?={_NAMED})",  # The answer is B: INCORRECT.
    re.IGNORECASE,
)


def stated(text: str) -> list[Grade]:
    """What a text says that the answer is, in the order in which it says it.

    Nothing, if a "but" comes after the last statement, or if a sentence says one thing of this and another of that.
    """
    found: list[tuple[int, set[Grade]]] = []
    end = 0
    for match in _STATEMENT.finditer(text):
        if DOUBT.search(sentence_before(text, match.end())) or text[match.end() : match.end() + 1] == "?":
            continue
        if HEARSAY.search(clause_before(text, match.start())):
            continue
        grade = Grade.NOT_ATTEMPTED if match["no_attempt"] else Grade(match.lastgroup)
        rest = SENTENCE_BREAK.split(text[match.end() : match.end() + 200] + ".")[0]
        if rest.lstrip("*_\"'”】 ").startswith(",") and mentioned(f"{rest}.") - {grade}:
            return []
        found.append((match.start(), {grade}))
        end = max(end, match.end())
    for match in _CONCLUSION.finditer(text):
        clause = clause_before(text, match.start())
        if DOUBT.search(sentence_before(text, match.start())) or NEGATION.search(clause) or HEARSAY.search(clause):
            continue
        if grades := bounded(text[match.end() : match.end() + 80]):
            found.append((match.start(), grades))
            end = max(end, match.end())
    if CONTRAST.search(text, end):
        return []
    return [grade for _, grades in sorted(found, key=lambda f: f[0]) for grade in sorted(grades)]
