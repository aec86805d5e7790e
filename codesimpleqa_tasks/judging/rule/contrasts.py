"""Contrasts: words that weigh one thing against another."""

from __future__ import annotations

import re

_DOUBTFUL = re.compile(
    r"\b(?:but|however|whereas|unlike|although|might|may|maybe|perhaps|or|not|never|also|instead|previously|older|while|other)\b|n't\b"
    r"|但|不过|而(?!且)|则|不|没|或|也|才|还是|其实|另|误|旧版|后者|前者"
)
"""Words of contrast and choice, in lower case: an answer that has one may be about more than one thing."""


def contrasts(answer: str) -> int:
    """How many words of contrast and choice an answer has."""
    return len(_DOUBTFUL.findall(answer[:400].lower()))
