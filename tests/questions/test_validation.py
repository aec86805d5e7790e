"""`codesimpleqa data check`: each rule for question files, and the built-in questions held against all of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import assert_clear_error, codesimpleqa, write_jsonl

from codesimpleqa_tasks.questions import DOMAINS, Language, builtin_questions, load_questions
from codesimpleqa_tasks.questions.similarity import NEAR, Wordings, ngrams, similarity
from codesimpleqa_tasks.questions.sources import builtin_files
from codesimpleqa_tasks.questions.validation import validate

GOOD = {
    "language": "en",
    "question": "Which command prints the names of the files in a folder on Unix?",
    "answer": "ls",
    "aliases": ["the ls command"],
    "distractors": ["cat", "pwd"],
    "domain": "Operating Systems",
    "difficulty": "easy",
    "source": "POSIX.1-2017, XCU ls",
    "evidence": "On Unix, ls prints the names of the files in a folder.",
}
GOOD_ZH = GOOD | {
    "language": "zh",
    "question": "在 Unix 上，用哪个命令列出目录中的文件名？",
    "aliases": ["ls 命令"],
    "evidence": "Unix 用 ls 列出目录中的文件名。",
}


def broken_rules(folder: Path, *records: dict) -> list[tuple[int, str]]:
    _, findings = validate(write_jsonl(folder / "q.jsonl", records))
    return [(finding.line, finding.rule) for finding in findings]


@pytest.mark.parametrize("record", [GOOD, GOOD_ZH], ids=["en", "zh"])
def test_a_good_question_breaks_no_rule(tmp_path: Path, record: dict) -> None:
    assert broken_rules(tmp_path, record) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"domain": "Cooking"}, "schema"),
        ({"answer": ""}, "schema"),
        ({"language": "zh"}, "language"),
        ({"question": "Name the command that prints the names of files on Unix."}, "question mark"),
        ({"question": "Which " + "very " * 120 + "long command is it?"}, "length"),
        ({"answer": "word " * 65, "evidence": "word " * 65}, "length"),
        ({"aliases": ["word " * 65]}, "length"),
        ({"answer": "Yes", "evidence": "Yes, it is."}, "yes or no"),
        ({"question": "What does the command ls print on Unix, if not ls?"}, "given away"),
        ({"aliases": ["ls"]}, "aliases"),
        ({"aliases": ["list", "list"]}, "aliases"),
        ({"distractors": ["ls", "cat"]}, "distractors"),
        ({"distractors": ["the ls command", "cat"]}, "distractors"),
        ({"distractors": ["ls -l", "cat"]}, "distractors"),
        ({"evidence": "It lists files."}, "evidence"),
        ({"difficulty": "insane"}, "difficulty"),
        ({"source": None}, "backing"),
        ({"distractors": ["cat"]}, "few distractors"),
        ({"answer": "it is ls and nothing else at all really", "evidence": None}, "long answer"),
    ],
)
def test_each_rule(tmp_path: Path, change: dict, rule: str) -> None:
    assert (1, rule) in broken_rules(tmp_path, GOOD | change)


def test_case_alone_may_tell_a_distractor_from_the_answer(tmp_path: Path) -> None:
    change = {"answer": "-p", "aliases": [], "distractors": ["-P", "-r"], "evidence": "The flag is -p."}
    assert broken_rules(tmp_path, GOOD | change) == []


@pytest.mark.parametrize(
    ("first", "second", "answer", "finding"),
    [
        (GOOD, "Which command prints the names of all files in one folder on UNIX?", "ls", "error"),
        (GOOD, "Which command prints the sizes of the files in a folder on Unix?", "du", "advice"),
        (GOOD, GOOD["question"], "dir", "error"),
        (GOOD, "Which command removes an empty directory?", "rmdir", None),
        (GOOD_ZH, "在 Unix 中，用哪个命令可以列出目录中的文件名？", "ls", "error"),
        (GOOD_ZH, "在 Unix 上，用哪个命令删除目录中的文件？", "rm", "advice"),
        (GOOD_ZH, "递归删除目录的命令是什么？", "rm -r", None),
    ],
)
def test_a_question_asked_twice_is_an_error_one_like_it_with_another_answer_is_not(
    tmp_path: Path, first: dict, second: str, answer: str, finding: str | None
) -> None:
    changed = {"question": second, "answer": answer, "aliases": [], "evidence": f"It is {answer}."}
    again = first | changed | {"id": "second"}
    _, findings = validate(write_jsonl(tmp_path / "q.jsonl", [first | {"id": "first"}, again]))
    found = ["error" if f.serious else "advice" for f in findings if f.rule == "duplicate"]
    assert found == ([finding] if finding else [])


def test_similarity_is_that_of_the_whole_search() -> None:
    wordings = Wordings(Language.ENGLISH, [GOOD["question"]])
    other = "Which command prints the names of all files in one folder?"
    ((score, number),) = wordings.near(other)
    expected = similarity(ngrams(other, Language.ENGLISH), ngrams(GOOD["question"], Language.ENGLISH))
    assert (score, number) == (expected, 0)


def test_a_question_of_another_set_is_not_to_be_repeated(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "known.jsonl", [GOOD])
    known = load_questions(str(tmp_path / "known.jsonl")).questions
    _, findings = validate(write_jsonl(tmp_path / "new.jsonl", [GOOD]), [("known", known)])
    assert ["asks nearly the same as known" in finding.message for finding in findings] == [True]


def test_the_command_reports_lines_and_gives_exit_code_1(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "q.jsonl", [GOOD, GOOD_ZH | {"answer": "cat"}])
    finished = codesimpleqa("data", "check", "q.jsonl", folder=tmp_path)
    assert finished.returncode == 1
    assert "q.jsonl, line 2: error (evidence)" in finished.stdout
    assert "line 1" not in finished.stdout


def test_the_command_finds_a_good_file_good(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "q.jsonl", [GOOD, GOOD_ZH])
    finished = codesimpleqa("data", "check", "q.jsonl", "--json", folder=tmp_path)
    assert finished.returncode == 0
    assert json.loads(finished.stdout)["findings"] == []


def test_a_file_that_is_no_jsonl_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text("{")
    assert_clear_error(codesimpleqa("data", "check", "q.jsonl", folder=tmp_path), "q.jsonl, line 1")


def test_a_check_is_not_run_unless_asked_for(tmp_path: Path) -> None:
    mark = tmp_path / "it-ran"
    foreign = GOOD | {"check": {"run": "python", "code": f"open({str(mark)!r}, 'w')"}}
    write_jsonl(tmp_path / "q.jsonl", [foreign])
    codesimpleqa("data", "check", "q.jsonl", folder=tmp_path)
    assert not mark.exists()
    finished = codesimpleqa("data", "check", "q.jsonl", "--run-checks", folder=tmp_path)
    assert mark.exists()
    assert "1 by python" in finished.stderr
    assert "proves the distractor 'cat' too" in finished.stdout


def test_the_builtin_questions_break_no_rule_and_take_no_advice() -> None:
    assert [finding for path in builtin_files() for finding in validate(path)[1]] == []


def test_no_builtin_question_is_near_a_published_one(published_file: Path) -> None:
    published = load_questions(str(published_file)).questions
    findings = [f for path in builtin_files() for f in validate(path, [("the published set", published)])[1]]
    assert findings == []
    assert NEAR <= 0.6


@pytest.mark.parametrize("language", list(Language))
def test_the_builtin_set_has_at_least_252_questions_and_12_per_domain(language: Language) -> None:
    questions = [q for q in builtin_questions().questions if q.language is language]
    assert len(questions) >= 252
    assert all(sum(q.domain == domain for q in questions) >= 12 for domain in DOMAINS)


def test_the_builtin_set_covers_15_programming_languages() -> None:
    assert len({q.programming_language for q in builtin_questions().questions} - {"others"}) >= 15


def test_few_chinese_questions_share_their_fact_with_an_english_one() -> None:
    """Told by the same domain and a shared accepted form, which overstates it: at most a fifth may."""
    english = {
        (q.domain, form.casefold())
        for q in builtin_questions().questions
        if q.language is Language.ENGLISH
        for form in (q.answer, *q.aliases)
    }
    chinese = [q for q in builtin_questions().questions if q.language is Language.CHINESE]
    shared = [q for q in chinese if any((q.domain, f.casefold()) in english for f in (q.answer, *q.aliases))]
    assert len(shared) <= len(chinese) / 5


@pytest.mark.parametrize("path", builtin_files(), ids=lambda path: path.stem)
def test_every_builtin_row_carries_the_canary(path: Path) -> None:
    assert all("canary 5b0e1c7e" in line for line in path.read_text(encoding="utf-8").splitlines())
