"""Unknown codes as profiles: they lint, they add, and what is filled in is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mediaglot.adapters.cli.main import main
from mediaglot.adapters.volume.report_codes import codes_by_vendor, pattern_of
from mediaglot.profiles import loader
from mediaglot.profiles.lint import lint
from mediaglot.profiles.registry import Registry

EVIL = 'odd "thing" [1] \\ (a|b)*+? $^ </script>\u2028\u202e\x00\n# [x]\n\x7f'


def said(read: str, payload: Any, api: str = "chooseImage") -> str:
    return json.dumps({"api": api, "read": read, "payload": payload})


LINES = [
    *[said("my/ios@2.8.8", {"error": 4711, "errorMessage": EVIL})] * 3,
    said("my/ios", {"error": "4x", "errorMessage": "?"}),
    said("my/ios", {"error": 10}, "chooseVideo"),
    said("wx", {"errMsg": f"chooseImage:fail {EVIL}"}),
    said("wx", {"errMsg": "chooseImage:fail " + "long " * 100}),
    said("my", {"error": 11}),
]


def reported(folder: Path, *words: str) -> int:
    file = folder / "in.jsonl"
    file.write_text("\n".join(LINES))
    return main(["report", "--format", "toml", *words, str(file)])


def kinds(registry: Registry) -> list[str]:
    found = []
    for line in LINES:
        asked = json.loads(line)
        got = mg.normalize(
            asked["api"], asked["payload"], read=asked["read"], registry=registry
        ).value
        assert isinstance(got, mg.Failure)
        found.append(got.kind)
    return found


def test_a_file_a_vendor_that_lints_and_adds_to_what_is_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "codes"
    assert reported(tmp_path, "--out", f"{out}/") == 0
    assert sorted(file.name for file in out.iterdir()) == ["my-codes.toml", "wx-codes.toml"]
    files = [str(file) for file in sorted(out.iterdir())]
    capsys.readouterr()
    assert main(["profile", "lint", *files]) == 0
    assert capsys.readouterr().err == "2 files: no problems\n"
    before = Registry()
    for file in files:
        text = Path(file).read_text(encoding="utf-8")
        assert all(
            char.isprintable() or char == "\n" for char in text if char not in "\u2028\u202e"
        )
        Path(file).write_text(text.replace('kind = "unknown"  # say which', 'kind = "internal"'))
    after = Registry(loader.load(file) for file in files)
    assert kinds(before) == ["unknown"] * 7 + ["cancelled"]
    assert kinds(after) == ["internal"] * 7 + ["cancelled"]
    old, new = before.get("my"), after.get("my")
    assert {api: facts.support for api, facts in old.api.items()} == {
        api: facts.support for api, facts in new.api.items()
    }
    assert (new.name, new.namespace) == (old.name, old.namespace)


def test_a_rule_for_one_system_takes_no_code_from_another(tmp_path: Path) -> None:
    """`chooseVideo` has 10 for a cancel on one system alone."""
    assert reported(tmp_path, "--out", f"{tmp_path}/") == 0
    after = Registry([loader.load(tmp_path / "my-codes.toml")])
    for client, kind in (("my/android", "cancelled"), ("my/ios", "unknown")):
        got = mg.normalize("chooseVideo", {"error": 10}, read=client, registry=after).value
        assert isinstance(got, mg.Failure)
        assert got.kind == kind


def test_what_is_written_stays_what_it_was(tmp_path: Path) -> None:
    assert reported(tmp_path, "--out", f"{tmp_path}/") == 0
    file = tmp_path / "my-codes.toml"
    for kind in ("cancelled", "unknown"):
        text = file.read_text(encoding="utf-8").replace('"unknown"  # say which', f'"{kind}"')
        file.write_text(text)
        after = Registry([loader.load(file)])
        for message in ("chooseImage:fail cancel", "chooseImage:fail whatever"):
            asked = {"errMsg": message}
            assert (
                mg.translate_failure(
                    "chooseImage", asked, read="wx", write="my", registry=after
                ).value
                == mg.translate_failure("chooseImage", asked, read="wx", write="my").value
            )


def test_what_is_filled_in_is_not_lost_and_several_vendors_need_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reported(tmp_path) == 2
    assert "codes of several vendors (my, wx) are unknown; expected a folder" in (
        capsys.readouterr().err
    )
    assert reported(tmp_path, "--out", str(tmp_path)) == 0
    (tmp_path / "wx-codes.toml").write_text("mine")
    (tmp_path / "my-codes.toml").unlink()
    capsys.readouterr()
    assert reported(tmp_path, "--out", str(tmp_path)) == 2
    assert "wx-codes.toml: is there already" in capsys.readouterr().err
    assert (tmp_path / "wx-codes.toml").read_text() == "mine"
    assert not (tmp_path / "my-codes.toml").exists()


def test_one_vendor_goes_to_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text(LINES[0])
    assert main(["report", "--format", "toml", str(file)]) == 0
    assert 'extends = "my"' in capsys.readouterr().out
    file.write_text(LINES[-1])
    assert main(["report", "--format", "toml", str(file)]) == 0
    assert capsys.readouterr() == ("", "every code and message is known\n")


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=220), st.booleans())
@example("__proto__", True)
def test_any_message_and_code_lint(text: str, as_code: bool) -> None:
    item = {
        "vendor": "my", "api": "chooseImage", "code": text[:60] if as_code else None,
        "message": text[:200], "os": [""], "count": 1,
    }  # fmt: skip
    plain = {"unknown": [item], "groups": [{"vendor": "my", "calls": 1}]}
    made = codes_by_vendor(plain, Registry())
    for vendor, toml in made.items():
        assert lint({f"{vendor}-codes.toml": toml}, find=loader.builtin_texts).diagnostics == ()


def test_patterns_take_their_message_and_no_longer_one() -> None:
    import re

    for text in (EVIL, "a.b", "x" * 200):
        assert re.search(pattern_of(text), text)
    assert not re.search(pattern_of("a.b"), "a.bc")
    assert not re.search(pattern_of("a.b"), "axb")
