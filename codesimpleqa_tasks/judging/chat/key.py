"""The API key: read from the environment, sent to the endpoint, shown nowhere."""

from __future__ import annotations

import os
import re

from codesimpleqa_tasks.errors import InputError

KEY_VARIABLES = ("CODESIMPLEQA_JUDGE_API_KEY", "OPENAI_API_KEY")
"""Where the key is looked for, the first that is set, unless the judge file names a variable."""

_SHORTEST_SECRET = 8
"""What is shorter ("EMPTY", "none", "x") stands in for a key where a server wants none."""


class ApiKey:
    """A key that does not show itself: not in `repr`, and `hidden_in` takes it out of other people's texts."""

    def __init__(self, value: str, variable: str) -> None:
        self._value = value
        self.variable = variable
        self._pieces = {value[i : i + _SHORTEST_SECRET] for i in range(len(value) - _SHORTEST_SECRET + 1)}

    def __repr__(self) -> str:
        return f"ApiKey(from {self.variable})"

    def header(self) -> str:
        """The value of the Authorization header."""
        return f"Bearer {self._value}"

    def hidden_in(self, text: str) -> str:
        """The text with "[key]" for every word that holds the key, or eight characters of it in a row."""
        if not self._pieces or not any(piece in text for piece in self._pieces):
            return text
        return re.sub(r"[^\s\"',;:]+", lambda word: "[key]" if self._is_in(word.group()) else word.group(), text)

    def _is_in(self, word: str) -> bool:
        return any(piece in word for piece in self._pieces)


def api_key(variable: str | None = None) -> ApiKey | None:
    """The key in the environment variable of that name, else in the usual ones; None if there is none.

    Raises InputError if the variable that was named is not set, or holds what no header can carry.
    """
    for name in [variable] if variable else KEY_VARIABLES:
        value = os.environ.get(name, "").strip()
        if value:
            if not (value.isascii() and value.isprintable()) or " " in value:
                raise InputError(f"{name}: holds characters that no API key has (spaces, line ends or non-ASCII).")
            return ApiKey(value, name)
    if variable:
        raise InputError(f"The judge's API key is read from {variable}, which is not set in the environment.")
    return None
