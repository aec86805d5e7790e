"""Sections: what is labelled as the answer counts, and what is labelled as its explanation does not."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.judging.grade import Candidate, Grade
from codesimpleqa_tasks.judging.rule.judge import judge_by_rules
from codesimpleqa_tasks.judging.rule.sections import answer_section, tagged_answer
from codesimpleqa_tasks.judging.rule.surface import surface
from codesimpleqa_tasks.questions import Question, builtin_questions
from codesimpleqa_tasks.questions.taxonomy import Language


@pytest.mark.parametrize(
    ("answer", "section"),
    [
        ("**Answer:** mmap\n\n**Explanation:** read copies.", "mmap"),
        ("Answer: mmap\nReasoning: read copies.", "mmap"),
        ("### Answer\nmmap\n\n### Explanation\nread copies.", "mmap"),
        ("mmap\n\nExplanation: read copies.", "mmap"),
        ("Reasoning: read copies.\nFinal answer: mmap", "mmap"),
        ("Short answer: mmap. Long answer: it depends.", "mmap."),
        ("**答案**：mmap\n\n**解析**：read 会复制。", "mmap"),
        ("答：mmap。\n说明：read 会复制。", "mmap。"),
        ("简短回答：mmap。详细来说要看版本。", "mmap。"),
        ("Answer: |>\nExplanation: it pipes.", "|>"),
        ("The answer depends on the kernel: mmap", "The answer depends on the kernel: mmap"),
        ("Explanation: mmap maps it.", "Explanation: mmap maps it."),
        ("mmap, and here is why: read copies.", "mmap, and here is why: read copies."),
        ("Answer:", "Answer:"),
        ("Q: Which call maps a file?\nA: mmap", "mmap"),
        ("mmap:\n\n```yaml\na: 1\nresult: 2\n```", "mmap:\n\n\ue002a: 1\nresult: 2\n\ue003"),
    ],
)
def test_the_section_that_answers(answer: str, section: str) -> None:
    assert answer_section(surface(answer)) == section


@pytest.mark.parametrize(
    ("answer", "section"),
    [
        ("I recall <b>read</b>.\n<answer>mmap</answer>", "mmap"),
        ("<answer>read</answer> no: <answer>mmap</answer>", "mmap"),
        ("<answer>mmap", "mmap"),
        ("<answer></answer>", "<answer></answer>"),
        ("std::vector<int>", "std::vector<int>"),
        ('{"answer": "say \\"mmap\\"", "confidence": 1}', 'say "mmap"'),
        ('```json\n{"reason": "read copies", "answer": -1}\n```', "-1"),
        ('{"answer": null, "error": "unknown"}', ""),
        ("int main() { return 0; }", "int main() { return 0; }"),
    ],
)
def test_what_is_tagged_as_the_answer(answer: str, section: str) -> None:
    assert tagged_answer(answer) == section


@pytest.mark.parametrize(
    ("gold", "answer", "grade"),
    [
        ("-1", "I recall it. So the answer is -1.", Grade.CORRECT),
        ("1", "I recall it. So the answer is -1.", Grade.INCORRECT),
        (".NET", "I recall it. So the answer is: .NET", Grade.CORRECT),
        ("--amend", "Hmm, no wait, --amend", Grade.CORRECT),
    ],
)
def test_a_final_answer_keeps_its_sign(gold: str, answer: str, grade: Grade) -> None:
    assert judge_by_rules(Candidate("What is it?", gold, answer, Language.ENGLISH)).grade is grade


LAYOUTS = {
    Language.ENGLISH: (
        "**Answer:** {answer}\n\n**Explanation:** {evidence}",
        "{answer}\n\nExplanation: This follows from how it was designed; many guides say so as well.",
        "Short answer: {answer}. Long answer: it depends on the version, but the default has not changed.",
        "Let me think. The question is about a well-known fact. {answer} is the answer.",
        "Sure! The answer is **{answer}**. Let me know if you need more details.",
        "<answer>{answer}</answer>",
        '{{"answer": "{answer}"}}',
        "Okay, I recall the documentation. Therefore, the answer is {answer}.",
        "{answer}\n\nSource: official documentation.\nConfidence: 95%",
    ),
    Language.CHINESE: (
        "**答案**：{answer}\n\n**解析**：{evidence}",
        "{answer}\n\n说明：这是由其设计决定的，很多教程也这么写。",
        "简短回答：{answer}。详细来说要看版本，但默认值没有变过。",
        "让我想想。这是一个常见的知识点，{answer}就是答案。",
        "好的！答案是 **{answer}**。如需更多信息请告诉我。",
        "<answer>{answer}</answer>",
        '{{"答案": "{answer}"}}',
        "**结果**：{answer}",
        "{answer}\n\n来源：官方文档。\n置信度：95%",
    ),
}


def graded(question: Question, layout: str, answer: str) -> Grade:
    text = layout.format(answer=answer, evidence=question.evidence)
    return judge_by_rules(Candidate.to(question, text)).grade


@pytest.mark.parametrize(("language", "number"), [(language, n) for language in LAYOUTS for n in range(9)])
def test_the_layout_of_an_answer_changes_no_grade(language: Language, number: int) -> None:
    """But for one in a hundred: the letter "I" and signs that end no sentence."""
    layout = LAYOUTS[language][number]
    questions = [q for q in builtin_questions().questions if q.language is language]
    lost = [q.answer for q in questions if graded(q, layout, q.answer) is not Grade.CORRECT]
    assert len(lost) <= 0.01 * len(questions), lost
    if "{evidence}" not in layout:
        wrong = [(q.answer, d) for q in questions for d in q.distractors]
        taken = [d for q in questions for d in q.distractors if graded(q, layout, d) is Grade.CORRECT]
        assert len(taken) <= 0.005 * len(wrong), taken
