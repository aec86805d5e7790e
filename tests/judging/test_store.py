"""The judgement store: nothing paid for is lost, nothing is paid for twice, and no trouble with it ends a run."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from chat_judging import answers, candidates, chat_judge, grade_of, judged, only_for
from running import assert_clear_error, clean_environment, codesimpleqa, read_rows, write_jsonl
from scripted_server import ScriptedServer, hangs, says, status

from codesimpleqa_tasks.judging import Grade, Judgement
from codesimpleqa_tasks.judging.store import JudgementStore, judgement_key
from codesimpleqa_tasks.judging.store_file import opened, prune, stored_by_judge

KEYS = [judgement_key("judge", candidate) for candidate in candidates(50)]
CORRECT = Judgement(Grade.CORRECT, "A", certainty=0.9)


def stored(path: Path) -> int:
    return sum(count for _, count, _, _ in stored_by_judge(path))


def test_what_is_put_is_found_by_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "judgements.sqlite"
    hostile = Judgement(Grade.INCORRECT, "错误 \ud800 \x00 '; DROP TABLE judgements")
    with JudgementStore(path, "judge") as store:
        store.put(KEYS[0], CORRECT)
        store.put(KEYS[1], hostile)
        assert store.get_many(KEYS[:3]) == {KEYS[0]: CORRECT, KEYS[1]: hostile}
    with JudgementStore(path, "judge") as store:
        found = store.get_many(KEYS)
    assert found[KEYS[0]] == CORRECT
    assert found[KEYS[1]].grade is Grade.INCORRECT
    assert found[KEYS[1]].reply.startswith("错误 ")
    assert len(found) == 2


def test_ungraded_is_not_stored(tmp_path: Path) -> None:
    with JudgementStore(tmp_path / "s.sqlite", "judge") as store:
        store.put(KEYS[0], Judgement(Grade.UNGRADED, "", reason="no connection"))
        assert store.get_many(KEYS) == {}


def test_without_a_file_it_remembers_this_run() -> None:
    with JudgementStore(None, "judge") as store:
        store.put(KEYS[0], CORRECT)
        assert store.get_many(KEYS) == {KEYS[0]: CORRECT}


def test_two_open_stores_see_what_the_other_writes(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with JudgementStore(path, "one") as first, JudgementStore(path, "two") as second:
        first.put(KEYS[0], CORRECT)
        second.put(KEYS[1], CORRECT)
        deadline = time.monotonic() + 10
        while len(first.get_many(KEYS[:2])) + len(second.get_many(KEYS[:2])) < 4 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert set(first.get_many(KEYS)) == set(second.get_many(KEYS)) == {KEYS[0], KEYS[1]}


def damaged_header(path: Path) -> None:
    path.write_bytes(b"this is no database at all, but a text of some length" * 40)


def damaged_pages(path: Path) -> None:
    with JudgementStore(path, "judge") as store:
        for key in KEYS:
            store.put(key, Judgement(Grade.CORRECT, "A" * 2000))
    raw = bytearray(path.read_bytes())
    raw[100:] = os.urandom(len(raw) - 100)
    path.write_bytes(raw)


def another_table(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE judgements (id INTEGER, note TEXT)")


@pytest.mark.parametrize("damage", [damaged_header, damaged_pages, another_table])
def test_a_damaged_store_is_set_aside_and_a_new_one_begun(
    damage: object, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "s.sqlite"
    damage(path)  # type: ignore[operator]
    with ScriptedServer(answers) as server:
        judge = chat_judge(server, settings={"judgement_store": str(path)})
        found = judged(judge, candidates(20))
    assert [j.grade for j in found] == [grade_of(f"item-{i}") for i in range(20)]
    assert "damaged" in caplog.text and str(path) in caplog.text
    assert len([p for p in tmp_path.glob("s.sqlite.damaged-*") if not p.name.endswith(("-wal", "-shm"))]) == 1
    assert stored(path) == 20


def test_many_open_a_new_store_at_once(tmp_path: Path) -> None:
    """A new file is made ready once; whoever comes at the same moment waits for it."""
    together = threading.Barrier(8)

    def open_together(path: Path) -> None:
        together.wait()
        opened(path, 10.0).close()

    with ThreadPoolExecutor(8) as pool:
        for attempt in range(50):
            list(pool.map(open_together, [tmp_path / f"{attempt}.sqlite"] * 8))


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text('{"question": "named by mistake"}\n' * 40)
    with ScriptedServer(answers) as server:
        found = judged(chat_judge(server, settings={"judgement_store": str(path)}), candidates(3))
    assert [j.grade for j in found] == [grade_of(f"item-{i}") for i in range(3)]
    assert path.read_text() == '{"question": "named by mistake"}\n' * 40
    assert [p.name for p in tmp_path.iterdir()] == ["answers.jsonl"]
    assert "cannot be used (file is not a database)" in caplog.text


@pytest.mark.parametrize(
    "made", ["CREATE TABLE notes (text)", "CREATE VIEW notes AS SELECT 1", "CREATE TABLE Judgement (k)"]
)
def test_a_database_of_others_is_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture, made: str) -> None:
    path = tmp_path / "notes.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(made)
        connection.commit()
    before = path.read_bytes()
    with ScriptedServer(answers) as server:
        found = judged(chat_judge(server, settings={"judgement_store": str(path)}), candidates(3))
    assert [j.grade for j in found] == [grade_of(f"item-{i}") for i in range(3)]
    assert "cannot be used (this database is in use for something else, it holds" in caplog.text
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["notes.sqlite"]
    shown = codesimpleqa("judges", "store", folder=tmp_path, environment={"CODESIMPLEQA_STORE": str(path)})
    assert_clear_error(shown, "notes.sqlite", "in use for something else")


@pytest.mark.parametrize("statement", [None, "ANALYZE"], ids=["an empty file", "a store with statistics"])
def test_a_file_without_tables_of_others_becomes_a_store(tmp_path: Path, statement: str | None) -> None:
    path = tmp_path / "s.sqlite"
    path.touch()
    if statement:
        with closing(opened(path, 1.0)) as connection:
            connection.execute("INSERT INTO judgements VALUES (x'00', 'j', 'CORRECT', '', NULL, 0)")
            connection.execute(statement)
            connection.execute("DELETE FROM judgements")
            connection.commit()
    with JudgementStore(path, "judge") as store:
        store.put(KEYS[0], CORRECT)
    assert stored(path) == 1


def test_a_store_that_is_damaged_in_the_middle_of_a_run(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"

    def script(item: str | None, nth: int) -> object:
        if item == "item-300":
            for part in (path, tmp_path / "s.sqlite-wal"):
                with part.open("r+b") as stream:
                    stream.write(b"garbage!" * (part.stat().st_size // 8))
        return answers(item)

    with ScriptedServer(script) as server:  # type: ignore[arg-type]
        found = judged(chat_judge(server, settings={"judgement_store": str(path)}), candidates(600))
    assert [j.grade for j in found] == [grade_of(f"item-{i}") for i in range(600)]
    assert server.asked() == 600


def test_a_locked_store_is_said_and_worked_around(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "s.sqlite"
    with JudgementStore(path, "judge") as store:
        store.put(KEYS[0], CORRECT)
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    with JudgementStore(path, "judge", lock_wait=0.05) as store:
        store.put(KEYS[1], CORRECT)
        assert set(store.get_many(KEYS)) == {KEYS[0], KEYS[1]}
        deadline = time.monotonic() + 10
        while "cannot be written" not in caplog.text and time.monotonic() < deadline:
            time.sleep(0.01)
        other.rollback()
    assert "locked" in caplog.text
    assert stored(path) == 2, "what could not be written at once is written when the lock is gone"


def test_a_store_that_stays_locked_loses_only_the_storing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "s.sqlite"
    with JudgementStore(path, "judge"):
        pass
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    with JudgementStore(path, "judge", lock_wait=0.05) as store:
        store.put(KEYS[1], CORRECT)
    other.close()
    assert "1 judgement could not be written" in caplog.text


def test_a_store_where_nothing_can_be_written(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("not a folder")
    with ScriptedServer(answers) as server:
        judge = chat_judge(server, settings={"judgement_store": str(tmp_path / "file" / "s.sqlite")})
        found = judged(judge, [*candidates(5), *candidates(5)])
    assert [j.grade for j in found] == [grade_of(f"item-{i}") for i in range(5)] * 2
    assert server.asked() == 5
    assert "cannot be used" in caplog.text


def test_a_second_run_asks_only_for_what_is_missing(tmp_path: Path) -> None:
    path = {"judgement_store": str(tmp_path / "s.sqlite")}
    with ScriptedServer(lambda item, nth: status(400) if item == "item-7" and nth == 1 else answers(item)) as server:
        first = judged(chat_judge(server, settings=path), candidates(20))
        second = judged(chat_judge(server, settings=path), candidates(25))
    assert first[7].grade is Grade.UNGRADED
    assert [j.grade for j in second] == [grade_of(f"item-{i}") for i in range(25)]
    assert server.items() == {f"item-{i}": 2 if i == 7 else 1 for i in range(25)}


@pytest.mark.parametrize(
    ("change", "asks_again"),
    [
        ({"model": "another"}, True),
        ({"temperature": 0.7}, True),
        ({"extra_body": {"seed": 2}}, True),
        ({"concurrency": 3}, False),
        ({"timeout": 9.0}, False),
    ],
    ids=str,
)
def test_a_judgement_serves_for_all_that_grade_alike(change: dict, asks_again: bool, tmp_path: Path) -> None:
    path = {"judgement_store": str(tmp_path / "s.sqlite")}
    with ScriptedServer(answers) as server:
        judged(chat_judge(server, settings=path), candidates(3))
        judged(chat_judge(server, settings=path, **change), candidates(3))
    assert server.asked() == (6 if asks_again else 3)


def grading(folder: Path, server: ScriptedServer, name: str = "out.jsonl", **variables: str) -> subprocess.Popen[str]:
    """`codesimpleqa grade` on folder/in.jsonl, under way, with the cache in the folder."""
    (folder / "judge.yaml").write_text("kind: chat\nmodel: scripted-model\nconcurrency: 8\n")
    environment = clean_environment(folder / ".cache", {"CODESIMPLEQA_JUDGE_BASE_URL": server.base_url, **variables})
    command = [sys.executable, "-P", "-m", "codesimpleqa_tasks.cli.main", "grade", "in.jsonl", "-o", name]
    return subprocess.Popen(
        [*command, "--judge", "judge.yaml", "--json"],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # what runs in the background ignores it
    )


def answer_file(folder: Path, count: int) -> None:
    rows = [{"question": f"Which keyword {i}?", "answer": "def", "response": f"item-{i}"} for i in range(count)]
    write_jsonl(folder / "in.jsonl", rows)


@pytest.mark.parametrize(
    ("variables", "then", "asked_again"),
    [
        ({}, "goes on from what is in the judgement store", 200 - 110 + 8),
        ({"CODESIMPLEQA_STORE": "off"}, "begins anew, for the judgement store is switched off", 200),
    ],
    ids=["with the store", "without"],
)
@pytest.mark.parametrize("slow", [0, 30], ids=["slow for all", "one that hangs"])
def test_a_run_that_is_stopped_says_how_to_go_on(
    tmp_path: Path, variables: dict[str, str], then: str, asked_again: int, slow: int
) -> None:
    """Ctrl-C in the middle of judging: the end comes soon, and only what was in flight is asked for again."""
    answer_file(tmp_path, 200)
    script = only_for("item-0", hangs(slow)) if slow else answers
    with ScriptedServer(script, latency=0.05) as server:
        first = grading(tmp_path, server, **variables)
        while server.asked() < 110:
            time.sleep(0.001)
        begun = time.monotonic()
        first.send_signal(signal.SIGINT)
        printed, errors = first.communicate(timeout=60)
        assert time.monotonic() - begun < 20, "it waits for no answer"
        assert (first.returncode, printed) == (130, "")
        assert errors.splitlines()[-1] == f"codesimpleqa: stopped; out.jsonl was not written. The same command {then}."
        assert "Traceback" not in errors
        assert not list(tmp_path.glob("*out.jsonl*")) and not list(tmp_path.glob(".codesimpleqa*"))
        asked = server.asked()
        second = grading(tmp_path, server, **variables)
        _, errors = second.communicate(timeout=60)
    assert second.returncode == 0, errors
    assert server.asked() - asked <= asked_again, "what had arrived is not asked for again"
    assert [row["grade"] for row in read_rows(tmp_path / "out.jsonl")] == [grade_of(f"item-{i}") for i in range(200)]


@pytest.mark.parametrize("kill_at", [1, 60, 199])
def test_a_run_that_is_killed_goes_on_where_it_was(kill_at: int, tmp_path: Path) -> None:
    """SIGKILL at a moment of its own: only what was in flight then is asked for again."""
    answer_file(tmp_path, 200)
    with ScriptedServer(answers, latency=0.03) as server:
        first = grading(tmp_path, server)
        while server.asked() < kill_at:
            time.sleep(0.001)
        first.send_signal(signal.SIGKILL)
        first.communicate()
        assert not (tmp_path / "out.jsonl").exists()
        second = grading(tmp_path, server)
        _, errors = second.communicate(timeout=60)
    assert second.returncode == 0, errors
    assert [row["grade"] for row in read_rows(tmp_path / "out.jsonl")] == [grade_of(f"item-{i}") for i in range(200)]
    again = [item for item, count in server.items().items() if count > 1]
    assert len(again) <= 8 + 8, "the eight in flight, and at most as many whose answers were just coming in"
    assert max(server.items().values()) <= 2


def test_processes_share_the_store(tmp_path: Path) -> None:
    answer_file(tmp_path, 150)
    with ScriptedServer(answers, latency=0.01) as server:
        runs = [grading(tmp_path, server, f"out{i}.jsonl") for i in range(2)]
        for run in runs:
            _, errors = run.communicate(timeout=60)
            assert run.returncode == 0, errors
            assert "judgement store" not in errors, errors
        before = server.asked()
        third = grading(tmp_path, server, "out2.jsonl")
        third.communicate(timeout=60)
        assert server.asked() == before
    expected = [grade_of(f"item-{i}") for i in range(150)]
    for i in range(3):
        assert [row["grade"] for row in read_rows(tmp_path / f"out{i}.jsonl")] == expected


def test_no_store_keeps_nothing(tmp_path: Path) -> None:
    answer_file(tmp_path, 5)
    with ScriptedServer(answers) as server:
        for _ in range(2):
            grading(tmp_path, server, CODESIMPLEQA_STORE="off").communicate(timeout=60)
    assert server.asked() == 10
    assert not (tmp_path / ".cache" / "codesimpleqa" / "judgements.sqlite").exists()


def test_the_command_shows_and_prunes_it(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    place = {"CODESIMPLEQA_STORE": str(path)}
    assert "nothing is stored" in codesimpleqa("judges", "store", folder=tmp_path, environment=place).stdout
    for judge in ("qwen 0123456789ab", "llama fedcba987654"):
        with JudgementStore(path, judge) as store:
            for key in KEYS:
                store.put(key + judge.encode(), CORRECT)
    shown = codesimpleqa("judges", "store", folder=tmp_path, environment=place).stdout
    assert "qwen 0123456789ab" in shown and "100 judgements" in shown
    unclear = codesimpleqa("judges", "store", "--prune", "gpt", folder=tmp_path, environment=place)
    assert_clear_error(unclear, "--prune gpt", "qwen 0123456789ab")
    codesimpleqa("judges", "store", "--prune", "30d", folder=tmp_path, environment=place)
    assert stored(path) == 100
    codesimpleqa("judges", "store", "--prune", "fedcba", folder=tmp_path, environment=place)
    assert stored(path) == 50
    codesimpleqa("judges", "store", "--prune", "all", folder=tmp_path, environment=place)
    assert stored(path) == 0


def test_pruning_by_age(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with JudgementStore(path, "judge") as store:
        store.put(KEYS[0], CORRECT)
    assert prune(path, before=time.time() - 60) == 0
    assert prune(path, before=time.time() + 60) == 1


def test_a_key_is_not_in_the_store_even_where_the_reply_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODESIMPLEQA_JUDGE_API_KEY", "sk-very-secret-0123456789")
    with ScriptedServer(lambda item, nth: says("A\n\nsk-very-secret-0123456789")) as server:
        judged(chat_judge(server, settings={"judgement_store": str(tmp_path / "s.sqlite")}), candidates(3))
    assert stored(tmp_path / "s.sqlite") == 3
    assert all(b"sk-very-secret" not in part.read_bytes() for part in tmp_path.glob("s.sqlite*"))
