"""The generated module of components: what it exports, and what it is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commands import run
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.components import nothing
from mediaglot.adapters.source.components.helper import FUNCTIONS, generate_components
from mediaglot.adapters.source.syntax.parsed import TooDeep
from mediaglot.adapters.source.syntax.parser import Endless
from mediaglot.canonical.errors import InputError
from mediaglot.profiles.loader import load, register, unregister


def exported(text: str) -> list[str]:
    found = re.search(r"(?:module\.exports =|export) \{ (.*?) \};\n\Z", text)
    assert found is not None
    return found[1].split(", ")


@pytest.mark.parametrize(("read", "write"), [("wx", "my"), ("my", "wx"), ("tt", "my")])
def test_it_has_what_it_is_asked_for(read: str, write: str) -> None:
    whole = generate_components(read, write)
    more = {"wx": ["exported"]}.get(read, [])
    pages = ["pageOf"] if write == "my" else []
    assert exported(whole) == ["component", "behavior", "page", *pages, *more]
    alone = generate_components(read, write, only=["behavior"], module="esm")
    assert exported(alone) == ["behavior"]
    assert len(alone) < 400 < len(generate_components(read, write, only=["page"])) < len(whole)


def test_it_is_known_for_what_it_is() -> None:
    from mediaglot.adapters.source.script.generated import runtime_in

    made = runtime_in(generate_components("wx", "my").encode())
    assert made is not None
    assert (made.read, made.write) == ("wx", "my")


def test_wrong_questions() -> None:
    with pytest.raises(InputError, match="no function 'componet'; did you mean 'component'"):
        generate_components("wx", "my", only=["componet"])
    with pytest.raises(InputError, match="same vendor"):
        generate_components("wx", "wx/android")


def test_a_pair_without_a_module(tmp_path: Path) -> None:
    file = tmp_path / "zz.toml"
    file.write_text('schema = 1\nextends = "my"\nid = "zz"\nname = "Z"\nnamespace = "zz"\n')
    register(load(file))
    try:
        with pytest.raises(InputError, match="Alipay and Z say too little of pages"):
            generate_components("my", "zz")
    finally:
        unregister("zz")


def test_the_command(tmp_path: Path) -> None:
    out = tmp_path / "c.js"
    code, _ = run(f"mediaglot runtime --from wx --to my --components --only component --out {out}")
    assert (code, exported(out.read_text())) == (0, ["component"])
    assert (tmp_path / "c.d.ts").read_text().count("export declare function") == 1
    assert set(FUNCTIONS) >= {"component", "page"}


def test_a_script_that_cannot_be_parsed_gets_no_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that its parser mends for ever, or that is nested too deeply, is left as it is."""
    both = pair("wx", "my")
    assert nothing.handler_for(b"Page({})", "javascript", both)
    for error in (Endless, TooDeep):

        def raising(*_: object, error: type[Exception] = error) -> None:
            raise error

        monkeypatch.setattr(nothing, "parse", raising)
        assert nothing.handler_for(b"Page({})", "javascript", both) == ""
