"""Sections: which part of an answer is labelled as the answer, and which as what explains it."""

from __future__ import annotations

from codesimpleqa_tasks.judging.rule.cue import Cue

_END = r"\s*(?:\ue001?\s*:\s*\ue001?|\ue001?\s*(?=\n))\s*"
"""A label ends with a colon, within bold or after it, or with its line."""
_ANSWER = Cue(
    r"(?:^|\n)[\s\ue000]*(?:(?:the|my|final|short|direct|quick|correct)\s+|最终|最后|正确|简短|参考)?(?:answer|答案|回答|答)" + _END,
    "answer", "答",
)  # fmt: skip
_EXPLANATION = Cue(
    r"\n[\s\ue000]*(?:(?:brief|short|detailed|quick|an?|the)\s+|简要|简单|详细)?"
    r"(?:explanation|reason|reasoning|rationale|why|justification|background|details|example|解析|解释|说明|分析|理由|原因|详解|示例|例子)" + _END
    + r"|(?<=[.!;\n])\s*(?:the\s+)?long(?:er)?\s+answer\s*:|(?<=[。.;\n])\s*(?:详细(?:来说|回答|地说)|展开来说)",
    "explanation", "reason", "rationale", "why", "justification", "background", "details", "example", "long answer", "longer answer",
    "解析", "解释", "说明", "分析", "理由", "原因", "详", "示例", "例子", "展开",
)  # fmt: skip


def answer_section(text: str) -> str:
    """The part of a surface that answers: after a label such as "Answer:", if there is one, and without a section that is
    labelled as an explanation. Where nothing is left so, the whole."""
    lower = text.lower()
    label = _ANSWER.search(lower)
    start = label.end() if label else 0
    explanation = _EXPLANATION.search(lower, start)
    section = text[start : explanation.start() if explanation else len(text)]
    return section.strip() if section.strip(" \n\ue000\ue001") else text
