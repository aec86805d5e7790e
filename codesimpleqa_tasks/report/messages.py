"""What the page says, in English and Chinese."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml
from wcwidth import wcswidth

WEB = Path(__file__).parent / "web"
"""The folder of the page's template, style, script and texts."""


class Messages:
    """The texts of the page by key, each in English and Chinese.

    `{0}`, `{1}` ... in a text stand for its arguments.
    """

    def __init__(self, texts: dict[str, tuple[str, str]]) -> None:
        self._texts = texts

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def english(self, key: str, *arguments: object) -> str:
        """The English text. Raises KeyError for an unknown key."""
        return self._texts[key][0].format(*arguments)

    def columns(self, key: str) -> int:
        """The width of the longer of the two texts, in columns of a terminal font."""
        return max(map(wcswidth, self._texts[key]))

    def by_language(self) -> dict[str, dict[str, str]]:
        """All texts, for the page's script: {"en": {key: text}, "zh": {key: text}}."""
        return {
            language: {key: pair[place] for key, pair in self._texts.items()}
            for place, language in enumerate(("en", "zh"))
        }


@lru_cache(maxsize=1)
def load_messages() -> Messages:
    """The texts that ship with the package."""
    texts = yaml.safe_load((WEB / "messages.yaml").read_text(encoding="utf-8"))
    return Messages({key: (english, chinese) for key, (english, chinese) in texts.items()})
