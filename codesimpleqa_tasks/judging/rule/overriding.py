"""Overriding: where an answer, after it has named the gold, says outright that the answer is something else."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.cue import Cue

_NAME = r"[\s:：]*(?:(?:the|an?)\s+)?[`\"\ue000\ue002](?:sudo\s+)?(?P<name>[^`\"\ue000-\ue003]{2,60})[`\"\ue001\ue003]"
_ENDS = r"\s*[.。!]?\s*(?:$|\n)"
_OVERRIDES = (
    Cue(
        r"\bthe\s+(?:proper|right|correct|actual|real)\s+(?:\w+\s+)?(?:one\s+)?[^.`\ue000]{0,60}\b(?:is|are|would\s+be)" + _NAME,
        "proper", "right", "correct", "actual", "real",
    ),
    Cue(
        r"\bthe\s+\w+\s+(?:that\s+)?(?:you|they)(?:'re|\s+are)?\s+(?:\w+\s+)?(?:want|need|use|call|after|looking\s+for|edit|configure|set)(?:\s+\w+)?\s+(?:is|are|would\s+be)" + _NAME,
        "you", "they",
    ),
    Cue(r"\bi(?:'d|'ll|\s+would|\s+will)?\s+(?:pick|choose|go\s+with|take|say)" + _NAME, "pick", "choose", "go with", "take", "say"),
    Cue(
        r"(?:(?:我会?|我要)(?:选|用|取)|应(?:该|当)?(?:选|用|是|为)|请(?:执行|使用|用|改用)|改用|正确(?:的|答案|做法)?(?:应|应该)?是|真正的[^。，]{0,8}是)" + _NAME,
        "我", "应", "请", "改用", "正确", "真正",
    ),
    Cue(r"[`\"\ue000](?P<name>[^`\"\ue000-\ue003]{2,60})[`\"\ue001]\s+instead\b", "instead"),
    Cue(
        r"(?:^|[\n.!?])\s*so\b[,:]?\s*(?:what\s+you\s+(?:need|want)\s+is|you\s+(?:need|want)|use|it(?:'s|\s+is))?" + _NAME + _ENDS,
        "so",
    ),
    Cue(
        r"(?:^|\n)\s*[`\"\ue000](?P<name>[^`\"\ue000-\ue003]{2,60})[`\"\ue001]\s+is\s+(?:what\s+you|the\s+\w+\s+(?:that\s+)?you(?:'re|\s+are)?)\s+(?:want|need|looking\s+for|after)\b",
        "you",
    ),
    Cue(
        r"(?:所以|因此|综上)[,，:：]?(?:(?:这里)?(?:要|应该|需要)?(?:用|选)?的|答案)?(?:就?是|选|用|为)" + _NAME + _ENDS,
        "所以", "因此", "综上",
    ),
)  # fmt: skip

_MARK = re.compile(r"[`\"\ue000\ue002]")
"""One of these stands before every such name: a quick look before the slow one."""


def overriding_name(case: Case) -> str | None:
    """The name that an answer gives outright as the right one, if that does not contain the gold."""
    if not _MARK.search(case.text):
        return None
    for override in _OVERRIDES:
        for match in override.finditer(case.lower):
            if not any(match.start() <= mention.start < match.end() for mention, _ in case.mentions):
                start, end = match.span("name")
                return case.text[start:end].strip()
    return None
