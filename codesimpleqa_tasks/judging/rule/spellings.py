"""Spellings: which other texts stand for the same answer as a gold does."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.rule.cue import Cue
from codesimpleqa_tasks.judging.rule.formulas import SPOKEN, canonical, is_formula
from codesimpleqa_tasks.judging.rule.identifiers import is_code
from codesimpleqa_tasks.judging.rule.units import parsed
from codesimpleqa_tasks.judging.rule.words import has_han

PARENTHESES = re.compile(r"\s*(?:（|(?<=[\s\u3000-\u9fff）)])\()([^()（）]{1,80})[）)]")
_NO_ALIAS = re.compile(
    r"^\s*(?:e\.g\.|i\.e\.|such as|for |including|specifically|especially|in |like |\d+ for|例如|比如|如|特别是|包括|尤其|通过|即|用于|指|也|或)",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"^\s*(?:or|also(?:\s+(?:called|known\s+as))?|a\.?k\.?a\.?|也称为?|又称为?|亦称|或称|或者?|即)\s*(?=\S\S)",
    re.IGNORECASE,
)
"""What leads to another name: "knowledge graph (or semantic graph)"."""
_BY_USING = re.compile(
    r"(?:使用|通过|采用|利用|借助|(?:by\s+)?using\s+|use\s+|via\s+|through\s+)(?=\S{3})", re.IGNORECASE
)
_EXAMPLES = Cue(
    r"(?:[,，;；。.]\s*|\s+\(|（|\s)(?:(?:for example|e\.g\.|例如|比如|譬如|如[：:])[^。]*|such as[^.。]{1,60})$",
    "for example", "e.g.", "such as", "例如", "比如", "譬如", "如：", "如:",
)  # fmt: skip
"""Examples at the end of a gold, which an answer need not give."""
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\w)", re.IGNORECASE)
_LAST_PART = re.compile(r"[.:]+")
_DOTTED_CODE = re.compile(r"[a-z][A-Z]|[a-z]\d$|^[a-z]+\.\w+\.|\.[a-z]+_\w+$")
_SCOPED = re.compile(r"\w+::(\w{4,})")

_ALTERNATIVE = re.compile(r"\s+or\s+|\s或者?\s|(?<=[\u3400-\u9fff)]{2})或者?(?!非|门|运算)(?=[\u3400-\u9fff\w]{2})")
_SIGNATURE = re.compile(r"^([\w.:$>\-]*[A-Za-z_]\w+)\(\s*([\w\s,.*&<>\[\]:=-]*)\)?;?$")
_CALL = re.compile(r"^([\w$]+(?:\.\w+)+)\(\s*[A-Z]\w+(?:,\s*[A-Z]\w+)*\s*\)")
_DOTTED = re.compile(r"^[\w$]+(?:[.:]+[\w$]+)+$")
_QUOTED = re.compile(r"(?<!\w)['\"‘“]([\w.:/$-]{2,40})['\"’”]")
_SIGNAL = re.compile(
    r"(?:SIG)?(?:HUP|INT|QUIT|KILL|TERM|STOP|CONT|USR1|USR2|CHLD|SEGV|PIPE|ALRM|ABRT|WINCH|TSTP|TTIN|TTOU)"
)
_OPTION = re.compile(r"-{1,2}[A-Za-z][\w-]*")
_DISCOVERED = re.compile(
    r"(?P<who>[A-Z][\w–-]+)['’]s\s+(?:algorithm|theorem|law|method|rule|principle|test|lemma|inequality|problem|paradox|number|tree|condition)"
)
"""What is named after somebody, whose name alone names it too."""
_OUTER = re.compile(r"\w\w|[\u3400-\u9fff]|^[A-Z]$")
_NAME_OF_SIGN = re.compile(r"[A-Za-z]{3}[A-Za-z -]*|[\u3400-\u9fff]{2,8}")
_STANDARD = re.compile(r"([A-Z]{2,6}-)0+(\d+)")
_VULNERABILITY = re.compile(r"(CVE|CAN)(-\d{4}-\d{4,})")
_PRODUCTS = (("Go", "Golang", False), ("Ruby on Rails", "Rails", True))
_LITERALS = re.compile(r"\b(?:true|false|null|none|nil|\d+)\b|['\"]", re.IGNORECASE)
RESTATED = re.compile(
    r"^(?:the|a|an|it|in|for|this|both)\b[^.]{3,120}?\b(?:is|are|was|were|returns?|signif\w+|means?|refers? to|occurs?|indicates?|supports?)\b(?: called| named| known as| referred to as| to)?\s+(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DATE = re.compile(r"^(?P<y>(?:19|20)\d\d)\s*(?:年|-|/)\s*(?P<m>\d{1,2})\s*(?:月|-|/)\s*(?P<d>\d{1,2})日?$")
_MONTHS = "January February March April May June July August September October November December".split()
_REGISTRY = (("HKLM", "HKEY_LOCAL_MACHINE"), ("HKCU", "HKEY_CURRENT_USER"), ("HKCR", "HKEY_CLASSES_ROOT"))
_VERSIONED = re.compile(r"^[<>=~^v\s]+(?=\d)")


def without_examples(text: str) -> str:
    """A gold without the examples at its end."""
    found = _EXAMPLES.search(text.lower())
    return text[: found.start()] + text[found.end() :] if found else text


def parted(text: str) -> list[str]:
    """The parts of "X or Y"; of any other text, the text."""
    return _ALTERNATIVE.split(text) if "or" in text or "或" in text else [text]


def spellings_of(gold: str, aliases: tuple[str, ...], is_long: bool) -> list[tuple[str, bool]]:
    """The spellings that a gold and its aliases stand for, each with whether it leaves part of the gold away."""
    found: list[tuple[str, bool]] = []
    for text in (gold, *aliases):
        text = _trimmed(text)
        found.append((text, False))
        shorter = without_examples(text)
        if shorter != text and len(shorter) > 2:
            found.append((shorter, True))
            text = shorter
        if not is_long and (verb := _BY_USING.match(text)):
            found.append((text[verb.end() :], True))
        beside = _beside_parentheses(text)
        found += beside
        if is_long:
            if match := RESTATED.match(text):
                found.append((match["rest"], True))
        else:
            for part in _alternatives(text):
                found += [(part, False), *_beside_parentheses(part)]
        found += _of_code(text) + _of_values(text)
        found += [spelling for part, _ in beside for spelling in _of_code(part)]
    return found


def _trimmed(text: str) -> str:
    text = text.strip()
    if len(text) > 6 and (article := _ARTICLE.match(text)):
        text = text[article.end() :]
    return text if len(text) <= 3 or text.endswith("..") else text.rstrip("。.;；")


def _beside_parentheses(text: str) -> list[tuple[str, bool]]:
    """For "Hypertext Transfer Protocol (HTTP)" what stands before the parentheses, and what inside."""
    inner = PARENTHESES.findall(text) if "(" in text or "（" in text else []
    if not inner:
        return []
    outer = PARENTHESES.sub("", text).strip()
    options = len(inner) == 1 and _OPTION.fullmatch(outer) and _OPTION.fullmatch(inner[0].strip())
    sign = 0 < len(outer) < 4 and not any(map(str.isalnum, outer)) and _NAME_OF_SIGN.fullmatch(inner[0])
    if options or sign:
        return [(outer, False), (inner[0].strip(), False)]
    if not _OUTER.search(outer) or (outer[-1] in "^/*+-=_<>" and not outer.endswith("++")):
        return []
    found = [(outer, False)]
    if len(inner) == 1 and (text.endswith((")", "）")) or inner[0].isupper()):
        told = _OTHERWISE.match(inner[0])
        parts = re.split(r"\s*[,，;；/]\s*", inner[0][told.end() :] if told else inner[0])
        found += [(part, False) for part in parts if told or _names_the_same(outer, part)]
    return found


def _alternatives(text: str) -> list[str]:
    """For "X or Y" each of the two."""
    parts = parted(text)
    return [part for part in parts if len(part.strip()) > 1] if len(parts) > 1 else []


def _of_code(text: str) -> list[tuple[str, bool]]:
    """Names in code: without their arguments, package, file ending or comparison."""
    found: list[tuple[str, bool]] = []
    if "(" in text:
        match = _SIGNATURE.match(text)
        if match and not _LITERALS.search(match[2]):
            text = match[1]
            found.append((text, False))
            last = re.split(r"[.:$>]+", text)[-1]
            if last != text and len(last) > 2 and not match[2].strip():
                found.append((last, True))
        elif call := _CALL.match(text):
            found.append((call[1], True))
    if ("." in text or ":" in text) and _DOTTED.match(text) and _DOTTED_CODE.search(text):
        last = _LAST_PART.split(text)[-1]
        if (len(last) > 5 and re.search(r"[a-z_][A-Z]|_", last)) or (len(last) > 3 and re.search(r"[a-z]\d", last)):
            found.append((last, True))
    if "::" in text and (name := _SCOPED.fullmatch(text)):
        found.append((name[1], True))
    if text.endswith(".exe"):
        found.append((text[:-4], True))
    if ".js" in text.lower() and re.search(r"[a-z]\.js$", text, re.IGNORECASE):
        found.append((text[:-3], True))
    if text.isascii() and " " not in text:
        found += _of_one_word(text)
    quoted = _QUOTED.findall(text)
    if len(quoted) == 1 and len(text) > len(quoted[0]) + 12 and not is_code(text):
        found.append((quoted[0], True))
    for short, full in _REGISTRY:
        if text.startswith(short + "\\"):
            found.append((full + text[len(short) :], False))
    if named := _DISCOVERED.fullmatch(text):
        found.append((named["who"], True))
    return found + [(spelling, reduced) for name, spelling, reduced in _PRODUCTS if text == name]


def _of_one_word(text: str) -> list[tuple[str, bool]]:
    """Names of libraries with and without "lib", numbers of standards without leading zeros, identifiers of
    vulnerabilities and signals under their other prefix."""
    found: list[tuple[str, bool]] = []
    if text.isalpha() and text.islower():
        if len(text) >= 5:
            found.append((f"lib{text}", True))
        if text.startswith("lib") and len(text) >= 7:
            found.append((text[3:], True))
        return found
    if code := _STANDARD.fullmatch(text):
        found.append((code[1] + code[2], False))
    if number := _VULNERABILITY.fullmatch(text):
        found.append((("CAN" if number[1] == "CVE" else "CVE") + number[2], False))
    if _SIGNAL.fullmatch(text):
        found.append((text[3:] if text.startswith("SIG") else f"SIG{text}", False))
    return found


def _of_values(text: str) -> list[tuple[str, bool]]:
    """Dates in other orders, versions without their comparison, formulas that have a name."""
    found: list[tuple[str, bool]] = []
    if match := _VERSIONED.match(text):
        found.append((text[match.end() :], True))
    plain = parsed(text).atoms.text
    if is_formula(plain):
        found += [(spoken, True) for spoken in SPOKEN.get(canonical(plain), ())]
    if match := _DATE.match(text):
        year, month, day = match["y"], int(match["m"]), int(match["d"])
        name = _MONTHS[month - 1] if 1 <= month <= 12 else ""
        numeric = (f"{year}-{month}-{day}", f"{year}-{month:02}-{day:02}", f"{year}/{month}/{day}")
        written = (f"{name} {day}, {year}", f"{day} {name} {year}", f"{year}年{month}月{day}日")
        found += [(date, False) for date in (*numeric, *written)]
    return found


def _names_the_same(outer: str, inner: str) -> bool:
    """True if what stands in parentheses is another name, rather than a remark or an example."""
    if inner and not any(c.isalnum() for c in inner):
        return True
    if len(inner) < 2 or _NO_ALIAS.match(inner):
        return False
    outer_han, inner_han = has_han(outer), has_han(inner)
    if outer_han != inner_han:
        return True
    if inner_han:
        return len(inner) <= len(outer) + 2 and not re.search(r"[，。]|方式|情况|时$|的$", inner)
    if re.fullmatch(r"\w*[a-z][A-Z]\w*", inner) and all(word.lower() in inner.lower() for word in outer.split()):
        return True
    short, long = sorted((inner, outer), key=len)
    if " " not in inner and re.search(r"\d", inner) and re.search(r"[A-Za-z]", inner):
        return True
    return short.isupper() or bool(re.fullmatch(r"[A-Z][\w+/-]{1,9}", short)) or _initials(long) == short.lower()


def _initials(text: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Za-z]+", text)).lower()
