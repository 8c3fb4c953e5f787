"""`verify`: sound ports pass, wrong ones are caught, and what differs is shown."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import mediaglot as mg
import pytest
from mediaglot.adapters.verify import SCENARIOS, verify
from mediaglot.adapters.verify.show import missed_lines, plain, verdict_lines
from mediaglot.canonical.errors import InputError

pytest.importorskip("quickjs")
sys.path.insert(0, str(Path(__file__).parent))

APP = Path(__file__).resolve().parent.parent.parent / "examples" / "album-app"
PAIRS = [(a, b) for a in ("wx", "my", "tt") for b in ("wx", "my", "tt") if a != b]
SOME = [s for s in SCENARIOS if s.name in ("several", "cancel", "deny_forever")]


@pytest.mark.parametrize(("read", "write"), PAIRS)
def test_the_example_agrees_with_its_port(read: str, write: str) -> None:
    verified = verify(APP / read, read=read, write=write, situations=SOME)
    assert [v.entry.label() for v in verified.verdicts if not v.ok] == []
    assert len(verified.verdicts) >= 7 * len(SOME)


@pytest.mark.parametrize(("read", "write"), [("wx", "my"), ("my", "tt"), ("tt", "wx")])
def test_ports_written_by_hand_agree_too(read: str, write: str) -> None:
    verified = verify(APP / read, read=read, write=write, port=APP / write, situations=SOME)
    assert verified.ok
    assert verified.foreign == {}


def test_an_option_without_effect_is_no_difference(tmp_path: Path) -> None:
    """The longest recording of a call that picks pictures: its default differs, nobody sees it."""
    (tmp_path / "a.js").write_text(
        "Page({ pick() { wx.chooseMedia({ mediaType: ['image'] }) } })", encoding="utf-8"
    )
    assert verify(tmp_path, read="wx", write="tt", situations=SOME).ok


def test_what_is_no_number_is_compared_under_its_canonical_word(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text(
        "Page({ go() { wx.openLocation({ latitude: 1, longitude: +this.data.none }) },"
        " pick() { wx.chooseImage({}) } })",
        encoding="utf-8",
    )
    assert verify(tmp_path, read="wx", write="my", situations=SOME, every=True).ok


@pytest.mark.parametrize("write", ["my", "tt"])
def test_a_listener_that_hears_nothing_on_the_target_is_no_difference(
    tmp_path: Path, write: str
) -> None:
    (tmp_path / "a.js").write_text(
        "Page({ onLoad() { wx.onThemeChange((r) => this.setData({ theme: r.theme })) },"
        " pick() { wx.chooseImage({}) } })",
        encoding="utf-8",
    )
    assert verify(tmp_path, read="wx", write=write, situations=SOME).ok


def test_one_that_hears_something_there_is_one(tmp_path: Path) -> None:
    for folder, start in (("wx", "wx.onNetworkStatusChange(() => 1);"), ("my", "")):
        (tmp_path / folder).mkdir()
        text = (
            f"Page({{ onLoad() {{ {start} }}, pick() {{ {folder}.chooseImage({{ count: 9 }}) }} }})"
        )
        (tmp_path / folder / "a.js").write_text(text, encoding="utf-8")
    sides = {"read": "wx", "write": "my", "port": tmp_path / "my"}
    assert not verify(tmp_path / "wx", situations=SOME, **sides).ok


TWICE = """Page({
  data: { photos: [] },
  pick() {
    wx.chooseImage({
      count: 2,
      success: (r) => this.setData({ photos: this.data.photos.concat(r.tempFilePaths) }),
    })
  },
  open() {
    const photos = this.data.photos
    wx.previewImage({ urls: photos, current: photos[photos.length - 1] })
  },
  first() { wx.previewImage({ urls: this.data.photos, current: this.data.photos[0] }) },
})
"""


@pytest.mark.parametrize("write", ["my", "tt"])
def test_a_photo_that_was_picked_twice_is_in_the_list_twice(write: str, tmp_path: Path) -> None:
    """Each pick has a path of its own, and it is the path that has a place in the list."""
    source, port = tmp_path / "src", tmp_path / "port"
    for folder, code in ((source, TWICE), (port, mg.port(TWICE, read="wx", write=write).code)):
        folder.mkdir()
        (folder / "page.js").write_text(code)
    calls = ["pick+open", "pick+first"]
    sound = verify(source, read="wx", write=write, port=port, situations=SOME, calls=calls)
    assert sound.ok
    wrong = (port / "page.js").read_text().replace("photos.length - 1", "0")
    (port / "page.js").write_text(wrong)
    verified = verify(source, read="wx", write=write, port=port, situations=SOME, calls=calls)
    assert {v.entry.label() for v in verified.verdicts if not v.ok} == {"page.js:pick+open"}


WRONG = {
    "count left out": ("pages/index/index.js", "count: 9,\n", "", "what it did"),
    "another code": ("utils/tell.js", "error.error === 11", "error.error === 12", "what it did"),
    "index off": ("pages/index/index.js", "length - 1 : 0", "length : 0", "a media call"),
    "no compression": ("pages/index/index.js", "compressLevel: 1", "compressLevel: 3",
                       "what it did"),
    "one denial": ("utils/tell.js", " || error.error === 2002 || error.error === 2003", "",
                   "what it did"),
    "another toast": ("pages/index/index.js", "content: 'saved'", "content: 'done'", "what it did"),
    "crash": ("pages/index/index.js", "res.apFilePaths[0]", "res.nothing[0]", "what it did"),
    "no save": ("pages/index/index.js", "my.saveImageToPhotosAlbum({", "void ({", "what it did"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_port_is_caught(name: str, tmp_path: Path) -> None:
    file, old, new, what = WRONG[name]
    port = tmp_path / "port"
    shutil.copytree(APP / "my", port)
    text = (port / file).read_text()
    assert old in text
    (port / file).write_text(text.replace(old, new))
    calls = ["pick", "pick+preview", "pick+compress", "pick+save"]
    verified = verify(APP / "wx", read="wx", write="my", port=port, situations=SOME, calls=calls)
    bad = [verdict for verdict in verified.verdicts if not verdict.ok]
    assert bad
    assert bad[0].difference is not None
    assert what in bad[0].difference.what
    shown = "\n".join(verdict_lines(bad[0]))
    assert "original on wx" in shown
    assert "port on my" in shown
    assert plain(verified)["ok"] is False


def test_what_is_not_simulated_is_no_agreement(tmp_path: Path) -> None:
    code = "Page({ go() { wx.chooseImage({ success: () => wx.chooseAddress() }) } })"
    (tmp_path / "page.js").write_text(code)
    verified = verify(tmp_path, read="wx", write="my", situations=SCENARIOS[:1])
    assert not verified.complete
    assert "wx.chooseAddress; answer it: --stub chooseAddress={}" in verified.verdicts[0].left[0]
    stubbed = verify(tmp_path, read="wx", write="wx/ios", port=tmp_path, situations=SCENARIOS[:1],
                     stubs={"chooseAddress": {"result": "x"}})  # fmt: skip
    assert stubbed.ok


def test_input_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        verify(tmp_path / "none", read="wx", write="my")
    (tmp_path / "a.js").write_text("Page({ go() {} })")
    with pytest.raises(InputError, match="no handler here reaches a media call"):
        verify(tmp_path, read="wx", write="my", situations=SCENARIOS[:1])
    with pytest.raises(InputError, match=r"no page .b\.js.; pages: a\.js"):
        verify(tmp_path, read="wx", write="my", calls=["b.js:go"])


@pytest.mark.parametrize(
    ("read", "write", "most"), [("wx/android", "my/android", 16), ("tt/android", "wx/android", 10)]
)
def test_mutants_of_the_plan_are_killed(read: str, write: str, most: int) -> None:
    import mutants  # type: ignore[import-not-found]

    with mutants.bench(read, write, ("several", "cancel")) as bench:
        chosen = mutants.sample(list(bench.mutants()), most)
        alive = [m.name for m in chosen if bench.killed(m) is None]
    assert set(alive) <= set(mutants.explained())
    assert len(chosen) - len(alive) >= 0.9 * len(chosen)


def program(tmp_path: Path, code: str, **files: str) -> Path:
    (tmp_path / "app.json").write_text("{}", encoding="utf-8")
    (tmp_path / "page.js").write_text(code, encoding="utf-8")
    for name, text in files.items():
        (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
    return tmp_path


ONE = [s for s in SCENARIOS if s.name == "ok"]
CANCEL = [s for s in SCENARIOS if s.name == "cancel"]


def test_what_was_pressed_in_vain_is_told(tmp_path: Path) -> None:
    code = """Page({
      pick() { wx.chooseImage({}) }, idle() {}, locate() { wx.chooseAddress({}) },
    })"""
    quiet = "Page({ one() { nothing.at.all }, two() {} })"
    verified = verify(program(tmp_path, code, quiet=quiet), read="wx", write="my", situations=ONE)
    assert [entry.label() for entry in verified.missed] == [
        "page.js:idle", "page.js:locate", "quiet.js:one", "quiet.js:two"
    ]  # fmt: skip
    lines = list(missed_lines(verified))
    assert lines[1] == (
        "  page.js:locate: page.js:2:63 in locate: not simulated: wx.chooseAddress; "
        "answer it: --stub chooseAddress={}"
    )
    assert lines[-1] == "without a media call: 3 handlers; --all names them, --every compares them"
    assert plain(verified)["not_compared"][1]["handler"] == "locate"


def test_a_call_that_only_a_helper_names_is_found(tmp_path: Path) -> None:
    code = "const { pick } = require('./helper')\nPage({ go() { pick() } })"
    helper = "exports.pick = () => wx['choose' + 'Image']({})"
    source = program(tmp_path, code, helper=helper)
    verified = verify(source, read="wx", write="tt", situations=ONE)
    assert [verdict.entry.label() for verdict in verified.verdicts] == ["page.js:go"]


@pytest.mark.parametrize("write", ["wx", "tt"])
def test_a_question_before_saving_is_closed_on_both_sides(tmp_path: Path, write: str) -> None:
    code = """Page({ save() {
      my.saveImage({ url: 'https://e.com/a.jpg', showActionSheet: true,
        success: () => this.setData({ saved: true }), fail: () => this.setData({ saved: false }) })
    } })"""
    verified = verify(program(tmp_path, code), read="my", write=write, situations=CANCEL)
    assert verified.ok
    assert verified.verdicts[0].original.seen[0].data == {"saved": False}


@pytest.mark.parametrize("read", ["my", "my/android", "my/ios"])
@pytest.mark.parametrize("code", [10, 11])
def test_codes_that_depend_on_the_os(tmp_path: Path, read: str, code: int) -> None:
    text = f"""Page({{ go() {{ my.chooseVideo({{ fail: (e) => {{
      if (e.error === {code}) this.setData({{ quiet: 'yes' }})
      else this.setData({{ loud: 'yes' }})
    }} }}) }} }})"""
    verified = verify(program(tmp_path, text), read=read, write="wx", situations=CANCEL)
    assert verified.ok
    assert verified.read == ("my/android" if read == "my" else read)
