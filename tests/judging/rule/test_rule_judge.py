"""The built-in judge as a whole: a table of answers with their grades."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codesimpleqa_tasks.judging.grade import Candidate, Grade
from codesimpleqa_tasks.judging.rule.judge import judge_by_rules
from codesimpleqa_tasks.questions import builtin_questions
from codesimpleqa_tasks.questions.taxonomy import Language

C, I, N = Grade.CORRECT, Grade.INCORRECT, Grade.NOT_ATTEMPTED


def grade(question: str, gold: str, answer: str, language: Language = Language.ENGLISH) -> Grade:
    return judge_by_rules(Candidate(question, gold, answer, language)).grade


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("mmap", C),
        ("`mmap()`", C),
        ("**mmap** maps a file into memory; `munmap` undoes it.", C),
        ("You need the mmap system call, not read.", C),
        ("I'm not sure, but I think it's mmap.", C),
        ("It is `read`... scratch that, it's `mmap`.", C),
        ("Run this:\n\n```c\nvoid *p = mmap(0, n, PROT_READ, MAP_PRIVATE, fd, 0);\n```", C),
        ("munmap", I),
        ("It is `sendfile`.", I),
        ("It's `sendfile`, not mmap.", I),
        ("Many people say mmap, but it is actually `sendfile`.", I),
        ("`sendfile` does this. mmap, by contrast, is for shared memory only.", I),
        ("Either mmap or sendfile.", I),
        ("mmap or `sendfile`, I can't tell which.", I),
        ("mmap... actually, scratch that, it's `sendfile`.", I),
        ("mmap is what everybody tries first, but the call you want here is **sendfile**.", I),
        ("While mmap was used once, the call is sendfile these days.", I),
        ("`mmap` would copy the file; to map it, call `remap` instead.", I),
        ("Some tutorials use `mmap`, others `read`; the proper one is `remap`.", I),
        ("mmap can't do that, so that isn't the call you're looking for. Take `remap`.", I),
        ("Two calls map files:\n\n- `mmap`, for small ones\n- `remap`\n\nSo what you need is `remap`.", I),
        ("`remap` is the call you're looking for.\n\n| call | use |\n|---|---|\n| mmap | memory |", I),
        ("**Call:** `mmap`\n**Header:** `sys/mman.h`", C),
        ("I don't know.", N),
        ("Which operating system do you mean?", N),
        ("There are several ways to read files fast; which is best depends on the system. Consult the manual.", N),
        ("The name of the call is", N),
        ("", N),
        ("...", N),
    ],
)  # fmt: skip
def test_answers_to_a_question_for_a_name(answer: str, expected: Grade) -> None:
    assert grade("Which POSIX call maps a file into memory?", "mmap", answer) is expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("布隆过滤器", C),
        ("用的是 Bloom filter。", C),
        ("答案是**布隆过滤器**，它可能误判存在，但不会漏判。", C),
        ("布隆过滤器，而不是哈希表。", C),
        ("哈希表", I),
        ("不是布隆过滤器，而是跳表。", I),
        ("很多人会说是布隆过滤器，但其实是跳表。", I),
        ("可能是布隆过滤器，也可能是跳表。", I),
        ("是布隆过滤器……更正一下，是跳表（skip list）。", I),
        ("抱歉，我不清楚。", N),
        ("这要看具体场景，不同的系统有不同的取舍，请参考相关文档。", N),
    ],
)
def test_answers_to_a_chinese_question(answer: str, expected: Grade) -> None:
    question = "哪种概率型数据结构可以判断元素一定不在集合中？"
    assert grade(question, "布隆过滤器（Bloom filter）", answer, Language.CHINESE) is expected


@pytest.mark.parametrize(
    ("question", "gold", "answer", "expected"),
    [
        ("How many bits has a nibble?", "4", "four", C),
        ("How many bits has a nibble?", "4", "A nibble has 4 bits, so a byte has two.", C),
        ("How many bits has a nibble?", "4", "It has 8 bits, twice as many as 4.", I),
        ("How many bits has a nibble?", "4", "4 or 8", I),
        ("How many bits has a nibble?", "4", "Half of 8 bits, 8 / 2 = 4.", C),
        ("How many bits has a nibble?", "4", "Some books say 4, but it has **5** bits.", I),
        (
            "How many bits has a nibble?",
            "4",
            "Its size is rather a convention. Several names are in use for it, and each manual has its own.",
            N,
        ),
        ("How long is the timeout?", "1 ms", "0.001 s", C),
        ("How long is the timeout?", "1 ms", "1 s", I),
        ("What is its complexity?", "O(n log n)", "It runs in O(n*log(n)) time.", C),
        ("What is its complexity?", "O(n log n)", "It runs in O(n) time.", I),
        ("Does it support proxies?", "No, it does not.", "It doesn't.", C),
        ("Does it support proxies?", "No, it does not.", "Yes, since version 2.", I),
        ("Which databases does it support?", "MySQL, SQLite and Oracle", "Oracle, MySQL, and SQLite.", C),
        ("Which databases does it support?", "MySQL, SQLite and Oracle", "MySQL and SQLite.", I),
        ("Which access is needed?", "A key with read access is needed.", "A key with write access is needed.", I),
        ("Which algorithm is used?", "Proof of Trust (PoT)", "PoT", C),
        ("Which algorithm is used?", "Proof of Trust (PoT)", "Proof of Time (PoT)", I),
        (
            "Which language is the Java Days app written in?",
            "Java",
            "Java Days has an app that many people like a lot.",
            I,
        ),
        ("Which of these is not supported?", "file groups", "**File groups** are not supported.", C),
        ("Which file is it?", "/etc/x/x.conf", "/etc/x/server.conf", I),
        ("Which flag is it?", "-P", "-P", C),
        ("Which flag is it?", "-P", "-p", I),
    ],
)
def test_answers_of_other_kinds(question: str, gold: str, answer: str, expected: Grade) -> None:
    assert grade(question, gold, answer) is expected


def test_the_reply_says_why() -> None:
    judgement = judge_by_rules(Candidate("Which?", "heap", "It is not the heap.", Language.ENGLISH))
    assert judgement.reply == 'named: denies the gold: heap ("is not the")'


def test_the_gold_itself_is_more_certain_than_a_paraphrase() -> None:
    question, gold = "How does it work?", "It removes the page that has gone unused for the longest time"
    itself = judge_by_rules(Candidate(question, gold, gold, Language.ENGLISH))
    other = judge_by_rules(
        Candidate(question, gold, "The page unused for the longest time is removed.", Language.ENGLISH)
    )
    assert itself.grade is C and itself.certainty == 1.0
    assert other.certainty is not None and other.certainty < 1.0


@given(st.text(max_size=80), st.text(min_size=1, max_size=40), st.text(max_size=200))
def test_every_answer_gets_a_grade_and_a_certainty(question: str, gold: str, answer: str) -> None:
    judgement = judge_by_rules(Candidate(question, gold, answer, Language.ENGLISH))
    assert judgement.grade in (C, I, N)
    assert judgement.certainty is not None and 0 <= judgement.certainty <= 1


SENTENCES = {
    Language.ENGLISH: ("{}", "The answer is {}.", "It is {}, as the manual says."),
    Language.CHINESE: ("{}", "答案是 {}。", "应当是 {}，手册里有说明。"),
}


@pytest.mark.parametrize("language", list(SENTENCES))
def test_every_accepted_answer_to_the_built_in_questions_is_correct(language: Language) -> None:
    wrong = [
        (q.question, text)
        for q in builtin_questions().questions
        if q.language is language
        for answer in (q.answer, *q.aliases)
        for text in (sentence.format(answer) for sentence in SENTENCES[language])
        if judge_by_rules(Candidate.to(q, text)).grade is not C and " 或 " not in answer
    ]
    assert wrong == []


@pytest.mark.parametrize("language", list(SENTENCES))
def test_every_distractor_of_the_built_in_questions_is_incorrect(language: Language) -> None:
    wrong = [
        (q.question, text)
        for q in builtin_questions().questions
        if q.language is language
        for distractor in q.distractors
        for text in (sentence.format(distractor) for sentence in SENTENCES[language])
        if judge_by_rules(Candidate.to(q, text)).grade is not I
    ]
    assert wrong == []
