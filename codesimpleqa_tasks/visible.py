"""Text that can be shown, on a page or a terminal: characters that would act or hide are written out."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text with control, bidirectional, zero-width and private characters written out as U+XXXX.

    ESC, for one, becomes [U+001B]. Line feeds and tabs stay; so do joiners, which emoji and many scripts need.
    """
    return _HIDDEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def excerpt(text: str, most: int) -> str:
    """A text for a message: visible, with "..." for what is beyond `most` characters."""
    shown = visible(text[: most + 1])
    return shown if len(shown) <= most else shown[: most - 3] + "..."
