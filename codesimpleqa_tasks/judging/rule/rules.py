"""The rules, in the order in which they are asked: the first that has something to say decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.attempt import asks_back, declines, is_unfinished, vague_words
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.formulas import canonical, is_formula
from codesimpleqa_tasks.judging.rule.mentions import Likeness, Mention, same_identifier
from codesimpleqa_tasks.judging.rule.atoms import atoms_of, atoms_of_surface
from codesimpleqa_tasks.judging.rule.polarity import denies, opens_with_denial, polarity_of_answer
from codesimpleqa_tasks.judging.rule.units import units_of
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS
from codesimpleqa_tasks.judging.rule.gold import IDENTIFIER, Form
from codesimpleqa_tasks.judging.rule.quantities import quantities_in, same
from codesimpleqa_tasks.judging.rule.rivals import commits, first_rival, in_block
from codesimpleqa_tasks.judging.rule.stance import Reading, Stance, read_stance, sentence_at


@dataclass(frozen=True)
class Finding:
    """What a rule found: the grade, how certain it is, and why, in words for the user."""

    grade: Grade
    certainty: float
    why: str


COVERED = 0.46
"""The share of a long gold that an answer must cover."""

Rule = Callable[[Case], Finding | None]


def no_answer(case: Case) -> Finding | None:
    """Nothing but white space and punctuation is no answer, unless the gold is made of signs."""
    if len(case.answer) or any(form.literal and form.literal in case.text for form in case.gold.forms):
        return None
    if any(c in "<>=+*/|&^~%$#@\\!?:;.,-_()[]{}'\"`" for c in case.text) and any(f.literal for f in case.gold.forms):
        return None
    if case.text.strip() and len(case.candidate.gold.strip()) <= 3:
        return None
    return Finding(Grade.NOT_ATTEMPTED, 1.0, "no answer: nothing but white space and punctuation")


def the_gold_itself(case: Case) -> Finding | None:
    """An answer that is the gold, and nothing else, is right."""
    joined, units = case.answer.joined, tuple(case.units.names)
    bare = case.text.strip().strip("`'\"").strip()
    for form in case.gold.forms:
        if form.formula:
            if canonical(bare.strip("。.")) == form.formula:
                return Finding(Grade.CORRECT, 0.99, f"is the gold: {form.written}")
            continue
        if form.literal:
            if bare == form.literal:
                return Finding(Grade.CORRECT, 0.99, f"is the gold: {form.written}")
            continue
        if form.exact_case:
            if bare.strip("-.。 ") == form.written.strip("`'\"-"):
                return Finding(Grade.CORRECT, 0.99, f"is the gold: {form.written}")
            continue
        if form.joined and joined == form.joined and same_identifier(form, bare):
            return Finding(Grade.CORRECT, 0.9 if form.reduced else 0.99, f"is the gold: {form.written}")
    for form in case.gold.forms:
        if units and units == form.units and not form.exact_case:
            return Finding(Grade.CORRECT, 0.9, f"is the gold in other words: {form.written}")
    return None


def declining(case: Case) -> Finding | None:
    """An answer that says it does not know, or asks back, is no attempt, unless a guess follows."""
    declined = declines(case.text, case.sentences)
    if declined is None:
        return None
    cue, place = declined
    if any(m.end <= place and r.stance in (Stance.ASSERTED, Stance.ALTERNATIVE) and m.likeness >= Likeness.TERM for m, r in case.mentions):
        return Finding(Grade.INCORRECT, 0.7, f"names the gold, but does not stand by it: {cue}")
    return Finding(Grade.NOT_ATTEMPTED, 0.95, f"declines to answer: {cue}")


def yes_or_no(case: Case) -> Finding | None:
    """Where the gold says yes or no, the answer must say the same."""
    wanted = case.gold.polarity
    if wanted is None:
        return None
    said = polarity_of_answer(case.text)
    if said is None:
        return None
    if said is wanted:
        return Finding(Grade.CORRECT, 0.85, f"says {said.value}, as the gold does")
    return Finding(Grade.INCORRECT, 0.9, f"says {said.value}, where the gold says {wanted.value}")


def quantity(case: Case) -> Finding | None:
    """Where the gold is a number, perhaps with a unit, the first number that the answer commits to must be worth the same."""
    wanted = case.gold.quantity
    if wanted is None:
        return None
    asked = case.gold.question_values
    spelled = [(m.start, m.end) for m, r in case.mentions if r.stance is Stance.ASSERTED]
    first = None
    for found, start, end in quantities_in(case.answer):
        reading = read_stance(case.text, case.sentences, start, end)
        if reading.stance in (Stance.DENIED, Stance.CONCEDED):
            if same(wanted, found):
                return Finding(Grade.INCORRECT, 0.85, f'denies the gold: {case.gold.written} ("{reading.cue}")')
            continue
        if reading.stance is Stance.ALTERNATIVE and not same(wanted, found):
            first = first or (case.text[start:end], False)
        if same(wanted, found):
            if _OR_NUMBER.match(case.text[end : end + 24]):
                return Finding(Grade.INCORRECT, 0.8, f"offers the number of the gold or another: {case.text[start:end]}")
            if first is None or _marked(case, start):
                certainty = 0.95 if sentence_at(case.sentences, start) == 0 else 0.8
                return Finding(Grade.CORRECT, certainty, f"gives the number of the gold: {case.text[start:end]}")
            return Finding(Grade.INCORRECT, 0.6, f"puts {first[0]} before the number of the gold: {case.text[start:end]}")
        if any(s <= start < e for s, e in spelled):
            return None
        if (case.text[start:end] not in asked or not case.text[start:end].isdigit()) and first is None:
            first = (case.text[start:end], True)
    return None


_OR_NUMBER = re.compile(r"^\s*[^\d\s,.;，。；]{0,8}\s*(?:\bor\b|或者?|还是|到底是)\s*(?:about\s+)?\d", re.IGNORECASE)


def _marked(case: Case, start: int) -> bool:
    """True if what stands at a character is in bold, while nothing before it is."""
    before = case.text[:start]
    return before.rfind("\ue000") > before.rfind("\ue001") and before.count("\ue000") == 1


def every_item(case: Case) -> Finding | None:
    """Where the gold is a list, the answer must name every item of it."""
    items = case.gold.items
    if not items or case.gold.polarity:
        return None
    missing, denied, weakest = [], [], Likeness.SPELLED
    for forms in items:
        mentions = case.mentions_of(forms)
        good = [m for m, reading in mentions if reading.stance not in (Stance.DENIED, Stance.CONCEDED)]
        if good and (other := _offers_another(case, good)) is not None:
            return Finding(Grade.INCORRECT, 0.7, f"offers part of the gold or something else: {other}")
        if good:
            weakest = min(weakest, max(m.likeness for m in good))
        elif not mentions and _has_parts(case, forms):
            weakest = Likeness.PART
        elif mentions:
            denied.append(forms[0].written)
        else:
            missing.append(forms[0].written)
    if denied:
        return Finding(Grade.INCORRECT, 0.85, f"denies part of the gold: {', '.join(denied)}")
    if not missing:
        return Finding(Grade.CORRECT, {3: 0.95, 2: 0.85, 1: 0.8}.get(int(weakest), 0.7), "names every item of the gold")
    if len(missing) * 2 <= len(items):
        return Finding(Grade.INCORRECT, 0.85, f"does not name all of the gold: {', '.join(missing)} is missing")
    return None


def _has_parts(case: Case, forms: tuple[Form, ...]) -> bool:
    """True if one sentence has all units of an item, in whatever order ("the ID of the default box")."""
    for form in forms:
        wanted = set(form.units)
        if len(wanted) < 2 or not wanted <= case.units.present:
            continue
        for start, end in case.sentences:
            if wanted <= {u for u, a in zip(case.units.names, case.units.firsts) if start <= case.answer.starts[a] < end}:
                return True
    return False


def named(case: Case) -> Finding | None:
    """An answer that names the gold is right, if it says so: not denied, not one of several, nothing else first."""
    if not case.mentions:
        return None
    asserted = [m for m, reading in case.mentions if reading.stance is Stance.ASSERTED]
    against = [(m, reading) for m, reading in case.mentions if reading.stance in (Stance.DENIED, Stance.CONCEDED)]
    if against and not (asserted and _first(asserted, against) and _strong(case, asserted[0])):
        mention, reading = against[0]
        verb = "denies" if reading.stance is Stance.DENIED else "mentions, but takes back,"
        return Finding(Grade.INCORRECT, 0.9, f'{verb} the gold: {mention.form} ("{reading.cue}")')
    if not asserted:
        mention, reading = case.mentions[0]
        return Finding(Grade.INCORRECT, 0.75, f'the gold is only {reading.stance.value}: {mention.form} ("{reading.cue}")')
    best = asserted[0]
    if (other := _offers_another(case, asserted)) is not None:
        return Finding(Grade.INCORRECT, 0.8, f"offers the gold or something else: {other}")
    telling = best.likeness >= Likeness.TERM and best.end - best.start >= 18 and len(case.gold.units.names) >= 5
    rival = None if telling else first_rival(case.gold, case.answer, case.sentences, best.start)
    if rival is not None and not _introduces(case, rival[1], best):
        return Finding(Grade.INCORRECT, 0.7, f"puts {rival[0]} before the gold: {best.form}")
    if not in_block(case.text, best.start) and sentence_at(case.sentences, best.start) > 0 and not any(_strong(case, m) for m in asserted):
        return Finding(Grade.INCORRECT, 0.65, f"names the gold only later, and not as the answer: {best.form}")
    if (head := _other_head(case, best)) is not None:
        return Finding(Grade.INCORRECT, 0.7, f"answers {head}, and names the gold only later: {best.form}")
    likeness = max(m.likeness for m in asserted)
    certainty = {Likeness.SPELLED: 0.95, Likeness.TERM: 0.85, Likeness.PART: 0.75, Likeness.INITIALS: 0.7}[likeness]
    if case.gold.is_long and likeness < Likeness.SPELLED:
        certainty -= 0.1
    if sentence_at(case.sentences, best.start) > 0:
        certainty -= 0.1
    if against:
        certainty -= 0.15
    return Finding(Grade.CORRECT, certainty, f"names the gold: {best.form}")


_OR = re.compile(
    r"^[\s\"'`)\ue001]*(?:\([^()]{0,40}\)|（[^（）]{0,30}）)?[\s,，]*(?:\bor\b|或者?|还是|抑或)(?!\s*(?:more|less|so|rather|higher|later|newer|above|else|not|whatever))(?P<other>.{2,40})",
    re.IGNORECASE | re.DOTALL,
)


_OR_BEFORE = re.compile(r"^[\s\"'`\ue000(]*(?:(?:it(?:'s|\s+is)|either|probably|maybe|可能是|大概是|应该是|是)\s*)?[\"'`\ue000]*(?P<other>[\w.+#-]{2,30})[\"'`\ue001]*\s*(?:\bor\b|或者?|还是)\s*[\"'`\ue000]*$", re.IGNORECASE)


def _offers_another(case: Case, asserted: list[Mention]) -> str | None:
    """What the answer offers beside the gold, as in "X or Y", if that is no other name of the gold."""
    if re.search(r"\bor\b|或", case.gold.written):
        return None
    mention = asserted[0]
    before = _OR_BEFORE.search(case.text[: mention.start])
    if before and not any(m.start <= before.start("other") < m.end for m, _ in case.mentions):
        units = units_of(atoms_of_surface(before["other"])).present
        if units and not units & (case.gold.units.present | case.gold.question_units | GENERIC_WORDS):
            return before[0].strip()
    match = _OR.match(case.text[mention.end : mention.end + 100])
    if match is None or sentence_at(case.sentences, mention.start) > 0:
        return None
    start, end = mention.end + match.start("other"), mention.end + match.end("other")
    if any(start <= m.start <= end for m, _ in case.mentions):
        return None
    others = [u for u, a in zip(case.units.names, case.units.firsts) if start <= case.answer.starts[a] < end]
    new = [u for u in others[:3] if u not in case.gold.question_units and u not in GENERIC_WORDS]
    marked = re.match(r"\s*[`\"\ue000]|\s*[A-Z][\w+#]*|\s*-{1,2}\w|\s*[\u3400-\u9fff]*[A-Za-z]", match["other"])
    return match[0].strip() if new and marked else None


def _first(asserted: list[Mention], against: list[tuple[Mention, Reading]]) -> bool:
    """True if the gold is asserted before it is denied (a later denial concerns a detail)."""
    return asserted[0].start < against[0][0].start


_FILLER = re.compile(r"\b(?:question|sure|yes|no|right|great|short|answer|course|thanks|simple|easy|tl;?dr|well|ok|here|two|three|note)\b|当然|好的|你好|问题|总之|简|答案|如下|分别|两|三|:", re.IGNORECASE)


def _other_head(case: Case, mention: Mention) -> str | None:
    """The first sentence, if it is a bare name other than the gold, and the gold comes only after it."""
    start, end = case.sentences[0]
    if in_block(case.text, mention.start):
        return None  # in a block of code, to which the first sentence leads
    if len(case.sentences) < 2 or mention.start < end or _FILLER.search(case.text, start, end):
        return None
    here = [u for u, a in zip(case.units.names, case.units.firsts) if start <= case.answer.starts[a] < end]
    if not 1 <= len(here) <= 4 or end - start > 40:
        return None
    new = [u for u in here if u not in case.gold.question_units and u not in case.gold.units.present and u not in GENERIC_WORDS]
    return case.text[start:end].strip() if new else None


_LEADS = re.compile(r"(?:\b(?:is|are|was|use|uses|used|called|named|via|through|with|by|the|a|an|in|return|returns|call|as)\s+|是|为|叫|做|用|使用|通过|即|[:：]|采用|基于|由|返回)[\s\"'`(\ue000]*$", re.IGNORECASE)


def _strong(case: Case, mention: Mention) -> bool:
    """True if the answer marks a name as its answer: emphasised, at the very beginning, or after "is", "use" and the like."""
    before = case.text[: mention.start]
    return before.endswith(("\ue000", "`")) or len(before.strip(" \n\"'`(")) < 4 or bool(_LEADS.search(before))


_NAMES_NOW = re.compile(r"(?:known\s+as|called|termed|the\s+answer\s+is|i\.e\.,?|that\s+is,?|namely|即|也就是|就是|叫做?|称为|答案是)[\s\"'`\ue000]*(?:the\s+|an?\s+)?[\"'`\ue000]*$", re.IGNORECASE)


def _introduces(case: Case, rival_start: int, mention: Mention) -> bool:
    """True if the rival only leads to the gold: both in the same breath, the gold marked as the answer."""
    between = case.text[rival_start : mention.start]
    if case.text[: mention.start].endswith(("(", "(`", "(\ue000")) or _NAMES_NOW.search(between.rstrip("-.@$#")):
        return True
    between = between[:-1]
    marked = case.text[max(0, mention.start - 1) : mention.start] in ("\ue000", "`", '"')
    return marked and "\ue000" not in between and "`" not in between


def covered(case: Case) -> Finding | None:
    """A long gold need not be repeated: the answer must cover what it says and contradict none of it."""
    if len(case.gold.units.names) < 2 or IDENTIFIER.match(case.gold.written) or is_formula(case.gold.written) or case.gold.quantity:
        return None
    if case.gold.is_code:
        return _written_out(case)
    if len(case.gold.units.names) == 2:
        return _side_by_side(case)
    coverage = case.coverage
    shown = ", ".join(coverage.found[:6])
    if not case.gold.is_long:
        if coverage.complete and not coverage.substitutes:
            return Finding(Grade.CORRECT, 0.7, f"has every part of the gold in one sentence: {shown}")
        return None
    if coverage.substitutes and coverage.share > 0.3:
        ours, theirs = coverage.substitutes[0]
        return Finding(Grade.INCORRECT, 0.8, f'contradicts the gold: "{theirs}" where it says "{ours}"')
    wanted = (COVERED if coverage.new > 4 else 0.55 if coverage.new > 2 else 0.66) + (0.15 if coverage.critical_missed else 0.0) + (0.25 if _stresses_another(case) else 0.0)
    if _turns_around(case):
        return Finding(Grade.INCORRECT, 0.7, "affirms what the gold denies")
    if coverage.share >= wanted and (rival := _rival_to_names(case)) is not None:
        return Finding(Grade.INCORRECT, 0.65, f"puts {rival} before the names in the gold")
    if coverage.share >= wanted:
        return Finding(Grade.CORRECT, 0.5 + coverage.share / 4, f"covers {coverage.share:.0%} of the gold: {shown}")
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


_PLACEHOLDERS = frozenset("uuid path file name python python3 sudo -".split())


def _follows(wanted: list[str], here: list[str]) -> bool:
    remaining = iter(here)
    return all(value in remaining for value in wanted)


def _side_by_side(case: Case) -> Finding | None:
    """A gold of two words may be turned round: "a hash of the material" for "material hash"."""
    one, two = case.gold.units.names
    if not {one, two} <= case.units.present or _is_lone(one) or _is_lone(two) or case.gold.units.firsts[1] - case.gold.units.lasts[0] != 1:
        return None
    names = case.units.names
    for n, name in enumerate(names):
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
    rival = first_rival(case.gold, case.answer, case.sentences, case.sentences[0][1])
    return rival[0] if rival and not rival[0].islower() else None


def _stresses_another(case: Case) -> bool:
    """True if what the first sentence puts in bold has nothing of the gold in it."""
    start, end = case.sentences[0]
    match = _BOLD.search(case.text, start, end)
    if match is None:
        return False
    stressed = units_of(atoms_of_surface(match[1])).present - case.gold.question_units - GENERIC_WORDS
    return bool(stressed) and not any(u in case.gold.units.present or u in case.gold.atoms.joined for u in stressed)


_BOLD = re.compile(r"\ue000([^\ue000\ue001]+)\ue001")


def _turns_around(case: Case) -> bool:
    """True if the gold begins with a denial and the answer, where it begins, has none."""
    start, end = case.sentences[0]
    return opens_with_denial(case.gold.written) and not denies(case.text[start:end]) and not denies(case.text[end : end + 60])


def talk(case: Case) -> Finding | None:
    """An answer that names nothing, or was cut off before it could, is no attempt."""
    if is_unfinished(case.text) and (len(case.text) < 80 or case.text[-1:].isalnum()):
        return Finding(Grade.NOT_ATTEMPTED, 0.8, "is cut off before it says anything")
    if (asked := asks_back(case.text, case.sentences)) is not None:
        return Finding(Grade.NOT_ATTEMPTED, 0.85, f"asks back: {asked}")
    wide = 1 if case.text.isascii() else 2
    if case.gold.is_long and case.coverage.share >= 0.4 and case.coverage.new > 2:
        return None
    vague = vague_words(case.text) * 100 / max(100, len(case.text) * wide)
    committed = commits(case.gold, case.answer, case.sentences)
    if len(case.text) >= 40 and (
        (vague >= 0.4 and not committed and (len(case.sentences) > 1 or vague_words(case.text) > 1))
        or (vague >= 1.0 and committed < 2)
        or (not committed and not case.gold.is_long and len(case.text) * wide >= 120 and len(case.sentences) > 1)
    ):
        return Finding(Grade.NOT_ATTEMPTED, 0.7, "talks around the question and names nothing")
    return None


def not_named(case: Case) -> Finding:
    """What does not name the gold is wrong."""
    if case.gold.is_long and not case.gold.is_code:
        share, missed = case.coverage.share, ", ".join(case.coverage.missed[:6])
        return Finding(Grade.INCORRECT, 0.8 - share / 2, f"covers {share:.0%} of the gold; missing: {missed}")
    return Finding(Grade.INCORRECT, _surely_other(case), f"does not name the gold: {case.gold.written}")


def _surely_other(case: Case) -> float:
    """How certain it is that an answer without the gold's name does not mean it: names of programs and numbers have few
    other names, a term of several common words has many."""
    if case.gold.is_code or case.gold.quantity or IDENTIFIER.match(case.gold.written):
        return 0.92
    names = case.gold.units.names
    if len(names) == 1 or all(word[:1].isupper() for word in case.gold.atoms.words):
        return 0.88 if commits(case.gold, case.answer, case.sentences) else 0.82
    return 0.8 if len(names) == 2 else 0.72


RULES: tuple[Rule, ...] = (
    no_answer,
    the_gold_itself,
    declining,
    yes_or_no,
    quantity,
    every_item,
    named,
    covered,
    talk,
    not_named,
)
