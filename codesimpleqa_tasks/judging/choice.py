"""Constrained choice: how the servers that can be held to the three grades are asked to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LETTERS = ("A", "B", "C")

CHOICES: Mapping[str, Mapping[str, Any]] = {
    # vLLM from 0.11 on, and vLLM before.
    "structured_outputs": {"structured_outputs": {"choice": list(LETTERS)}},
    "guided_choice": {"guided_choice": list(LETTERS)},
    # SGLang.
    "regex": {"regex": "[ABC]"},
    # OpenAI and the many that take its structured outputs: Ollama, llama.cpp, LM Studio, vLLM, SGLang.
    "json_schema": {
        "response_format": {
            "type": "json_schema",
            "json_schema": {
                "name": "verdict",
                "strict": True,
                "schema": {
                    "type": "object",
                    "properties": {"grade": {"type": "string", "enum": list(LETTERS)}},
                    "required": ["grade"],
                    "additionalProperties": False,
                },
            },
        }
    },
}
"""By the name that the setting "choice" has: the fields that are added to the body of the request."""
