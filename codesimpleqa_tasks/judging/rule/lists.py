"""Rule: where the gold is a list."""

from __future__ import annotations

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.evidence.listing import evidence_on_listing
from codesimpleqa_tasks.judging.rule.evidence.whole import new_words
from codesimpleqa_tasks.judging.rule.finding import Doubt, Finding, doubtful
from codesimpleqa_tasks.judging.rule.forms import Form
from codesimpleqa_tasks.judging.rule.hedges import offers_another
from codesimpleqa_tasks.judging.rule.mentions import Likeness
from codesimpleqa_tasks.judging.rule.stance import Stance


def every_item(case: Case) -> Finding | None:
    """Where the gold is a list, the answer must name every item of it."""
    items = case.gold.items
    if not items or case.gold.polarity or _is_spelled_out(case):
        return None
    missing, denied, doubtful_items = [], [], 0
    named = [case.mentions_of(forms) for forms in items]
    for forms, mentions in zip(items, named):
        good = [m for m, reading in mentions if reading.stance not in (Stance.DENIED, Stance.CONCEDED)]
        if (
            good
            and (other := offers_another(case, good)) is not None
            and not any(case.text[m.start : m.end] in other for others in named for m, _ in others)
        ):  # what stands beside an item may be the next one
            return Finding(Grade.INCORRECT, 0.7, f"offers part of the gold or something else: {other}")
        if good:
            doubtful_items += max(m.likeness for m in good) < Likeness.TERM
        elif not mentions and _has_parts(case, forms):
            doubtful_items += 1
        elif mentions:
            denied.append(forms[0].written)
        else:
            missing.append(forms[0].written)
    if denied:
        return Finding(Grade.INCORRECT, 0.85, f"denies part of the gold: {', '.join(denied)}")
    are_names = not case.gold.is_long and all(len(forms[0].units) <= 2 for forms in items)
    if not missing and are_names and new_words(case) <= 2 + len(items):
        return Finding(Grade.CORRECT, 0.95, "names every item of the gold, and nothing else")
    if len(missing) * 2 > len(items):
        return None
    evidence = evidence_on_listing(case, len(missing), doubtful_items)
    if not missing:
        return doubtful(Grade.CORRECT, "names every item of the gold", Doubt.LISTING, evidence)
    why = f"does not name all of the gold: {', '.join(missing)} is missing"
    return doubtful(Grade.INCORRECT, why, Doubt.LISTING, evidence)


def _is_spelled_out(case: Case) -> bool:
    """True if the answer has the whole list as the gold writes it."""
    return any(m.likeness is Likeness.SPELLED and r.stance is Stance.ASSERTED for m, r in case.mentions)


def _has_parts(case: Case, forms: tuple[Form, ...]) -> bool:
    """True if one sentence has all units of an item, in whatever order ("the ID of the default box")."""
    for form in forms:
        wanted = set(form.units)
        if len(wanted) < 2 or not wanted <= case.units.present:
            continue
        for start, end in case.sentences:
            if wanted <= {
                u for u, a in zip(case.units.names, case.units.firsts) if start <= case.answer.starts[a] < end
            }:
                return True
    return False
