"""Rule: an answer that names the gold, and what it makes of it."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.bold import bold_elsewhere
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.evidence.naming import evidence_on_naming
from codesimpleqa_tasks.judging.rule.finding import Doubt, Finding, doubtful
from codesimpleqa_tasks.judging.rule.hedges import offers_another, other_words_for
from codesimpleqa_tasks.judging.rule.marks import is_called_answer, marks_answer
from codesimpleqa_tasks.judging.rule.mentions import Likeness, Mention
from codesimpleqa_tasks.judging.rule.names import in_block
from codesimpleqa_tasks.judging.rule.overriding import overriding_name
from codesimpleqa_tasks.judging.rule.rivals import first_rival
from codesimpleqa_tasks.judging.rule.stance import Reading, Stance, sentence_at
from codesimpleqa_tasks.judging.rule.units import parsed_part
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS, STOP_WORDS, VENDORS, stem

_FILLER = re.compile(
    r"\b(?:question|sure|yes|no|right|great|short|answer|course|thanks|simple|easy|tl;?dr|well|ok|here|two|three|note|that's)\b|当然|好的|你好|问题|总之|简|答案|如下|分别|两|三|:",
    re.IGNORECASE,
)
_NAMES_NOW = re.compile(
    r"(?:=>|->|∴|\banswer\s*:|known\s+as|called|termed|the\s+answer\s+is|i\.e\.,?|that\s+is,?|namely|英文(?:是|为|名为?|叫)|全称(?:是|为)?|缩写(?:是|为)?|简称(?:是|为)?|又称|也称|亦称|换言之|即|也就是|就是|叫做?|称为|答案是)[\s\"'`\ue000]*(?:the\s+|an?\s+)?[\"'`\ue000]*$",
    re.IGNORECASE,
)

TELLING = 5
"""A gold of that many words is no common name."""
_TELL_NOTHING = VENDORS | STOP_WORDS | GENERIC_WORDS
_MODIFIES = re.compile(
    r"\w[\w./+#-]*(?:\s+(?!(?:is|are|was|were|and|or|with|not|uses?|has|does|via|by|to|in|on|for|of|as)\b)[a-z][\w-]+){1,4}\s+[\"'`\ue000]*$"
    r"|[A-Za-z][\w./+#-]*\s?(?:的)?(?:编号|编码|代号|名称|公司|语言|框架|工具|命令|平台)(?:[:：为是])?\s?[\"'`\ue000]*$"
)
"""A name that modifies the noun to which the gold stands in apposition: "the macOS tool Keyboard Maestro"."""


def named(case: Case) -> Finding | None:
    """An answer that names the gold is right, if it says so: not denied, not one of several, nothing else first."""
    if not case.mentions:
        return None
    mentions = [(m, _as_asked(case, reading)) for m, reading in case.mentions if not _echoes(case, m)]
    if not mentions:
        return None
    asserted = [m for m, reading in mentions if reading.stance is Stance.ASSERTED]
    against = [(m, reading) for m, reading in mentions if reading.stance in (Stance.DENIED, Stance.CONCEDED)]
    if against and not (asserted and _first(asserted, against) and marks_answer(case.text, asserted[0].start)):
        mention, reading = against[0]
        verb = "denies" if reading.stance is Stance.DENIED else "mentions, but takes back,"
        return Finding(Grade.INCORRECT, 0.9, f'{verb} the gold: {mention.form} ("{reading.cue}")')
    if not asserted:
        mention, reading = mentions[0]
        return Finding(
            Grade.INCORRECT, 0.75, f'the gold is only {reading.stance.value}: {mention.form} ("{reading.cue}")'
        )
    if (other := _something_else(case, asserted)) is not None:
        return other
    if any(m.likeness is Likeness.SPELLED and _is_sentence(case, m) for m in asserted):
        return Finding(Grade.CORRECT, 0.95, f"has the gold word for word: {asserted[0].form}")
    if any(is_called_answer(case.lower, m.end) for m in asserted):
        return Finding(Grade.CORRECT, 0.9, f"calls the gold the answer: {asserted[0].form}")
    grade, why = _tendency(case, asserted)
    evidence = {**evidence_on_naming(case, asserted), "taken for the answer": float(grade is Grade.CORRECT)}
    return doubtful(grade, why, Doubt.NAMING, evidence)


def _is_sentence(case: Case, mention: Mention) -> bool:
    """True for the whole of a gold of several words: nobody writes that out by chance, or to name something else."""
    words = sum(len(unit) > 1 for unit in case.gold.units.names)
    return (case.gold.is_long or words >= TELLING) and mention.end - mention.start > 0.8 * len(case.gold.essences[-1])


def _something_else(case: Case, asserted: list[Mention]) -> Finding | None:
    """What settles that the answer is something else, although it names the gold without denying it."""
    best = asserted[0]
    if (meant := other_words_for(case, best)) is not None:
        return Finding(Grade.INCORRECT, 0.8, f"takes the abbreviation for something else: {meant}")
    if (name := overriding_name(case)) is not None:
        return Finding(Grade.INCORRECT, 0.8, f"says outright that it is {name}, after the gold: {best.form}")
    if (bold := bold_elsewhere(case, asserted)) is not None:
        return Finding(Grade.INCORRECT, 0.75, f"puts {bold} in bold, and the gold not: {best.form}")
    if (other := offers_another(case, asserted)) is not None:
        return Finding(Grade.INCORRECT, 0.8, f"offers the gold or something else: {other}")
    if (neighbour := _neighbour(case, asserted)) is not None:
        return Finding(Grade.INCORRECT, 0.65, f"names {neighbour}, which has only a part of the gold: {best.form}")
    return None


def _tendency(case: Case, asserted: list[Mention]) -> tuple[Grade, str]:
    """What it looks like at first, and why: that another name stands before the gold, or that the gold is the answer."""
    best = asserted[0]
    telling = best.likeness >= Likeness.TERM and best.end - best.start >= 18 and len(case.gold.units.names) >= 4
    rival = None if telling else first_rival(case, best.start)
    if rival is not None and not _introduces(case, rival[1], best):
        return Grade.INCORRECT, f"puts {rival[0]} before the gold: {best.form}"
    if (
        not in_block(case.text, best.start)
        and sentence_at(case.sentences, best.start) > 0
        and not any(marks_answer(case.text, m.start) for m in asserted)
    ):
        return Grade.INCORRECT, f"names the gold only later, and not as the answer: {best.form}"
    if (head := _other_head(case, best)) is not None:
        return Grade.INCORRECT, f"answers {head}, and names the gold only later: {best.form}"
    return Grade.CORRECT, f"names the gold: {best.form}"


def _neighbour(case: Case, asserted: list[Mention]) -> str | None:
    """Another name that shares only the end of the gold with it, as "Update Mesh Section" does with "Create Mesh
    Section"; None if the gold is named as a whole anywhere."""
    if any(mention.likeness is not Likeness.PART for mention in asserted):
        return None
    neighbour = None
    for mention in asserted:
        before = re.search(r"\b([A-Z]\w+|(?<=[`\ue000])\w+)[ -]$", case.text[: mention.start])
        if before is None or case.gold.written.lower().startswith(mention.form.lower()):
            return None
        value = parsed_part(before[1]).atoms.joined
        starts = any(start == before.start() for start, _ in case.sentences)
        known = case.gold.has(value) or value in _TELL_NOTHING or stem(value) in case.gold.units.present
        if starts or not value or known:
            return None
        neighbour = neighbour or case.text[before.start() : mention.end]
    return neighbour


