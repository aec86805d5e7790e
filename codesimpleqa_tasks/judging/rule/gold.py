"""What a gold answer accepts: its spellings, the items of a list, the units that carry its meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from codesimpleqa_tasks.judging.rule.atoms import Atoms, atoms_of
from codesimpleqa_tasks.judging.rule.polarity import Polarity, polarity_of_gold
from codesimpleqa_tasks.judging.rule.units import Units, units_of
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS, VENDORS, stem

LONG_GOLD = 7
"""A gold of that many units is a sentence: an answer need not repeat it, only cover it."""

_PARENTHESES = re.compile(r"\s*[（(]([^()（）]{1,80})[）)]")
_NO_ALIAS = re.compile(
    r"^\s*(?:e\.g\.|i\.e\.|such as|for |including|specifically|especially|in |like |\d+ for|例如|比如|如|特别是|包括|尤其|通过|即|用于|指|也|或)",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(
    r"(?:[,，;；。.]\s*|\s+\(|（|\s)(?:for example|e\.g\.|such as|例如|比如|譬如|如[：:])[^。]*$", re.IGNORECASE
)
_ALTERNATIVE = re.compile(r"\s+or\s+|\s*或者?\s*|\s*／\s*")
_ITEMS = re.compile(r"\s*(?:、|;|；|，|,(?!\d{3}\b)|\s&\s|\band\b|(?<=[\w\s)）])和(?=[\w\s])|以及|及|与(?=[A-Za-z\s]))\s*(?:and\s+)?")
_SIGNATURE = re.compile(r"^([\w.:$>\-]*[A-Za-z_]\w+)\(\s*([\w\s,.*&<>\[\]:=-]*)\)?;?$")
_LITERALS = re.compile(r"\b(?:true|false|null|none|nil|\d+)\b|['\"]", re.IGNORECASE)
_CASE_MATTERS = re.compile(r"^-{1,2}[A-Za-z]$|^[A-Za-z]$|^%[A-Za-z]$|^\\[A-Za-z]$|^\$[A-Za-z]$")
_RESTATED = re.compile(
    r"^(?:the|a|an|it|in|for|this|both)\b[^.]{3,120}?\b(?:is|are|was|were|returns?|signif\w+|means?|refers? to|occurs?|indicates?|supports?)\b(?: called| named| known as| referred to as| to)?\s+(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_VERSIONED = re.compile(r"^[<>=~^v\s]+(?=\d)")


@dataclass(frozen=True)
class Form:
    """One accepted spelling.

    `written` is the spelling; `joined` its atoms in one string; `units` its units of meaning; `exact_case` says that
    capitals are the point of it ("-P"); `literal` is set for what is made of signs alone ("<=") and is sought as it
    stands; `reduced` says that part of the gold was left away (a generic word, a word of the question).
    """

    written: str
    joined: str
    units: tuple[str, ...]
    exact_case: bool = False
    literal: str | None = None
    reduced: bool = False


@dataclass(frozen=True)
class Gold:
    """A gold answer, prepared for comparison with any number of answers.

    `essence` is the gold without its examples; `items` are the forms of each item where the gold is a list (else empty); `keys` the units that carry its meaning
    with their weights, those that stand in the question left out; `question_units` the units of the question.
    """

    written: str
    essence: str
    forms: tuple[Form, ...]
    items: tuple[tuple[Form, ...], ...]
    atoms: Atoms
    units: Units
    question_units: frozenset[str]
    question_values: frozenset[str]
    polarity: Polarity | None
    is_long: bool


@lru_cache(maxsize=8192)
def prepare_gold(gold: str, aliases: tuple[str, ...], question: str) -> Gold:
    """The gold answer of a question, ready for comparison."""
    asked_atoms = atoms_of(question)
    asked = units_of(asked_atoms).present
    atoms = atoms_of(gold)
    units = units_of(atoms)
    is_long = len(units.names) >= LONG_GOLD or len(gold) > 70
    forms: dict[tuple[str, tuple[str, ...], str | None], Form] = {}
    for text, reduced in _spellings(gold, aliases, is_long):
        _put(forms, _form(text, reduced))
    if not is_long:
        for form in list(forms.values()):
            if (core := _core(form, asked)) is not None:
                _put(forms, core)
    kept = tuple(f for f in forms.values() if f.joined or f.literal)
    return Gold(
        written=gold,
        essence=_EXAMPLES.sub("", gold) or gold,
        forms=kept,
        items=_items(gold, asked),
        atoms=atoms,
        units=units,
        question_units=asked,
        question_values=frozenset(asked_atoms.values),
        polarity=polarity_of_gold(gold, question),
        is_long=is_long,
    )


def _put(forms: dict[tuple[str, tuple[str, ...], str | None], Form], form: Form) -> None:
    forms.setdefault((form.joined, form.units, form.literal), form)


def _form(text: str, reduced: bool) -> Form:
    atoms = atoms_of(text)
    bare = text.strip().strip("`'\"“”")
    lettered = any(c.isalnum() for c in atoms.joined)
    return Form(
        written=text.strip(),
        joined=atoms.joined if lettered else "",
        units=tuple(units_of(atoms).names) if lettered else (),
        exact_case=bool(_CASE_MATTERS.match(bare)),
        literal=None if lettered else bare or None,
        reduced=reduced,
    )


def _spellings(gold: str, aliases: tuple[str, ...], is_long: bool) -> list[tuple[str, bool]]:
    """The spellings that a gold and its aliases stand for, each with whether it leaves part of the gold away."""
    found: list[tuple[str, bool]] = []
    for text in (gold, *aliases):
        text = text.strip().rstrip("。.;；") if len(text.strip()) > 3 and not text.rstrip().endswith("..") else text.strip()
        found.append((text, False))
        shorter = _EXAMPLES.sub("", text)
        if shorter != text and len(shorter) > 2:
            found.append((shorter, True))
            text = shorter
        inner = _PARENTHESES.findall(text)
        outer = _PARENTHESES.sub(" ", text).strip()
        if inner and outer and not _SIGNATURE.match(text):
            found.append((outer, False))
            if len(inner) == 1 and _PARENTHESES.sub("", text, count=1) == text[: -len(_PARENTHESES.search(text)[0])]:  # type: ignore[index]
                found += [(part, False) for part in re.split(r"\s*[,，;；/]\s*", inner[0]) if _names_the_same(outer, part)]
        if not is_long:
            for part in _ALTERNATIVE.split(outer) if _ALTERNATIVE.search(outer) else []:
                if len(part.strip()) > 1:
                    found.append((part, False))
        elif match := _RESTATED.match(text):
            found.append((match["rest"], True))
        if match := _SIGNATURE.match(text):
            if not _LITERALS.search(match[2]):
                found.append((match[1], False))
                text = match[1]
        if (match := re.match(r"^[\w$]+(?:[.:]+[\w$]+)+$", text)) and re.search(r"[a-z][A-Z]|^[a-z]+\.\w+\.", text):
            last = re.split(r"[.:]+", text)[-1]
            if len(last) > 5:
                found.append((last, True))
        if re.search(r"[a-z]\.js$", text, re.IGNORECASE):
            found.append((text[:-3], True))
        if match := _VERSIONED.match(text):
            found.append((text[match.end() :], True))
        if re.fullmatch(r"[a-z]{5,}", text):
            found.append((f"lib{text}", True))
        if re.fullmatch(r"lib[a-z]{4,}", text):
            found.append((text[3:], True))
        if text.startswith("Ruby on "):
            found.append((text[8:], True))
    return found


def _names_the_same(outer: str, inner: str) -> bool:
    """True if what stands in parentheses is another name, rather than a remark or an example."""
    if inner and not any(c.isalnum() for c in inner):
        return True
    if len(inner) < 2 or _NO_ALIAS.match(inner):
        return False
    outer_han, inner_han = _has_han(outer), _has_han(inner)
    if outer_han != inner_han:
        return True
    if inner_han:
        return len(inner) <= len(outer) + 2 and not re.search(r"[，。]|方式|情况|时$|的$", inner)
    short, long = sorted((inner, outer), key=len)
    return short.isupper() or bool(re.fullmatch(r"[A-Z][\w+/-]{1,9}", short)) or _initials(long) == short.lower()


def _has_han(text: str) -> bool:
    return any("\u3400" <= c <= "\u9fff" for c in text)


def _initials(text: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Za-z]+", text)).lower()


def _core(form: Form, asked: frozenset[str]) -> Form | None:
    """A form without the generic words and words of the question at its ends, if something telling remains."""
    if form.literal or form.exact_case or len(form.units) < 2:
        return None
    units = list(form.units)
    while len(units) > 1 and (_is_generic(units[-1]) or units[-1] in asked):
        units.pop()
    while len(units) > 1 and (_is_generic(units[0]) or units[0] in asked or units[0] in VENDORS):
        units.pop(0)
    if len(units) == len(form.units) or (len(units) == 1 and (_is_generic(units[0]) or units[0] in asked)):
        return None
    return Form(form.written, "", tuple(units), reduced=True)


_GENERIC = GENERIC_WORDS | {stem(word) for word in GENERIC_WORDS}


def _is_generic(unit: str) -> bool:
    return unit in _GENERIC or stem(unit) in _GENERIC


def _items(gold: str, asked: frozenset[str]) -> tuple[tuple[Form, ...], ...]:
    """The forms of each item of a list such as "MySQL, PostgreSQL and SQLite"; empty if the gold is no list."""
    text = _EXAMPLES.sub("", gold.strip().rstrip("。."))
    if len(text) > 160 or re.match(r"^[\w.:$]+\(.*\)$", text):
        return ()
    parts = [p.strip() for p in _ITEMS.split(_PARENTHESES.sub(lambda m: m[0].replace(",", "\u3001\u200b") if False else m[0], text))]
    parts = [p for p in parts if p]
    if not 2 <= len(parts) <= 6 or any(len(p) > 45 for p in parts):
        return ()
    items = []
    for part in parts:
        forms: dict[tuple[str, tuple[str, ...], str | None], Form] = {}
        for spelling, reduced in _spellings(part, (), is_long=False):
            form = _form(spelling, reduced)
            _put(forms, form)
            if (core := _core(form, asked)) is not None:
                _put(forms, core)
        kept = tuple(f for f in forms.values() if f.joined or f.literal or f.units)
        if not kept:
            return ()
        items.append(kept)
    return tuple(items)
