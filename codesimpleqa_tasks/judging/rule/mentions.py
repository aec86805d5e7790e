"""Where an answer names the gold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from codesimpleqa_tasks.judging.rule.atoms import Atoms
from codesimpleqa_tasks.judging.rule.forms import MAY_GO, Form
from codesimpleqa_tasks.judging.rule.formulas import occurrences
from codesimpleqa_tasks.judging.rule.identifiers import IDENTIFIER
from codesimpleqa_tasks.judging.rule.numerals import is_pronoun
from codesimpleqa_tasks.judging.rule.units import Units


class Likeness(IntEnum):
    """How near a mention comes to the gold: the more, the surer."""

    INITIALS = 0
    """Its initials, or what it is the initials of."""
    PART = 1
    """Without a generic word, or a word of the question."""
    TERM = 2
    """The same terms in other words, or the other language."""
    SPELLED = 3
    """The same letters."""


class Mention(NamedTuple):
    """A place where an answer names the gold: characters `start` to `end` of its surface, and how."""

    start: int
    end: int
    form: str
    likeness: Likeness


_LETTER_MEANT = re.compile(r"(?:[`\"'\ue000-]|\bis |letter |combinator |:\s|[\u3400-\u9fff]\s?)$")
"""What stands before "A" or "I" where it is no word."""
_WORD_FOLLOWS = re.compile(r"\s+[a-z]")
_WORD = re.compile(r"[A-Za-z][A-Za-z']*")
_TERM = re.compile(r"[A-Za-z' /-]+")
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,4}")
_SMALL = frozenset("of the and for to in a an on by with".split())


def _initials(gold: Form, atoms: Atoms) -> Iterator[Mention]:
    """Where an answer has the initials of a term of three words or more, or the words of which the gold is the initials."""
    name = gold.written.strip()
    words = _WORD.findall(name) if 5 <= len(name) < 70 and _TERM.fullmatch(name) else []
    if len(words) >= 3:
        every = "".join(w[0] for w in words).lower()
        telling = "".join(w[0] for w in words if w.lower() not in _SMALL).lower()
        for n, word in enumerate(atoms.words):
            if word.lower() in (every, telling) and len(word) > 2 and sum(c.isupper() for c in word) >= 2:
                yield Mention(atoms.starts[n], atoms.ends[n], gold.written, Likeness.INITIALS)
    elif len(name) >= 3 and _ABBREVIATION.fullmatch(name):
        letters = [
            (n, w[0].lower())
            for n, w in enumerate(atoms.words)
            if w.isascii() and w.isalpha() and w.lower() not in _SMALL
        ]
        line = "".join(letter for _, letter in letters)
        start = line.find(name.lower())
        while start != -1:
            first, last = letters[start][0], letters[start + len(name) - 1][0]
            if last - first < len(name) + 3 and all(
                atoms.words[n][0].isupper() for n, _ in letters[start : start + len(name)]
            ):
                yield Mention(atoms.starts[first], atoms.ends[last], gold.written, Likeness.INITIALS)
            start = line.find(name.lower(), start + 1)


def mentions_of(forms: tuple[Form, ...], atoms: Atoms, units: Units) -> list[Mention]:
    """Every place where one of the forms stands in an answer, in order; of two at one place the more like the gold."""
    found: dict[int, Mention] = {}
    for form in forms:
        for mention in _mentions(form, atoms, units):
            known = found.get(mention.start)
            if known is None or (mention.likeness, mention.end) > (known.likeness, known.end):
                found[mention.start] = mention
    if not found:
        found = {m.start: m for form in forms if not form.reduced for m in _initials(form, atoms)}
    return [found[start] for start in sorted(found)]


def _mentions(form: Form, atoms: Atoms, units: Units) -> Iterator[Mention]:
    if form.literal:
        for start in _literals(form.literal, atoms.text):
            yield Mention(start, start + len(form.literal), form.written, Likeness.SPELLED)
        return
    if form.formula:
        for start, end in occurrences(form.formula, atoms.text):
            yield Mention(start, end, form.written, Likeness.SPELLED)
        return
    if form.joined:
        for first, after in atoms.find(form.joined):
            written = atoms.text[atoms.starts[first] : atoms.ends[after - 1]]
            if _stands_alone(form, atoms, first, after) and same_identifier(form, written):
                likeness = Likeness.PART if form.reduced else Likeness.SPELLED
                yield Mention(atoms.starts[first], atoms.ends[after - 1], form.written, likeness)
    if form.exact_case or not form.units:
        return
    for first, after in units.find(form.units):
        if _nothing_else(form, atoms, first, after, units) and _stands_alone(form, atoms, first, after):
            likeness = Likeness.PART if form.reduced or not form.joined else Likeness.TERM
            yield Mention(atoms.starts[first], atoms.ends[after - 1], form.written, likeness)


def _nothing_else(form: Form, atoms: Atoms, first: int, after: int, units: Units) -> bool:
    """True if no word stands inside a mention that the gold has not and that could change its meaning, as "set" does in
    "reference set selector"."""
    covered = units.covered
    return all(n in covered or atoms.values[n] in MAY_GO or atoms.values[n] in form.values for n in range(first, after))


def _stands_alone(form: Form, atoms: Atoms, first: int, after: int) -> bool:
    """False for the part of a longer name or number: "Cache" in "Cache.Insert", 8 in "UTF-8", "C" as an article."""
    text, start, end = atoms.text, atoms.starts[first], atoms.ends[after - 1]
    written = text[start:end]
    if form.exact_case:
        if _letters(written) != _letters(form.written):
            return False
        if written in ("A", "I") and not (
            _LETTER_MEANT.search(text[:start]) or (start == 0 and not _WORD_FOLLOWS.match(text, end))
        ):
            return False
    if written.lower() == "one" and is_pronoun(text, start, end):
        return False
    before, following = text[max(0, start - 2) : start], text[end : end + 2]
    if "/" in before and written.isupper() and re.search(r"(?<!\w)[A-Z]/$", text[max(0, start - 3) : start]):
        return False  # "DC" in "C/DC"
    if (
        form.reduced
        and len(text) < 30
        and re.match(r"[\u3400-\u9fff]", following)
        and following[0] not in "的是和与或等也可来，"
    ):
        return False
    if (
        form.written.startswith("--")
        and len(text) > end - start + 8
        and text[start - 1 : start] not in tuple("-`\"'\ue000")
    ):
        return False  # a word, not the option
    if after - first == 1 and atoms.words[first].isascii() and _hyphenated(text, start, end):
        return False
    if "+" in text[max(0, start - 4) : start] and re.search(r"[A-Za-z]\s?\+\s?$", text[max(0, start - 4) : start]):
        return False  # a chord of keys: Ctrl+F9 is not F9
    if following.startswith(".") and re.match(r"\.(?:exe|bat|sh|jar|dll)\b", text[end : end + 5]):
        return True
    if (
        following.startswith((".", ":", "-"))
        and re.match(r"[.:]\w|::|->\w?", following)
        and written[-1:].isalnum()
        and not _sentence_follows(text, end)
    ):
        return not re.match(r"[.]\w|::", following) or (written.isdigit() and not following[1:].isdigit())
    if form.qualifier and (owner := re.search(r"([A-Z]\w*)\.$", text[max(0, start - 40) : start])):
        return owner[1].lower() in form.qualifier.lower()
    if atoms.values[first][0].isdigit():
        if len(before) == 2 and before[1] == "-" and (before[0].isalpha() or before[0] == ")") and before[0] < "\u0250":
            return False
        if len(before) == 2 and before[1] == "." and before[0].isalnum():
            return False
        if before.endswith("-") and not form.joined.startswith("-") and len(before.strip()) < 2:
            return False
        if before[-1:] == "-" and before[:1] in " (=,:" and not form.joined.startswith("-"):
            return False
    if written[-1:].isdigit() and re.match(r"(?:[a-z]\d|/\d|:\d)", following):
        return False
    return not (written[-1:].isdigit() and following[:1] == "." and following[1:2].isdigit())


def _sentence_follows(text: str, end: int) -> bool:
    """True if a full stop is followed by a new sentence that lacks its space, or by Chinese."""
    following = text[end + 1 : end + 2]
    return (text[end] == "." and following.isalpha() and following > "\u2e80") or (
        text[end : end + 1] == ":" and text[end + 1 : end + 2] != ":"
    )


_SUFFIXES = re.compile(
    r"-(?:based|like|style|compatible|backed|first|specific|only|related|level|side|driven|powered|native)\b"
)


def _hyphenated(text: str, start: int, end: int) -> bool:
    """True for a part of a longer name with a hyphen, "width" in "device-width"; but not in "Java-based"."""
    if text[start - 1 : start] == "-" and re.search(r"[A-Za-z]-$", text[max(0, start - 2) : start]):
        return True
    return (
        text[end : end + 1] == "-"
        and bool(re.match(r"-[A-Za-z]", text[end : end + 2]))
        and not _SUFFIXES.match(text, end)
    )


def same_identifier(form: Form, written: str) -> bool:
    """False for two identifiers that differ in what does not matter in prose, such as the plural."""
    return form.reduced or not IDENTIFIER.match(form.written) or _squeezed(written) == _squeezed(form.written)


def _squeezed(text: str) -> str:
    """The letters and digits of an identifier: here the plural counts, as in <d-topics-list>."""
    return re.sub(r"[\W_]", "", text).lower()


def _letters(text: str) -> str:
    return re.sub(r"[^A-Za-z]", "", text)


def _literals(form: str, text: str) -> Iterator[int]:
    """Where a sign stands as a whole: "<" not inside "<=", "!" not at the end of a sentence."""
    start = text.find(form)
    while start != -1:
        end = start + len(form)
        before, after = text[start - 1 : start], text[end : end + 1]
        signs = "<>=!+-*&|?:.$^~%#@\\/_"
        joined_before = bool(before) and before in signs and form[0] in signs
        ends = after in ".。" and not text[end + 1 : end + 2].strip()
        joined_after = not ends and bool(after) and after in signs and form[-1] in signs
        punctuation = (
            form in ".,:;!?-'\"()/_" and start > 0 and len(text) > len(form) + 2 and not _quoted(before, after)
        )
        if not (joined_before or joined_after or punctuation):
            yield start
        start = text.find(form, start + 1)


def _quoted(before: str, after: str) -> bool:
    """True for a sign between quotes, or between spaces where no sentence would have one."""
    return bool(before) and before in "`'\"\ue000 (" and (not after or after in "`'\"\ue001 ).,，。")
