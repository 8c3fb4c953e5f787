"""Formatting and comments never matter, and what no edit touches stays to the byte."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.source.common.outcome import Style
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.script.port import port_bytes
from mediaglot.adapters.source.text.edits import apply, reverse

SNIPPETS = [
    "wx . chooseImage ( { } )",
    "wx . chooseImage ( )",
    "wx . chooseImage ( { count : n , success ( res ) { up ( res . tempFilePaths [ 0 ] ) } } )",
    "wx . previewImage ( { current : a [ i ] , urls : a } )",
    "wx . previewImage ( { current , urls , showmenu : false } )",
    "wx . compressImage ( { src : p , quality : 50 , success : ( { tempFilePath } ) => a ( b ) } )",
    "wx . chooseMedia ( { mediaType : [ 'image' ] , success ( { tempFiles : [ f ] } ) { } } )",
    "wx . chooseImage ( { fail ( e ) { if ( e . errMsg . indexOf ( 'cancel' ) < 0 ) a ( ) } } )",
    "const { chooseImage : pick , showToast } = wx ; pick ( { count : 1 } )",
    "wx . chooseImage ( options )",
    "if ( wx . chooseMedia ) wx . chooseMedia ( { mediaType : [ 'video' ] } )",
]  # fmt: skip
GAPS = ["", " ", "\n", "\t", "\r\n  ", "/*c*/", " // c\n", "/* a\n * b */"]
NOISE = re.compile(r"/\*.*?\*/|//[^\n]*\n|\s", re.DOTALL)
WORDS = re.compile(r"^(const|if|function)$")


@st.composite
def spaced(draw: st.DrawFn) -> tuple[str, str]:
    """A snippet with random gaps, and the same without any."""
    parts = draw(st.sampled_from(SNIPPETS)).split(" ")
    text = draw(st.sampled_from(GAPS))
    for part in parts:
        gap = draw(st.sampled_from(GAPS))
        text += part + (gap or " " if WORDS.match(part) else gap)
    bare = "".join(f"{part} " if WORDS.match(part) else part for part in parts)
    return text, bare


def bared(data: bytes) -> str:
    """Code without gaps, semicolons, and commas before a closing bracket."""
    text = NOISE.sub("", data.decode()).replace(";", "")
    return re.sub(r",(?=[}\])])", "", text)


@pytest.mark.parametrize("target", ["my", "tt"])
@given(given_=spaced())
def test_gaps_do_not_matter(target: str, given_: tuple[str, str]) -> None:
    text, bare = (item.encode() for item in given_)
    both = pair("wx", target)
    done = port_bytes(text, "a.js", both, Style())
    plain = port_bytes(bare, "a.js", both, Style())
    assert apply(done.after, reverse(text, done.edits)) == text
    # an import takes a semicolon or not by the look of the file
    first, second = (bared(item.after) for item in (done, plain))
    assert first == second
    assert [call.how for call in done.calls] == [call.how for call in plain.calls]


WORDS_OF_SOUP = """wx . chooseImage ( ) { } count : 1 , success res => [ ] ' " ` ${ /* */ // = ...
?. < > await async function return tempFilePaths previewImage current urls ; 图 #ifdef import
class === 11 errMsg && ! const let if else try catch e fail"""
CHUNKS = st.sampled_from([*WORDS_OF_SOUP.split(), "\\", "\n", " "])


@given(st.lists(CHUNKS, max_size=60), st.sampled_from(["a.js", "a.ts", "a.tsx", "a.vue"]))
def test_any_soup_of_tokens_is_survived(parts: list[str], name: str) -> None:
    data = "".join(parts).encode()
    for target in ("my", "tt"):
        both = pair("wx", target)
        done = port_bytes(data, name, both, Style())
        assert apply(done.after, reverse(data, done.edits)) == data
        again = port_bytes(done.after, name, both, Style())
        assert not again.changed or any(item.code == "MG505" for item in done.findings)


@pytest.mark.parametrize(
    ("read", "code", "ported"),
    [
        ("wx", "wx.chooseVideo({ success: r => (r.tempFilePath) })",
         "success: r => (r.tempFiles[0].tempFilePath)"),
        ("wx", "wx.chooseVideo({ success(r) { f(((r).tempFilePath), !(r.size)) } })",
         "f(((r).tempFiles[0].tempFilePath), !(r.tempFiles[0].size))"),
        ("wx", "wx.chooseVideo({ success(r) { f(r.tempFilePath!, r!.size as number) } })",
         "f(r.tempFiles[0].tempFilePath!, r!.tempFiles[0].size as number)"),
        ("wx", "/* first */ wx.chooseImage(all)",
         "/* first */ const { media } = require('./mediaglot-runtime'); media.chooseImage(all)"),
        ("wx", "<!-- first\n(() => wx.chooseImage(all))()",
         "<!-- first\nconst { media } = require('./mediaglot-runtime');\n(() => media"),
        ("wx", "\u00a0wx.chooseImage(all); next()",
         "\u00a0const { media } = require('./mediaglot-runtime'); media.chooseImage(all); next()"),
    ],
)  # fmt: skip
def test_what_stands_around_stays(read: str, code: str, ported: str) -> None:
    """Parentheses, assertions, and a line that has more than the statement."""
    done = port_bytes(code.encode(), "a.cts", pair(read, "tt"), Style())
    assert ported in done.after.decode()


@pytest.mark.parametrize("read", ["tt", "wx"])
def test_steps_that_parentheses_part_keep_them(read: str) -> None:
    """What cannot be written anew in one piece goes through the runtime."""
    code = f"{read}.chooseMedia({{ mediaType: ['video'], count: 1, sourceType: ['album'],"
    code += " success(r) { f((r.tempFiles[0]).tempFilePath) } })"
    done = port_bytes(code.encode(), "a.js", pair(read, "my"), Style())
    assert [call.how for call in done.calls] == ["runtime"]
    assert "f((r.tempFiles[0]).tempFilePath)" in done.after.decode()
