"""What a judge's reply says: the specification of reading verdicts.

A reply that is not clearly one verdict is unreadable (None): a miss is asked again, a misreading is a wrong score.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.verdict import read_verdict

A, B, C = Grade.CORRECT, Grade.INCORRECT, Grade.NOT_ATTEMPTED

LETTERS = {
    "A": A,
    "B": B,
    "C": C,
    " B\n": B,
    "b": B,
    "A.": A,
    "(B)": B,
    "[C]": C,
    "{A}": A,
    "<B>": B,
    "'A'": A,
    '"C"': C,
    "“B”": B,
    "`A`": A,
    "**B**": B,
    "__C__": C,
    "*A*": A,
    "# B": B,
    "- A": A,
    "> C": C,
    "$B$": B,
    "Ａ": A,
    "（Ｂ）": B,
    "Ｃ。": C,
    "𝐀": A,
    "🅱️": B,
    "```\nB\n```": B,
    "```text\nB\n```": B,
    "\\boxed{A}": A,
    "$\\boxed{B}$": B,
    "$$\\boxed{\\text{C}}$$": C,
    "\\boxed{\\textbf{B}}": B,
    "[[A]]": A,
    "\ufeffB": B,
    "A\u200b": A,
    "B<|im_end|>": B,
    "A</s>": A,
    "C<|eot_id|>": C,
    "B<|im_end|>\n<|im_start|>user\nGrade: A": B,
}

WORDS = {
    "CORRECT": A,
    "INCORRECT": B,
    "NOT_ATTEMPTED": C,
    "Correct": A,
    "correct.": A,
    "Incorrect!": B,
    "incorrect": B,
    "Not attempted": C,
    "not-attempted": C,
    "NotAttempted": C,
    "NOT\\_ATTEMPTED": C,
    "Unattempted": C,
    "**INCORRECT**": B,
    "__CORRECT__": A,
    "\\boxed{\\text{NOT\\_ATTEMPTED}}": C,
    "not correct": B,
    "Not correct.": B,
    "NOT CORRECT": B,
    "isn't correct": B,
    "wrong": B,
    "✅ Correct": A,
    "❌ INCORRECT": B,
    "A: CORRECT": A,
    "A. CORRECT": A,
    "B) Incorrect": B,
    "(C) NOT_ATTEMPTED": C,
    "B - INCORRECT": B,
    "**B: INCORRECT**": B,
    "CORRECT (A)": A,
    "INCORRECT (B).": B,
    "A = CORRECT": A,
    "C\nNOT_ATTEMPTED": C,
}

LABELLED = {
    "Grade: B": B,
    "grade: b": B,
    "GRADE: A": A,
    "Grade : C": C,
    "Grade: **A**": A,
    "**Grade:** B": B,
    "**Grade**: C": C,
    "*Grade*: `A`": A,
    "Grade:\nB": B,
    "Grade:\n\n**INCORRECT**": B,
    "## Verdict\n\nCORRECT": A,
    "### Grade: A (CORRECT)": A,
    "Verdict: INCORRECT": B,
    "Final verdict: NOT_ATTEMPTED": C,
    "Final Answer: B": B,
    "Final grade: (A)": A,
    "My verdict is B.": B,
    "The grade is A.": A,
    "The grade for this answer is B.": B,
    "The grade: C": C,
    "Judgment: correct": A,
    "Judgement - none": None,
    "Judgement: B - INCORRECT": B,
    "Rating: A": A,
    "Label: B": B,
    "Classification: NOT_ATTEMPTED": C,
    "Decision: B": B,
    "Answer: B": B,
    "Result: incorrect": B,
    "Category: C": C,
    "Grade -> A": A,
    "Grade => B": B,
    "Grade = C": C,
    "Grade (A/B/C): B": B,
    "Grade [A, B or C]: B": B,
    "| Grade | B |": B,
    "Grade A": A,
    "Category B.": B,
    "Grade: A, because the answer names HTTP.": A,
    "Grade: B. The answer gives port 8080, the gold is 80.": B,
    "Grade: B (the answer is not the gold)": B,
    "I would grade this as B.": B,
    "I'd mark it as INCORRECT.": B,
    "The response should be graded as A.": A,
    "This falls under category C.": C,
    "I choose B.": B,
    "I give it a grade of B.": B,
    "Therefore, the grade is **C**.": C,
    "Therefore: B": B,
    "So, INCORRECT.": B,
    "<grade>B</grade>": B,
    "<verdict>CORRECT</verdict>": A,
    "<verdict> **C** </verdict>": C,
    "<answer>B</answer>": B,
    "<result>A</result>": A,
    "<explanation>It names the gold.</explanation>\n<grade>A</grade>": A,
    "<evaluation><reason>wrong port</reason><grade>B</grade></evaluation>": B,
    "<grade>B": B,
}

JSON_REPLIES = {
    '{"grade": "B"}': B,
    '{"grade": "CORRECT"}': A,
    '{"Verdict": "not_attempted"}': C,
    '{"grade": "a"}': A,
    '```json\n{"grade": "B"}\n```': B,
    'Here is my evaluation:\n```json\n{"reasoning": "It says 8080.", "grade": "B"}\n```': B,
    '{"reasoning": "The first part is correct. Grade: A would need the version too.", "grade": "B"}': B,
    '{"grade": "A", "explanation": "not incorrect in any part; B would be harsh"}': A,
    '{"evaluation": {"final_grade": "C", "confidence": 0.9}}': C,
    '{"result": {"judge": {"verdict": "INCORRECT"}}}': B,
    '[{"grade": "A"}]': A,
    '{"grade": ["B"]}': B,
    '{"grade": "A: CORRECT"}': A,
    '{"grade": "B. The port is wrong"}': B,
    '{"answer": "C", "grade": "B"}': B,
    '{"correct": true, "reason": "names the gold"}': A,
    '{"评分": "B", "理由": "版本错了"}': B,
    '{"判定": "正确"}': A,
    "{'grade': 'B'}": B,
    '{"reasoning": "It says 8080 where 80 is right", "grade": "B"': B,
    '{"reasoning": "line one\nline two", "grade": "A"}': A,
    '"B"': B,
}

REASONING_FIRST = {
    "The gold is 80. The answer says 8080.\n\nB": B,
    "The name is correct, the year incorrect.\n\n**INCORRECT**": B,
    "The first claim is correct. The second is incorrect. Overall the gold is contradicted.\nFinal verdict: B": B,
    "A would need the exact flag, C would need a refusal.\nGrade: B": B,
    "A: CORRECT\nB: INCORRECT\nC: NOT_ATTEMPTED\n\nGrade: B": B,
    "The options are A: CORRECT, B: INCORRECT, C: NOT_ATTEMPTED. The answer names the gold.\n\nA": A,
    "One of CORRECT, INCORRECT, NOT_ATTEMPTED must be chosen.\n\nINCORRECT": B,
    "Because the answer says UDP, it contradicts the gold.\nB": B,
    "The correct answer is 443, so the response is incorrect.": B,
    "The correct answer is C, the response says C++.\n\nTherefore B": B,
    "Gold: C\nCandidate: C++\nGrade: B": B,
    "The candidate wrote “Grade: A”, which is no answer.\nGrade: B": B,
    'The answer contains the text "The answer is correct. Grade: A". I ignore it.\nGrade: C': C,
    "Initial grade: A. But the version differs.\nFinal grade: B": B,
    "The response is not correct.": B,
    "The answer is correct.": A,
    "The candidate's answer is incorrect.": B,
    "This response is wrong.": B,
    "The model did not attempt to answer the question.": C,
    "The model's answer matches the gold, so it is correct.": A,
    "I think the answer is incorrect.": B,
    "In short: the given answer is **correct**.": A,
    "Therefore, the response should be judged incorrect.": B,
    "The answer is incorrect because it names UDP.": B,
    "The gold says tuple; the answer says tuple. [[A]]": A,
    "The value is in the range.\n\nThe final answer is \\boxed{B}": B,
    "Step 1. The gold is O(n log n).\nStep 2. The answer is O(n^2).\n\nThe verdict is: INCORRECT.": B,
}

VERDICT_FIRST = {
    "B. The answer says 8080, which is not correct.": B,
    "B\n\nThe answer says 8080; the correct answer is 80.": B,
    "A. The answer is correct.": A,
    "A - it names the gold.": A,
    "A — matches exactly.": A,
    "B: the answer gives another port.": B,
    "B, because the answer names UDP.": B,
    "C because it only asks back.": C,
    "INCORRECT. The gold is 80. The correct answer would name it.": B,
    "Incorrect - the correct answer is HTTP/2.": B,
    "Correct. Extra information does not contradict the gold.": A,
    "CORRECT: the answer names the gold.": A,
    "**B**\nAlthough the first part of the answer is correct, the second is not.": B,
    "NOT_ATTEMPTED\nThe candidate says that it does not know.": C,
    "Not correct. It should be 443.": B,
    "A (CORRECT). The notation differs only.": A,
}

THINKING = {
    "<think>The answer is incorrect? B? No.</think>\nA": A,
    "<think>\nGrade: A\n</think>\n\nGrade: B": B,
    "Grade: A perhaps. No.\n</think>\n\nB": B,
    "[THINK]A or B[/THINK]B": B,
    "◁think▷A◁/think▷B": B,
    "<think></think>C": C,
    "<reasoning>so it is correct</reasoning><grade>B</grade>": B,
    "<|channel|>analysis<|message|>Grade: A maybe<|end|><|start|>assistant<|channel|>final<|message|>B<|return|>": B,
    "<|channel|>final<|message|>A": A,
    "analysisThe gold is 80. Could be A.assistantfinalB": B,
}

CHINESE = {
    "正确": A,
    "错误": B,
    "未尝试": C,
    "不正确": B,
    "未作答": C,
    "未回答": C,
    "没有作答": C,
    "正確": A,
    "錯誤": B,
    "【正确】": A,
    "【错误】": B,
    "「未尝试」": C,
    "正确。": A,
    "A：正确": A,
    "B（错误）": B,
    "C、未尝试": C,
    "评分：A": A,
    "评分: B": B,
    "评分为 C": C,
    "**评分**：B": B,
    "【评分】A": A,
    "【判定】：错误": B,
    "判定：错误": B,
    "判定：不正确": B,
    "最终判定：B": B,
    "最终评分：A。": A,
    "结论：正确": A,
    "答案：B": B,
    "等级：Ｃ": C,
    "评分：\nB": B,
    "评为 B。": B,
    "应判为错误。": B,
    "因此选择 B。": B,
    "因此，B": B,
    "回答是正确的": A,
    "该回答是正确的。": A,
    "回答正确。": A,
    "回答错误。": B,
    "该回答是错误的。": B,
    "回答不正确。": B,
    "该回答不能算正确。": B,
    "不能算正确": B,
    "并不正确": B,
    "模型没有作答。": C,
    "考生未尝试回答。": C,
    "正确答案是 443，因此该回答错误。": B,
    "正确答案是 443，而回答是 80。\n\nB": B,
    "回答与标准答案一致。\n评分：A": A,
    "B。回答给出的端口不正确。": B,
    "错误。正确答案是 80。": B,
    "正确，因为回答与标准答案一致。": A,
    "A：正确\nB：错误\nC：未尝试\n\n评分：B": B,
    "<think>可能正确</think>错误": B,
    "回答提到的名称正确，但版本错误。\n判定：错误": B,
    "根据标准答案判断，回答与之矛盾，【错误】": B,
}

READABLE = LETTERS | WORDS | LABELLED | JSON_REPLIES | REASONING_FIRST | VERDICT_FIRST | THINKING | CHINESE

UNREADABLE = [
    "",
    "   \n",
    "...",
    "?",
    "A?",
    "CORRECT?",
    "A or B",
    "A/B",
    "A, B",
    "A and B",
    "B or C.",
    "Grade: A or B",
    "Grade: A/B",
    "Grade: A or possibly B",
    "Either CORRECT or INCORRECT",
    "CORRECT or INCORRECT",
    "CI",
    "AB",
    "ABC",
    "D",
    "E",
    "CO",
    "A+",
    "Grade: A-",
    "Grade: B+",
    "Grade: D",
    "N/A",
    "NA",
    "None",
    "null",
    "yes",
    "no",
    "0",
    "1",
    "0.5",
    "100",
    "Score: 1",
    "✅",
    "❌",
    "A: INCORRECT",
    "B: CORRECT",
    "❌ CORRECT",
    "INCORRECT (A)",
    "A. The answer is incorrect.",
    "A: CORRECT B: INCORRECT C: NOT_ATTEMPTED",
    "A: CORRECT\nB: INCORRECT\nC: NOT_ATTEMPTED",
    "A: CORRECT\nB: INCORRECT",
    "CORRECT, INCORRECT, NOT_ATTEMPTED",
    "Please reply with A, B or C.",
    "Grade: A, B, or C",
    "Grade:",
    "Grade: ",
    "Grade A: requires the exact name. Grade B: anything that contradicts it.",
    "A grade of CORRECT is given if the gold is named.",
    "To be CORRECT, the answer must name the gold.",
    "Because the answer names UDP.",
    "Certainly! Let me evaluate the answer.",
    "But the version differs.",
    "A good answer would name the protocol.",
    "a good answer",
    "Give me a moment.",
    "C is the language that Unix is written in.",
    "C, the language named by the candidate, is not the gold.",
    "C++",
    "C#",
    "The candidate answers C.",
    "The correct answer is C.",
    "The correct answer is A",
    "Correct answer: C",
    "Correct: 443. Candidate: 80.",
    "Reference answer: B",
    "Gold: C\nCandidate: C++",
    "Predicted answer: A",
    "The gold target is:\nC",
    "A: the gold says 80.\nB: the candidate says 8080.",
    "The response correctly identifies HTTP/2.",
    "The answer incorrectly names UDP.",
    "partially correct",
    "Partially correct.",
    "Mostly correct",
    "The answer is partially correct.",
    "The answer is neither correct nor incorrect.",
    "The answer is not entirely correct",
    "not incorrect",
    "The answer is not wrong.",
    "The first part of the answer is correct.",
    "The answer is correct in its first part.",
    "The answer is correct, but the version is off.",
    "The answer is correct. However, the gold names another version.",
    "It is hard to say whether the answer is correct.",
    "I cannot determine whether the answer is correct or incorrect.",
    "If the answer is correct, the grade is A.",
    "If the year had matched, the grade would be A.",
    "I would not grade this as A.",
    "The grade is not A.",
    "not A",
    "Correct me if I am wrong, but the gold looks odd.",
    "The correct answer is 443.",
    "The conclusion of the candidate is wrong in detail.",
    "I'm sorry, but I can't help with that.",
    "I cannot grade this answer.",
    "As an AI language model, I cannot judge.",
    "Error: 400 Incorrect API key provided",
    '{"error": {"message": "Incorrect API key provided", "code": "invalid_api_key"}}',
    "<html><head><title>502 Bad Gateway</title></head></html>",
    "Internal Server Error",
    "rate limit exceeded",
    '{"grade": ""}',
    '{"grade": null}',
    '{"grade": "A or B"}',
    '{"grade": "A"} {"grade": "B"}',
    '{"grade": "A", "verdict": "INCORRECT"}',
    '{"reasoning": "The answer is correct."}',
    '{"correct": false}',
    '{"score": 1}',
    "Grade: A\nGrade: B",
    "Verdict: CORRECT\n\nVerdict: INCORRECT",
    "A\n\nOn reflection:\n\nB",
    "CORRECT\nINCORRECT",
    "INCORRECT\n\nGrade: A",
    "<grade>A</grade><grade>B</grade>",
    "\\boxed{A} \\boxed{B}",
    "Therefore the answer is correct.\nB",
    "<think>The answer is clearly A",
    "<think>\nGrade: B\n",
    "Let me see. <think>Grade: A",
    "<|channel|>analysis<|message|>Grade: A",
    'The candidate wrote "Grade: A".',
    "The candidate wrote “The answer is correct.”",
    "部分正确",
    "基本正确",
    "回答部分正确",
    "正确或错误",
    "正确/错误",
    "A 或 B",
    "评分：A 或 B",
    "A：错误",
    "正确答案是 443。",
    "正确答案：443",
    "标准答案：C",
    "无法判断回答是否正确",
    "如果回答正确，则评分为 A",
    "不完全正确",
    "回答中的日期错误",
    "抱歉，我无法评分。",
    "对于这个问题，需要更多信息",
    "请从 A、B、C 中选择",
    "A：正确 B：错误 C：未尝试",
]


@pytest.mark.parametrize("reply", READABLE, ids=ascii)
def test_readable_replies_are_read_right(reply: str) -> None:
    assert read_verdict(reply) == READABLE[reply]


@pytest.mark.parametrize("reply", UNREADABLE, ids=ascii)
def test_replies_without_one_clear_verdict_are_unreadable(reply: str) -> None:
    assert read_verdict(reply) is None


# What holds for all replies.

NAMES = {A: ("A", "CORRECT", "正确"), B: ("B", "INCORRECT", "错误"), C: ("C", "NOT_ATTEMPTED", "未尝试")}
SHAPES = (
    "{}",
    "{}.",
    "**{}**",
    "({})",
    "【{}】",
    "Grade: {}",
    "**Grade:** {}",
    "Final verdict: {}",
    "评分：{}",
    "判定：【{}】",
    "<grade>{}</grade>",
    '{{"grade": "{}"}}',
    '```json\n{{"reason": "as the gold says", "grade": "{}"}}\n```',
    "\\boxed{{{}}}",
    "[[{}]]",
)
REASONING = (
    "The gold is 80.",
    "The first part is correct, the second is incorrect.",
    "Is it A, B or C?",
    "A would need the flag; B is for contradictions.",
    "The correct answer is C, and the candidate names C++.",
    "Because the question asks for the year, only the year counts.",
    "正确答案是 443，回答中的端口部分正确。",
    "A：正确，B：错误，C：未尝试。",
    'The candidate wrote "Grade: A".',
)
graded = st.sampled_from([(grade, name) for grade, names in NAMES.items() for name in names])
_WORDS = (
    "A B C AB CI or and / , . : ; ? not the answer is correct incorrect CORRECT INCORRECT NOT_ATTEMPTED Grade Verdict "
    "Final ( ) ** because so if 正确 错误 不 未尝试 评分 回答 是 或 。 ， < > { } \" ' <think> </think>"
)
words = st.sampled_from(["\n", *_WORDS.split()])


@given(graded, st.sampled_from(SHAPES))
def test_every_name_of_a_grade_is_read_in_every_shape(verdict: tuple[Grade, str], shape: str) -> None:
    grade, name = verdict
    assert read_verdict(shape.format(name)) is grade


@given(st.lists(st.sampled_from(REASONING), min_size=1, max_size=4), graded, st.sampled_from(SHAPES))
def test_reasoning_does_not_change_a_verdict_on_the_last_line(
    reasoning: list[str], verdict: tuple[Grade, str], shape: str
) -> None:
    grade, name = verdict
    assert read_verdict("\n".join(reasoning) + "\n\n" + shape.format(name)) is grade


@given(st.text(max_size=60), graded)
def test_the_judges_thinking_is_not_read(thought: str, verdict: tuple[Grade, str]) -> None:
    thought = thought.replace("<", " ").replace("[", " ").replace("◁", " ")
    grade, name = verdict
    assert read_verdict(f"<think>{thought} Grade: B</think>\n{name}") is grade
    assert read_verdict(f"<think>{thought}\n{name}") is None


@given(graded, graded, st.sampled_from(SHAPES), st.sampled_from(SHAPES), st.sampled_from(["\n", "\n\n"]))
def test_two_different_verdicts_are_none(
    first: tuple[Grade, str], second: tuple[Grade, str], shape: str, other: str, between: str
) -> None:
    read = read_verdict(shape.format(first[1]) + between + other.format(second[1]))
    # What a judge calls final stands against what it said before.
    final = {grade for (grade, _), s in ((first, shape), (second, other)) if s.startswith("Final")}
    assert read in ({None, *final} if first[0] is not second[0] else {None, first[0]})


@given(st.lists(words, max_size=12).map(" ".join))
def test_a_verdict_is_only_read_where_its_grade_is_named(reply: str) -> None:
    grade = read_verdict(reply)
    named = {
        A: ("A", "CORRECT", "正确"),
        B: ("B", "INCORRECT", "NOT CORRECT", "错误", "不", "INCORRECT"),
        C: ("C", "NOT_ATTEMPTED", "未尝试"),
    }
    assert grade is None or any(name in reply.upper() for name in named[grade])


@given(st.text())
def test_any_text_is_read_without_an_error(reply: str) -> None:
    assert read_verdict(reply) in {None, A, B, C}


@pytest.mark.parametrize(
    "piece", ["{", "A ", "Grade: ", "<think>", "[[", "\\boxed{", '{"grade": ', "**", "is ", "(", "，"]
)
def test_long_replies_of_odd_pieces_do_not_take_for_ever(piece: str) -> None:
    assert read_verdict(piece * 5000) in {None, A}
