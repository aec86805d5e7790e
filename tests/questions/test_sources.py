"""Where questions come from, and what identifies a set of them."""

from __future__ import annotations

import json
import logging
from collections import Counter
from pathlib import Path

import pytest
from running import write_jsonl

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.questions import (
    DOMAINS,
    Language,
    builtin_questions,
    fewshot_questions,
    load_questions,
    question_from_record,
    question_set,
)

ROW = {
    "question": "Which command lists files on Unix?",
    "answer": "ls",
    "domain": ["Operating Systems", "Commands"],
    "programming_language": "others",
    "human_language": "english",
}
ZH = ROW | {"question": "Unix 上用哪个命令列出文件？", "human_language": "chinese"}


def test_a_file_in_the_published_schema(tmp_path: Path) -> None:
    data = load_questions(str(write_jsonl(tmp_path / "q.jsonl", [ROW, ZH])))
    assert [q.language for q in data.questions] == [Language.ENGLISH, Language.CHINESE]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_what_editors_add_to_a_file_is_taken(tmp_path: Path, mark: bytes, end: bytes) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(mark + end.join(json.dumps(r).encode() for r in (ROW, ZH)) + end + end)
    assert len(load_questions(str(path)).questions) == 2


def test_the_hash_of_a_set_is_that_of_its_questions_not_of_its_file(tmp_path: Path) -> None:
    published = write_jsonl(tmp_path / "published.jsonl", [ROW])
    ours = write_jsonl(
        tmp_path / "ours.jsonl",
        [
            {
                "language": "en",
                "domain": "Operating Systems",
                "answer": "ls",
                "question": ROW["question"],
                "source": "POSIX, ls",
            }
        ],
    )
    assert load_questions(str(published)).sha256 == load_questions(str(ours)).sha256
    other = write_jsonl(tmp_path / "other.jsonl", [ROW | {"answer": "dir"}])
    assert load_questions(str(other)).sha256 != load_questions(str(published)).sha256


def test_copies_get_ids_of_their_own_and_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        data = load_questions(str(write_jsonl(tmp_path / "q.jsonl", [ROW, ROW, ROW])))
    assert len({q.id for q in data.questions}) == 3
    assert "2 exact copies of earlier questions; each copy is scored" in caplog.text


def test_two_questions_with_one_id_are_refused(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "q.jsonl", [ROW | {"id": "a"}, ZH | {"id": "a"}])
    with pytest.raises(InputError, match="'a'"):
        load_questions(str(path))


def test_a_set_without_questions_in_a_language_says_so() -> None:
    data = question_set("mine", [question_from_record(ROW, "line 1")])
    with pytest.raises(InputError, match="no Chinese questions"):
        data.in_language(Language.CHINESE)


def test_a_name_that_is_no_source_is_refused_with_those_that_are() -> None:
    with pytest.raises(InputError, match="'builtin', 'official'"):
        load_questions("nothing-of-the-kind")


def test_a_dataset_folder_is_loaded_as_from_the_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("datasets")
    (tmp_path / "owner" / "name").mkdir(parents=True)
    write_jsonl(tmp_path / "owner" / "name" / "test.jsonl", [ROW, ZH])
    monkeypatch.chdir(tmp_path)
    assert len(load_questions("hf:owner/name").questions) == 2


def test_a_dataset_that_cannot_be_reached_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("datasets")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="owner/absent: the Hugging Face dataset cannot be loaded"):
        load_questions("owner/absent")


def test_the_published_file_loads_whole(published_file: Path) -> None:
    data = load_questions(str(published_file))
    assert Counter(q.language for q in data.questions) == {Language.ENGLISH: 782, Language.CHINESE: 716}
    assert len({q.id for q in data.questions}) == 1498


@pytest.mark.parametrize(
    ("attribute", "counts"),
    [
        (
            "domain",
            {
                "Web Technologies": 277,
                "Programming Languages": 252,
                "Software Engineering": 180,
                "Theory of Computation": 11,
            },
        ),
        (
            "programming_language",
            dict(others=911, java=83, python=76, cpp=67, sql=57, php=55, javascript=51, ruby=26, kotlin=24, r=18)
            | {"c-sharp": 73, "html/css": 22, "swift": 16, "matlab": 9, "go": 5, "rust": 3, "c": 1, "smalltalk": 1},
        ),
    ],
)
def test_the_counts_of_the_published_file(published_file: Path, attribute: str, counts: dict[str, int]) -> None:
    found = Counter(getattr(q, attribute) for q in load_questions(str(published_file)).questions)
    assert {name: found[name] for name in counts} == counts


def test_the_published_file_has_the_21_domains(published_file: Path) -> None:
    assert {q.domain for q in load_questions(str(published_file)).questions} == set(DOMAINS)


@pytest.mark.parametrize("language", list(Language))
def test_the_builtin_set_has_two_questions_and_more_per_domain(language: Language) -> None:
    counts = Counter(q.domain for q in builtin_questions().questions if q.language is language)
    assert {name: counts[name] >= 2 for name in DOMAINS} == dict.fromkeys(DOMAINS, True)


@pytest.mark.parametrize("language", list(Language))
def test_there_are_five_worked_examples_per_language_and_none_is_scored(language: Language) -> None:
    examples = [q for q in fewshot_questions() if q.language is language]
    scored = {q.question for q in builtin_questions().questions}
    assert len(examples) == 5
    assert not scored & {q.question for q in examples}
