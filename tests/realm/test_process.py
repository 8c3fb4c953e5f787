"""The process a realm lives in: kept for the next one, given up when something is wrong with it."""

from __future__ import annotations

import importlib.util
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.realm import process as realm_process
from mediaglot.adapters.realm.child import deserted
from mediaglot.adapters.realm.engine import Limits, Realm, RealmError, RealmMissing
from mediaglot.adapters.realm.host import Host
from worlds import REALM_CONFIG as CONFIG


@pytest.fixture(autouse=True)
def none_kept() -> Iterator[None]:
    realm_process.close_idle()
    yield
    realm_process.close_idle()


def value(realm: Realm, code: str) -> Any:
    return realm.send("evaluate", code=code, number=1)[0].get("value")


def pid(realm: Realm) -> int:
    return realm._worker.process.pid


def test_the_next_realm_has_the_process_and_nothing_else() -> None:
    first = Realm(CONFIG)
    value(first, "globalThis.secret = Array.prototype.secret = 1")
    first.end()
    second = Realm(CONFIG)
    assert pid(second) == pid(first)
    assert value(second, "[typeof secret, typeof [].secret].join()") == "undefined,undefined"
    second.end()


def test_two_realms_at_once_have_a_process_each() -> None:
    first, second = Realm(CONFIG), Realm(CONFIG)
    assert pid(first) != pid(second)
    first._limits = Limits(seconds=0.1)
    with pytest.raises(RealmError, match="ran for"):
        first.send("evaluate", code="for (;;) {}", number=1)
    assert value(second, "1 + 1") == 2
    second.end()


def test_a_process_whose_realm_failed_is_not_used_again() -> None:
    first = Realm(CONFIG, Limits(seconds=0.1))
    with pytest.raises(RealmError):
        first.send("evaluate", code="for (;;) {}", number=1)
    assert first._worker.process.returncode is not None
    second = Realm(CONFIG)
    assert pid(second) != pid(first)
    second.end()


def copies(number: int) -> list[int]:
    """The processes that a process started."""
    told = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="utf-8")
    return [int(word) for word in told.split()]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="cannot see who started whom")
def test_each_realm_has_a_copy_of_the_process_that_read_the_client_s_script() -> None:
    first = Realm(CONFIG)
    process = pid(first)
    (copy,) = copies(process)
    value(first, "globalThis.secret = 1")
    assert copies(process) == [copy]
    first.end()
    second = Realm(CONFIG)
    assert pid(second) == process
    assert copies(process) != [copy]
    assert value(second, "typeof secret") == "undefined"
    (copy,) = copies(process)
    with pytest.raises(RealmError, match="enough"):
        second.fail("enough")
    gone(copy)


def test_a_host_that_is_closed_leaves_its_process_to_the_next(tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text("Page({})", encoding="utf-8")
    with Host("wx") as host:
        page = host.load(tmp_path / "page.js")
        process = page.program._realm._worker.process.pid
        host.close()
        host.close()
    with pytest.raises(RealmError, match="the realm has ended: it was closed"):
        page.program.evaluate("1")
    realm = Realm(CONFIG)
    assert pid(realm) == process
    realm.end()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="cannot see who started whom")
def test_a_copy_does_not_outlive_the_process_that_it_is_of() -> None:
    realm = Realm(CONFIG)
    (copy,) = copies(pid(realm))
    realm._worker.process.kill()
    realm._worker.process.wait()
    with pytest.raises(RealmError, match="its process ended with status"):
        value(realm, "1")
    gone(copy)


def test_a_process_that_held_much_is_not_used_again() -> None:
    first = Realm(CONFIG)
    assert value(first, "globalThis.a = 'x'.repeat(9e7).split('', 9e5).length") == 900000
    first.end()
    assert first._worker.process.returncode is not None


def test_a_process_that_somebody_ended_is_a_realm_that_failed() -> None:
    realm = Realm(CONFIG)
    realm._worker.process.kill()
    realm._worker.process.wait()
    with pytest.raises(RealmError, match="the realm failed: its process ended with status"):
        value(realm, "1")
    with pytest.raises(RealmError, match="the realm has ended"):
        value(realm, "1")


