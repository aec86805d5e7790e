"""Answers: what a response says once its thinking and its wrapping are taken off."""

from codesimpleqa_tasks.answers.reading import Answer, read_answer

__all__ = ["Answer", "read_answer"]
