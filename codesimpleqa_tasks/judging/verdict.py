"""Reading a judge's reply: the grade it gives, or None where it does not clearly give one.

A reply is read in the order of how plainly a verdict can be put: a reply that is nothing but a verdict; JSON
and labels ("Grade: B", <grade>B</grade>, 评分：B); a verdict on a line of its own, first or last; a verdict at the
beginning with an explanation after it; a sentence that says that the answer is (in)correct. Whatever is read on
the deciding level must agree, else the reply is unreadable: asking the judge again is cheap, a wrong grade is not.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from codesimpleqa_tasks.answers.thinking import part_thinking
from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.verdict_words import (
    AFTER,
    ALTERNATIVE,
    ATOM,
    BEFORE,
    BESIDE,
    BOUNDARY,
    CONDITION,
    CONTRAST,
    DOUBT,
    LABEL_KEYS,
    LABELS_EN,
    LABELS_ZH,
    LETTERS,
    NEGATION,
    NOT_THE_JUDGES_OWN,
    OPTIONS,
    WORD,
)

_LONGEST = 20_000
"""A reply of more characters than this, its thinking not counted, is no judge's reply to a short answer."""

_END_OF_TURN = re.compile(
    r"<\|(?:im_end|eot_id|eom_id|end|endoftext|end_of_text|return)\|>|</s>|<end_of_turn>|<\|end▁of▁sentence\|>"
)
_THINKING_TAG = re.compile(r"</?(?:think|thinking|thought|thoughts|reasoning|reflection)>", re.IGNORECASE)
_SPACES, _BLANK_LINES = re.compile(r"[^\S\n]+"), re.compile(r"\n\s*\n")
_FONT = re.compile(r"\\(?:text|textbf|mathbf|mathrm|mathbb|bf|rm)\s*\{([^{}]*)\}")
_BOXED = re.compile(r"\\f?boxed\s*\{([^{}]*)\}")
_TAGGED = re.compile(rf"<((?:final_?)?(?:{LABELS_EN}|answer|{LABELS_ZH}))(?:\s[^<>]*)?>([^<>]*)</\1\s*>", re.IGNORECASE)
_SPELLING = str.maketrans("確錯誤嘗試對為選評結論級斷決類別", "确错误尝试对为选评结论级断决类别") | {
    ord("🅰"): "A",
    ord("🅱"): "B",
    ord("🅲"): "C",
    0xFE0F: None,  # asks for the coloured form of the sign before it
}


def read_verdict(reply: str) -> Grade | None:
    """The grade that a judge's reply gives: A or CORRECT, B or INCORRECT, C or NOT_ATTEMPTED, in any of the
    ways in which judges write them, English or Chinese; None (unreadable) where it gives none, or more than one.

    The judge's own thinking is not read, and a reply that ends inside it has no verdict.
    """
    text = _spoken(reply)
    if text is None:
        return None
    if whole := _alone(text, any_case=True):
        return _only(whole)
    declared, text = _without_json(text)
    text = _without_quoted_verdicts(OPTIONS.sub(" (options) ", text))
    finals, labelled = _labelled(text)
    lines = [line for line in text.splitlines() if line.strip(" \t`*_-#>|")]
    last = _last_line(lines)
    if finals:
        return _only(finals | last)
    standing = last | (_alone(lines[0]) if lines else set())
    stated = _stated(text)
    said = [declared | labelled, standing, _leading(text), _answered(lines)]
    for grades in said[:2]:
        if grades:
            return _only(grades | standing | set(stated[-1:]))
    for grades in said[2:]:
        if grades:
            return _only(grades | set(stated[-1:]))
    return _only(set(stated))


def _only(grades: set[Grade]) -> Grade | None:
    return next(iter(grades)) if len(grades) == 1 else None


