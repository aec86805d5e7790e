"""Evidence on an answer that names the gold: as the answer, or beside something else?"""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.evidence.whole import on_new_words, on_the_whole
from codesimpleqa_tasks.judging.rule.marks import leads_to, marks_answer
from codesimpleqa_tasks.judging.rule.mentions import Likeness, Mention
from codesimpleqa_tasks.judging.rule.names import in_block
from codesimpleqa_tasks.judging.rule.polarity import denies
from codesimpleqa_tasks.judging.rule.rivals import first_rival
from codesimpleqa_tasks.judging.rule.stance import Stance, sentence_at

_BOLD = re.compile(r"\ue000([^\ue000\ue001]*)\ue001")
_CODE = re.compile(r"`[^`\n]*`")
# These are sought in lower case.
_CONCLUDES = re.compile(
    r"\b(?:so|therefore|thus|hence|in short|the answer|i\.e\.|which is why|here|this is)\b"
    r"|所以|因此|答案|即|这里要|综上|总之|也就是"
)
_BELITTLED = re.compile(
    r"^[\s\"'`)\ue001\]>]*(?:[(（][^()（）]{0,40}[)）])?[\s\"'`)\ue001]*,?\s*(?:\w+\s+){0,2}?"
    r"(?:only|merely|just|simply|would|doesn't|does not|isn't|is not|don't|can't|cannot|by contrast|on the other hand|in turn|never|rather)\b"
    r"|^[\s\"'`)\ue001\]>]*(?:[(（][^()（）]{0,40}[)）])?[\s\"'`)\ue001]*(?:其实|实际上|本身|这个|这类|也|都|里|中)?[，,]?"
    r"(?:则|只(?!要|有)|仅|虽|不|并[不非未没]|反而|没|无法|却)"
)
"""What follows a name that is only set against the answer: "X only shows ...", "X 则 ..."."""
_BESIDE = re.compile(
    r"(?:\b(?:unlike|with|than|instead of|on top of|to|and|or|from|while|whereas|of|for|as|by|between|except|until|after|before|over|like|also|even|some|though|although|not)\s+(?:a\s+|an\s+|the\s+)?"
    r"|而|与|和|或|比|像|对|跟|至于|虽然|尽管|从|在|往往把|常被|以及|包括|如|有|、|,\s?|/)[\s\"'`(\ue000]*$"
)
"""What precedes a name that stands beside the answer."""
_REACH = 40
"""Characters before a name in which that stands."""
_CHOOSES = re.compile(
    r"\b(?:so|therefore|thus|hence|but|instead|actually|rather|since|whereas|while|it(?:'s|\s+is)|(?:the\s+)?(?:latter|second|third|last)(?:\s+one)?|you\s+(?:want|need|use|take|call)|use|take|call|run|go\s+with)\b"
    r"|所以|因此|其实|应(?:该|当)?|要用|才|则|而(?!且)|后者|选|改用|真正|请用|得用"
)
"""What leads from candidates to the one that is chosen."""


def evidence_on_naming(case: Case, asserted: list[Mention]) -> dict[str, float]:
    """What speaks for and against an answer that names the gold at these places, denying it at none of them."""
    text, lower, best = case.text, case.lower, asserted[0]
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
            any(_CONCLUDES.search(lower, case.sentences[sentence_at(case.sentences, m.start)][0], m.start) for m in asserted)
        ),
        "named again": min(3, len(asserted) - 1) / 3,
        "belittled": float(bool(_BELITTLED.match(lower[best.end : best.end + 80]))),
        "begins a later sentence": float(best in begins),
        "only begins later sentences": float(len(begins) == len(asserted)),
        "beside something else": float(all(_BESIDE.search(lower, max(0, m.start - _REACH), m.start) for m in asserted)),
        "something else in bold": float(bool(bold) and not _any_inside(asserted, bold)),
        "denied elsewhere": float(any(r.stance in (Stance.DENIED, Stance.CONCEDED) for _, r in case.mentions)),
        "a denial in its sentence": float(
            denies(text[start:end]) and not denies(case.candidate.question) and not denies(case.gold.written)
        ),
        "words of the question in its sentence": max(
            _of_question(case, *case.sentences[sentence_at(case.sentences, m.start)]) for m in asserted
        ),
        "words of the question in the first sentence": _of_question(case, *case.sentences[0]),
        "how late": best.start / max(1, len(text)),
    }  # fmt: skip
    found["begins a later sentence, belittled"] = found["begins a later sentence"] * found["belittled"]
    found |= _on_the_first_rival(case, asserted[0], found, bold, code)
    found |= _on_later_names(case, asserted[-1], bold, code)
    return found | on_the_whole(case) | on_new_words(case)


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
        **{f"another name first, {how}": float(_within(place, spans)) for how, spans in inside.items()},
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


def _on_later_names(
    case: Case, last: Mention, bold: list[tuple[int, int]], code: list[tuple[int, int]]
) -> dict[str, float]:
    """Names that come only after the last mention of the gold: a list of candidates of which another is chosen."""
    text, lower = case.text, case.lower
    later = [m.start() for m in case.new_names if m.start() >= last.end]
    if not later:
        return {}
    number = sentence_at(case.sentences, last.start)
    other = [place for place in later if sentence_at(case.sentences, place) > number]
    marked = [place for place in later if marks_answer(text, place)]
    return {
        "another name later": 1.0,
        "another name in a later sentence": float(bool(other)),
        "another name later, in bold": float(any(_within(place, bold) for place in later)),
        "another name later, as code": float(any(_within(place, code) for place in later)),
        "another name later, marked as the answer": float(bool(marked)),
        "another name later, after a conclusion": float(
            any(_CHOOSES.search(lower, max(last.end, place - 60), place) for place in later)
        ),
        "another name ends the answer": float(len(text) - later[-1] < 40),
        "words of the question between": max(_of_question(case, last.end, place + 1) for place in later),
    }


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


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _any_inside(mentions: list[Mention], spans: list[tuple[int, int]]) -> bool:
    return any(start <= mention.start and mention.end <= end for mention in mentions for start, end in spans)
