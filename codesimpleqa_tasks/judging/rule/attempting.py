"""Rules: whether an answer is an attempt at all."""

from __future__ import annotations

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.attempt import asks_back, declines, is_unfinished
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.evidence.meaning import in_other_words
from codesimpleqa_tasks.judging.rule.finding import Finding
from codesimpleqa_tasks.judging.rule.mentions import Likeness
from codesimpleqa_tasks.judging.rule.quantities import quantities_in
from codesimpleqa_tasks.judging.rule.rivals import commits
from codesimpleqa_tasks.judging.rule.stance import Stance


def no_answer(case: Case) -> Finding | None:
    """Nothing but white space and punctuation is no answer, unless the gold is made of signs."""
    if len(case.answer) or any(form.literal and form.literal in case.text for form in case.gold.forms):
        return None
    if any(c in "<>=+*/|&^~%$#@\\!?:;.,-_()[]{}'\"`" for c in case.text) and any(f.literal for f in case.gold.forms):
        return None
    if case.text.strip() and len(case.candidate.gold.strip()) <= 3:
        return None
    said = "the question again" if case.echoes else "white space and punctuation"
    return Finding(Grade.NOT_ATTEMPTED, 1.0, f"no answer: nothing but {said}")


def declining(case: Case) -> Finding | None:
    """An answer that says it does not know, or asks back, is no attempt, unless a guess follows."""
    declined = declines(case.text, case.sentences)
    if declined is None:
        return None
    cue, place = declined
    if any(cue.lower().strip(" .!") in text.lower() for text in (case.candidate.gold, case.candidate.question)):
        return None
    if case.text[:place].strip() and any(
        m.end <= place and r.stance in (Stance.ASSERTED, Stance.ALTERNATIVE) and m.likeness >= Likeness.TERM
        for m, r in case.mentions
    ):
        return Finding(Grade.INCORRECT, 0.7, f"names the gold, but does not stand by it: {cue}")
    return Finding(Grade.NOT_ATTEMPTED, 0.95, f"declines to answer: {cue}")


def talk(case: Case) -> Finding | None:
    """An answer that names nothing, or was cut off before it could, is no attempt."""
    if is_unfinished(case.text) and (len(case.text) < 80 or case.text[-1:].isalnum()):
        return Finding(Grade.NOT_ATTEMPTED, 0.8, "is cut off before it says anything")
    if (asked := asks_back(case.text, case.sentences)) is not None:
        return Finding(Grade.NOT_ATTEMPTED, 0.85, f"asks back: {asked}")
    if case.gold.is_long and case.coverage.share >= 0.4 and case.coverage.new > 2:
        return None
    asked_for_number = case.gold.quantity is not None and case.length >= 100 and len(case.sentences) > 1
    committed = commits(case)
    if asked_for_number and committed < 2 and not quantities_in(case.answer):
        return Finding(Grade.NOT_ATTEMPTED, 0.75, "gives no number where one is asked for")
    vague = case.vague_words * 100 / max(100, case.length)
    if case.length >= 40 and (
        (vague >= 0.4 and not committed and (len(case.sentences) > 1 or case.vague_words > 1))
        or (vague >= 1.0 and committed < 2 and case.vague_words > 1)
        or (not committed and not case.gold.is_long and case.length >= 120 and len(case.sentences) > 1)
    ):
        return in_other_words(case, Grade.NOT_ATTEMPTED, "talks around the question and names nothing")
    return None