def _spoken(reply: str) -> str | None:
    """What the judge said, in one spelling: compatibility characters resolved, thinking and end marks removed."""
    text = unicodedata.normalize("NFKC", reply.replace("\r", "\n")).translate(_SPELLING)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cf", "Cc"})
    parted = part_thinking(text)
    if parted.truncated:
        return None
    text = parted.answer
    ends = [m.start() for m in _END_OF_TURN.finditer(text) if text[: m.start()].strip()]
    text = _END_OF_TURN.sub("", text[: ends[0]] if ends else text)
    if tags := list(_THINKING_TAG.finditer(text)):
        if not tags[-1].group().startswith("</"):
            return None
        text = text[tags[-1].end() :]
    for _ in range(2):
        text = _FONT.sub(r"\1", text)
    text = text.replace("\\_", "_").replace("\\(", "").replace("\\)", "").replace("\\[", "").replace("\\]", "")
    text = _BOXED.sub(r" [[\1]] ", text)
    text = _TAGGED.sub(lambda m: f"\n{m[1].replace('_', ' ')}: {m[2].strip()}\n", text)
    text = _SPACES.sub(" ", _BLANK_LINES.sub("\n\n", text)).strip()
    return text if 0 < len(text) <= _LONGEST else None


# A verdict as such: one or more mentions of the same grade.


def _verdict_at(text: str, position: int, any_case: bool = False) -> tuple[set[Grade], int] | None:
    """The grades named by the verdict that begins at `position`, and its end; None if none begins there.

    More than one grade ("A or B", "A: INCORRECT") means that none is meant.
    """
    start = BEFORE.match(text, position)
    found = ATOM.match(text, start.end() if start else position)
    if found is None and any_case and start and re.match(r"[abc](?![\w'’+#-])", text[start.end() :]):
        return {LETTERS[text[start.end()].upper()]}, start.end() + 1
    if found is None:
        return None
    grades, named, end = {_grade(found)}, _names(found), found.end()
    while True:
        gap = ALTERNATIVE.match(text, end) or BESIDE.match(text, end)
        assert gap is not None  # BESIDE matches the empty string
        beside = ATOM.match(text, gap.end())
        if beside is None or not (BOUNDARY.match(text, beside.end()) or ALTERNATIVE.match(text, beside.end())):
            break
        grades.add(_grade(beside))
        named = named or _names(beside)
        end = beside.end()
    return (grades, end) if named else None


def _grade(atom: re.Match[str]) -> Grade:
    if letter := atom["letter"]:
        return LETTERS[letter]
    if atom["tick"]:
        return Grade.CORRECT
    return Grade.INCORRECT if atom["cross"] else Grade(atom.lastgroup)


def _names(atom: re.Match[str]) -> bool:
    return not (atom["tick"] or atom["cross"])


def _alone(text: str, any_case: bool = False) -> set[Grade]:
    """The grades in a text that is a verdict and nothing else; empty for any other text."""
    found = _verdict_at(text, 0, any_case)
    return found[0] if found and AFTER.match(text, found[1]) else set()


def _bounded(text: str, position: int, any_case: bool = False) -> set[Grade]:
    """The grades of the verdict that begins at `position`, if it ends where a verdict may end."""
    found = _verdict_at(text, position, any_case)
    if not found:
        return set()
    # "Grade: A-" and "Grade: A+" are marks of another scale.
    return found[0] if BOUNDARY.match(text, found[1]) else set()


# JSON.


def _without_json(text: str) -> tuple[set[Grade], str]:
    """The grades under the verdict keys of all JSON objects in a text, and the text without these objects."""
    decoder = json.JSONDecoder(strict=False)
    grades: set[Grade] = set()
    outside: list[str] = []
    position = 0
    tries = 0
    while (start := text.find("{", position)) != -1 and tries < 200:
        tries += 1
        try:
            value, end = decoder.raw_decode(text, start)
        except (json.JSONDecodeError, RecursionError):
            outside.append(text[position : start + 1])
            position = start + 1
            continue
        outside.append(text[position:start])
        position = end
        for given in _under_verdict_keys(value):
            grades |= _alone(given, any_case=True) or _leading(given) or set(_stated(given))
    return grades, "".join([*outside, text[position:]])


def _under_verdict_keys(value: Any, is_verdict: bool = False) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            name = str(key).strip().casefold().replace(" ", "_").replace("-", "_")
            if name in {"correct", "is_correct"} and inner is True:
                yield "CORRECT"
            yield from _under_verdict_keys(inner, name in LABEL_KEYS)
    elif isinstance(value, list):
        for inner in value:
            yield from _under_verdict_keys(inner, is_verdict)
    elif is_verdict and isinstance(value, str):
        yield value


