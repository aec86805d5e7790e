"""What an answer says of a name in it: that it is the answer, that it is not, or neither."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from codesimpleqa_tasks.judging.rule.cue import Cue
from codesimpleqa_tasks.judging.rule.surface import EMPHASIS_END, EMPHASIS_START


class Stance(Enum):
    """What a sentence makes of a name in it."""

    ASSERTED = "asserted"
    DENIED = "denied"
    CONCEDED = "conceded"
    ALTERNATIVE = "one of several alternatives"
    COMPARED = "mentioned in comparison"


class Reading(NamedTuple):
    """The stance of a sentence towards a name, with the words that show it."""

    stance: Stance
    cue: str = ""


_OPENERS = rf"[\s\"'`({EMPHASIS_START}\[<]*"
_CLOSERS = rf"[\s\"'`){EMPHASIS_END}\]>]*"
_SMALL = r"(?:(?:a|an|the|any|single|every|to|use|using|used|be|being|called|named|by|with|as|in|on|via|for|of|from|it|its|that|this|simply|just|really|actually|say|pick|choose|you|would|should|command|method|function|property|default|plain|official|name|number|port|old)\s+)*"

# Cues and patterns are sought in lower case.
_DENIED_BEFORE = Cue(
    rf"(?:\b(?:is|are|was|were|it's|that's|do|does|did|should|would|can|could|they)?\s*(?:not|never)\s+(?!only\b|just\b|merely\b|necessarily\b|to be confused)"
    rf"|n't\s+(?!only\b|just\b|merely\b|forget\b)|\bnot\b\s+|\brather\s+than\s+|\binstead\s+of\s+|\bunlike\s+|\bother\s+than\s+|\bas\s+opposed\s+to\s+|\bno\s+longer\s+|\b(?:neither|nor)\s+(?:[^.]{{0,30}}\bnor\s+)?"
    rf"|\b(?:confus\w+|mistak\w+|mix\w*)\s+(?:\w+\s+){{0,3}}?(?:with|for|up with)\s+|\bdiffer(?:s|ent)?\s+from\s+|\bdistinct\s+from\s+|\breplac(?:es|ed|ing)\s+|\bavoid\s+|\bin\s+contrast\s+to\s+|\bexcept\s+(?:for\s+)?)"
    rf"{_SMALL}{_OPENERS}$"
    rf"|\bunlike\s+[^.,;]{{1,40}}\s+(?:and|or)\s+{_OPENERS}$"
    rf"|(?:并不是|不是|并非|而非|而不是|不叫|不用|别用|不要用|不应当?是?|不该是?|不等于|不同于|有别于|区别于|不再是|不再用|非常规的|不能用|不能说|不算|别把|不要把|不要和|不要与|别和|别与|混淆为|代替|取代|替代|相比|没有使?用?|没用|不属于|不指|不代表|不存在|不选|未使?用|并不(?:是指|用|叫|采用|使用)|不(?:采用|使用|支持|是指|需要|包括|包含|含))(?:通?常?所?说的|常见的|什么|传统的|默认的|一个|一种|旧的|普通的|用|使用|其中的|我们熟悉的|单纯的)?{_OPENERS}$",
    "not", "n't", "never", "rather", "instead", "unlike", "other", "opposed", "longer", "nor", "neither", "confus",
    "mistak", "mix", "differ", "distinct", "replac", "avoid", "contrast", "except",
    "不", "非", "没", "未", "别", "代", "替", "除", "取", "相", "区", "有", "混",
)  # fmt: skip
_DENIED_AFTER = re.compile(
    rf"^{_CLOSERS}(?:\([^()]{{0,60}}\)\s*)?,?\s*(?:(?:is|are|was|were)(?:\s+\w+ly)?\s*(?:not|n't|never)\s+(?:{_OPENERS})(?:the|what|it\b|that|correct|right|used|involved|one|its|an?\s+(?:answer|option))"
    rf"|(?:is|are|was|were)\s+(?:\w+\s+)?(?:wrong|incorrect|obsolete|mistaken|a\s+(?:common\s+)?(?:misconception|mistake|distractor)|for\s+(?:something|other|another)|only\s+for)"
    rf"|(?:does|do|did|will|would|can|could)(?:\s*not|n't)\b(?!\s+(?:only|need|require|block|matter|have|depend))|isn't\b|aren't\b|wasn't\b|weren't\b"
    rf"|(?:\w+\s+){{1,7}}?(?:and\s+)?(?:is|are|was|were|does|do)(?:\s+not|n't)\s+(?:meant|intended|suitable|designed|the\s+(?:right|correct|answer|one)|what|used\s+(?:here|for\s+this))|(?:was|were|had|has)\s+(?:only\s+)?(?:been\s+)?(?:considered|rejected|discarded|planned|dropped|abandoned|deprecated|removed|superseded|merely)|is\s+(?:planned|about|merely|just\s+a|deprecated|meant\s+for\s+(?:something|other))|(?:alone|only)\s+(?:says?|supports?|covers?|means?)|handles?\s+something|by\s+contrast|,?\s*on\s+the\s+other\s+hand)"
    rf"|^{_CLOSERS}(?:（[^（）]{{0,40}}）|\([^()]{{0,40}}\))?{_CLOSERS}(?:[,，]?(?:其实|实际上)|[\u3400-\u9fff]{{0,4}}?)(?:并不(?!需|影响|要求|意味|妨碍|复杂|难)|并不是|不是|并非|不对|不正确|是错|是错误|并不正确|并不准确|不准确|不能用|已经?不能|已废弃|已过时|不属于|不算|不适用|不用于|只是其中|只负责|只影响|只能用于|只适用|只在|只有在|只会|已经?被移除|已经?停止|后者)"
)
_DENIED_SOON = Cue(
    r"\b(?:that|this|it)(?:\s+is|\s+was|'s)?\s*(?:not|n't)\s+(?:the\s+\w+\s+(?:you|asked|meant|in\s+question|here)|what\s+you|the\s+answer)|别用(?:这个|它)|不是(?:这里|题目|本题)(?:要|所)",
    "not", "n't", "别用", "不是",
)  # fmt: skip
_CONCESSION = Cue(
    r"\b(?:although|though|whereas|despite|i(?:'ve|\s+have)\s+(?:seen|heard|read)|(?:some|many|most|older)\s+(?:tutorials|tables|lists|examples|answers|posts|books|sources)|many\s+(?:\w+\s+)?(?:people|guides?|tutorials?|developers?|sources?|texts?|think|assume|would|say|quote)|(?:some|most)\s+(?:\w+\s+)?(?:people|would|might|may|say|will)|people\s+(?:often|usually|sometimes|tend)|(?:you|one|people)\s+(?:might|may|could|would)\s+(?:well\s+|be\s+|first\s+|also\s+)?(?:think|expect|assume|reach|guess|say|believe|suppose|tempted|suspect|use)|often\s+(?:mistaken|confused|assumed|cited|said|quoted|named|thought|people)|(?:common(?:ly)?|widely|frequently|usually)\s+(?:assumed|believed|thought|cited|answered|guess|answer|mistake|misconception)|tempting|sounds?\s+like|at\s+first\s+(?:glance|sight)|contrary\s+to|famous\s+for|known\s+for|popular\s+(?:belief|answer)|looks?\s+like|intuitive(?:ly)?|obvious\s+(?:guess|answer)|historically|in\s+the\s+past|used\s+to\s+be)\b"
    r"|很多人|许多人|不少|有人|有些人|有说|多数人|印象[里中](?!应|就?是|.{1,8}应该)|网上(?:有|常|都)?说|常有人|大家(?:常|都|往往)|常见(?:的)?(?:说法|误解|误区|答案|错误)|常被|经常被|容易(?:被)?(?:误|混|想)|误以为|误认|乍一看|看起来像|看似|表面上|一般人|通常会?(?:想到|认为|以为)|(?:可能|或许)会?(?:想到|以为|觉得|认为|猜)|虽然|尽管|教程(?:里)?写|听起来|直觉|传统上|过去|以前|早期|名气|人们(?:常|往往|通常)|习惯上",
    "though", "whereas", "despite", "seen", "heard", "read", "some ", "many", "most", "older", "people", "might", "may ",
    "could", "would", "often", "common", "widely", "frequently", "usually", "tempting", "sound", "at first", "contrary",
    "famous", "known for", "popular", "look", "intuitive", "obvious", "historic", "in the past", "used to",
    "人", "大家", "许多", "不少", "有说", "印象", "网上", "常", "容易", "误", "乍", "看", "表面", "一般", "通", "可能", "或许",
    "虽然", "尽管", "教程", "听起来", "直觉", "传统", "过去", "以前", "早期", "名气", "习惯",
)  # fmt: skip
_CONTRAST = re.compile(
    r"\b(?:but|however|actually|instead|in\s+fact|in\s+reality|yet|rather|really|the\s+(?:correct|right|real|actual|proper)|nevertheless|concentrates|though)\b|但|不过|其实|实际|然而|可是|而是|却|实为|真正|准确|应当是|应该是|正确的?是|严格来?说"
)
_ALTERNATIVES = Cue(
    r"\b(?:either\b.{1,80}\bor\b|either\s+(?:of|is|one|could|would|way|of\s+the\s+two)\b"
    r"|one\s+of\s+(?:the|those|these)\s+two\b|(?:might|may|could)\s+(?:also|just\s+as\s+well|equally)\s+be\b"
    r"|any\s+of\s+(?:these|them|the\s+following)(?:\s*:|\s+(?:will|would|works?|is|are|can|could|may|might|does|do)\b)"
    r"|(?:could|might|may)\s+be\b.{1,60}\bor\b|or\s+(?:maybe|perhaps|possibly)\b|possibly\b.{1,60}\bor\b"
    r"|probably\b.{1,40}\bor\b|one\s+of\s+(?:these|the\s+following)\b|depending\s+on\s+who"
    r"|(?:toss-?up|coin\s+(?:toss|flip)|flip\s+a\s+coin|50[/-]50|fifty-fifty)\b"
    r"|(?:cannot|can't|couldn't|can\s+not)\s+(?:decide|choose|tell|say)\s+(?:between|which|either|whether)\b)"
    r"|可能是.{1,40}(?:也可能|或者?|还是|也许)|也(?:有)?可能是|二者之一|两者之一|其中之一|两个都试|都试试|要么.{1,40}要么|或者.{1,30}(?:都有可能|都可以|均可|都行)|或.{1,30}(?:都有可能|都有|均有可能)|(?:都可能是|都有可能|都能算|任选|任意一个|都可以|均可以|都行)|不是.{1,30}就是|一半可能|各(?:占|有)?一半|五五开|(?:里|中|之间)的?(?:随便)?(?:一个|某个)吧|二选一|都(?:很|挺|有点)?(?:像|说得通|讲得通)",
    "either", "one of", "any of", "could", "might", "may", "maybe", "perhaps", "possibly", "probably", " or ", "depending on who", "toss",
    "coin", "50", "fifty", "can't", "cannot", "couldn't", "can not",
    "可能", "或", "之一", "其中", "都", "均", "要么", "不是", "一半", "各", "五五", "二选", "吧", "任",
    flags=re.DOTALL,
)  # fmt: skip
_ANY_OF_THESE = re.compile(
    r"\b(?:any|all|each)\s+of\s+(?:these|them|the\s+following)\s+(?:will\s+do|would\s+do|works?|is\s+fine|are\s+(?:fine|possible|valid|recommended))\b"
    r"|以下(?:几种|任意一种|都|均)[^。]{0,8}(?:都可以|均可|都行)|任选(?:其一|一个|一种)"
)
"""What says of a list that follows that its items are as good as one another."""
_OPTIONS = Cue(
    r"\b(?:options|candidates|choices|flags|values|alternatives|possibilities|modes|types)\b[^.]{0,40}\b(?:are|run|include|range)\b|可选(?:值|项|的)?(?:有|包括|是)|选项(?:有|包括)|候选(?:有|包括)|(?:由|有).{2,60}(?:组成|构成)",
    "option", "candidate", "choice", "flag", "value", "alternative", "possibilit", "mode", "type", "选", "由", "有",
)  # fmt: skip
_SHORT_OR = re.compile(r"^\W*(?:it(?:'s| is)\s+)?(?:the\s+)?[^.,;\n]{1,40}?\s(?:or|或者|还是|或)\s[^.,;\n]{1,40}\W*$")
_COMPARED_BEFORE = re.compile(
    rf"(?:\b(?:than|(?<!sounds )(?<!look )(?<!looks )(?<!something )like|similar\s+to|compared\s+(?:to|with)|based\s+on|runs\s+on|inspir\w+\s+(?:for|by)|derived\s+from|inherited\s+from|predecessor\s+of|prior\s+to|successor\s+(?:of|to)|alternatives?\s+(?:to|such\s+as|include|are)|formerly|previously|versus|vs\.?|such\s+as|while|whereas|replacement\s+for|superset\s+of|from)\s+{_SMALL}|不如|优于|类似于?|相当于|运行在|源自|不同的是|前身是|相较于?|比起|较之|与|和|跟|比){_OPENERS}$"
)
_WHILE = re.compile(r"while\b")
_CLAUSE_FOLLOWS = re.compile(r",\s*\S+\s+\S+")
_OR = re.compile(r"\bor\b|或|还是")
_COMMA = re.compile(r"[,，]")
_SENTENCE_END = re.compile(r"[。\n]+|[!?;]+(?=[\s\"')\ue001\u3400-\u9fff]|$)|\.(?=[\s\"')\ue001]|$)")


def sentences_of(text: str) -> list[tuple[int, int]]:
    """The sentences of a surface as places: first character and the one after."""
    found, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        ends = match.end() - start > 1 and not _abbreviation(text, match.start())
        if ends and any(c.isalnum() for c in text[start : match.end()]):
            found.append((start, match.end()))
            start = match.end()
    if any(c.isalnum() for c in text[start:]) or not found:
        found.append((start, len(text)))
    return found


def _abbreviation(text: str, stop: int) -> bool:
    return (
        text[max(0, stop - 4) : stop].lower().endswith(("e.g", "i.e", " vs", " cf", "etc", "no")) and text[stop] == "."
    )


def sentence_at(sentences: list[tuple[int, int]], position: int) -> int:
    """The number of the sentence that holds a character."""
    for number, (_, end) in enumerate(sentences):
        if position < end:
            return number
    return len(sentences) - 1


def read_stance(text: str, sentences: list[tuple[int, int]], start: int, end: int) -> Reading:
    """What the text makes of the name that stands from `start` to `end`. The words that show it are in lower case."""
    number = sentence_at(sentences, start)
    sentence_start, sentence_end = sentences[number]
    lower = text.lower()
    before, after = lower[max(sentence_start, start - 90) : start], lower[end : min(sentence_end, end + 90)]
    before = before.rstrip("-.@$#/%\\")
    if match := _DENIED_BEFORE.search(before):
        return Reading(Stance.DENIED, _plain(match[0]))
    if match := _DENIED_AFTER.match(after):
        return Reading(Stance.DENIED, _plain(match[0]))
    if (
        text[sentence_end - 1 : sentence_end] in "?？"
        and text[sentence_end : sentence_end + 1] not in ('"', "'", ")")
        and len(text) > sentence_end + 3
        and sentence_end > sentence_start
    ):
        return Reading(Stance.CONCEDED, "?")
    if match := _DENIED_SOON.search(lower[end : end + 140]):
        return Reading(Stance.DENIED, _plain(match[0]))
    opening, sentence = lower[sentence_start:start], lower[sentence_start:sentence_end]
    bare = opening.lstrip("\"'`(\ue000 \n")
    if _WHILE.match(bare) and "," not in bare and _CLAUSE_FOLLOWS.search(lower, end, sentence_end):
        return Reading(Stance.CONCEDED, "while")
    if (conceded := _CONCESSION.search(opening)) and not _CONTRAST.search(opening[conceded.end() :]):
        if contrast := _CONTRAST.search(lower[end : sentences[min(number + 1, len(sentences) - 1)][1]]):
            return Reading(Stance.CONCEDED, f"{conceded[0]} ... {contrast[0]}")
        if _COMMA.search(after) and conceded[0] in ("although", "though", "whereas", "while", "虽然", "尽管"):
            return Reading(Stance.CONCEDED, conceded[0])
    match = _ALTERNATIVES.search(sentence)
    if match and not (start <= sentence_start + match.start() and sentence_start + match.end() <= end):
        return Reading(Stance.ALTERNATIVE, _plain(match[0]))
    if (
        len(text) < 60
        and len(sentences) == 1
        and not _OR.search(lower, start, end)
        and (match := _SHORT_OR.match(lower))
    ):
        return Reading(Stance.ALTERNATIVE, _plain(match[0]))
    if sentence_start and (match := _ANY_OF_THESE.search(lower[:sentence_start])):
        return Reading(Stance.ALTERNATIVE, _plain(match[0]))
    if not before.endswith(EMPHASIS_START) and (match := _OPTIONS.search(opening)):
        return Reading(Stance.ALTERNATIVE, _plain(match[0]))
    if match := _COMPARED_BEFORE.search(before):
        return Reading(Stance.COMPARED, _plain(match[0]))
    return Reading(Stance.ASSERTED)


def _plain(cue: str) -> str:
    cue = " ".join(cue.replace(EMPHASIS_START, "").replace(EMPHASIS_END, "").split())
    return cue if len(cue) <= 60 else cue[:57] + "..."
