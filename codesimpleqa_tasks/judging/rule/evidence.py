"""Evidence: what in an answer speaks for its being right, wrong or no attempt, as numbers with readable names.

Each kind of finding that leaves a doubt has evidence of its own. Most of it is 0 or 1; the rest lies between 0 and 1, or
near it. `weighing` says what each piece weighs.
"""

from __future__ import annotations

import re
from itertools import pairwise

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.atoms import atoms_of_surface
from codesimpleqa_tasks.judging.rule.attempt import asks_back, guesses_after
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.contrasts import contrasts
from codesimpleqa_tasks.judging.rule.coverage import coverage_of, keys_of
from codesimpleqa_tasks.judging.rule.finding import Doubt, Finding
from codesimpleqa_tasks.judging.rule.identifiers import IDENTIFIER
from codesimpleqa_tasks.judging.rule.marks import leads_to, marks_answer
from codesimpleqa_tasks.judging.rule.mentions import Likeness, Mention
from codesimpleqa_tasks.judging.rule.names import in_block
from codesimpleqa_tasks.judging.rule.polarity import denies, opens_with_denial
from codesimpleqa_tasks.judging.rule.rivals import commits, first_rival
from codesimpleqa_tasks.judging.rule.stance import Stance, sentence_at
from codesimpleqa_tasks.judging.rule.units import units_of
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS, STOP_WORDS, has_han

_BOLD = re.compile(r"\ue000([^\ue000\ue001]*)\ue001")
_CODE = re.compile(r"`[^`\n]*`")
_CONCLUDES = re.compile(
    r"\b(?:so|therefore|thus|hence|in short|the answer|i\.e\.|which is why|here|this is)\b"
    r"|所以|因此|答案|即|这里要|综上|总之|也就是",
    re.IGNORECASE,
)
_BELITTLED = re.compile(
    r"^[\s\"'`)\ue001\]>]*(?:[(（][^()（）]{0,40}[)）])?[\s\"'`)\ue001]*,?\s*(?:\w+\s+){0,2}?"
    r"(?:only|merely|just|simply|would|doesn't|does not|isn't|is not|don't|can't|cannot|by contrast|on the other hand|in turn|never|rather)\b"
    r"|^[\s\"'`)\ue001\]>]*(?:[(（][^()（）]{0,40}[)）])?[\s\"'`)\ue001]*(?:其实|实际上|本身|这个|这类|也|都|里|中)?[，,]?"
    r"(?:则|只(?!要|有)|仅|虽|不|并[不非未没]|反而|没|无法|却)",
    re.IGNORECASE,
)
"""What follows a name that is only set against the answer: "X only shows ...", "X 则 ..."."""
_BESIDE = re.compile(
    r"(?:\b(?:unlike|with|than|instead of|on top of|to|and|or|from|while|whereas|of|for|as|by|between|except|until|after|before|over|like|also|even|some|though|although|not)\s+(?:a\s+|an\s+|the\s+)?"
    r"|而|与|和|或|比|像|对|跟|至于|虽然|尽管|从|在|往往把|常被|以及|包括|如|有|、|,\s?|/)[\s\"'`(\ue000]*$",
    re.IGNORECASE,
)
"""What precedes a name that stands beside the answer."""