# Labels.

_ASIDE = r"(?:\s*\([^()\n]{0,40}\)|\s*\[[^\[\]\n]{0,40}\])?"
_CLOSE = r"""["'“”*_`】\])}|]*"""
_OF = r"(?:\s+(?:of|for|on|to)\s+(?:the|this|that|my)\s+[\w' ]{1,40}?)?"
_ALSO = r"(?:\s*[/&]\s*\w+)?"
_SEPARATOR = rf"{_ALSO}{_ASIDE}{_OF}{_CLOSE}(?:\s*(?:[:=>|\n→]|=+>|->)|\s+[–—-](?=\s))"
_LABEL = re.compile(
    rf"(?<![A-Za-z])(?P<final>final[\s_-]+(?:answer|{LABELS_EN})(?![A-Za-z])|(?:最终|最后)的?(?:{LABELS_ZH}|答案))"
    rf"(?:{_SEPARATOR}|{_ASIDE}{_OF}{_CLOSE}\s*(?:\bis\b:?|为|是))"
    rf"|(?<![A-Za-z])(?:{LABELS_EN})(?![A-Za-z]){_SEPARATOR}"
    rf"|(?<![A-Za-z])(?:grade|verdict|judge?ment|rating)(?![A-Za-z]){_ASIDE}{_OF}{_CLOSE}\s+(?:is|was|of|(?:would|should|must)\s+be)\b:?"
    rf"|(?:{LABELS_ZH})(?:结果)?{_ASIDE}{_CLOSE}\s*(?:[:=>|\n]|应?为:?)|我的(?:{LABELS_ZH})是:?|(?:{LABELS_ZH})\s+(?=[ABC](?![A-Za-z]))|(?:评分|评级|等级)应?该?是|【(?:{LABELS_ZH})】:?"
    r"|(?<![A-Za-z])(?:grade|mark|rate|classif(?:y|ied)|label|judge|categori[sz]e|graded|marked|rated|labell?ed|judged|categori[sz]ed)"
    r"(?:\s+(?:it|this|that|(?:the|this)(?:\s+\w+){1,3}))?\s+(?:as|to\s+be)\b:?"
    r"|(?<![A-Za-z])i(?:['’]d|\s+would|\s+will)?\s+(?:grade|mark|rate|judge|label)\s+(?:it|(?:this|the)(?:\s+(?:answer|response))?)(?:\s+(?:as|to\s+be)\b:?|(?=\s))"
    r"|(?<![A-Za-z])(?:falls\s+(?:under|into)|belongs\s+to|i(?:['’](?:d|ll)|\s+would|\s+will)?\s+(?:choose|select|pick|assign|say|give(?:\s+it)?|go\s+with))"
    r"(?:\s+(?:a|an|the))?(?:\s+(?:grade|category|option|verdict))?(?:\s+of)?:?"
    r"|(?:应|应该|应当|可)?(?:被)?(?:评为|判为|判定为|评定为|归为|归类为|记为|属于)\s*:?|(?:故|因此|所以|我)?选(?:择|项)?\s*:?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[\[([^\[\]]{1,40})\]\]|【([^【】]{1,40})】")
_PLAIN_LABEL = re.compile(
    r"\W*(?:grade|category|option|verdict|评分|等级|选项|类别|选)\s*\**\s*(?=\(?\**[ABC]\b)", re.IGNORECASE
)
_SENTENCE_BREAK = re.compile(r"[.。!?;\n]")


