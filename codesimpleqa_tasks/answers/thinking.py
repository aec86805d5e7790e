"""Telling a response's thinking from its answer, in the formats that today's models write."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAG = r"(?:think|thinking|thought|thoughts|reasoning|reflection|seed:think)"
_OPENING = re.compile(rf"<{_TAG}>|\[THINK\]|◁think▷|<\|begin_of_thought\|>", re.IGNORECASE)
_CLOSING = re.compile(rf"</{_TAG}>|\[/THINK\]|◁/think▷|<\|end_of_thought\|>", re.IGNORECASE)
_SOLUTION_MARKS = re.compile(r"<\|(?:begin|end)_of_solution\|>", re.IGNORECASE)

_CHANNEL = re.compile(r"<\|channel\|>\s*(\w+)[^<]*<\|message\|>", re.IGNORECASE)
_CHANNEL_MARK = re.compile(r"<\|(?:start|end|return|call|message|channel|constrain)\|>(?:assistant\b)?", re.IGNORECASE)
# The same format after a tokenizer has dropped the special tokens: "analysis...assistantfinal...".
_BARE_HEAD = re.compile(r"\A\s*(?:analysis|commentary)", re.IGNORECASE)
_BARE_FINAL = re.compile(r"assistant\s*final", re.IGNORECASE)

UNMARKED_THINKING_CHARACTERS = 8000
"""A response in the thinking variant that is longer than this and holds no thinking mark at all is
thinking that was cut off: its opening tag stood in the chat template, its closing tag was never reached.
(An answer is asked for in at most 64 words.)"""


@dataclass(frozen=True)
class Parted:
    """A response in its two parts. `thinking` is None where there was none; `truncated` says that the
    response ended inside its thinking, so that `answer` is empty."""

    answer: str
    thinking: str | None = None
    truncated: bool = False


def part_thinking(response: str, thinking_expected: bool = False) -> Parted:
    """Part a response into thinking and answer.

    Knows <think>, <thinking> and their like, closed, unclosed (cut off) and with the opening tag
    missing; harmony channels (analysis, commentary, final), with or without their special tokens.
    A tag that stands in the middle of a sentence or in code is text, not thinking.
    `thinking_expected` (the thinking variant) also takes a very long response without any mark for
    thinking that was cut off.
    """
    if _CHANNEL.search(response):
        return _part_channels(response)
    if _BARE_HEAD.match(response) and _BARE_FINAL.search(response):
        thinking, answer = _split_at_last(_BARE_FINAL, response)
        return Parted(answer.strip(), _BARE_HEAD.sub("", thinking).strip())
    return _part_tags(response, thinking_expected)


def _part_tags(response: str, thinking_expected: bool) -> Parted:
    thinking: list[str] = []
    rest = response
    opening = _opening_at_line_start(rest)
    closing = _CLOSING.search(rest)
    if closing and (opening is None or closing.start() < opening.start()) and _ends_a_block(rest, closing):
        # The opening tag is missing: all up to the closing tag is thinking.
        thinking.append(_OPENING.sub("", rest[: closing.start()]))
        rest = rest[closing.end() :]
        opening = _opening_at_line_start(rest)
    while opening:
        end = _matching_close(rest, opening)
        if end is None:
            thinking.append(rest[opening.end() :])
            return Parted("", _joined(thinking), truncated=True)
        thinking.append(rest[opening.end() : end.start()])
        rest = f"{rest[: opening.start()]}\n{rest[end.end() :]}"
        opening = _opening_at_line_start(rest)
    if not thinking and thinking_expected and len(response) > UNMARKED_THINKING_CHARACTERS:
        return Parted("", response.strip(), truncated=True)
    return Parted(_SOLUTION_MARKS.sub("", rest).strip(), _joined(thinking))


def _opening_at_line_start(text: str) -> re.Match[str] | None:
    for match in _OPENING.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not line.strip():
            return match
    return None


def _ends_a_block(text: str, closing: re.Match[str]) -> bool:
    """A closing tag without an opening one ends thinking, unless it is quoted in code or in a sentence about tags."""
    before, after = text[: closing.start()], text[closing.end() : closing.end() + 1]
    if _OPENING.search(before):  # the pair stands in the middle of a line: text about tags, or inline thinking
        return False
    return not (before.endswith(("`", "'", '"', "“", "‘")) and after in ("`", "'", '"', "”", "’"))


def _matching_close(text: str, opening: re.Match[str]) -> re.Match[str] | None:
    depth = 1
    position = opening.end()
    while True:
        close = _CLOSING.search(text, position)
        if close is None:
            return None
        nested = len([m for m in _OPENING.finditer(text, position, close.start())])
        depth += nested - 1
        # Models that mention "<think>" inside their thinking do not close it twice: take the last
        # closing tag only if there are as many closing tags as opening ones.
        if depth <= 0 or _CLOSING.search(text, close.end()) is None:
            return close
        position = close.end()


def _part_channels(response: str) -> Parted:
    thinking: list[str] = []
    final: str | None = None
    heads = list(_CHANNEL.finditer(response))
    before = _CHANNEL_MARK.sub("", response[: heads[0].start()]).strip()
    for head, following in zip(heads, [*heads[1:], None]):
        end = following.start() if following else len(response)
        text = _CHANNEL_MARK.sub("", response[head.end() : end]).strip()
        if head.group(1).casefold() == "final":
            final = text
        else:
            thinking.append(text)
    if final is None:
        return Parted("", _joined(thinking), truncated=True)
    if before:
        thinking.insert(0, before)
    return Parted(final, _joined(thinking))


def _split_at_last(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    last = list(pattern.finditer(text))[-1]
    return text[: last.start()], text[last.end() :]


def _joined(parts: list[str]) -> str | None:
    return "\n\n".join(p.strip() for p in parts) if parts else None
