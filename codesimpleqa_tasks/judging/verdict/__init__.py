"""Reading verdicts: a judge's reply in, its grade or None (unreadable) out."""

from codesimpleqa_tasks.judging.verdict.reading import read_verdict

__all__ = ["read_verdict"]
