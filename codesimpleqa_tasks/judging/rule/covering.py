"""Rule: an answer that says in its own words what the gold says."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.atoms import atoms_of
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.evidence.denials import affirms_the_denied
from codesimpleqa_tasks.judging.rule.evidence.meaning import in_other_words
from codesimpleqa_tasks.judging.rule.finding import Finding
from codesimpleqa_tasks.judging.rule.formulas import is_formula
from codesimpleqa_tasks.judging.rule.identifiers import IDENTIFIER
from codesimpleqa_tasks.judging.rule.polarity import denies
from codesimpleqa_tasks.judging.rule.rivals import first_rival
from codesimpleqa_tasks.judging.rule.stance import sentence_at
from codesimpleqa_tasks.judging.rule.units import parsed_part
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS

COVERED = 0.45
"""The share of a long gold that an answer must cover."""
_PLACEHOLDERS = frozenset("uuid path file name python python3 sudo service -".split())
_BOLD = re.compile(r"\ue000([^\ue000\ue001]+)\ue001")


def covered(case: Case) -> Finding | None:
    """A long gold need not be repeated: the answer must cover what it says and contradict none of it."""
    if (
        len(case.gold.units.names) < 2
        or IDENTIFIER.match(case.gold.written)
        or is_formula(case.gold.written)
        or case.gold.quantity
    ):
        return None
    if case.gold.is_code:
        return _written_out(case)
    if len(case.gold.units.names) == 2:
        return _side_by_side(case)
    coverage = case.coverage
    shown = ", ".join(coverage.found[:6])
    if not case.gold.is_long:
        if coverage.complete and not coverage.substitutes:
            return in_other_words(case, Grade.CORRECT, f"has every part of the gold in one sentence: {shown}")
        return None
    if coverage.substitutes and coverage.share > 0.3:
        ours, theirs = coverage.substitutes[0]
        return in_other_words(case, Grade.INCORRECT, f'contradicts the gold: "{theirs}" where it says "{ours}"')
    wanted = (
        (COVERED if coverage.new > 4 else 0.55 if coverage.new > 2 else 0.66)
        + (0.25 if coverage.critical_missed else 0.0)
        + (0.25 if _stresses_another(case) else 0.0)
    )
    if affirms_the_denied(case):
        return in_other_words(case, Grade.INCORRECT, "affirms what the gold denies")
    if coverage.share >= wanted and (rival := _rival_to_names(case)) is not None:
        return in_other_words(case, Grade.INCORRECT, f"puts {rival} before the names in the gold")
    if coverage.share >= wanted:
        return in_other_words(case, Grade.CORRECT, f"covers {coverage.share:.0%} of the gold: {shown}")
    return None


def _written_out(case: Case) -> Finding | None:
    """Code must be there as it is, but a command more or other spacing between its parts does not matter."""
    joined = [value for value in case.answer.values]
    for command in re.split(r";|\n|&&", case.gold.written):
        flags = [v for flag in re.findall(r"(?:^|\s)--?([\w-]+)", command) for v in atoms_of(flag).values]
        wanted = [v for v in atoms_of(command).values if v not in _PLACEHOLDERS and v not in flags]
        if not set(flags) <= set(joined):
            return None
        if not wanted:
            continue
        starts = [n for n, value in enumerate(joined) if value == wanted[0]]
        if not any(_follows(wanted, joined[start : start + 2 * len(wanted) + 2]) for start in starts):
            return None
    return Finding(Grade.CORRECT, 0.75, "writes out all parts of the gold in its order")


def _follows(wanted: list[str], here: list[str]) -> bool:
    remaining = iter(here)
    return all(value in remaining for value in wanted)


def _side_by_side(case: Case) -> Finding | None:
    """A gold of two words may be turned round: "a hash of the material" for "material hash"."""
    one, two = case.gold.units.names
    if (
        not {one, two} <= case.units.present
        or _is_lone(one)
        or _is_lone(two)
        or case.gold.units.firsts[1] - case.gold.units.lasts[0] != 1
    ):
        return None
    names = case.units.names
    for n, name in enumerate(names):
        if (
            name == one
            and two in names[n + 2 : n + 4]
            and all(len(u) == 1 for u in names[n + 1 : names.index(two, n + 2)])
        ):
            return Finding(Grade.CORRECT, 0.6, f"has both words of the gold in one phrase: {one}, {two}")
        if name == two and one in names[n + 1 : n + 3] and not denies(case.text):
            return Finding(Grade.CORRECT, 0.6, f"has both words of the gold side by side: {one}, {two}")
    return None


def _is_lone(unit: str) -> bool:
    return len(unit) == 1 or unit in GENERIC_WORDS or any(c.isdigit() for c in unit)


def _rival_to_names(case: Case) -> str | None:
    """Another name in the first sentence, where the names that the gold consists of come only later."""
    names = [n for n, word in enumerate(case.gold.atoms.words) if word.isascii() and re.search(r"[a-z][A-Z]|_", word)]
    wanted = {case.gold.atoms.values[n] for n in names} - case.gold.question_values
    places = [case.answer.starts[n] for n, value in enumerate(case.answer.values) if value in wanted]
    if not places or sentence_at(case.sentences, places[0]) == 0 or case.text[places[0] - 1] in "`\ue000":
        return None
    rival = first_rival(case, case.sentences[0][1])
    return rival[0] if rival and not rival[0].islower() else None


def _stresses_another(case: Case) -> bool:
    """True if what the first sentence puts in bold has nothing of the gold in it."""
    start, end = case.sentences[0]
    match = _BOLD.search(case.text, start, end)
    if match is None:
        return False
    stressed = parsed_part(match[1]).units.present - case.gold.question_units - GENERIC_WORDS
    return bool(stressed) and not any(u in case.gold.units.present or u in case.gold.atoms.joined for u in stressed)
