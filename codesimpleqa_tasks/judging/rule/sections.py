"""Sections: which part of an answer is labelled as the answer, and which as what explains it."""

from __future__ import annotations

import json
import re

from codesimpleqa_tasks.judging.rule.cue import Cue

_END = r"\s*(?:\ue001?\s*:\s*\ue001?|\ue001?\s*(?=\n))\s*"
"""A label ends with a colon, within bold or after it, or with its line."""
_ANSWER = Cue(
    r"(?:^|\n)[\s\ue000]*(?:(?:the|my|final|short|direct|quick|correct)\s+|我的|最终|最后|正确|简短|参考)?(?:answer|答案|回答|答)" + _END
    + r"|^[\s\ue000]*(?:q\ue001?:[^\n]*\n[\s\ue000]*a|a|ans|tl;?dr|result|结果)\ue001?:\ue001?\s*",
    "answer", "result", "a:", "ans:", "dr:", "a\ue001:", "ans\ue001:", "dr\ue001:", "答", "结果",
)  # fmt: skip
_EXPLANATION = Cue(
    r"\n[\s\ue000]*(?:(?:brief|short|detailed|quick|an?|the)\s+|简要|简单|详细)?"
    r"(?:explanation|reason|reasoning|rationale|why|justification|background|details|example|sources?|references?|confidence|解析|解释|说明|分析|理由|原因|详解|示例|例子|来源|出处|参考资料|置信度)" + _END
    + r"|(?<=[.!;\n])\s*(?:the\s+)?long(?:er)?\s+answer\s*:|(?<=[。.;\n])\s*(?:详细(?:来说|回答|地说)|展开来说)",
    "explanation", "reason", "rationale", "why", "justification", "background", "details", "example", "source", "reference", "confidence", "long answer", "longer answer",
    "解析", "解释", "说明", "分析", "理由", "原因", "详", "示例", "例子", "来源", "出处", "参考", "置信", "展开",
)  # fmt: skip
_TAGGED = re.compile(r"<(answer|final_answer|result|答案)>(.*?)(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_KEYED = re.compile(
    r'^\s*(?:```\w*\s*)?\{[^{}]*?"(?:final_?)?(?:answer|答案)"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|(-?[\d.]+|true|false|null))',
    re.IGNORECASE,
)


def tagged_answer(text: str) -> str:
    """What stands between the last <answer> and </answer> of a text as it was written, or in a JSON object under
    "answer" (null there is no answer); if there is neither, the text."""
    if "<" in text and (tagged := _TAGGED.findall(text)) and tagged[-1][1].strip():
        return str(tagged[-1][1])
    if "{" in text and (keyed := _KEYED.match(text)):
        return _unescaped(keyed[1]) if keyed[1] is not None else keyed[2].replace("null", "")
    return text


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


def answer_section(text: str) -> str:
    """The part of a surface that answers: after a label such as "Answer:", if there is one, and without a section that is
    labelled as an explanation. Where nothing is left so, the whole."""
    lower = text.lower()
    label = _ANSWER.search(lower)
    start = label.end() if label else 0
    explanation = _EXPLANATION.search(lower, start)
    section = text[start : explanation.start() if explanation else len(text)]
    return section.strip() if section.strip(" \n\ue000\ue001") else text
