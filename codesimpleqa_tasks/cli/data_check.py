"""codesimpleqa data check: hold a question file against the rules, and, only if asked to, run its checks."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.jsonl import read_jsonl
from codesimpleqa_tasks.questions import Question, load_questions, official, question_from_record
from codesimpleqa_tasks.questions.checks import FILE_BYTES, MEMORY_BYTES, SECONDS, Proof, run_check
from codesimpleqa_tasks.questions.sources import BUILTIN, OFFICIAL, builtin_files
from codesimpleqa_tasks.questions.validation import Finding, validate
from codesimpleqa_tasks.visible import visible


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `codesimpleqa data check`."""
    parser.add_argument("source", metavar="FILE", help="a JSONL file of questions, or builtin")
    parser.add_argument(
        "--against",
        metavar="SOURCE",
        action="append",
        default=[],
        help="a set whose questions must not be repeated: builtin, official, FILE.jsonl (may be given again)",
    )
    parser.add_argument(
        "--run-checks",
        action="store_true",
        help="run the code in the file's checks: foreign code, so only if you have read it",
    )
    parser.add_argument("--json", action="store_true", help="print the findings as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print the findings by line; exit code 0 if there is no serious one, else 1."""
    against = [(name, load_questions(name).questions) for name in arguments.against]
    if OFFICIAL not in arguments.against and official.cache_path().exists():
        against.append((OFFICIAL, load_questions(OFFICIAL).questions))
    paths = builtin_files() if arguments.source == BUILTIN else [Path(arguments.source).expanduser()]
    total, findings = 0, []
    proofs: Counter[Proof] = Counter()
    for path in paths:
        count, found = validate(path, against)
        if arguments.run_checks:
            found += _failed_checks(path, proofs)
        total += count
        findings += [(path, finding) for finding in sorted(found, key=lambda f: (f.line, not f.serious))]
    serious = sum(finding.serious for _, finding in findings)
    if arguments.json:
        print(json.dumps(_as_dict(total, findings, proofs), ensure_ascii=False))
    else:
        for path, finding in findings:
            mark = "error" if finding.serious else "advice"
            print(visible(f"{path.name}, line {finding.line}: {mark} ({finding.rule}): {finding.message}"))
        advice = counted(len(findings) - serious, "piece of advice", "pieces of advice")
        print(f"{counted(total, 'question')}: {counted(serious, 'error')}, {advice}.")
        if arguments.run_checks:
            print(f"Checks: {', '.join(f'{proofs[p]} {p.value}' for p in Proof)}.")
        compared = ", ".join(name for name, _ in against)
        print(f"Compared with: {compared}." if compared else "Compared with no other set (--against names one).")
    return 1 if serious else 0


def _as_dict(total: int, findings: list[tuple[Path, Finding]], proofs: Counter[Proof]) -> dict[str, object]:
    return {
        "questions": total,
        "checks": {proof.value: proofs[proof] for proof in Proof},
        "findings": [
            {"file": str(path), "line": f.line, "rule": f.rule, "message": f.message, "serious": f.serious}
            for path, f in findings
        ],
    }


def _failed_checks(path: Path, proofs: Counter[Proof]) -> Iterator[Finding]:
    checked = list(_questions_with_checks(path))
    kinds = Counter(question.check.run for _, question in checked if question.check)
    will_run = ", ".join(f"{n} by {kind}" for kind, n in kinds.most_common()) or "none"
    print(
        f"Running the checks of {path.name}: {will_run}. Each on the answer, which must pass, and on each distractor, "
        f"which must not; in a process of its own without your environment, at most {SECONDS} s, "
        f"{MEMORY_BYTES >> 20} MiB of memory and {FILE_BYTES >> 20} MiB of output.",
        file=sys.stderr,
    )
    for line, question in tqdm(checked, desc="checks", delay=2, leave=False, disable=None):
        assert question.check is not None
        outcome = run_check(question.check, question.answer)
        proofs[outcome.proof] += 1
        if outcome.proof is Proof.REFUTED:
            yield Finding(line, "check", f"does not prove {question.answer!r}: {outcome.detail}")
        elif outcome.proof is Proof.SKIPPED:
            yield Finding(line, "check", f"not run: {outcome.detail}", serious=False)
        else:
            for distractor in question.distractors:
                if run_check(question.check, distractor).proof is Proof.PROVEN:
                    yield Finding(line, "check", f"proves the distractor {distractor!r} too")


def _questions_with_checks(path: Path) -> Iterator[tuple[int, Question]]:
    for line, record in read_jsonl(path):
        if record.get("check"):
            yield line, question_from_record(record, f"{path}, line {line}")
