"""The surface of a text: what remains of it once width, invisible characters and markup no longer matter."""

from __future__ import annotations

import re
import unicodedata

from codesimpleqa_tasks.judging.rule.numerals import compounds_as_digits
from codesimpleqa_tasks.judging.rule.traditional import SIMPLIFIED

CODE_START, CODE_END = "\ue002", "\ue003"
"""What stands around a fenced block of code in a surface."""

EMPHASIS_START, EMPHASIS_END = "\ue000", "\ue001"
"""What stands around a bold or italic passage in a surface: private-use characters, which are no atoms."""

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_FENCED = re.compile(r"^[ \t]*```[\w+#-]*[ \t]*\n(.*?)(?:^[ \t]*```[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_BOLD = re.compile(r"\*\*(?=\S)([^\n]+?)(?<=\S)\*\*|(?<!\w)__(?=[^\s_])([^\n]+?)(?<=[^\s_])__(?!\w)")
_ITALIC = re.compile(r"(?<![\w*\\/])\*(?=[^\s*/])([^*\n]+?)(?<=[^\s*/])\*(?![\w*/])")
_LINE_MARKS = re.compile(r"^[ \t]*(?:[*+•-][ \t]+|>[ \t]?|#{1,6}[ \t]+|\d{1,2}[.)][ \t]+)+", re.MULTILINE)
_LATEX_WORDS = re.compile(r"\\(?:boxed|text|mathrm|texttt|mathbf|textbf|operatorname)\{([^{}]*)\}")
_TAG = re.compile(r"</?([A-Za-z][\w:.-]*)\s*/?>")
_ACCENTED = re.compile(r"[\u00c0-\u024f]")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
_RARE = re.compile(r"[\u00ad\u00b2-\u024f\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u209f\u212b\ufeff]")
"""What is invisible, raised or accented: one look for all of it."""
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SPACES = str.maketrans(dict.fromkeys("\x1c\x1d\x1e\x1f\x0b\x0c\r\x85\u1680\u2028\u2029", " "))
"""White space other than blanks, tabs and the ends of lines."""
_PLAIN = SIMPLIFIED | str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "×": "*",
        "·": "*",
        "⋅": "*",
        "→": "->",
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
        "「": '"',
        "」": '"',
        "『": '"',
        "』": '"',
    }
)


def surface(text: str) -> str:
    """A text with full width made half width, traditional Chinese made simplified, and markup taken off.

    Bold and italic passages are marked with EMPHASIS_START and EMPHASIS_END; code fences, bullets, numbering, HTML
    brackets around a tag's name and LaTeX wrappers go; dashes, quotes and arrows become their plain forms. Letters
    keep their case, and sentences their punctuation.
    """
    if not text.isascii():
        rare = _RARE.search(text) is not None
        if rare:
            text = _SUPERSCRIPT.sub(lambda m: "^" + m[0].translate(_SUPERSCRIPTS), _INVISIBLE.sub("", text))
        text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
        if rare:
            text = _ACCENTED.sub(lambda m: unicodedata.normalize("NFD", m[0])[0], text)
    if not text.isprintable():
        text = text.translate(_SPACES)
    if "```" in text:
        text = _FENCED.sub(lambda m: f"{CODE_START}{m[1]}{CODE_END}\n", text)
    if "\\" in text:
        text = _LATEX_WORDS.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub(r" \1 ", text)
    if "\n" in text:
        text = _LINE_MARKS.sub("", text)
    elif marks := _LINE_MARKS.match(text):
        text = text[marks.end() :]
    if "*" in text or "__" in text:
        text = _BOLD.sub(_emphasised, text)
        text = _ITALIC.sub(_emphasised, text)
    if "ty-" in text:
        text = compounds_as_digits(text)
    return text.strip()


def _emphasised(match: re.Match[str]) -> str:
    """The passage between marks; a label ("**Key points:** ...") without them, for that stresses nothing."""
    passage = match[match.lastindex or 0]
    if passage.endswith((":", "：")):
        return passage
    return f"{EMPHASIS_START}{passage}{EMPHASIS_END}"
