"""Whether an answer is an attempt at all: refusals, requests for context, talk that names nothing, in both languages."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.rule.cue import Cue

_REFUSAL = Cue(
    r"""
    \b(?:
        (?:i|we)\s+(?:really\s+|honestly\s+|simply\s+|currently\s+|just\s+|actually\s+)?(?:do\s*n[o']?t|don't|cannot|can\s*not|can't|could\s*n[o']?t|won't|wouldn't|would\s+not|haven't|have\s+not|am\s+not\s+able\s+to|couldn't)\s+
        (?:\w+\s+){0,4}?(?:know|recall|remember|say|tell|determine|answer|provide|confirm|identify|find|verify|give|pin|guess|vouch|be\s+(?:sure|certain)|place|comment|name|state|point|come\s+across|seen|encountered|help|speculate|want\s+to\s+guess)
      | (?:i\s+(?:do\s*n[o']?t|don't|have\s+no|lack|haven't)|i've\s+no|without\s+(?:any\s+)?(?:more|further|additional))\s+(?:have\s+|any\s+|got\s+)?(?:\w+\s+){0,5}?(?:information|knowledge|details?|data|access|record|answer|context|idea|clue|specifics|insight|documentation|memori[sz]ed|memory|at\s+hand|familiarity)
      | (?:i'?m|i\s+am|we\s+are)\s+(?:\w+\s+){0,2}?(?:not\s+(?:\w+\s+){0,2}?(?:sure|certain|aware|familiar|able|confident|comfortable|going\s+to\s+guess)|unsure|unable|unaware|unfamiliar|uncertain|sorry|afraid)
      | (?:no\s+idea|unknown\s+to\s+me|beyond\s+my\s+knowledge|outside\s+(?:of\s+)?my\s+knowledge|insufficient\s+(?:information|context)|need\s+(?:some\s+|a\s+bit\s+)?more\s+(?:information|context|details)|isn't\s+something\s+i|not\s+something\s+i|rather\s+not\s+(?:guess|say|speculate)|isn't\s+a\s+\w+\s+i\s+have|hard\s+for\s+me\s+to|impossible\s+(?:for\s+me\s+)?to\s+(?:say|tell|know|answer)|escapes\s+me|it\s+is\s+not\s+clear\s+which|would\s+(?:just\s+|only\s+)?be\s+(?:a\s+guess|guessing|speculat\w+))
      | (?:i'?ll|i(?:'?d)?(?:\s+would|\s+will)?)\s+(?:\w+\s+)?(?:rather\s+not|prefer\s+not|better\s+not|pass)\b
      | (?:leave|leaving)\s+(?:this|it|that)\s+unanswered
      | (?:beyond|outside)\s+(?:of\s+)?(?:what|anything)\s+i\b
      | (?:isn't|not)\s+(?:really\s+)?my\s+(?:field|area|speciali?ty|strong)
      | my\s+memory\s+(?:\w+\s+){0,6}?(?:isn't|is\s+not|fails|doesn't)
      | (?:isn't|is\s+not|not)\s+enough\s+(?:that\s+)?i\b
      | i\s+haven'?t\s+(?:got\s+)?enough\b
      | never\s+heard\s+of\b
      | (?:n't|not|never)\s+(?:included|attached|shared|provided|pasted|shown)\b
      | (?:could|can|would)\s+you\s+(?:please\s+|perhaps\s+)?(?:clarify|provide|share|tell|specify|give|let|paste|post|point|say\s+which|mind)
      | please\s+(?:clarify|provide|specify|share|give\s+(?:me\s+)?more|let\s+me\s+know\s+which|tell\s+me)
      | (?:which|what)\s+(?:\w+\s+){1,4}(?:are\s+you|do\s+you)\s+(?:using|mean|referring|have|working)\b[^.]*\?
      | (?:not|n't)\s+sure\s+(?:about|which|what|how|who|where|whether|of)\b
      | dependable\s+information
      | (?:no|any)\s+(?:reliable|trustworthy|firm|exact|clear|solid|real|definite|dependable)\s+(?:\w+\s+)?(?:information|source|knowledge|memory|recollection|idea|answer|data|record)
      | not\s+enough\s+(?:\w+\s+)?(?:information|context|details?|data)
      | guessing\s+(?:one\s+|a\s+\w+\s+|it\s+)?(?:would|might|could|is)
      | without\s+guessing
      | for\s+me\s+to\s+(?:name|say|tell|answer|know|give)
      | i'd\s+(?:only\s+|just\s+)?be\s+(?:guessing|making)
      | not\s+going\s+to\s+(?:guess|make)
      | (?:i've|i\s+have)\s+(?:never|not)\s+(?:\w+\s+)?(?:seen|heard|used|come\s+across|encountered|read)
      | doesn't\s+ring\s+a\s+bell
      | can't\s+be\s+(?:sure|certain)
    )
  | ^\W*(?:sorry|apologies|unfortunately)\b
  | ^\s*(?:not\s+sure|unknown|n/a|idk|unsure|no\s+answer|i\s+pass|\?{2,}|\.{3,})\s*[.!]?\s*$
    """,
    "not ", "n't", "dont", "no ", "lack", "without", "unsure", "unable", "unaware", "unfamiliar", "uncertain", "sorry",
    "afraid", "unknown", "beyond", "outside", "insufficient", "need ", "hard for", "impossible", "escapes", "guess",
    "specul", "apolog", "unfortunately", "uld you", "an you", "are you", "do you", "please", "n/a", "idk", " pass",
    "unanswered", "my memory", "my field", "my area", "rather not", "prefer not", "better not", "??", "...", "for me to",
    "never", "any ", "i've", "i have", "dependable", "making", "recollection", " nt",
    flags=re.VERBOSE,
)  # fmt: skip
_REFUSAL_IN_CHINESE = Cue(
    r"""
    (?:^|[我也并还真都，,。；;!！])(?:实在|真的?|确实|完全|都|也|并)?不知道|我不清楚|讲不清|无从(?:得知|知道|回答)|(?:就|还是)不(?:回答|乱说|瞎说|多说)了
  | 不能(?:提供帮助|帮)|没有?(?:足够|深入|仔细)的?(?:了解|研究)|不太清楚|并不清楚|不清楚(?:这|该|具体|答案|它|其)|(?:我|还|并|也)不(?:太)?确定
  | 不敢(?:确定|肯定|断言|妄)|(?:我|暂时|目前)?无法(?:确定|回答|得知|给出|提供|确认|判断|告诉|验证|作答|查证|核实|断定|肯定|准确)
  | 没(?:有办)?法(?:提供|确定|给出|回答|判断|确认|告诉|准确|肯定|核实)|不能(?:确定|确认|肯定|给出|告诉你)|不太?(?:了解|记得|熟悉)
  | (?:我|并|也|还|暂|目前|手头|这方面)[^，,。；;]{0,8}没(?:有)?(?:\w{0,8}?)(?:信息|资料|把握|知识|印象|细节|依据|记录|文档|来源|头绪|见过|听说过?|查到|找到|用过|接触过|掌握)
  | 没(?:有)?(?:什么|太?多|任何|相关|足够|可靠|确切|准确|具体|十足|公开|权威)*的?(?:可靠|确切|相关|准确|具体|足够|权威|公开|有关)*的?(?:信息|资料|把握|知识|印象)
  | 没(?:有)?(?:见过|听说过|查到|接触过)|没(?:有)?(?:玩|看|读|用|接触|研究)过|答不(?:上来|出来?|了)|^\W*不太?(?:确定|清楚)|查不到
  | 不(?:就|再|会|便|敢|想|愿)?(?:乱|瞎|胡|妄)猜|猜不(?:出|到|准)|不掌握|记不(?:太)?(?:清|得|起|准|住)|不记得|想不起来|抱歉|对不起|很遗憾
  | 请(?:您|你)?(?:提供|补充|说明|告知|告诉|先|给出)|(?:能否|可否|方便|麻烦)(?:您|你|请)?(?:先)?(?:告诉|提供|补充|说明|给出|贴|把|发|说)|请问
  | 发(?:过来|给我)|贴(?:出来|上来|一下)|拿不准|不下判断|不作判断|没有?看到足够|勉强作答|难以(?:确定|回答|判断|给出|确认)|不便(?:回答|作答)|说不(?:准|清|好|上来)
  | ^\W*未知\W*$|超出了?我的|不好说|没有把握|没把握|信息不足|缺少(?:必要的?)?(?:上下文|信息)|需要更多(?:信息|上下文|背景)|不想(?:乱|瞎|随便)?猜
  | 不(?:敢|能|宜|愿)(?:妄|乱|瞎|随意|贸然)?(?:猜|下结论)
    """,
    "不", "没", "无法", "无从", "抱歉", "对不起", "遗憾", "请", "否", "方便", "麻烦", "发", "贴", "难以", "未知", "超出",
    "缺少", "信息", "想不", "猜", "讲", "能", "答", "记", "勉强", "需要", "说",
    flags=re.VERBOSE,
)  # fmt: skip
_GUESS = re.compile(
    r"\b(?:(?:my|a|as\s+a)\s+(?:best\s+|educated\s+)?guess|if\s+(?:pressed|forced|pushed|i\s+must)|perhaps\s*[`\"\ue000]|it\s+should\s+be|should\s+be\s+the|best\s+guess|i'?d\s+(?:guess|say|go\s+with|bet|lean|assume)|i\s+(?:would\s+)?(?:guess|think|believe|suspect|assume)|i'm\s+inclined|but\s+(?:it(?:'s|\s+is)|probably|likely|most\s+likely)|probably|most\s+likely|likely\s+(?:is|it)|presumably|if\s+i\s+had\s+to|if\s+i\s+remember|if\s+memory\s+serves)\b"
    r"|我猜|猜一下|一定要(?:回答|说|猜)|猜测是|猜是|估计(?:是|应)|大概是|应该是|应该会?(?:用|叫)|(?:应该|大概|估计)不?(?:支持|可以|能|会|需要)|可能是|多半(?:是)?|印象中|我觉得|我认为|我想是|倾向于|如果没记错|硬要(?:说|给|答)|非要(?:说|给|答|猜)|非得(?:说|给|答|猜)"
)
"""What announces a guess, in lower case."""
_UNFINISHED = re.compile(
    r"(?:(?:^|\s)(?:the|a|an|is|are|was|of|to|in|for|by|with|and|or|which|that|called|named|use|using|answer|it's|be|from|as|on|at|this|its|your|you|can|should|will|would)|[:：,，(（–—]|(?:答案|应该|应当|就|即|叫|名字|名称|方法|函数|命令|属性|工具)是|(?<![行认而作])为|叫做?|使用|通过|称为|采用|因为|所以|如果|需要)\s*[*`\"'“]*\s*$"
)
"""How the beginning of a sentence ends, in lower case."""
_TAIL = 60
"""Characters in which it lies."""
_NINE_WORDS = re.compile(r"(?:\w+ ){9}[a-z]+$")


def declines(answer: str, sentences: list[tuple[int, int]]) -> tuple[str, int] | None:
    """The words with which an answer as a whole declines, with their place: a refusal that opens it, without a guess
    after it.

    A doubt about a detail at the end of a long answer does not make the answer a refusal.
    """
    lower = answer.lower()
    matches = [match for cue in (_REFUSAL, _REFUSAL_IN_CHINESE) if (match := cue.search(lower))]
    if not matches:
        return None
    match = min(matches, key=lambda m: m.start())
    opening = sentences[min(1, len(sentences) - 1)][1]
    if match.start() >= opening and len(sentences) > 2:
        return None
    if guesses_after(answer, match.end()):
        return None
    return " ".join(answer[match.start() : match.end()].split()), match.start()


_TO_THE_USER = re.compile(r"\b(?:you|your)\b|你|您|请问|能否|可否|哪(?:一?个|种|篇|款|本|一)", re.IGNORECASE)


def asks_back(answer: str, sentences: list[tuple[int, int]]) -> str | None:
    """The question that an answer puts to the user, at its end or its beginning, or None."""
    for start, end in (sentences[-1], sentences[0]):
        sentence = answer[start:end].strip()
        if sentence.endswith(("?", "？")) and _TO_THE_USER.search(sentence):
            return sentence
    return None


def guesses_after(answer: str, position: int) -> bool:
    """True if a guess follows a character of an answer."""
    return _GUESS.search(answer.lower(), position) is not None


def is_unfinished(answer: str) -> bool:
    """True for the beginning of a sentence that was cut off before it said anything."""
    if answer[-1:].islower() and _NINE_WORDS.search(answer):
        return True  # a long sentence without its end
    return (
        len(answer.split()) > 1 + (not answer.isascii()) * -1
        and len(answer) > (5 if answer.isascii() else 2)
        and bool(_UNFINISHED.search(answer.lower(), max(0, len(answer) - _TAIL)))
    )