def _labelled(text: str) -> tuple[set[Grade], set[Grade]]:
    """The grades after labels: those that are called final, and the others."""
    finals: set[Grade] = set()
    others: set[Grade] = set()
    for match in _LABEL.finditer(text):
        if NOT_THE_JUDGES_OWN.search(text[max(0, match.start() - 24) : match.start()]):
            continue
        sentence = _SENTENCE_BREAK.split(text[max(0, match.start() - 400) : match.start()])[-1]
        spoken = not match.group().endswith((":", "=", ">", "|", "\n", "→", "】"))
        if CONDITION.search(sentence):
            continue
        if spoken and NEGATION.search(re.split(r"[,:]", sentence)[-1]):
            continue
        line_ends = match.group().endswith("\n")
        grades = _labelled_value(text, match.end(), whole_line=line_ends, any_case=not spoken)
        (finals if match["final"] else others).update(grades)
    for match in _BRACKETED.finditer(text):
        others |= _alone(match[1] or match[2], any_case=True)
    for line in text.splitlines():
        if plain := _PLAIN_LABEL.match(line):
            others |= _alone(line[plain.end() :])
    return finals, others


def _labelled_value(text: str, position: int, whole_line: bool, any_case: bool) -> set[Grade]:
    """The verdict after a label: on the same line, or alone on the next line that is not blank."""
    rest = text[position : position + 400]
    value = rest.lstrip(" \t*_`\"'“”|>")
    if whole_line or value.startswith("\n"):
        return _alone(value.lstrip("\n `*").partition("\n")[0], any_case)
    return _bounded(value, 0, any_case)


_QUOTED = re.compile(r'"[^"\n]{4,200}"|“[^”\n]{4,200}”|`[^`\n]{4,200}`|「[^」\n]{4,200}」')


def _without_quoted_verdicts(text: str) -> str:
    """The text without what it quotes, but for quoted verdicts and labels that stand as such: "CORRECT"."""

    def kept(match: re.Match[str]) -> str:
        inner = match.group()[1:-1]
        is_all = match.group() == text.strip()
        return match.group() if is_all or _alone(inner) or inner.strip().casefold() in LABEL_KEYS else '"…"'

    return _QUOTED.sub(kept, text)


# Verdicts on a line of their own.

_CONNECTED = re.compile(
    r"\W*(?:(?:and\s+)?(?:so|therefore|thus|hence|consequently|overall|finally|in\s+conclusion|in\s+summary|my\s+(?:final\s+)?answer|answer|choice|option|letter"
    r"|final|因此|所以|综上(?:所述)?|故|总之|答案)(?:\s*the\s+answer\b|\s*my\s+(?:final\s+)?answer\b|答案)?\s*(?:is\b|是|为|[:,]|=+>?|->|→)*)",
    re.IGNORECASE,
)
_OTHERS_ANSWER = re.compile(
    r"(?:gold|target|reference|expected|predicted|candidate|model|student|correct|标准|参考|正确|预测)[\w\s'’]{0,20}(?:is|was|are|是|为|答案|回答)?\W*\Z",
    re.IGNORECASE,
)


def _last_line(lines: list[str]) -> set[Grade]:
    """The verdict that the last line is, with or without a "Therefore" before it."""
    if len(lines) < 2:
        return set()
    if _OTHERS_ANSWER.search(lines[-2]) and lines[-2].rstrip("* ").endswith(":"):
        return set()
    return _alone(lines[-1]) or _answered(lines)


def _answered(lines: list[str]) -> set[Grade]:
    """The verdict in a last line such as "Answer: B" or "So, INCORRECT."."""
    if not lines:
        return set()
    connected = _CONNECTED.match(lines[-1])
    return _alone(lines[-1][connected.end() :]) if connected else set()


# A verdict first, its explanation after it.

_REASON_FOLLOWS = re.compile(
    r"""["'“”‘’`*_)\]}】」>]*(?:(?<=\))\s+(?=[A-Z][a-z])|\s*(?:\n|[.。!](?=\s|\Z|[^\x00-\x7f])|\s[–—-]+\s|—|because\b|since\b|due\s+to\b|因为|由于)"""
    r"""|\s*[,:]\s*(?:because|since|as\s|(?:the\s+|this\s+)?(?:response|answer|candidate|model|gold)|it\s|both\s|matches|exact|因|由|该|回答|答案|模型|考生|与))""",
    re.IGNORECASE,
)
_BRACKETS_FOLLOW = re.compile(r"[*_`]*\s*[(:]?\)?\s")
_LISTED = re.compile(r"(?:^|[\s;.(*])(?P<letter>[ABC])\**[.:)]", re.MULTILINE)


