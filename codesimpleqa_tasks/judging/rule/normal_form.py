"""The normal form in which texts are compared: wrapping, width and spacing go, the letters that matter stay."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_FENCE_LINE = re.compile(r"^\s*```[\w+-]*\s*$", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_BOXED = re.compile(r"\\(?:boxed|text|mathrm|texttt)\{([^{}]*)\}")
_CALL = re.compile(r"(?<=[\w>\]])\(\)")
_QUOTES = re.compile(r"[`'\"“”‘’«»「」『』《》〈〉]")
_SPACES = re.compile(r"\s+")
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff]) (?=\S)|(?<=\S) (?=[\u3400-\u9fff])")
_PUNCTUATION = str.maketrans(
    {
        "，": ",",
        "、": ",",
        "。": ".",
        "：": ":",
        "；": ";",
        "（": "(",
        "）": ")",
        "！": "!",
        "？": "?",
        "【": "[",
        "】": "]",
        "—": "-",
        "–": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "×": "x",
    }
)


def normal_form(text: str, fold_case: bool = True) -> str:
    """A text in the form in which answers are compared.

    Full width becomes half width, markdown emphasis, code fences, back-ticks and quotes go, as do "()"
    after a name, invisible characters and spaces around Han characters; white space becomes one space.
    With `fold_case` False capitals are kept, for answers in which case is the point ("-P").
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    text = _FENCE_LINE.sub("", text)
    text = _EMPHASIS.sub(r"\2", text)
    text = _BOXED.sub(r"\1", text)
    text = text.translate(_PUNCTUATION)
    text = _QUOTES.sub("", text)
    text = _CALL.sub("", text)
    text = _HAN_GAP.sub("", _SPACES.sub(" ", text)).strip()
    text = text.strip(" .!;,:") if len(text) > 1 else text
    return text.casefold() if fold_case else text


_PARENTHESES = re.compile(r"^(?P<outer>[^()（）]{2,}?)\s*[（(](?P<inner>[^()（）]{2,})[）)]$")
_CODE_CASE = re.compile(r"^-{1,2}[A-Za-z]$|^[A-Za-z]$|^%[A-Za-z]$|^\\[A-Za-z]$|^\$[A-Za-z]$")


def accepted_forms(gold: str, aliases: tuple[str, ...] = ()) -> tuple[str, ...]:
    """All spellings of the gold answer, as written: itself, its aliases, and for "Hypertext Transfer
    Protocol (HTTP)" both the part before the parentheses and the part inside them."""
    forms: list[str] = []
    for text in (gold, *aliases):
        forms.append(text)
        match = _PARENTHESES.match(text.strip())
        if match and not _is_call(match["outer"], text):
            forms += [match["outer"], match["inner"]]
    return tuple(dict.fromkeys(forms))


def _is_call(outer: str, text: str) -> bool:
    """True for "O(n)", "f(x)" and "printf(format)": a name directly followed by its argument."""
    return bool(re.search(r"[A-Za-z0-9_]\($", text[: len(outer) + 1])) and " " not in outer.strip()


def case_matters(form: str) -> bool:
    """True where capitals are the point of the answer: single letters, one-letter flags and format letters."""
    return bool(_CODE_CASE.match(form.strip().strip("`'\"")))
