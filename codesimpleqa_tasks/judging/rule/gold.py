"""What a gold answer accepts: its spellings, the items of a list, the units that carry its meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from codesimpleqa_tasks.judging.rule.asked import Asked
from codesimpleqa_tasks.judging.rule.atoms import Atoms
from codesimpleqa_tasks.judging.rule.cue import Cue
from codesimpleqa_tasks.judging.rule.forms import Form, form_of
from codesimpleqa_tasks.judging.rule.formulas import canonical, is_formula
from codesimpleqa_tasks.judging.rule.identifiers import is_code
from codesimpleqa_tasks.judging.rule.lazy import lazy
from codesimpleqa_tasks.judging.rule.polarity import Polarity, polarity_of_gold
from codesimpleqa_tasks.judging.rule.quantities import Quantity, quantity_of_gold
from codesimpleqa_tasks.judging.rule.shingles import shingles_of
from codesimpleqa_tasks.judging.rule.shortening import shortened
from codesimpleqa_tasks.judging.rule.spellings import PARENTHESES, RESTATED, parted, spellings_of, without_examples
from codesimpleqa_tasks.judging.rule.units import Units, parsed
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS

LONG_GOLD = 7
"""A gold of that many units is a sentence: an answer need not repeat it, only cover it."""
_EXPANDS = Cue(
    r"\bstands?\s+for\b|\bfull\s+(?:form|name)\b|\babbreviat|\bacronym\b|全称|全名",
    "stand", "full", "abbrev", "acronym", "全",
)  # fmt: skip
"""Questions for the words behind an abbreviation: of these none may be missing."""

_CLAUSE = re.compile(
    r"\b(?:that|which|is|are|was|were|must|should|can|will|so|it|they)\b|\b\w+(?:\s+\w+){6,}", re.IGNORECASE | re.ASCII
)
"""What tells a clause from an item of a list."""

_DIGITS_WITH_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_STRING = re.compile(r"\bstring\b|\bprints?\b|\boutput\b|字符串|输出|打印", re.IGNORECASE)
_ITEMS = re.compile(
    r"\s*(?:、|;|；|，|,(?!\d{3}\b)|\s&\s|(?<!-)\band\b(?!-)|(?<=[\w\s)）\ue011])和(?=[\w\s])|(?<=\b[A-Z]{3})/(?=[A-Z]{3}\b)|以及|及|与(?=[A-Za-z\s]))\s*(?:and\s+)?"
)
"""What stands between two items of a list."""
_SEPARATOR = re.compile("[、;；，,&和及与]|and")
"""One of these is in every list: a quick look before the slow one."""


@dataclass(frozen=True)
class Gold:
    """A gold answer, prepared for comparison with any number of answers.

    `essences` are the gold without its examples, and without its parentheses too; `forms` the spellings under which it
    may be named; `items` the forms of each item where it is a list (else empty); `asked` the
    question; `polarity` and `quantity` are set where the gold says yes or
    no, or is a number. `is_code` says that it has to be written as it is, `expands` that the words behind an
    abbreviation are asked for, `is_long` that an answer need not repeat it, only cover it.
    """

    written: str
    essences: tuple[str, ...]
    forms: tuple[Form, ...]
    items: tuple[tuple[Form, ...], ...]
    atoms: Atoms
    units: Units
    asked: Asked
    polarity: Polarity | None
    quantity: Quantity | None
    is_code: bool
    expands: bool
    is_long: bool

    @property
    def question_units(self) -> frozenset[str]:
        """The units of the question."""
        return self.asked.units

    @property
    def question_values(self) -> frozenset[str]:
        """The atoms of the question."""
        return self.asked.values

    def has(self, value: str) -> bool:
        """True for an atom of the question or of the gold."""
        return value in self.atoms.values or value in self.question_values

    @lazy
    def shingles(self) -> set[str]:
        """The shingles of the gold that the question does not have; all, if it has them all."""
        return shingles_of(self.essences[-1]) - self.asked.shingles or shingles_of(self.written)

    @lazy
    def asked_about(self) -> frozenset[str]:
        """The units of the question, generic words left out."""
        return self.question_units - GENERIC_WORDS

    def knows(self, unit: str) -> bool:
        """True for a unit that says nothing new: one of the question or of the gold, or a generic word."""
        return unit in self.question_units or unit in self.units.present or unit in GENERIC_WORDS


@lru_cache(maxsize=8192)
def prepare_gold(gold: str, aliases: tuple[str, ...], question: str) -> Gold:
    """The gold answer of a question, ready for comparison."""
    asked = Asked(question)
    atoms = parsed(gold).atoms
    inner = without_examples(gold)
    outer = PARENTHESES.sub("", inner)
    expands = _EXPANDS.search(question.lower()) is not None
    parts = parted(outer) if len(outer) < 25 else [outer]
    is_long = len(outer) > 70 or all(len(parsed(p).units.names) >= LONG_GOLD for p in parts)
    forms = _forms(spellings_of(gold, aliases, is_long), asked, with_cores=not is_long and not expands)
    if _DIGITS_WITH_COMMAS.fullmatch(gold) and _STRING.search(question):
        forms = (Form(gold, formula=canonical(gold)),)  # here the commas are the point
    return Gold(
        written=gold,
        essences=tuple(dict.fromkeys(e for e in (inner, outer) if len(e.strip()) > 3)) or (gold,),
        forms=tuple(f for f in forms if f.written in (gold, *aliases) or not f.values or not asked.holds(f.values))
        or forms,
        items=_items(gold, asked),
        atoms=atoms,
        units=parsed(gold).units,
        asked=asked,
        is_code=is_code(gold),
        expands=expands,
        quantity=None if is_formula(atoms.text) or (forms and forms[0].formula) else quantity_of_gold(gold, question),
        polarity=polarity_of_gold(gold, question),
        is_long=is_long,
    )


def _forms(spellings: list[tuple[str, bool]], asked: Asked, with_cores: bool) -> tuple[Form, ...]:
    """The forms of some spellings, each once, and of what remains of each without generic words."""
    found: dict[Form, None] = {}
    whole = spellings[0][0].removesuffix("()")
    for text, reduced in spellings:
        form = form_of(text, reduced)
        if form is None:
            continue
        if reduced and whole.endswith(text) and (dotted := re.search(r"([\w.:$]+)[.:>]+$", whole[: -len(text)])):
            form = form._replace(qualifier=dotted[1])
        found.setdefault(form)
        if with_cores and not (form.literal or form.formula or form.exact_case):
            for core in shortened(text, asked):
                found.setdefault(core)
    return tuple(found)


def _items(gold: str, asked: Asked) -> tuple[tuple[Form, ...], ...]:
    """The forms of each item of a list such as "MySQL, PostgreSQL and SQLite"; empty if the gold is no list."""
    if not _SEPARATOR.search(gold):
        return ()
    text = without_examples(gold.strip().rstrip("。."))
    if len(text) > 160 or re.match(r"^[\w.:$]+\(.*\)$", text) or is_code(gold):
        return ()
    if match := RESTATED.match(text):
        text = match["rest"]
    if is_formula(text):
        return ()
    hidden = PARENTHESES.findall(text)
    if len(hidden) == 1 and re.fullmatch(r"[A-Z][\w.+/-]*", hidden[0]) and text.endswith((")", "）")):
        return ()  # an abbreviation of the whole: no list
    masked = iter(range(len(hidden)))
    text = PARENTHESES.sub(lambda m: f"\ue010{next(masked)}\ue011", text)
    parts = [re.sub(r"\ue010(\d+)\ue011", lambda m: f" ({hidden[int(m[1])]})", p).strip() for p in _ITEMS.split(text)]
    parts = [p for p in parts if p]
    if not 2 <= len(parts) <= 6 or any(len(p) + sum(c > "\u3400" for c in p) * 1.5 > 45 for p in parts):
        return ()
    if any(_CLAUSE.search(part) for part in parts):
        return ()
    items = []
    for part in parts:
        forms = _forms(spellings_of(part, (), is_long=False), asked, with_cores=True)
        if not forms:
            return ()
        items.append(forms)
    return tuple(items)