def test_a_kept_process_that_somebody_ended_is_passed_over() -> None:
    first = Realm(CONFIG)
    first.end()
    first._worker.process.kill()
    first._worker.process.wait()
    second = Realm(CONFIG)
    assert value(second, "2") == 2
    second.end()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs an alarm")
def test_an_interruption_ends_the_realm() -> None:
    realm = Realm(CONFIG, Limits(seconds=60))

    def ring(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(KeyboardInterrupt):
            realm.send("evaluate", code="for (;;) {}", number=1)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    with pytest.raises(RealmError, match="the realm failed"):
        value(realm, "1")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_fork_has_processes_of_its_own(tmp_path: Path) -> None:
    first = Realm(CONFIG)
    first.end()
    script = tmp_path / "forks.py"
    script.write_text(
        "import os, sys\n"
        "from mediaglot.adapters.realm import process as realm_process\n"
        "from mediaglot.adapters.realm.engine import Realm\n"
        f"config = {CONFIG!r}\n"
        "first = Realm(config); first.end()\n"
        "inner = os.fork()\n"
        "realm = Realm(config)\n"
        "told = realm.send('evaluate', code=str(os.getpid()), number=1)[0]['value']\n"
        "assert told == os.getpid(), told\n"
        "assert (realm._worker.process.pid == first._worker.process.pid) == bool(inner)\n"
        "realm.end(); realm_process.close_idle()\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1]) if inner else 0)\n"
    )
    subprocess.run([sys.executable, str(script)], check=True, cwd=tmp_path, timeout=60)


def test_without_the_engine_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(RealmMissing, match=r"pip install 'mediaglot\[js\]'"):
        Realm(CONFIG)


@pytest.mark.parametrize("python", ["", "/no/such/python"])
def test_without_a_second_process_it_says_so(monkeypatch: pytest.MonkeyPatch, python: str) -> None:
    monkeypatch.setattr(sys, "executable", python)
    with pytest.raises(RealmMissing, match="needs a second process"):
        Realm(CONFIG)


def test_nothing_is_left_running_when_python_ends(tmp_path: Path) -> None:
    script = tmp_path / "leaves.py"
    script.write_text(
        "from mediaglot.adapters.realm.engine import Realm\n"
        f"kept, open_ = Realm({CONFIG!r}), Realm({CONFIG!r})\n"
        "kept.end()\n"
        "print(kept._worker.process.pid, open_._worker.process.pid)\n"
    )
    told = subprocess.run(
        [sys.executable, str(script)], check=True, capture_output=True, text=True, timeout=60
    )
    assert told.stderr == ""
    for number in told.stdout.split():
        gone(int(number))


@pytest.mark.parametrize("body", ["for (;;) {}", "new Array(2 ** 32 - 1).join('x')"])
@pytest.mark.skipif(not hasattr(select, "poll"), reason="cannot see that a pipe is closed")
def test_a_busy_process_ends_with_the_one_that_asked(body: str, tmp_path: Path) -> None:
    """However long its script may run: nobody waits for it any more."""
    script = tmp_path / "dies.py"
    script.write_text(
        "import os, threading\n"
        "from mediaglot.adapters.realm.engine import Limits, Realm\n"
        f"realm = Realm({CONFIG!r}, Limits(seconds=600))\n"
        "print(realm._worker.process.pid, flush=True)\n"
        "threading.Timer(0.3, lambda: os.kill(os.getpid(), 9)).start()\n"
        f"realm.send('evaluate', code={body!r}, number=1)\n"
    )
    told = subprocess.run(
        [sys.executable, str(script)], check=False, capture_output=True, text=True, timeout=60
    )
    assert (told.returncode, told.stderr) == (-signal.SIGKILL, "")
    gone(int(told.stdout))


def gone(number: int) -> None:
    """Wait for the end of a process, some seconds at most."""
    for _ in range(500):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    os.kill(number, signal.SIGKILL)
    pytest.fail(f"process {number} is still there")


@pytest.mark.skipif(not hasattr(select, "poll"), reason="nobody looks there")
def test_two_threads_may_look_for_the_parent_at_once() -> None:
    reading, writing = os.pipe()
    gone = deserted(reading)
    wrong: list[RuntimeError] = []

    def look() -> None:
        try:
            for _ in range(3000):
                assert not gone()
        except RuntimeError as error:
            wrong.append(error)

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os.close(writing)
    assert not wrong
    assert gone()
    os.close(reading)
