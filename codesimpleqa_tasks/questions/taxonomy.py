"""The 21 domains, the programming languages and the two human languages of the benchmark."""

from __future__ import annotations

from enum import Enum

DOMAINS: tuple[str, ...] = (
    "Algorithms and Data Structures",
    "Artificial Intelligence",
    "Bioinformatics",
    "Computational Science",
    "Computer Graphics",
    "Computer Systems",
    "Cybersecurity",
    "Data Science and Analytics",
    "Databases",
    "Emerging Technologies",
    "Game Development",
    "Human-Computer Interaction",
    "Information Systems",
    "Machine Learning",
    "Mobile Computing",
    "Networks and Communications",
    "Operating Systems",
    "Programming Languages",
    "Software Engineering",
    "Theory of Computation",
    "Web Technologies",
)

UNSPECIFIED = "Unspecified"
"""The domain of a question whose record names none (only in files that are graded, never in the benchmark)."""

_DOMAIN_ALIASES = {
    "computer vision": "Artificial Intelligence",
    "natural language processing": "Artificial Intelligence",
    "robotics": "Emerging Technologies",
}
_DOMAIN_BY_FOLDED_NAME = {name.casefold(): name for name in DOMAINS} | _DOMAIN_ALIASES

GENERAL = "others"
"""The programming language of a question that is about none in particular."""

_PROGRAMMING_LANGUAGE_ALIASES = {
    "": GENERAL,
    "other": GENERAL,
    "general": GENERAL,
    "none": GENERAL,
    "c#": "c-sharp",
    "csharp": "c-sharp",
    "c++": "cpp",
    "golang": "go",
    "js": "javascript",
    "ts": "typescript",
    "html": "html/css",
    "css": "html/css",
    "shell": "bash",
}


class Language(str, Enum):
    """The human language of a question."""

    ENGLISH = "en"
    CHINESE = "zh"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The language's English name, for tables."""
        return {"en": "English", "zh": "Chinese"}[self.value]


_LANGUAGE_NAMES = {
    "en": Language.ENGLISH,
    "english": Language.ENGLISH,
    "eng": Language.ENGLISH,
    "en-us": Language.ENGLISH,
    "zh": Language.CHINESE,
    "chinese": Language.CHINESE,
    "zh-cn": Language.CHINESE,
    "zh_cn": Language.CHINESE,
    "cn": Language.CHINESE,
    "中文": Language.CHINESE,
    "英文": Language.ENGLISH,
}


def language_named(name: str) -> Language | None:
    """The language that `name` means ("english", "zh", "中文" ...), or None if it is neither of the two."""
    return _LANGUAGE_NAMES.get(name.strip().casefold())


def language_of_text(text: str) -> Language:
    """Chinese if the text holds any Han character, else English: for records that do not say."""
    return Language.CHINESE if any("\u4e00" <= c <= "\u9fff" for c in text) else Language.ENGLISH


def domain_named(name: str) -> str | None:
    """The main domain that `name` means, or None if it is none of the 21.

    Computer Vision and Natural Language Processing count as Artificial Intelligence, Robotics
    as Emerging Technologies.
    """
    return _DOMAIN_BY_FOLDED_NAME.get(" ".join(name.split()).casefold())


def programming_language_named(name: str) -> str:
    """The benchmark's spelling of a programming language ("C#" gives "c-sharp"); unknown names stay, in lower case."""
    folded = name.strip().casefold()
    return _PROGRAMMING_LANGUAGE_ALIASES.get(folded, folded)