def evidence_on_naming(case: Case, asserted: list[Mention]) -> dict[str, float]:
    """What speaks for and against an answer that names the gold at these places, denying it at none of them."""
    text, best = case.text, asserted[0]
    bold, code = _spans(_BOLD, text), _spans(_CODE, text)
    sentence = sentence_at(case.sentences, best.start)
    start, end = case.sentences[sentence]
    begins = [m for m in asserted if _begins_later_sentence(case, m)]
    likeness = max(m.likeness for m in asserted)
    found = {
        "spelled out": float(likeness is Likeness.SPELLED),
        "in other words": float(likeness is Likeness.TERM),
        "only a part": float(likeness is Likeness.PART),
        "only initials": float(likeness is Likeness.INITIALS),
        "in bold": float(_any_inside(asserted, bold)),
        "as code": float(_any_inside(asserted, code)),
        "in a block of code": float(any(in_block(text, m.start) for m in asserted)),
        "opens the answer": float(len(text[: best.start].strip(" \n\"'`(\ue000")) < 4),
        "in the first sentence": float(sentence == 0),
        "only in the last of several sentences": float(0 < sentence == len(case.sentences) - 1),
        "marked as the answer": float(any(marks_answer(text, m.start) for m in asserted)),
        'after "is", "use" and the like': float(any(leads_to(text, m.start) for m in asserted)),
        'after "so", "the answer" and the like': float(
            any(_CONCLUDES.search(text, case.sentences[sentence_at(case.sentences, m.start)][0], m.start) for m in asserted)
        ),
        "named again": min(3, len(asserted) - 1) / 3,
        "belittled": float(bool(_BELITTLED.match(text[best.end : best.end + 80]))),
        "begins a later sentence": float(best in begins),
        "only begins later sentences": float(len(begins) == len(asserted)),
        "beside something else": float(all(_BESIDE.search(text[: m.start]) for m in asserted)),
        "something else in bold": float(bool(bold) and not _any_inside(asserted, bold)),
        "denied elsewhere": float(any(r.stance in (Stance.DENIED, Stance.CONCEDED) for _, r in case.mentions)),
        "a denial in its sentence": float(denies(text[start:end]) and not denies(case.candidate.question)),
        "words of the question in its sentence": max(
            _of_question(case, *case.sentences[sentence_at(case.sentences, m.start)]) for m in asserted
        ),
        "words of the question in the first sentence": _of_question(case, *case.sentences[0]),
        "how late": best.start / max(1, len(text)),
    }  # fmt: skip
    found["begins a later sentence, belittled"] = found["begins a later sentence"] * found["belittled"]
    found |= _on_the_first_rival(case, asserted[0], found, bold, code)
    found |= _on_later_names(case, asserted[-1], bold, code)
    return found | _on_the_whole(case) | _on_new_words(case)


def _on_the_first_rival(
    case: Case, best: Mention, found: dict[str, float], bold: list[tuple[int, int]], code: list[tuple[int, int]]
) -> dict[str, float]:
    rival = first_rival(case, best.start)
    if rival is None:
        return {}
    place, text = rival[1], case.text
    inside = {"in bold": bold, "as code": code}
    return {
        "another name first": 1.0,
        **{f"another name first, {how}": float(any(s <= place < e for s, e in spans)) for how, spans in inside.items()},
        "another name opens the answer": float(place < 4),
        "another name in the first sentence": float(sentence_at(case.sentences, place) == 0),
        "another name in the same sentence": float(
            sentence_at(case.sentences, place) == sentence_at(case.sentences, best.start)
        ),
        'another name after "is", "use" and the like': float(leads_to(text, place)),
        **{
            f"another name first, the gold {how}": found[how]
            for how in (
                "in bold",
                "marked as the answer",
                'after "is", "use" and the like',
                'after "so", "the answer" and the like',
                "belittled",
                "words of the question in its sentence",
            )
        },
    }


def in_other_words(case: Case, grade: Grade, why: str) -> Finding:
    """A finding on an answer that does not name the gold: what it looks like at first, and the evidence."""
    evidence = evidence_on_meaning(case)
    evidence[f"taken for {grade.value}"] = 1.0
    return Finding(grade, 0.6, why, Doubt.MEANING, evidence)


def _on_later_names(
    case: Case, last: Mention, bold: list[tuple[int, int]], code: list[tuple[int, int]]
) -> dict[str, float]:
    """Names that come only after the last mention of the gold: a list of candidates of which another is chosen."""
    text = case.text
    later = [m.start() for m in case.new_names if m.start() >= last.end]
    if not later:
        return {}
    number = sentence_at(case.sentences, last.start)
    other = [place for place in later if sentence_at(case.sentences, place) > number]
    marked = [place for place in later if marks_answer(text, place)]
    return {
        "another name later": 1.0,
        "another name in a later sentence": float(bool(other)),
        "another name later, in bold": float(any(s <= place < e for s, e in bold for place in later)),
        "another name later, as code": float(any(s <= place < e for s, e in code for place in later)),
        "another name later, marked as the answer": float(bool(marked)),
        "another name later, after a conclusion": float(
            any(_CHOOSES.search(text, max(last.end, place - 60), place) for place in later)
        ),
        "another name ends the answer": float(len(text) - later[-1] < 40),
        "words of the question between": max(_of_question(case, last.end, place + 1) for place in later),
    }


