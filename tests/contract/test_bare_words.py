"""A bare word where a list is documented: messages, port, runtime plan and host agree."""

from __future__ import annotations

import re
from typing import Any

import mediaglot as mg
import pytest
from families import media
from mediaglot.adapters.source.tree.code import port_code

VENDORS = ("wx", "my", "tt")


def options() -> list[tuple[str, str, str, str, Any]]:
    """Every option that is a list of words, with one word of each."""
    found = []
    for read in VENDORS:
        for write in VENDORS:
            if read == write:
                continue
            compiled = mg.plan(read, write)
            for api, entry in compiled.apis.items():
                program = entry["read"]
                if program["api"] != api or program.get("receiver") or api not in media(compiled):
                    continue
                for param in program["params"]:
                    if param["kind"] != "set" or param.get("status") == "no":
                        continue
                    words = [item for _, item in param.get("values", ())] or param["words"]
                    found += [(read, write, api, param["names"][0], word) for word in words]
    return found


@pytest.mark.parametrize(("read", "write", "api", "name", "word"), options())
def test_all_ways_agree(read: str, write: str, api: str, name: str, word: str) -> None:
    function = mg.plan(read, write).apis[api]["read"]["name"]
    bare, listed = {name: word}, {name: [word]}
    told = mg.translate_request(api, bare, read=read, write=write)
    wanted = mg.translate_request(api, listed, read=read, write=write)
    assert told.value == wanted.value
    codes = [item.code for item in told.diagnostics]
    others = [item.code for item in wanted.diagnostics]
    space = mg.plan(read, write).sides["read"]["namespace"]
    source = f"{space}.{function}({{ {name}: '{word}' }})"
    ported = port_code(source, read=read, write=write)
    same = port_code(source.replace(f"'{word}'", f"['{word}']"), read=read, write=write)
    if ported.runtime:
        assert ported.runtime == same.runtime  # the runtime reads the bare word itself
    else:
        assert ported.code == same.code
    heard = mg.read_request(api, bare, read=read).value
    assert heard == mg.read_request(api, listed, read=read).value
    fixes = [item.fix.text for item in ported.diagnostics if item.fix and item.code == "MG112"]
    if codes == others:
        assert not fixes  # its typings know the bare word
    else:
        assert sorted(codes) == sorted([*others, "MG112"])
        assert fixes == [f"{name}: ['{word}']"]
        assert re.search(r"read as a list", str([d.message for d in ported.diagnostics]))
