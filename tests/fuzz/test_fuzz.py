"""A short run of every fuzzer, every kept seed, and the fuzzers themselves."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from fuzz import cases, media, profiles, run
from fuzz.cases import TARGETS, Case
from fuzz.hunt import Judge, hunt, minimised, smaller

COUNTS = {
    "media": 150,
    "messages": 25,
    "sources": 150,
    "templates": 150,
    "configs": 200,
    "profiles": 12,
    "bridge": 12,
    "views": 60,
}
SEEDS = [(name, seed) for name in TARGETS for seed in cases.kept(name)]
NEEDS = {"bridge": "quickjs", "views": "quickjs"}


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_is_found(name: str) -> None:
    pytest.importorskip(NEEDS.get(name, "attrs"))
    done = hunt(name, 0, count=COUNTS[name])
    assert [(item.told.wrong, item.case) for item in done.findings] == []
    assert done.cases == COUNTS[name]
    assert len(done.outcomes) > 1  # else the fuzzer tries one thing only
    if name == "media":  # and nothing behind the heads
        assert min(done.outcomes[kind] for kind in ("picture", "video", "refused")) >= 5


@pytest.mark.parametrize(("name", "seed"), SEEDS)
def test_what_was_found_once_stays_mended(name: str, seed: str) -> None:
    pytest.importorskip(NEEDS.get(name, "attrs"))
    assert cases.target(name).check(cases.kept(name)[seed])


@pytest.mark.parametrize("name", TARGETS)
def test_a_number_names_a_case(name: str) -> None:
    pytest.importorskip(NEEDS.get(name, "attrs"))
    found = [cases.variant(name, 3, number) for number in range(20)]
    assert [cases.variant(name, 3, number) for number in range(20)] == found
    assert len({case.encoded() for case in found}) > 15
    assert [Case.decoded(case.encoded()) for case in found] == found


def test_seeds_are_small_and_named_for_what_they_are() -> None:
    for file in cases.SEEDS.rglob("*"):
        if file.is_file():
            assert file.suffix == ".case"
            assert file.parent.name in TARGETS
            assert file.stat().st_size < 4_000
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", file.stem)


# The fuzzers themselves -------------------------------------------------------------------------

BROKEN = """
import os, sys
sys.path[:0] = [{tests!r}]
from fuzz import hunt, media
def check(case):
    if b"needle" in case.body or not case.body:
        {does}
    return "fine"
media.check = check
media.variant = lambda chance: media.Case({{}}, b"".join([b"some hay "] * 9 + [b"a needle "] + [b"hay "] * 9))
hunt.serve("media")
"""
TESTS = str(cases.HERE.parent)


@pytest.mark.parametrize("does", ["raise ValueError('what 7')", "os.abort()"])
def test_what_goes_wrong_is_found_once_a_kind(does: str, tmp_path: Path) -> None:
    """An exception, and a process that ends."""
    script = tmp_path / "broken.py"
    script.write_text(BROKEN.format(tests=TESTS, does=does))
    done = hunt("media", 0, count=3, script=script)
    words = "the process ended" if "abort" in does else "ValueError: what 7"
    assert [words in item.told.wrong for item in done.findings] == [True]
    assert done.wrong.total() == 3


def test_a_finding_is_made_smaller(tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text(BROKEN.format(tests=TESTS, does="raise ValueError(str(len(case.body)))"))
    case = Case({}, b"hay " * 50 + b"needle" + b" hay" * 50)
    with Judge("media", script) as judge:
        told = judge.case(case)
        assert told.wrong == "ValueError: 406"
        assert minimised(judge, case, told, 600).body in (b"needle", b"")
        assert minimised(judge, case, told, 0) == case


def test_smaller_leaves_out_every_piece_that_can_be() -> None:
    case = Case({}, b"one two\nthree four\nfive six\nseven\n")
    found = smaller(
        case,
        (cases.LINES, cases.TOKENS),
        lambda tried: b"two" in tried.body and b"six" in tried.body,
    )
    assert found.body == b"twosix"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str],
                     monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """Findings are kept with the command that repeats them, and decide about the exit status."""
    out = tmp_path / "found"
    assert run.main(["--only", "sources", "--count", "3", "--seed", "5", "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("seed 5\nsources ")
    assert "3 cases" in told
    assert not out.exists()
    monkeypatch.setattr(run, "hunt", broken_hunt)
    assert run.main(["--only", "sources", "--seconds", "1", "--seed", "5", "--out", str(out)]) == 1
    assert "1 finding (2 cases)" in capsys.readouterr().out
    (place,) = out.glob("sources-*.case")
    note = place.with_suffix(".txt").read_text()
    assert "ValueError: what" in note
    assert f"--again {place}" in note
    assert "--only sources --seed 5 --first 7 --count 1" in note
    assert run.main(["--again", str(place)]) == 0  # the porter has no such fault
    assert capsys.readouterr().out == f"{place}: kept\n"


def broken_hunt(name: str, number: int, **options: object) -> object:
    """A hunt that finds one thing, twice."""
    from fuzz.hunt import Finding, Hunt, Told

    done = Hunt(name, number, cases=9, seconds=1.0, wrong=Counter({"a": 2}))
    head = {"name": "a.js", "read": "wx", "write": "my"}
    finding = Finding(7, Told(wrong="ValueError: what", key="a"), Case(head, b"1"))
    done.findings.append(finding)
    options["heard"](done, finding)  # type: ignore[operator]
    return done


def test_the_command_refuses_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run.main(["--only", "nothing"])
    assert ended.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


# Pictures and videos ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(set(media.SEEDS) - {"heic grid"}))
def test_seeds_are_sound(name: str, tmp_path: Path) -> None:
    data = media.seed(name)
    pictures = ("jpeg", "png", "apng", "webp", "gif", "bmp", "tiff", "avif", "heic")
    if not name.startswith((*pictures, "mp4")):
        pytest.importorskip("av")
    for number in range(8):
        wanted = "picture" if name.startswith(pictures) else "video"
        assert media.judged(data, tmp_path, number) == wanted


# Profiles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("vendor", sorted(profiles.TEXTS))
def test_the_built_in_profiles_hold_the_property(vendor: str) -> None:
    assert profiles.check(Case({}, profiles.TEXTS[vendor].encode())) == "clean"