_CHOOSES = re.compile(
    r"\b(?:so|therefore|thus|hence|but|instead|actually|rather|since|whereas|while|it(?:'s|\s+is)|(?:the\s+)?(?:latter|second|third|last)(?:\s+one)?|you\s+(?:want|need|use|take|call)|use|take|call|run|go\s+with)\b"
    r"|所以|因此|其实|应(?:该|当)?|要用|才|则|而(?!且)|后者|选|改用|真正|请用|得用",
    re.IGNORECASE,
)
"""What leads from candidates to the one that is chosen."""


def _coverage_at_first(case: Case) -> float:
    if len(case.sentences) == 1:
        return case.coverage.share
    first = atoms_of_surface(case.text[: case.sentences[0][1]])
    keys = keys_of(case.gold.essences[-1], case.candidate.question)
    return coverage_of(keys, first, units_of(first), [(0, len(first.text))]).share


_OF_ITSELF = re.compile(
    r"\b(?:I|I'm|I've|I'd|I'll|me|my|we|our)\b[^.!?]{0,50}?(?:\b(?:not|never|no|cannot|decline|abstain|pass|unable|nothing|speculat\w+|rather|hesitate|forgot\w*|unsure|blind)\b|n't\b)"
    r"|\bn(?:o|ot|othing)\b[^.!?]{0,40}\b(?:attached|supplied|given|provided|pasted|shared|covered|clue|idea)\b"
    r"|我[^。！？]{0,16}?(?:没|不|忘|怕|放弃|无法|无从|记混)|(?:不|没法|无法|难以|无可)[^，。]{0,4}(?:作答|回答|解答|奉告|误导|胡诌|乱说|献丑|定论|断言|下结论|确认)",
)
"""An answer that speaks of itself, and says what it does not know, has or do."""
_TO_THE_USER = re.compile(r"\b(?:you|your)\b|你|您|请", re.IGNORECASE)


def evidence_on_meaning(case: Case) -> dict[str, float]:
    """What speaks for and against an answer that does not name the gold, but may say it in its own words."""
    long = case.gold.is_long
    found = _on_the_whole(case) | _on_new_words(case)
    found |= _on_coverage(case, found["new words"])
    text = case.text
    bold = {unit for m in _BOLD.finditer(text) for unit in units_of(atoms_of_surface(m[1])).names}
    found |= {
        "bold that is not of the gold": len(bold - case.gold.units.present - case.gold.question_units)
        / max(1, len(bold)),
        "coverage in the first sentence": _coverage_at_first(case),
        "another term in parentheses": float(_explains_another(case)),
        "a name that differs in one word": float(_has_sibling(case)),
        "affirms what the gold denies": float(affirms_the_denied(case)),
        "says plainly what the gold denies": float(_says_the_denied(case)),
        "a term with its English name as the gold": float(bool(_TERM_IN_BOTH.search(case.gold.written))),
        "denies what the gold affirms": float(_denies_the_affirmed(case)),
        "asks back": float(asks_back(text, case.sentences) is not None),
        "guesses": float(guesses_after(text, 0)),
        "says what it cannot": float(bool(_OF_ITSELF.search(text))),
        "speaks to the user": float(bool(_TO_THE_USER.search(text))),
        "one word for a term of several": float(len(case.units.names) == 1 < len(case.gold.units.names)),
    }
    for name in list(found):
        found[f"long gold: {name}"] = found[name] * long
    found["long gold"] = float(long)
    return found


_EXPLAINED = re.compile(r"[\u3400-\u9fff\ue001][\s\"'`\ue001]*[(（]\ue000?([A-Za-z][^()（）\ue001]{2,40})\ue001?[)）]")


