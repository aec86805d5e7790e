"""From a candidate to the messages that ask a judge for its grade.

A template is a text file: what stands before its line "---" is the same for every question (the system message,
so that servers can reuse it), what follows is the user message. Without such a line all is one user message.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging.grade import Candidate
from codesimpleqa_tasks.judging.specification import JudgeSpecification
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.shipped import shipped_folder
from codesimpleqa_tasks.small_file import read_small_text

Messages = list[dict[str, str]]

_FRAME_VERSION = 1
"""Raised with every change of this module that changes what a judge is shown; it enters the hash of the prompts."""

SHOWN_HEAD, SHOWN_TAIL = 3000, 1000
"""Characters of an over-long answer that the judge is shown. (An answer is asked for in at most 64 words.)"""

_ACCEPTED = {Language.ENGLISH: "Also accepted: {}\n", Language.CHINESE: "同样可接受：{}\n"}
_LEFT_OUT = {Language.ENGLISH: "[... left out ...]", Language.CHINESE: "[……此处省略……]"}
_CUT = {
    Language.ENGLISH: (
        "The answer has {length} characters; above, its first {head} and its last {tail} are shown. "
        "The {left_out} characters between them were left out by the grading program, not by the candidate.\n"
    ),
    Language.CHINESE: (
        "这份回答共有 {length} 个字符；上面显示了开头的 {head} 个和结尾的 {tail} 个，"
        "中间的 {left_out} 个字符由评分程序省略，并非考生省略。\n"
    ),
}

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_KNOWN = frozenset({"question", "gold", "accepted", "answer", "code", "cut"})
_NEEDED = ("question", "gold", "answer", "code")

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CHAT_MARK = re.compile(
    r"<(?=[|｜][\w▁]{1,40}[|｜]>)|<(?=(?:start|end)_of_turn>)|\[(?=/?INST\])|<(?=</?SYS>>)", re.IGNORECASE
)
_FENCE = re.compile(r"<(?=\s*/?\s*(?:answer|回答)-)", re.IGNORECASE)


@dataclass(frozen=True)
class JudgePrompts:
    """The prompt templates of a judge, one per language of the questions."""

    templates: Mapping[Language, str]

    @classmethod
    def load(cls, specification: JudgeSpecification) -> JudgePrompts:
        """The templates that the setting "prompts" names, from the judge file's folder; ours where it names none.

        Raises InputError, naming file and key, if a template is missing or cannot serve.
        """
        given = specification.settings.get("prompts") or {}
        templates = {}
        for language in Language:
            path = shipped_folder("judges") / "prompts" / f"{language.value}.md"
            said_by = str(path)
            if language.value in given:
                path = specification.path.parent / Path(given[language.value]).expanduser()
                said_by = f'{specification.path}: "prompts: {language.value}"'
            templates[language] = _template(path, said_by)
        return cls(templates)

    @property
    def hashes(self) -> dict[str, str]:
        """A hash of each language's wording, for the judge's own hash: a path or a name does not grade, a text does."""
        return {
            language.value: hashlib.sha256(f"{_FRAME_VERSION}\n{text}".encode()).hexdigest()
            for language, text in self.templates.items()
        }

    def messages(self, candidate: Candidate) -> Messages:
        """The chat messages about one candidate, in the language of its question.

        The answer stands between tags with a code that depends on the answer, so that no answer holds its own end.
        """
        language = candidate.language
        answer, cut = _shown(candidate.answer, language)
        accepted = "; ".join(harmless(alias) for alias in candidate.aliases)
        values = {
            "question": harmless(candidate.question),
            "gold": harmless(candidate.gold),
            "accepted": _ACCEPTED[language].format(accepted) if accepted else "",
            "answer": answer,
            "code": hashlib.sha256(repr(candidate).encode("utf-8", "surrogatepass")).hexdigest()[:8],
            "cut": cut,
        }
        constant, separator, asked = self.templates[language].partition("\n---\n")
        if not separator:
            constant, asked = "", constant
        # All in one pass: a placeholder that a candidate writes stays text.
        user = {"role": "user", "content": _PLACEHOLDER.sub(lambda m: values[m[1]], asked).strip()}
        return [{"role": "system", "content": constant.strip()}, user] if separator else [user]


def harmless(text: str) -> str:
    """The text as a judge may see it: nothing in it is invisible, reorders what is read, or is a mark of a chat format.

    Zero-width and control characters are removed, direction marks shown as [U+202E], marks such as <|im_end|> and
    look-alikes of our tags pulled apart with a space.
    """
    if not text.isascii() or not text.isprintable():
        text = "".join(map(_visible, text.replace("\r\n", "\n")))
    text = _CHAT_MARK.sub(lambda m: f"{m[0]} ", text)
    return _FENCE.sub("< ", text).strip()


def _visible(character: str) -> str:
    if character in "\n\t":
        return character
    if character in _BIDI:
        return f"[U+{ord(character):04X}]"
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    # Tag characters (Cf) and the supplementary variation selectors can spell text that nobody sees.
    return "" if category in {"Cf", "Cc"} or 0xE0100 <= ord(character) <= 0xE01EF else character


def _shown(answer: str, language: Language) -> tuple[str, str]:
    """An answer as it is shown, harmless, and what the judge is told of the cut (nothing if it is shown whole)."""
    left_out = len(answer) - SHOWN_HEAD - SHOWN_TAIL
    if left_out <= 0:
        return harmless(answer), ""
    shown = f"{harmless(answer[:SHOWN_HEAD])}\n{_LEFT_OUT[language]}\n{harmless(answer[-SHOWN_TAIL:])}"
    return shown, _CUT[language].format(length=len(answer), head=SHOWN_HEAD, tail=SHOWN_TAIL, left_out=left_out)


def _template(path: Path, said_by: str) -> str:
    text = read_small_text(path, f"{said_by}: the prompt template {path}")
    constant, separator, asked = text.partition("\n---\n")
    if separator and (held := _PLACEHOLDER.search(constant)):
        raise InputError(
            f'{said_by}: the prompt template {path} has {held[0]} before its line "---"; '
            f"what stands there is the same for every question. Move it below that line."
        )
    found = set(_PLACEHOLDER.findall(asked if separator else text))
    if unknown := sorted(found - _KNOWN):
        known = ", ".join(f"{{{{{name}}}}}" for name in sorted(_KNOWN))
        raise InputError(f"{said_by}: the prompt template {path} has {{{{{unknown[0]}}}}}; known are {known}.")
    if missing := [name for name in _NEEDED if name not in found]:
        raise InputError(f"{said_by}: the prompt template {path} lacks {{{{{missing[0]}}}}}.")
    return text