_NEGATED_VERB = re.compile(r"^(?:不支持|不包括|不包含|不需要|不使用|不采用|没有|不属于|不存在)$")


def _as_asked(case: Case, reading: Reading) -> Reading:
    """A denial that only repeats the question ("which is not supported?") is none; nor is a question mark that belongs to
    the gold ("block_given?")."""
    if reading.cue == "?" and case.gold.written.endswith(("?", "？")):
        return Reading(Stance.ASSERTED)
    if reading.stance is Stance.DENIED and _NEGATED_VERB.search(reading.cue) and reading.cue in case.candidate.question:
        return Reading(Stance.ASSERTED)
    return reading


def _echoes(case: Case, mention: Mention) -> bool:
    """True for the gold as part of a longer name that the question holds: "Scala" in "Scala Days"."""
    written = case.text[mention.start : mention.end]
    question = case.candidate.question
    if len(case.text) < 25 or written not in question or not written.isascii():
        return False
    following = re.match(r"\s+[A-Z]\w+", case.text[mention.end : mention.end + 30])
    return following is not None and written + following[0] in question


def _first(asserted: list[Mention], against: list[tuple[Mention, Reading]]) -> bool:
    """True if the gold is asserted before it is denied (a later denial concerns a detail)."""
    return asserted[0].start < against[0][0].start


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
    new = [u for u in here if not case.gold.knows(u)]
    return case.text[start:end].strip() if new else None


def _introduces(case: Case, rival_start: int, mention: Mention) -> bool:
    """True if the rival only leads to the gold: both in the same breath, the gold marked as the answer."""
    between = case.text[rival_start : mention.start]
    if re.search(r"--\s*[`\"\ue000]*$", between):
        return True  # after a dash: an apposition
    if case.text[: mention.start].endswith(("(", "(`", "(\ue000")) or _NAMES_NOW.search(between.rstrip("-.@$#")):
        return True
    if _MODIFIES.match(between):
        return True
    between = between[:-1]
    marked = case.text[max(0, mention.start - 1) : mention.start] in ("\ue000", "`", '"')
    return marked and "\ue000" not in between and "`" not in between