def _explains_another(case: Case) -> bool:
    """True if the first sentence gives a Chinese term with an English one in parentheses that the gold has no word of."""
    start, end = case.sentences[0]
    terms = [atoms_of_surface(m[1]).values for m in _EXPLAINED.finditer(case.text, start, end)]
    return bool(terms) and not any(case.gold.known_values.intersection(term) for term in terms)


def _has_sibling(case: Case) -> bool:
    """True if a name of as many words as the gold stands in the answer that differs from it in one of them, as
    "Update Mesh Section" does from "Create Mesh Section"."""
    gold, answer = case.gold.atoms, case.answer
    number = len(gold)
    if not 2 <= number <= 6 or not all(word.isascii() for word in gold.words):
        return False
    for first in range(len(answer) - number + 1):
        other = [n for n in range(number) if gold.values[n] != answer.values[first + n]]
        if len(other) == 1 and _is_telling(answer.words[first + other[0]]):
            return True
    return False


def _is_telling(word: str) -> bool:
    return word.isascii() and (word[0].isupper() or any(c.isdigit() for c in word)) and word.lower() not in STOP_WORDS


def affirms_the_denied(case: Case) -> bool:
    """True if the gold begins with a denial and the answer, where it begins, has none."""
    start, end = case.sentences[0]
    return (
        opens_with_denial(case.gold.written)
        and not denies(case.text[start:end])
        and not denies(case.text[end : end + 60])
    )


_DENIED_WORD = re.compile(
    r"(?:尚未|并未|没有|无法|不能|不会|不可|不再|不|未)(?P<han>[\u3400-\u9fff]{2})"
    r"|(?:\b(?:not|cannot|never)|n't)\s+(?:be\s+|directly\s+)?(?P<word>[a-z]{4,})"
)
_TERM_IN_BOTH = re.compile(r"[\u3400-\u9fff]\s*[(（][A-Za-z][A-Za-z -]{3,}[)）]")


def _says_the_denied(case: Case) -> bool:
    """True if the answer begins with a word that the gold denies, and does not deny it: "支持" for "尚未支持"."""
    opening = case.text[: case.sentences[min(1, len(case.sentences) - 1)][1]]
    for match in _DENIED_WORD.finditer(case.gold.written):
        word = match["han"] or match["word"]
        place = opening.find(word)
        if place >= 0 and not denies(opening[max(0, place - 12 - 8 * word.isascii()) : place + len(word)]):
            return True
    return False


def _denies_the_affirmed(case: Case) -> bool:
    """True if the answer begins with a denial and the gold has none."""
    start, end = case.sentences[0]
    return not denies(case.gold.written) and opens_with_denial(case.text[start:end])


def evidence_on_listing(case: Case, missing: int, doubtful: int) -> dict[str, float]:
    """What speaks for and against an answer to a question for a list, of which it does not name `missing` items, and
    `doubtful` ones only in other words."""
    number = max(1, len(case.gold.items))
    shares = [
        coverage_of(keys_of(forms[0].written, case.candidate.question), case.answer, case.units, case.sentences).share
        for forms in case.gold.items
    ]
    return {
        "items missing": missing / number,
        "any item missing": float(missing > 0),
        "items in other words": doubtful / number,
        "coverage of the worst item": min(shares, default=0.0),
        "coverage of all items": sum(shares) / number,
        "many items": float(number > 2),
        **_on_the_whole(case),
        **_on_new_words(case),
    }


def _on_the_whole(case: Case) -> dict[str, float]:
    """The answer as a whole."""
    text = case.text
    length = len(text) * (1 if text.isascii() else 2)
    names = case.new_names
    return {
        "always": 1.0,
        "a few words": float(length < 60),
        "many sentences": min(len(case.sentences), 8) / 8,
        "contrasts": min(4, contrasts(case.candidate.answer)) / 4,
        "a correction": float(case.correction is not None),
        "other names": min(6, len({m[0] for m in names})) / 6,
        "names everywhere": min(1.0, len(names) * 30 / max(30, length)),
        "commits itself": commits(case) / 2,
        "vague words": min(4, case.vague_words) / 4,
        "ends with a question": float(text.rstrip().endswith(("?", "？"))),
        "code as the gold": float(case.gold.is_code),
        "a name of a program as the gold": float(bool(IDENTIFIER.match(case.gold.written))),
        "a number as the gold": float(case.gold.quantity is not None),
        "in Chinese": float(case.candidate.language.value == "zh"),
    }


