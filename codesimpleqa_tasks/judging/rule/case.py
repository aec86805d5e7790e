"""One answer and its gold, prepared for the rules: what they all look at is worked out once, when it is first asked for."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.grade import Candidate
from codesimpleqa_tasks.judging.rule.atoms import Atoms, atoms_of_surface
from codesimpleqa_tasks.judging.rule.corrections import final_part
from codesimpleqa_tasks.judging.rule.coverage import Coverage
from codesimpleqa_tasks.judging.rule.forms import Form
from codesimpleqa_tasks.judging.rule.gold import Gold, prepare_gold
from codesimpleqa_tasks.judging.rule.keys import keys_of
from codesimpleqa_tasks.judging.rule.lazy import lazy
from codesimpleqa_tasks.judging.rule.mentions import Likeness, Mention, mentions_of
from codesimpleqa_tasks.judging.rule.names import names_in
from codesimpleqa_tasks.judging.rule.novelty import is_new
from codesimpleqa_tasks.judging.rule.said import Said
from codesimpleqa_tasks.judging.rule.sections import answer_section, tagged_answer
from codesimpleqa_tasks.judging.rule.stance import Reading, read_stance, sentences_of
from codesimpleqa_tasks.judging.rule.surface import surface
from codesimpleqa_tasks.judging.rule.units import Units, units_of
from codesimpleqa_tasks.judging.rule.vagueness import vague_words

SCAN = 6_000
"""Characters of an answer that are read: an answer is asked for in at most 64 words."""


class Case:
    """An answer to be judged, with everything the rules look at."""

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate

    @lazy
    def _surface(self) -> str:
        text = surface(tagged_answer(self._without_question)[:SCAN])
        section = answer_section(text)
        if section != text and self.gold.is_long:
            return text  # where the gold is a sentence, the explanation may well be what it says
        return section

    @property
    def echoes(self) -> bool:
        """True if the answer repeats the question word for word. What it repeats is not read."""
        return len(self._without_question) < len(self.candidate.answer)

    @lazy
    def _without_question(self) -> str:
        question = self.candidate.question.strip()
        return self.candidate.answer.replace(question, " ") if question else self.candidate.answer

    @lazy
    def _final(self) -> tuple[str, str | None]:
        return final_part(self._surface)

    @property
    def retracted(self) -> str:
        """The part of the answer that a correction takes back."""
        return self._surface[: len(self._surface) - len(self.text)] if self.correction else ""

    @property
    def correction(self) -> str | None:
        """The words that announce a correction, after which alone counts, or None."""
        return self._final[1]

    @lazy
    def text(self) -> str:
        """The surface of the answer, as far as it counts."""
        return self._final[0]

    @lazy
    def lower(self) -> str:
        """The text in lower case; its characters stand in the same places."""
        return self.text.lower()

    @lazy
    def answer(self) -> Atoms:
        """The answer as atoms."""
        return atoms_of_surface(self.text)

    @lazy
    def gold(self) -> Gold:
        """The gold, prepared."""
        return prepare_gold(self.candidate.gold, self.candidate.aliases, self.candidate.question)

    @lazy
    def units(self) -> Units:
        """The units of meaning of the answer."""
        return units_of(self.answer)

    @lazy
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences of the answer as places in its text."""
        return sentences_of(self.text)

    @lazy
    def asked_units(self) -> list[tuple[str, int]]:
        """The units of the answer that the question holds too, with their places; generic words left out."""
        asked, starts = self.gold.asked_about, self.answer.starts
        return [(unit, starts[first]) for unit, first in zip(self.units.names, self.units.firsts) if unit in asked]

    @lazy
    def length(self) -> int:
        """Characters of the answer; in a text that is not all ASCII each counts twice, for Chinese says more with it."""
        return len(self.text) * (1 if self.text.isascii() else 2)

    @lazy
    def vague_words(self) -> int:
        """How many turns of phrase of the answer talk around the question."""
        return vague_words(self.answer.stems)

    @lazy
    def names(self) -> list[re.Match[str]]:
        """The names in the answer."""
        return names_in(self.text, self.sentences)

    @lazy
    def new_names(self) -> list[re.Match[str]]:
        """Those of the names that are neither the gold nor in the question."""
        new = {name: is_new(name, self.gold) for name in {match[0] for match in self.names}}
        return [match for match in self.names if new[match[0]]]

    @lazy
    def mentions(self) -> list[tuple[Mention, Reading]]:
        """Every place where the answer names the gold, with what it says of it."""
        return self.mentions_of(self.gold.forms)

    def mentions_of(self, forms: tuple[Form, ...]) -> list[tuple[Mention, Reading]]:
        """Every place where the answer names one of the forms, with what it says of it."""
        found = mentions_of(forms, self.answer, self.units)
        if self.gold.expands:
            found = [m for m in found if m.likeness is not Likeness.INITIALS]
        return [(m, read_stance(self.text, self.sentences, m.start, m.end)) for m in found]

    @lazy
    def _said(self) -> Said:
        """What the answer says, without what it denies."""
        return Said(self.answer, self.units, self.sentences, denials_too=False)

    @lazy
    def _said_or_denied(self) -> Said:
        return Said(self.answer, self.units, self.sentences, denials_too=True)

    def coverage_of(self, gold: str) -> Coverage:
        """How much of a gold, or a part of one, the answer covers."""
        keys = keys_of(gold, self.candidate.question)
        return Coverage(keys, self._said_or_denied if keys.negated else self._said)

    @lazy
    def coverage(self) -> Coverage:
        """How much of the gold the answer covers."""
        found = [self.coverage_of(essence) for essence in self.gold.essences]
        return found[0] if len(found) == 1 else max(found, key=lambda coverage: (coverage.complete, coverage.share))