def _leading(text: str) -> set[Grade]:
    """The verdict that a text begins with, if an explanation follows it."""
    found = _verdict_at(text, 0)
    if not found:
        return set()
    grades, end = found
    if not _REASON_FOLLOWS.match(text, end):
        return set()
    first = ATOM.search(text)
    if first and first["letter"] and end - first.start() < 4:
        listed = {m["letter"] for m in _LISTED.finditer(text)}
        if listed - {first["letter"]}:  # "A: the gold says ... B: the answer says ...": points, not a verdict
            return set()
    return grades


# Sentences that say what the answer is.

_START = (
    r"(?:\A|(?<=[\n.。!;:,*]))[\s*_>-]{0,8}"
    r"(?:(?:(?:so|therefore|thus|hence|consequently|accordingly|and|because|as\s+a\s+result|overall|in\s+conclusion"
    r"|i\s+(?:think|believe|conclude|find)|(?:which|this)\s+means|meaning)(?:\s+that)?[,:]?\s+)){0,4}"
)
_SUBJECT = (
    r"(?:(?:the|this|that|its)\s+)?(?:(?:model|candidate|student|assistant|predicted|given|submitted|provided|proposed|user|llm|ai)"
    r"(?:['’]s)?\s+)*(?:answer|response|reply|prediction|submission)(?:\s+[\"“`][^\"”`\n]{0,80}[\"”`])?|it|this|that"
)
_ADVERBS = r"(?:(?:therefore|thus|hence|clearly|completely|entirely|totally|factually|simply|fully|definitely|indeed|judged|considered|deemed)\s+)*"
_SAYS_EN = rf"{_START}(?:{_SUBJECT})(?:\s+(?:is|was|must\s+be|should\s+be)\s+|['’]s\s+)[*_\"'“]*{_ADVERBS}[*_\"'“]*"
_SAYS_ZH = (
    r"(?:\A|(?<=[\n.。!;:,]))\s*\**(?:(?:因此|所以|故|综上(?:所述)?|总之|可见|即|于是|我(?:认为|判断|觉得))[,:]?\s*){0,4}"
    r"(?:(?:该|此|这个|这一|其|考生的?|模型的?|候选人?的?|学生的?|上述|给出的|被评的?|预测)*(?:回答|答案|答复|作答)|考生|模型|候选人|该模型|(?<=因此)|(?<=所以)|(?<=故))"
    r"(?:是|为|属于|判为|算是|应判为|应视为)?\s*[*“\"【]*"
)
_ATTEMPT_EN = (
    rf"{_START}(?:the|this)\s+(?:model|candidate|student|assistant|response|answer|question)\s+"
    r"(?P<no_attempt>(?:did|does|has|was|is)\s*(?:not|n['’]t)[\s_-]+(?:been\s+)?(?:(?:even\s+)?attempt(?:ed)?)(?:\s+to\s+answer)?(?:\s+(?:the|this)\s+question)?)"
)
_STATEMENT = re.compile(
    rf"(?:{_SAYS_EN}|{_SAYS_ZH})(?:{WORD})(?=[*_\"'”】]*(?:\s+overall)?\s*(?:[.。;!\n]|\Z|because\b|since\b|,(?!\s*(?:but|although|though|except|however|yet|if|但|不过|然而))))"
    rf"|{_ATTEMPT_EN}(?=\s*(?:[.;!,\n]|\Z))",
    re.IGNORECASE,
)


def _stated(text: str) -> list[Grade]:
    """What the sentences of a text say the answer is, in their order; nothing if a "but" comes after the last."""
    grades: list[Grade] = []
    end = 0
    for match in _STATEMENT.finditer(text):
        start = max((m.end() for m in _SENTENCE_BREAK.finditer(text, 0, match.start())), default=0)
        if DOUBT.search(text, start, match.end()) or text[match.end() : match.end() + 1] == "?":
            continue
        end = match.end()
        grades.append(Grade.NOT_ATTEMPTED if match["no_attempt"] else Grade(match.lastgroup))
    return [] if CONTRAST.search(text, end) else grades
