"""The vocabulary of verdicts: the words and letters that name a grade, and the labels that announce one."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.grade import Grade

LETTERS = {"A": Grade.CORRECT, "B": Grade.INCORRECT, "C": Grade.NOT_ATTEMPTED}
"""The letters that our prompts offer the judge."""

_NO_WORD_BEFORE, _NO_WORD_AFTER = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_EITHER_NOT = r"(?:不能|不可|不可以|不应|并不|并不是|不|并非|不是)(?:算作|算是|算|视为|认为是|认为|能算|能算作)?"

_NAMES = {
    Grade.NOT_ATTEMPTED: (
        rf"{_NO_WORD_BEFORE}(?:not[\s_-]*attempt(?:ed)?|un-?attempted|no[\s_-]+attempt){_NO_WORD_AFTER}"
        r"|(?:并未|未|没有|没)(?:尝试回答|尝试作答|尝试|作答|回答|答题)"
    ),
    Grade.INCORRECT: (
        rf"{_NO_WORD_BEFORE}(?:incorrect|wrong|(?:not|isn['’]t)\s+(?:correct|right)){_NO_WORD_AFTER}"
        rf"|(?:{_EITHER_NOT}(?:正确|对)|不正确|错误|有误|错)的?"
    ),
    Grade.CORRECT: rf"{_NO_WORD_BEFORE}(?:correct|right){_NO_WORD_AFTER}|(?:完全)?正确的?|对的?",
}
WORD = "|".join(f"(?P<{grade.value}>{names})" for grade, names in _NAMES.items())
"""Matches a word that names a grade; the group that matched has the grade's name. Case does not matter in it."""

ATOM = re.compile(
    rf"(?i:{WORD})"
    r"|(?P<letter>(?<![A-Za-z0-9.+#-])[ABC](?![A-Za-z0-9+#]|['’][A-Za-z]))"
    r"|(?P<tick>[✅✔✓☑])|(?P<cross>[❌✗✘✖])"
)
"""One mention of a grade. A tick or a cross may stand beside a letter or word, not alone."""

BESIDE = re.compile(r"""[\s"'“”‘’`*_()\[\]{}<>【】「」『』《》:.,;/|=–—-]*""")
"""What may stand between two mentions of one verdict, as in "A: CORRECT" or "B (incorrect)"."""

BEFORE = re.compile(r"""[\s"'“”‘’`*_#>()\[\]{}<【「『《$|–—-]*""")
AFTER = re.compile(r"""[\s"'“”‘’`*_()\[\]{}<>】」』》$|.。,;:!-]*\Z""")
"""Decoration around a verdict that stands alone. No question mark: "A?" is none."""

BOUNDARY = re.compile(
    r"""["'“”‘’`*_)\]}】」』》>$|]*(?:\s*(?:\Z|\n|[.。!](?!\w)|[;:(\[<【|]|,(?!\d)|\s[–—-]\s|—)|\*\*(?=\s)"""
    r"""|\s*(?:because|since|as\s+the|due\s+to|因为|由于)\b)"""
)
"""What must follow a verdict at the beginning of a sentence or after a label: its own end."""

ALTERNATIVE = re.compile(
    r"""["'“”*_`)\]\s]*(?:or|and|to|vs\.?|或者|或|和|与|、|/|\||&)(?:possibly|maybe|perhaps|也许|[\s"'“”*_`(\[])*""",
    re.I,
)
"""Between two verdicts: neither is meant."""

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

LABELS_EN = r"grade|verdict|judge?ment|rating|evaluation|assessment|classification|decision|conclusion|result|category|label|score|outcome|ruling|correctness"
LABELS_ZH = r"评分|评级|评价|判定|判断|判决|裁定|结论|等级|结果|评估|打分|评判|得分|分类|类别|评定"
LABEL_KEYS = frozenset(
    f"{LABELS_EN}|judgment|{LABELS_ZH}|final_grade|final_verdict|final_judgement|final_judgment|final_answer|最终判定|最终评分".split(
        "|"
    )
)
"""Keys of JSON objects whose value is a verdict."""

NOT_THE_JUDGES_OWN = re.compile(
    r"(?:correct|gold|golden|reference|expected|predicted|standard|given|right|true|target|candidate|model|student|user"
    r"|initial|initially|tentative|preliminary|first|previous|possible|example|sample|their|if\s+the|'s|’s"
    r"|标准|正确|参考|预测|期望|初步|(?:考生|模型|候选人?|学生)的?)[ *_\"'“”]*\Z",
    re.IGNORECASE,
)
"""Before a label: what follows is someone else's answer, or a grade that was given up."""

CONDITION = re.compile(r"\b(?:if|unless|whether|had|were)\b|如果|假如|若|是否|除非", re.IGNORECASE)
DOUBT = re.compile(
    r"\b(?:if|unless|whether|would|could|might|may|unclear|unsure|not\s+sure|not\s+certain|either|neither|cannot|can['’]t"
    r"|unable|hard\s+to)\b|[?]|如果|假如|若|是否|除非|无法|难以|不确定|可能|也许",
    re.IGNORECASE,
)
CONTRAST = re.compile(
    r"\b(?:but|however|although|though|yet|except|wait|actually|hmm|instead|on\s+the\s+other\s+hand)\b|但|不过|然而|可是|只是|等等",
    re.IGNORECASE,
)
NEGATION = re.compile(
    r"\b(?:not|never|cannot|no|neither|instead\s+of|rather\s+than|than)\b|n['’]t\b|不|并非|而非|没有|无法",
    re.IGNORECASE,
)
