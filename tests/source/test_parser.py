"""Trees of texts: what they say, and that the library gives up what it was handed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from mediaglot.adapters.source.syntax import parser
from mediaglot.adapters.source.syntax.parser import parser_of, tree_of
from mediaglot.adapters.source.text.blanks import walk

WIDE = "const 名 = '\U0001f600é';\n"


@pytest.mark.parametrize("shift", range(5))
def test_a_text_that_is_read_in_pieces_has_the_tree_of_the_whole(shift: int) -> None:
    text = ("/" * 2 + "x" * shift + "\n" + WIDE * 4000).encode()
    assert len(text) > 1 << 16
    tree = tree_of("javascript", text)
    whole = parser_of("javascript").parse(text)
    assert str(tree.root_node) == str(whole.root_node)
    assert tree.root_node.text == text
    for line in tree.root_node.children[::50]:
        for node in walk(line):
            assert node.text == text[node.start_byte : node.end_byte]


def test_a_text_is_given_up_with_its_tree() -> None:
    text = bytes(bytearray(b"let a = 1;\n" * 20_000))
    before = sys.getrefcount(text)
    for _ in range(3):
        assert tree_of("javascript", text).root_node.children[0].text == b"let a = 1;"
    assert sys.getrefcount(text) == before


def test_what_nodes_say_is_read_where_it_still_stands() -> None:
    """In a process of its own, which memory that was given up already would end."""
    code = """
from mediaglot.adapters.source.syntax.strip import stripped
assert stripped("let a: number = 1;\\n" * 20_000, "a.ts").startswith("let a         = 1;")
print("whole")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "whole")


def test_a_parse_that_does_not_end_is_given_up_and_the_next_begins_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = b"let a = 1;\n" * 20_000
    monkeypatch.setattr(parser, "_FEWEST", -len(text))
    with pytest.raises(parser.Endless):
        tree_of("javascript", text)
    monkeypatch.undo()
    whole = tree_of("javascript", b"f()").root_node
    assert (whole.start_byte, whole.end_byte, whole.has_error) == (0, 3, False)
    assert whole.children[0].type == "expression_statement"