def _on_new_words(case: Case) -> dict[str, float]:
    """What the answer says beside the gold and the question."""
    new = new_words(case)
    return {
        "new words": min(8.0, new) / 8,
        "nothing new": float(not new),
        "a denial more or less": float(denies(case.gold.written) != denies(case.text)),
    }


def new_words(case: Case) -> float:
    """How many words at the beginning of the answer stand neither in the gold nor in the question; a Han character that
    is no known word counts half."""
    gold = case.gold
    known = gold.units.present | gold.question_units | GENERIC_WORDS
    new = [unit for unit in case.units.names[:20] if unit not in known]
    return sum(0.5 if has_han(unit) else 1.0 for unit in new if len(unit) > 1 or has_han(unit))


def _on_coverage(case: Case, new_words: float) -> dict[str, float]:
    """How much of the gold the answer says, and what it says instead."""
    coverage, gold = case.coverage, case.gold
    ours = {v for v in gold.atoms.values if v[0].isdigit()} - gold.question_values
    theirs = {v for v in case.answer.values if v[0].isdigit()} - gold.question_values
    asked = _shingles(case.candidate.question)
    wanted = _shingles(gold.essences[-1]) - asked or _shingles(gold.written)
    said = _shingles(case.text)
    shared, own = len(wanted & said), len(said - asked)
    return {
        "coverage": coverage.share,
        "coverage squared": coverage.share**2,
        "much to cover": min(coverage.new, 10) / 10,
        "names or numbers missing": min(3, len(coverage.critical_missed)) / 3,
        "says the opposite": float(bool(coverage.substitutes)),
        "all in one sentence": float(coverage.complete),
        "letters shared": shared / max(1, len(wanted)),
        "all covered, nothing new": coverage.share * (1 - new_words),
        "letters shared, both ways": 2 * shared / max(1, len(wanted) + own),
        "a number missing": float(bool(ours - theirs)),
        "another number": float(bool(theirs - ours)),
        "another number instead": float(bool(ours - theirs) and bool(theirs - ours)),
        "other order": _disorder(case),
    }


def _disorder(case: Case) -> float:
    """The share of pairs of words of the gold that stand in the other order in the answer."""
    places: dict[str, int] = {}
    for place, unit in enumerate(case.units.names):
        places.setdefault(unit, place)
    order = [
        places[unit]
        for unit in dict.fromkeys(case.gold.units.names)
        if unit in places and unit not in case.gold.question_units
    ]
    pairs = len(order) * (len(order) - 1) // 2
    turned = sum(one > other for n, one in enumerate(order) for other in order[n + 1 :])
    return turned / pairs if pairs else 0.0


def _shingles(text: str) -> set[str]:
    """Pairs of Han characters, and runs of four letters within words."""
    found: set[str] = set()
    if not text.isascii():
        for run in _HAN_RUN.findall(text):
            found.update(map("".join, pairwise(run)))
    for word in _LATIN_RUN.findall(text.lower()):
        if len(word) <= 4:
            if word not in STOP_WORDS:
                found.add(word)
        else:
            found.update(word[n : n + 4] for n in range(len(word) - 3))
    return found


_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_LATIN_RUN = re.compile(r"[a-z0-9]+")


def _of_question(case: Case, start: int, end: int) -> float:
    """The share of the question's words that stand between two places of the answer."""
    here = {unit for unit, place in case.asked_units if start <= place < end}
    return len(here) / max(1, len(case.gold.question_units))


def _begins_later_sentence(case: Case, mention: Mention) -> bool:
    number = sentence_at(case.sentences, mention.start)
    before = case.text[case.sentences[number][0] : mention.start].strip(" \n\"'`(\ue000-*：:")
    return number > 0 and before.lower() in ("", "the")


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _any_inside(mentions: list[Mention], spans: list[tuple[int, int]]) -> bool:
    return any(start <= mention.start and mention.end <= end for mention in mentions for start, end in spans)
