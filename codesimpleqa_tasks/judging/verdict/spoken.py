"""What of a judge's reply is read: without its thinking, in one spelling, what it only quotes taken out."""

from __future__ import annotations

import re
import unicodedata

from codesimpleqa_tasks.answers.thinking import part_thinking
from codesimpleqa_tasks.judging.verdict.mention import alone
from codesimpleqa_tasks.judging.verdict.words import LABEL_KEYS, LABELS_EN, LABELS_ZH

_LONGEST = 20_000
"""A reply of more characters than this, its thinking not counted, is no judge's reply to a short answer."""

_END_OF_TURN = re.compile(
    r"<\|(?:im_end|eot_id|eom_id|end|endoftext|end_of_text|return)\|>|</s>|<end_of_turn>|<\|end▁of▁sentence\|>"
)
_THINKING_TAG = re.compile(r"</?(?:think|thinking|thought|thoughts|reasoning|reflection)>", re.IGNORECASE)
_SPACES, _BLANK_LINES = re.compile(r"[^\S\n]+"), re.compile(r"\n\s*\n")
_FONT = re.compile(r"\\(?:text|textbf|mathbf|mathrm|mathbb|bf|rm)\s*\{([^{}]*)\}")
_BOXED = re.compile(r"\\f?boxed\s*\{([^{}]*)\}")
_TAGGED = re.compile(rf"<((?:final_?)?(?:{LABELS_EN}|answer|{LABELS_ZH}))(?:\s[^<>]*)?>([^<>]*)</\1\s*>", re.IGNORECASE)
_ESCAPES = re.compile(r"\\(?=_)|\\[()\[\]]")
_OUR_TAG = re.compile(r"(answer|回答)-[0-9a-f]{8}\b", re.IGNORECASE)  # of the judge prompt, said again
_QUOTED = re.compile(r'"[^"\n]{4,200}"|“[^”\n]{4,200}”|`[^`\n]{4,200}`|「[^」\n]{4,200}」')
_KEPT = frozenset("\n\t✅✔✓☑❌✗✘✖")
_SPELLING = str.maketrans("確錯誤嘗試對為選評結論級斷決類別", "确错误尝试对为选评结论级断决类别") | {
    ord("🅰"): "A",
    ord("🅱"): "B",
    ord("🅲"): "C",
    0xFE0F: None,  # asks for the coloured form of the sign before it
}


def spoken(reply: str) -> str | None:
    """What the judge said after its thinking; None if that is nothing, or the thinking never ended.

    Compatibility and traditional characters are resolved, invisible ones removed; boxes become [[X]] and tags
    labels; what follows the end of the judge's turn is left out.
    """
    text = unicodedata.normalize("NFKC", reply.replace("\r", "\n")).translate(_SPELLING)
    text = "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in {"Cf", "Cc", "So"})
    parted = part_thinking(text)
    if parted.truncated:
        return None
    text = parted.answer
    ends = [m.start() for m in _END_OF_TURN.finditer(text) if text[: m.start()].strip()]
    text = _END_OF_TURN.sub("", text[: ends[0]] if ends else text)
    if tags := list(_THINKING_TAG.finditer(text)):
        if not tags[-1].group().startswith("</"):
            return None
        text = text[tags[-1].end() :]
    text = _OUR_TAG.sub(r"\1", text)
    for _ in range(2):  # \boxed{\textbf{\text{B}}}
        text = _FONT.sub(r"\1", text)
    text = _BOXED.sub(r" [[\1]] ", _ESCAPES.sub("", text))
    text = _TAGGED.sub(lambda m: f"\n{m[1].replace('_', ' ')}: {m[2].strip()}\n", text)
    text = _SPACES.sub(" ", _BLANK_LINES.sub("\n\n", text)).strip()
    return text if 0 < len(text) <= _LONGEST else None


def without_quotations(text: str) -> str:
    """The text without what it quotes, such as words of the candidate; verdicts and labels in quotation marks stay."""

    def kept(match: re.Match[str]) -> str:
        inner = match.group()[1:-1]
        is_all = match.group() == text.strip()
        return match.group() if is_all or alone(inner) or inner.strip().casefold() in LABEL_KEYS else '"…"'

    return _QUOTED.sub(kept, text)
