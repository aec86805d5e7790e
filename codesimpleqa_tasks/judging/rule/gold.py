"""What a gold answer accepts: its spellings, the items of a list, the units that carry its meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from codesimpleqa_tasks.judging.rule.atoms import Atoms, atoms_of
from codesimpleqa_tasks.judging.rule.formulas import SPOKEN, canonical, is_formula
from codesimpleqa_tasks.judging.rule.glossary import concept_at
from codesimpleqa_tasks.judging.rule.polarity import Polarity, polarity_of_gold
from codesimpleqa_tasks.judging.rule.quantities import Quantity, quantity_of_gold
from codesimpleqa_tasks.judging.rule.surface import surface
from codesimpleqa_tasks.judging.rule.units import Units, units_of
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS, STOP_WORDS, VENDORS, stem

LONG_GOLD = 7
"""A gold of that many units is a sentence: an answer need not repeat it, only cover it."""

_PARENTHESES = re.compile(r"\s*(?:（|(?<=[\s\u3000-\u9fff）)])\()([^()（）]{1,80})[）)]")
_NO_ALIAS = re.compile(
    r"^\s*(?:e\.g\.|i\.e\.|such as|for |including|specifically|especially|in |like |\d+ for|例如|比如|如|特别是|包括|尤其|通过|即|用于|指|也|或)",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(
    r"(?:[,，;；。.]\s*|\s+\(|（|\s)(?:for example|e\.g\.|such as|例如|比如|譬如|如[：:])[^。]*$", re.IGNORECASE
)
_ALTERNATIVE = re.compile(r"\s+or\s+|\s或者?\s|(?<=[\u3400-\u9fff)]{2})或者?(?!非|门|运算)(?=[\u3400-\u9fff\w]{2})")
_ITEMS = re.compile(r"\s*(?:、|;|；|，|,(?!\d{3}\b)|\s&\s|\band\b|(?<=[\w\s)）\ue011])和(?=[\w\s])|以及|及|与(?=[A-Za-z\s]))\s*(?:and\s+)?")
_SIGNATURE = re.compile(r"^([\w.:$>\-]*[A-Za-z_]\w+)\(\s*([\w\s,.*&<>\[\]:=-]*)\)?;?$")
_LITERALS = re.compile(r"\b(?:true|false|null|none|nil|\d+)\b|['\"]", re.IGNORECASE)
_CASE_MATTERS = re.compile(r"^-{1,2}[A-Za-z]$|^[A-Za-z]$|^%[A-Za-z]$|^\\[A-Za-z]$|^\$[A-Za-z]$")
_RESTATED = re.compile(
    r"^(?:the|a|an|it|in|for|this|both)\b[^.]{3,120}?\b(?:is|are|was|were|returns?|signif\w+|means?|refers? to|occurs?|indicates?|supports?)\b(?: called| named| known as| referred to as| to)?\s+(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DATE = re.compile(r"^(?P<y>(?:19|20)\d\d)\s*(?:年|-|/)\s*(?P<m>\d{1,2})\s*(?:月|-|/)\s*(?P<d>\d{1,2})日?$")
_MONTHS = "January February March April May June July August September October November December".split()
_REGISTRY = (("HKLM", "HKEY_LOCAL_MACHINE"), ("HKCU", "HKEY_CURRENT_USER"), ("HKCR", "HKEY_CLASSES_ROOT"))
_VERSIONED = re.compile(r"^[<>=~^v\s]+(?=\d)")


@dataclass(frozen=True)
class Form:
    """One accepted spelling.

    `written` is the spelling; `joined` its atoms in one string; `units` its units of meaning; `exact_case` says that
    capitals are the point of it ("-P"); `literal` is set for what is made of signs alone ("<=") and is sought as it
    stands, `formula` for what has to agree in every sign ("O(log n)"); `reduced` says that part of the gold was left away (a generic word, a word of the question); `values` are its atoms;
    `qualifier` is what a dotted name had before its last part.
    """

    written: str
    joined: str = ""
    units: tuple[str, ...] = ()
    exact_case: bool = False
    literal: str | None = None
    reduced: bool = False
    formula: str | None = None
    values: frozenset[str] = frozenset()
    qualifier: str = ""


@dataclass(frozen=True)
class Gold:
    """A gold answer, prepared for comparison with any number of answers.

    `essences` are the gold without its examples, and without its parentheses too; `items` are the forms of each item where the gold is a list (else empty); `keys` the units that carry its meaning
    with their weights, those that stand in the question left out; `question_units` the units of the question.
    """

    written: str
    essences: tuple[str, ...]
    forms: tuple[Form, ...]
    items: tuple[tuple[Form, ...], ...]
    atoms: Atoms
    units: Units
    question_units: frozenset[str]
    question_values: frozenset[str]
    polarity: Polarity | None
    quantity: Quantity | None
    is_code: bool
    is_long: bool


@lru_cache(maxsize=8192)
def prepare_gold(gold: str, aliases: tuple[str, ...], question: str) -> Gold:
    """The gold answer of a question, ready for comparison."""
    asked_atoms = atoms_of(question)
    asked = units_of(asked_atoms).present
    atoms = atoms_of(gold)
    units = units_of(atoms)
    outer = _PARENTHESES.sub("", _EXAMPLES.sub("", gold))
    parts = _ALTERNATIVE.split(outer) if len(outer) < 25 else [outer]
    is_long = len(outer) > 70 or all(len(units_of(atoms_of(p)).names) >= LONG_GOLD for p in parts)
    wanted = _wanted_kind(question)
    known = frozenset(asked_atoms.values)
    forms = _forms(_spellings(gold, aliases, is_long), asked, wanted, with_cores=not is_long)
    return Gold(
        written=gold,
        essences=tuple(dict.fromkeys(e for e in (_EXAMPLES.sub("", gold), outer) if len(e.strip()) > 3)) or (gold,),
        forms=tuple(f for f in forms if not (f.reduced and f.values and f.values <= known)) or forms,
        items=_items(gold, asked, wanted),
        atoms=atoms,
        units=units,
        question_units=asked,
        question_values=frozenset(asked_atoms.values),
        is_code=is_code(gold),
        quantity=None if is_formula(surface(gold)) else quantity_of_gold(gold),
        polarity=polarity_of_gold(gold, question),
        is_long=is_long,
    )


def _forms(spellings: list[tuple[str, bool]], asked: frozenset[str], wanted: frozenset[str], with_cores: bool) -> tuple[Form, ...]:
    """The forms of some spellings, each once, and of what remains of each without generic words."""
    found: dict[Form, None] = {}
    for text, reduced in spellings:
        form = _form(text, reduced)
        if form is None:
            continue
        if reduced and (dotted := re.search(rf"([\w.:$]+)[.:>]+{re.escape(text)}\b", spellings[0][0])):
            form = replace(form, qualifier=dotted[1])
        found.setdefault(form)
        if with_cores and not (form.literal or form.formula or form.exact_case):
            for core in _cores(text, asked, wanted):
                found.setdefault(core)
    return tuple(found)


_KIND = re.compile(
    r"\b(?:what|which)\s+((?:[\w+#./-]+\s+){1,5})|\bname\s+of\s+(?:the\s+)?((?:[\w+#./-]+\s+){1,4})|(?:哪(?:一)?(?:个|种|款|类|项|些|门)?|什么(?:类型的|样的)?)([^，,。？?的]{1,10})",
    re.IGNORECASE,
)


def _wanted_kind(question: str) -> frozenset[str]:
    """The units that say what kind of thing the question asks for: "controller" in "what type of controller"."""
    found: set[str] = set()
    for match in _KIND.finditer(question):
        found.update(units_of(atoms_of(next(g for g in match.groups() if g))).names)
    return frozenset(found)


def _form(text: str, reduced: bool) -> Form | None:
    bare = text.strip().strip("`'\"“”")
    plain = surface(bare)
    if is_formula(plain):
        return Form(bare, reduced=reduced, formula=canonical(plain))
    atoms = atoms_of(text)
    if not any(c.isalnum() for c in atoms.joined):
        return Form(bare, literal=bare, reduced=reduced) if bare else None
    units = _safe_units(atoms)
    if IDENTIFIER.match(bare) and len(units) > 1:
        units = ()
    return Form(bare, atoms.joined, units, exact_case=bool(_CASE_MATTERS.match(bare)), reduced=reduced, values=frozenset(atoms.values))


MAY_GO = frozenset("a an the of to in for on is are use using used by with that its 的 了".split())
"""Words that may stand in a term or not."""


def _safe_units(atoms: Atoms) -> tuple[str, ...]:
    """The units by which a text may be recognised in other words, or none: a single word without known synonyms has no
    other words, and a term that consists of little else than stop words ("If-Match", "在策略") would lose its meaning."""
    units = units_of(atoms)
    if len(units.names) == 1 and units.firsts == units.lasts:
        if concept_at(atoms, units.firsts[0]) is None:
            return ()
    if len(units.names) < 3:
        kept = {n for first, last in zip(units.firsts, units.lasts) for n in range(first, last + 1)}
        if any(n not in kept and value not in MAY_GO for n, value in enumerate(atoms.values)):
            return ()
        if all(len(name) == 1 for name in units.names):
            return ()
    return tuple(units.names)


def _spellings(gold: str, aliases: tuple[str, ...], is_long: bool) -> list[tuple[str, bool]]:
    """The spellings that a gold and its aliases stand for, each with whether it leaves part of the gold away."""
    found: list[tuple[str, bool]] = []
    for text in (gold, *aliases):
        text = re.sub(r"^(?:the|an?)\s+(?=\w)", "", text.strip(), flags=re.IGNORECASE) if len(text) > 6 else text
        text = text.strip().rstrip("。.;；") if len(text.strip()) > 3 and not text.rstrip().endswith("..") else text.strip()
        found.append((text, False))
        shorter = _EXAMPLES.sub("", text)
        if shorter != text and len(shorter) > 2:
            found.append((shorter, True))
            text = shorter
        inner = _PARENTHESES.findall(text)
        outer = _PARENTHESES.sub("", text).strip()
        if inner and re.search(r"\w\w|[\u3400-\u9fff]|^[A-Z]$", outer) and outer[-1] not in "^/*+-=_<>":
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
                last = re.split(r"[.:$>]+", text)[-1]
                if last != text and len(last) > 2 and not match[2].strip():
                    found.append((last, True))
        if (match := re.match(r"^[\w$]+(?:[.:]+[\w$]+)+$", text)) and re.search(r"[a-z][A-Z]|^[a-z]+\.\w+\.", text):
            last = re.split(r"[.:]+", text)[-1]
            if len(last) > 5 and re.search(r"[a-z_][A-Z]|_", last):
                found.append((last, True))
        if re.search(r"[a-z]\.js$", text, re.IGNORECASE):
            found.append((text[:-3], True))
        if (call := re.match(r"^([\w$]+(?:\.\w+)+)\(\s*[A-Z]\w+(?:,\s*[A-Z]\w+)*\s*\)", text)) and not _SIGNATURE.match(text):
            found.append((call[1], True))
        if match := _DATE.match(text):
            year, month, day = match["y"], int(match["m"]), int(match["d"])
            name = _MONTHS[month - 1] if 1 <= month <= 12 else ""
            found += [(t, False) for t in (f"{year}-{month}-{day}", f"{year}-{month:02}-{day:02}", f"{year}/{month}/{day}", f"{name} {day}, {year}", f"{day} {name} {year}", f"{year}年{month}月{day}日")]
        for short, full in _REGISTRY:
            if text.startswith(short + "\\"):
                found.append((full + text[len(short) :], False))
        if match := _VERSIONED.match(text):
            found.append((text[match.end() :], True))
        if re.fullmatch(r"[a-z]{5,}", text):
            found.append((f"lib{text}", True))
        if re.fullmatch(r"lib[a-z]{4,}", text):
            found.append((text[3:], True))
        if is_formula(surface(text)):
            found += [(spoken, True) for spoken in SPOKEN.get(canonical(surface(text)), ())]
        if re.fullmatch(r"(?:SIG)?(?:HUP|INT|QUIT|KILL|TERM|STOP|CONT|USR1|USR2|CHLD|SEGV|PIPE|ALRM|ABRT|WINCH|TSTP|TTIN|TTOU)", text):
            found.append((text[3:] if text.startswith("SIG") else f"SIG{text}", False))
        if text == "Go":
            found.append(("Golang", False))
        if text.startswith("Ruby on "):
            found.append((text[8:], True))
    return found


IDENTIFIER = re.compile(r"^[<@$.\-]*\w+(?:[-_.:]+\w+)+[>()]*$|^\w*[a-z][A-Z]\w*\(?\)?$")
"""A name of a program in one word: kebab-case, snake_case, camelCase or dotted. Here the plural counts."""


def is_code(gold: str) -> bool:
    """True for a command, a call with arguments or the like: something that has to be written as it is."""
    if any("\u3400" <= c <= "\u9fff" for c in gold) or len(gold) > 200:
        return False
    words = re.findall(r"[A-Za-z]+", gold)
    telling = re.search(r"\w\([^)]*[,'\"=]|\s-{1,2}[A-Za-z]|://|[;{}]\s*$|\s\|\s|\w=\w|^\w+\s+\w+\.\w+|\$\w|\\\w|\w/\w+/", gold)
    if re.match(r"(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER)\s", gold) or gold.isupper() and " " in gold.strip():
        return True
    prose = sum(word.lower() in STOP_WORDS for word in words)
    return bool(telling) and prose * 5 <= len(words)


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
    if " " not in inner and re.search(r"\d", inner) and re.search(r"[A-Za-z]", inner):
        return True
    return short.isupper() or bool(re.fullmatch(r"[A-Z][\w+/-]{1,9}", short)) or _initials(long) == short.lower()


def _has_han(text: str) -> bool:
    return any("\u3400" <= c <= "\u9fff" for c in text)


def _initials(text: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Za-z]+", text)).lower()


def _cores(text: str, asked: frozenset[str], wanted: frozenset[str]) -> list[Form]:
    """What remains of a spelling without what may go at its end, at its beginning, and at both."""
    ways = ((0, 9), (1, 0), (9, 0), (9, 9), (1, 9))
    found = [_core(text, asked, wanted, front, back) for front, back in ways]
    return [form for form in found if form is not None]


def _core(text: str, asked: frozenset[str], wanted: frozenset[str], front: int, back: int) -> Form | None:
    """What remains of a spelling without the generic words, words of the question and makers' names at its ends, if that
    is something telling."""
    atoms = atoms_of(text)
    if text.isupper() and text.isascii() and " " in text.strip():
        return None
    units = units_of(atoms)
    first, last = 0, len(units.names) - 1
    if not re.search(r"[\s\u3400-\u9fff]", atoms.text.strip()):
        return None
    def severed(left: int, right: int) -> bool:
        between = atoms.text[atoms.ends[units.lasts[left]] : atoms.starts[units.firsts[right]]]
        return bool(between.strip(" \t'\"`的") or not between and _latin(atoms, units.lasts[left], units.firsts[right]))

    while back and last > first and _may_go(units.names[last], wanted) and not severed(last - 1, last):
        last, back = last - 1, back - 1
    while front and first < last and (_may_go(units.names[first], asked) or atoms.values[units.firsts[first]] in VENDORS) and not severed(first, first + 1):
        first, front = first + 1, front - 1
    rest = units.names[first : last + 1]
    if len(rest) == 1 and units.firsts[first] == units.lasts[first] and any(not _is_generic(u) for u in units.names[last + 1 :]):
        name = atoms.words[units.firsts[first]]
        if name.isascii() and name[1:].islower() and not _has_han(text):  # "Skin" of "Skin Edit Mode" tells nothing
            return None
    if len(rest) == 1 and any(u in asked or _is_generic(u) for u in units.names[:first]):
        name = atoms.words[units.firsts[first]]
        if (name[1:].islower() and not _has_han(text)) or not name.isascii():  # a common noun, whose modifier was dropped: it tells nothing
            return None
    if len(rest) == len(units.names) or not rest or all(_is_generic(u) or u in asked for u in rest):
        return None
    start = atoms.starts[units.firsts[first]] if first else 0
    end = atoms.ends[units.lasts[last]] if last < len(units.names) - 1 else len(atoms.text)
    form = _form(atoms.text[start:end], reduced=True)
    return form if form and (form.exact_case or len(form.joined) > 1) else None


def _latin(atoms: Atoms, left: int, right: int) -> bool:
    return atoms.words[left].isascii() and atoms.words[right].isascii()


def _may_go(unit: str, asked: frozenset[str]) -> bool:
    if unit[0].isdigit() or len(unit) == 1 and _has_han(unit) and not _is_generic(unit):
        return False
    return _is_generic(unit) or unit in asked


_GENERIC = GENERIC_WORDS | {stem(word) for word in GENERIC_WORDS}


def _is_generic(unit: str) -> bool:
    return unit in _GENERIC or stem(unit) in _GENERIC


def _items(gold: str, asked: frozenset[str], wanted: frozenset[str]) -> tuple[tuple[Form, ...], ...]:
    """The forms of each item of a list such as "MySQL, PostgreSQL and SQLite"; empty if the gold is no list."""
    text = _EXAMPLES.sub("", gold.strip().rstrip("。."))
    if len(text) > 160 or re.match(r"^[\w.:$]+\(.*\)$", text) or is_code(gold):
        return ()
    if match := _RESTATED.match(text):
        text = match["rest"]
    if is_formula(text):
        return ()
    hidden = _PARENTHESES.findall(text)
    masked = iter(range(len(hidden)))
    text = _PARENTHESES.sub(lambda m: f"\ue010{next(masked)}\ue011", text)
    parts = [re.sub(r"\ue010(\d+)\ue011", lambda m: f" ({hidden[int(m[1])]})", p).strip() for p in _ITEMS.split(text)]
    parts = [p for p in parts if p]
    if not 2 <= len(parts) <= 6 or any(len(p) + sum(c > "\u3400" for c in p) * 1.5 > 45 for p in parts):
        return ()
    items = []
    for part in parts:
        forms = _forms(_spellings(part, (), is_long=False), asked, wanted, with_cores=True)
        if not forms:
            return ()
        items.append(forms)
    return tuple(items)
