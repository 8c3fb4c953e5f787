"""Trials of mutants: which stage they meet, and what a session that goes on asks again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("cosmic_ray", reason="the extra mutants is not installed")

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkResult
from mutation import trials, workers
from mutation.asking import EXECUTE, FILES, Stage
from mutation.draw import Mutant
from mutation.places import Key

ONE = Stage(EXECUTE, ("tests/test_values.py::test_a",), 1.0)
TWO = Stage(FILES, ("tests/test_values.py",), 2.0)


def mutant(name: str) -> Mutant:
    """A mutant that is never made."""
    spec = MutationSpec(Path("canonical/media.py"), "core/NumberReplacer", 0, (3, 0), (3, 1))
    return Mutant("canonical", spec, Key("canonical/media.py", "f", "1", name), "", name)


class Pool(Executor):
    """Runs nothing: tells for each trial what `killed` says, and keeps what was asked."""

    def __init__(self, killed: Callable[[str, str], bool], sound: str = "") -> None:
        self.killed, self.sound = killed, sound
        self.asked: list[tuple[str, str]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As an executor does."""
        run: Future[Any] = Future()
        if fn is workers.sound:
            self.asked.append(("sound", " ".join(args[0])))
            run.set_result((1.0, self.sound))
            return run
        which, words = args[0].digest, Path(args[1][0].removeprefix("@")).read_text("utf-8")
        self.asked.append((which, words))
        killed = self.killed(which, words)
        outcome = TestOutcome.KILLED if killed else TestOutcome.SURVIVED
        output = "FAILED tests/test_values.py::test_a - 1" if killed else "1 passed"
        run.set_result((1.0, WorkResult(WorkerOutcome.NORMAL, output, outcome)))
        return run


@pytest.fixture
def db(tmp_path: Path) -> Iterator[WorkDB]:
    """A session's file."""
    with use_db(tmp_path / "session.sqlite") as found:
        yield found


def go(pool: Pool, db: WorkDB, folder: Path, *stages: Stage) -> list[tuple[str, str | None, str]]:
    """Try two mutants; who was killed, by which stage and test."""
    said: list[str] = []
    run = trials.Trials(pool, 1, db, folder, said.append).run(
        [mutant("a"), mutant("b")], lambda _: list(stages)
    )
    return [(one.mutant.digest, one.killed, one.how) for one in run]


def test_a_mutant_meets_stages_until_one_kills_it(db: WorkDB, tmp_path: Path) -> None:
    pool = Pool(lambda name, words: name == "a" or words == TWO.tests[0])
    assert go(pool, db, tmp_path, ONE, TWO) == [
        ("a", EXECUTE, "tests/test_values.py::test_a"),
        ("b", FILES, "tests/test_values.py::test_a"),
    ]
    assert pool.asked == [("a", ONE.tests[0]), ("b", ONE.tests[0]), ("b", TWO.tests[0])]


def test_a_session_goes_on_where_it_was(db: WorkDB, tmp_path: Path) -> None:
    first = Pool(lambda name, _: name == "a")
    ended = [("a", EXECUTE, "tests/test_values.py::test_a"), ("b", None, "")]
    assert go(first, db, tmp_path, ONE) == ended
    # what was killed or outlived is not asked again, a further stage is
    again = Pool(lambda *_: False)
    assert go(again, db, tmp_path, ONE, TWO) == ended
    assert again.asked == [("b", TWO.tests[0])]
    # other tests of the same stage are
    other = Stage(EXECUTE, ("tests/test_structure.py",), 1.0)
    again = Pool(lambda *_: True)
    assert go(again, db, tmp_path, other)[1] == ("b", EXECUTE, "tests/test_values.py::test_a")
    assert again.asked == [("b", other.tests[0])]


def test_tests_of_unknown_time_pass_on_the_sound_code_before(db: WorkDB, tmp_path: Path) -> None:
    unknown = Stage(EXECUTE, ("tests/test_values.py",))
    pool = Pool(lambda *_: True)
    assert [killed for _, killed, _ in go(pool, db, tmp_path, unknown)] == [EXECUTE, EXECUTE]
    assert pool.asked[0] == ("sound", "tests/test_values.py")
    assert [who for who, _ in pool.asked] == ["sound", "a", "b"]  # each once


def test_tests_that_fail_on_the_sound_code_are_told(db: WorkDB, tmp_path: Path) -> None:
    pool = Pool(lambda *_: True, sound="FAILED tests/test_values.py::test_b")
    with pytest.raises(trials.Unsound, match=r"fail on the code as it is: tests/test_values\.py"):
        go(pool, db, tmp_path, Stage(EXECUTE, ("tests/test_values.py",)))


@pytest.mark.parametrize("fails", [0, 1, 2])
def test_who_fails_on_the_sound_code_has_killed_nobody(
    monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    asked: list[str] = []

    def run(command: str, _: float) -> tuple[TestOutcome, str]:
        """The sound code's tests: so many of them fail."""
        asked.append(command)
        failed = len(asked) <= fails
        return (TestOutcome.KILLED, "1 failed") if failed else (TestOutcome.SURVIVED, "")

    said = WorkResult(
        WorkerOutcome.NORMAL, "FAILED a.py::test_a[1 - x] - [1] - 1", TestOutcome.KILLED
    )
    monkeypatch.setattr(workers, "mutate_and_test", lambda *_: said)
    monkeypatch.setattr(workers, "run_tests", run)
    monkeypatch.setattr(workers, "_sound", set[str]())
    for _ in range(2):
        _, result = workers.trial(mutant("a"), ["a.py"], 1.0)
        if fails < 2:
            assert result == said
    assert len(asked) == (1, 2, 3)[fails]  # a limit of time may run out once
    assert asked[0].endswith("'a.py::test_a[1 - x]'")
    assert all(command.endswith("a.py::test_a") for command in asked[1:2])  # all its cases
    if fails == 2:
        _, result = workers.trial(mutant("a"), ["a.py"], 1.0)
        assert result == said


def test_a_test_that_fails_on_the_sound_code_is_told(db: WorkDB, tmp_path: Path) -> None:
    class Unable(Pool):
        """Nothing is tried."""

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            """As an executor does."""
            run: Future[Any] = Future()
            text = "a.py::test_a fails on the code as it is"
            run.set_result(
                (1.0, WorkResult(WorkerOutcome.EXCEPTION, text, TestOutcome.INCOMPETENT))
            )
            return run

    with pytest.raises(trials.Unsound, match="fails on the code as it is"):
        go(Unable(lambda *_: True), db, tmp_path, ONE)


def test_a_process_that_ended_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = [WorkResult(WorkerOutcome.NORMAL, "", TestOutcome.KILLED)]
    lived = WorkResult(WorkerOutcome.NORMAL, "1 passed", TestOutcome.SURVIVED)
    late = WorkResult(WorkerOutcome.NORMAL, "timeout", TestOutcome.KILLED)
    for results, expected in (
        ([*ends, *ends], ends[0]),
        ([*ends, lived], lived),
        ([late], late),
        ([lived], lived),
    ):
        left = list(results)
        monkeypatch.setattr(workers, "mutate_and_test", lambda *_, left=left: left.pop(0))
        assert workers.trial(mutant("a"), ["a.py"], 1.0)[1] == expected
        assert not left
