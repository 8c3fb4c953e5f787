"""A canvas on simulated clients: pictures of the size, format and quality asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from commands import called
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.realm.page import load
from mediaglot.adapters.realm.program import PageError
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.adapters.verify import SCENARIOS, verify
from mediaglot.adapters.verify.pages import verify_pages

pytest.importorskip("quickjs")

NAMES = {"wx": "wx", "tt": "tt", "my": "my", "douyin": "tt", "ascf": "has"}
SHOWS = """success: r => NS.getImageInfo({ src: r.tempFilePath || r.apFilePath, success: i =>
  this.setData({ size: [i.width, i.height], type: i.type }) }),
  fail: e => this.setData({ failed: e.errMsg || e.errorMessage || String(e.error) })"""


def exported(folder: Path, client: str, options: str) -> tuple[dict[str, Any], list[Any], Any]:
    """The page's data, what was drawn, and the notes, after an export with some options."""
    code = f"Page({{ data: {{}}, go() {{ NS.canvasToTempFilePath({{ {options}, {SHOWS} }}) }} }})"
    vendor = client.partition("/")[0].partition("@")[0]
    file = folder / "page.js"
    file.write_text(code.replace("NS", NAMES[vendor]), encoding="utf-8")
    with Host(client) as host, load(host, file) as page:
        page.call("go")
        drawn = [event.data for event in page.program.trace if event.what == "drawn"]
        return dict(page.data), drawn, host.notes


@pytest.mark.parametrize(
    ("client", "options", "size"),
    [
        # a size that is left out: the part's, times the pixel ratio (2) where the vendor says so
        ("wx", "canvasId: 'c', width: 100, height: 50", [200, 100]),
        ("ascf", "canvasId: 'c', width: 100, height: 50", [200, 100]),
        ("tt", "canvasId: 'c', width: 100, height: 50", [100, 50]),
        ("douyin", "canvasId: 'c', width: 100, height: 50", [100, 50]),
        ("wx", "canvasId: 'c', width: 100, height: 50, destWidth: 30, destHeight: 20", [30, 20]),
        ("tt", "canvasId: 'c', width: 100, height: 50, destWidth: 30, destHeight: 20", [30, 20]),
        ("my", "canvasId: 'c', width: 100, height: 50, destWidth: 30, destHeight: 20", [30, 20]),
        ("my", "canvasId: 'c', x: 100, y: 25", [200, 200]),  # of 300 by 225
        ("wx", "canvasId: 'c'", [600, 300]),  # of 300 by 150
    ],
)  # fmt: skip
def test_the_size_of_a_picture(tmp_path: Path, client: str, options: str, size: list[int]) -> None:
    data, drawn, notes = exported(tmp_path, client, options)
    assert data["size"] == size
    assert drawn == [{"width": size[0], "height": size[1], "format": "png"}]
    assert any("is not simulated: its picture is empty" in note for note in notes)
    told = any("no source says whether the pixel ratio" in note for note in notes)
    assert told == (client == "my" and "destWidth" not in options)


def test_format_and_quality(tmp_path: Path) -> None:
    sizes = []
    for quality in ("1", "0.1", "7", "0"):  # what is outside counts as 1
        asked = f"canvasId: 'c', width: 200, height: 200, fileType: 'jpg', quality: {quality}"
        code = f"""Page({{ data: {{}}, go() {{ wx.canvasToTempFilePath({{ {asked}, success: r =>
          wx.getFileInfo({{ filePath: r.tempFilePath, success: i => this.setData({{ n: i.size }}) }})
        }}) }} }})"""
        (tmp_path / "page.js").write_text(code, encoding="utf-8")
        with Host("wx/android") as host, load(host, tmp_path / "page.js") as page:
            page.call("go")
            sizes.append(page.data["n"])
    assert sizes[0] == sizes[2] == sizes[3]
    assert sizes[1] < sizes[0]
    data, _, _ = exported(tmp_path, "wx", "canvasId: 'c', width: 9, height: 9, fileType: 'jpg'")
    assert data["type"] == "jpeg"


@pytest.mark.parametrize(
    ("client", "options"),
    [
        ("wx", "width: 10, height: 10"),
        ("tt", "canvasId: 'c'"),  # how large such a canvas is, no source says
        ("wx", "canvasId: 'c', width: 0, height: 10"),
        ("wx", "canvasId: 'c', width: 1e9, height: 10"),
        ("wx", "canvasId: 'c', width: '9', height: 10"),
        ("wx", "canvasId: 'c', width: 9, height: 10, fileType: 'gif'"),
        ("my", "canvasId: 'c', x: 301"),
    ],
)
def test_what_gives_no_picture_fails(tmp_path: Path, client: str, options: str) -> None:
    data, drawn, _ = exported(tmp_path, client, options)
    assert data["failed"]
    assert drawn == []
    assert "size" not in data


def test_drawing_is_let_pass_and_tells_when_it_is_done(tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text("""Page({ data: {}, go() {
      const c = wx.createCanvasContext('c')
      c.fillStyle = 'red'
      const g = c.createLinearGradient(0, 0, 1, 1); g.addColorStop(0, c.fillStyle)
      c.setFillStyle(g); c.fillText('a', c.measureText('a').width + 1, 2)
      c.draw(false, () => this.setData({ drawn: c.fillStyle }))
      this.setData({ drawn: 'not yet' })
    } })""", encoding="utf-8")  # fmt: skip
    with Host("wx/android") as host, load(host, tmp_path / "page.js") as page:
        page.call("go")
        assert page.data == {"drawn": "red"}
        assert not page.program.thrown


def test_what_would_answer_by_callbacks_is_refused(tmp_path: Path) -> None:
    code = "Page({ go() { wx.createCanvasContext('c').toTempFilePath({ success() {} }) } })"
    (tmp_path / "page.js").write_text(code, encoding="utf-8")
    told = r"createCanvasContext\(\)\.toTempFilePath is not simulated"
    with (
        Host("wx/android") as host,
        load(host, tmp_path / "page.js") as page,
        pytest.raises(PageError, match=told),
    ):
        page.call("go")


def test_a_smaller_picture_of_the_port_is_seen(tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text(
        "Page({ go() { wx.chooseImage({ success: () => wx.canvasToTempFilePath({ canvasId: 'c', "
        "width: 100, height: 50, success: r => wx.previewImage({ urls: [r.tempFilePath] }) }) }) } })",
        encoding="utf-8",
    )
    ok = [situation for situation in SCENARIOS if situation.name == "ok"]
    (verdict,) = verify(tmp_path, read="wx", write="tt", situations=ok).verdicts
    assert verdict.difference is not None
    assert '"width": 200' in verdict.difference.original
    assert '"width": 100' in verdict.difference.port
    assert verify(tmp_path, read="wx", write="ascf", situations=ok).ok


NODES = """Page({ data: { log: [] },
  tell(what) { this.setData({ log: this.data.log.concat([what]) }) },
  byNode() { NS.createSelectorQuery().select('#c').node((one) => this.tell(typeof one.node)).exec() },
  byFields() {
    NS.createSelectorQuery().select('#c').fields({ node: true, size: true, dataset: true }).exec(([found]) => {
      const { node: canvas, width, height, dataset } = found
      this.tell([width, height, dataset.a])
      const ctx = canvas.getContext('2d')
      this.tell([canvas.width, canvas.height, ctx === canvas.getContext('2d')])
      canvas.width = 100; canvas.height = 40
      ctx.scale(2, 2); ctx.fillStyle = 'red'; ctx.fillRect(0, 0, ctx.measureText('a').width, 10)
      const image = canvas.createImage()
      image.onload = () => {
        ctx.drawImage(image, 0, 0)
        canvas.requestAnimationFrame(() => NS.canvasToTempFilePath({ canvas, success: r =>
          NS.getImageInfo({ src: r.tempFilePath || r.apFilePath, success: i => this.tell([i.width, i.height]) }) }))
      }
      image.src = 'a.png'
    })
  },
  others() { NS.createSelectorQuery().selectAll('view').fields({ id: true }).exec(([all]) => this.tell(all.map(it => it.id))) },
  none() { NS.createSelectorQuery().select('#z').fields({ id: true }).exec(([one]) => this.tell(one)) },
  older() { NS.createSelectorQuery().select('#o').fields({ node: true }).exec(([one]) => this.tell(one)) },
  same() { NS.createSelectorQuery().select('#c').fields({ node: true }).select('#c').fields({ node: true })
    .exec(([a, b]) => this.tell(a.node === b.node)) },
  place() { NS.createSelectorQuery().select('#c').fields({ computedStyle: ['color'] }).exec() },
  pixels() { NS.createSelectorQuery().select('#c').fields({ node: true }).exec(([one]) => one.node.toDataURL()) },
})"""
ENDS = {"wx": "wxml", "my": "axml", "tt": "ttml"}


def nodes(folder: Path, client: str, *calls: str) -> tuple[list[Any], list[str]]:
    """What the page tells of its canvas after some calls, and what was thrown or refused."""
    code = NODES.replace("NS", NAMES[client])
    (folder / "page.js").write_text(code, encoding="utf-8")
    template = '<canvas type="2d" id="c" data-a="7"/><canvas id="o"/><view id="x"/><view id="y"><view/></view>'
    (folder / f"page.{ENDS[client]}").write_text(template, encoding="utf-8")
    with Host(client) as host, load(host, folder / "page.js", strict=False) as page:
        for call in calls:
            page.call(call)
            page.program.run_for(1)
        return list(page.data["log"]), [problem.message for problem in page.program.thrown]


@pytest.mark.parametrize(
    ("client", "size", "written"),
    [("wx", [300, 150], [200, 80]), ("my", [300, 225], [100, 40])],
)
def test_a_canvas_is_a_node_that_a_query_finds(
    tmp_path: Path, client: str, size: list[int], written: list[int]
) -> None:
    """Its picture is of the size that the program gave it, times the ratio where that counts."""
    log, thrown = nodes(tmp_path, client, "byFields")
    assert log == [[*size, "7"], [*size, True], written]
    assert thrown == []


def test_what_a_query_answers_by(tmp_path: Path) -> None:
    asked = ("byNode", "others", "none", "older", "same")
    assert nodes(tmp_path, "wx", *asked) == (
        ["object", ["x", "y", ""], None, {"node": None}, True],
        [],
    )
    assert nodes(tmp_path, "my", "byNode", "none") == (["object", None], [])


def test_what_feishu_does_not_know_it_does_not_answer(tmp_path: Path) -> None:
    log, thrown = nodes(tmp_path, "tt", "older", "byNode")
    assert log == [{}]
    assert len(thrown) == 1
    assert "not a function" in thrown[0]


def test_what_takes_styles_or_pixels_is_refused(tmp_path: Path) -> None:
    _, thrown = nodes(tmp_path, "wx", "place", "pixels")
    assert [text.partition(" is not")[0] for text in thrown] == [
        "NotSimulated: createSelectorQuery().fields of computedStyle",
        "NotSimulated: Canvas.toDataURL",
    ]


IDS = """Page({ data: {}, go() { NS.canvasToTempFilePath({ canvasId: 'pic', width: 10, height: 10, destWidth: 10,
  destHeight: 10, success: () => this.setData({ is: 'there' }), fail: () => this.setData({ is: 'gone' }) }) } })"""


@pytest.mark.parametrize("write", ["my", "tt"])
def test_a_canvas_is_named_by_its_vendors_attribute(tmp_path: Path, write: str) -> None:
    """Renaming the call alone loses the canvas where another attribute names it; the port of the
    page does not, and `verify` sees the difference."""
    original, renamed = tmp_path / "original", tmp_path / "renamed"
    for folder, vendor in ((original, "wx"), (renamed, write)):
        folder.mkdir()
        (folder / "app.json").write_text('{"pages": ["page"]}', encoding="utf-8")
        (folder / "page.js").write_text(IDS.replace("NS", vendor), encoding="utf-8")
        markup = '<canvas canvas-id="pic"/><view bindtap="go"/>'
        (folder / f"page.{ENDS[vendor]}").write_text(markup, encoding="utf-8")
    assert shown(original / "page.js", "wx") == {"is": "there"}
    assert shown(renamed / "page.js", write) == {"is": "gone" if write == "my" else "there"}
    done = port_tree(original, read="wx", write=write, parts=PARTS)
    (markup,) = [it for it in done.files if it.name.endswith("wxml")]
    assert markup.after.startswith(
        b'<canvas id="pic"' if write == "my" else b'<canvas canvas-id="pic"'
    )
    (renamed / f"page.{ENDS[write]}").write_bytes(markup.after)
    assert shown(renamed / "page.js", write) == {"is": "there"}


def shown(file: Path, client: str) -> dict[str, Any]:
    """What a page's data are after its handler."""
    with Host(client) as host, load(host, file) as page:
        page.call("go")
        return dict(page.data)


EARLY = """Page({ data: {}, onReady() { this.ask('page') }, ready() { this.ask('own') },
  ask(when) { NS.createSelectorQuery().select('#c').fields({ node: true }).exec(([it]) =>
    this.setData({ [when]: it.node === null ? 'none' : typeof it.node.getContext })) } })"""


@pytest.mark.parametrize(
    ("client", "handler", "data"),
    [
        ("wx", "", {"page": "function"}),
        (
            "my",
            ' onReady="ready"',
            {"page": "none", "own": "function"},
        ),  # after its own event alone
    ],
)
def test_when_a_canvas_has_its_node(
    tmp_path: Path, client: str, handler: str, data: dict[str, str]
) -> None:
    (tmp_path / "page.js").write_text(EARLY.replace("NS", client), encoding="utf-8")
    markup = f'<canvas type="2d" id="c"{handler}/>'
    (tmp_path / f"page.{ENDS[client]}").write_text(markup, encoding="utf-8")
    with Host(client) as host, load(host, tmp_path / "page.js") as page:
        page.program.run_for(1)
        assert page.data == data


AT_ONCE = """  draw(how) { const query = wx.createSelectorQuery().in(this)
    query.select('#c').fields({ node: true, size: true })
    query.select('#x').boundingClientRect()
    query.exec(([it, box]) => { const to = it.node.getContext('2d'); to.fillRect(0, 0, it.width, 1)
      this.setData({ [how]: [typeof it.node.createImage, box.width > 0] }) }) },
  later(how) { wx.createSelectorQuery().in(this).select('#c').node((it) =>
    this.setData({ [how]: typeof it.node })).exec() },"""
DRAWN = '<canvas type="2d" id="c" style="width: 90px; height: 40px"/><view id="x">x</view>'
PART_CONFIG = '{"usingComponents": {"part": "part"}}'


def test_a_port_waits_for_the_node_of_a_canvas(tmp_path: Path) -> None:
    """A page and a component that draw as soon as they are there."""
    page = f"Page({{ data: {{}},\n{AT_ONCE}\n onReady() {{ this.draw('a'); this.later('b') }} }})"
    part = f"Component({{ methods: {{\n{AT_ONCE} }},\n ready() {{ this.draw('a') }} }})"
    for name, text in {
        "app.json": '{"pages": ["page"]}', "page.json": PART_CONFIG, "page.js": page,
        "page.wxml": DRAWN + "<part/>",
        "part.json": '{"component": true}', "part.js": part,
        "part.wxml": DRAWN,
    }.items():  # fmt: skip
        (tmp_path / name).write_text(text, encoding="utf-8")
    ported = port_tree(tmp_path, read="wx", write="my", parts=PARTS)
    codes = {found.code for file in ported.files for found in file.findings}
    assert "MG523" in codes
    assert "MG412" not in codes
    (verdict,) = verify_pages(tmp_path, read="wx", write="my").verdicts
    assert verdict.difference is None


DRAWS = """Page({ data: { log: [] },
  tell(what) { this.setData({ log: this.data.log.concat([what]) }) },
  draw() {
    const c = wx.createCanvasContext('o')
    c.setFillStyle('red'); c.fillRect(0, 0, 1, 1); c.draw(false, () => this.tell('drawn'))
  },
  fields() {
    wx.createSelectorQuery().select('#c').fields({ node: true, size: true, dataset: true }).exec(([it]) =>
      this.tell([it.width, it.height, it.dataset.a, typeof it.node.getContext]))
  },
  node() { wx.createSelectorQuery().select('#c').node((it) => this.tell(typeof it.node)).exec() },
  all() { wx.createSelectorQuery().selectAll('.v').fields({ id: true }).exec(([all]) => this.tell(all.map(it => it.id))) },
  each() {
    const query = wx.createSelectorQuery()
    query.select('#x').fields({ id: true }, (it) => this.tell(it.id))
    query.select('#c').fields({ size: true }, (it) => this.tell([it.width, it.height]))
    query.exec((both) => this.tell(both.length))
  },
})"""


@pytest.mark.parametrize("style", ["native", "runtime"])
@pytest.mark.parametrize(("write", "calls"), [("my", 5), ("tt", 1)])
def test_what_a_port_draws_and_asks_runs_in_either_style(
    tmp_path: Path, write: str, calls: int, style: str
) -> None:
    """Over the runtime a context is the target's, and a query has all its questions."""
    (tmp_path / "wx").mkdir()
    (tmp_path / "wx" / "app.json").write_text('{"pages": ["page"]}', encoding="utf-8")
    (tmp_path / "wx" / "page.js").write_text(DRAWS, encoding="utf-8")
    markup = (
        '<canvas canvas-id="o" id="o"/><canvas type="2d" id="c" data-a="7"/>'
        '<view id="x" class="v"/><view id="y" class="v"/>'
    )
    (tmp_path / "wx" / "page.wxml").write_text(markup, encoding="utf-8")
    asked = ["draw", "fields", "node", "all", "each"][:calls]
    out = tmp_path / "out"
    command = ["port", str(tmp_path / "wx"), "--from", "wx", "--to", write, "--style", style]
    status, _, said = called([*command, "--out", str(out), "--fail-on", "never"])
    assert status == 0, said
    size = [300, 225]
    told = ["drawn", [*size, "7", "function"], "object", ["x", "y"], "x", size, 2]
    with Host(write) as host, load(host, out / "page.js") as page:
        page.program.run_for(1)
        for call in asked:
            page.call(call)
            page.program.run_for(1)
        assert page.data["log"] == (told if calls > 1 else told[:1])


SIZES = """Page({ data: { style: 'width: 80px; height: 40px' },
  ask() { NS.createSelectorQuery().select('#c').fields({ size: true }).exec(([it]) => this.setData({ of: [it.width, it.height] })) },
  go() { NS.canvasToTempFilePath({ canvasId: 'c', PART success: r => NS.getImageInfo({ src: r.tempFilePath || r.apFilePath,
    success: i => this.setData({ size: [i.width, i.height] }) }), fail: e => this.setData({ failed: true }) }) } })"""
SHEETS = {"wx": "wxss", "my": "acss", "tt": "ttss"}


def styled(
    folder: Path, client: str, canvas: str, sheet: str = "", options: str = ""
) -> tuple[dict[str, Any], list[Any]]:
    """The data of a page that asks for the size of its canvas, and writes its picture; the notes."""
    code = SIZES.replace("NS", NAMES[client]).replace("PART", options)
    (folder / "page.js").write_text(code, encoding="utf-8")
    (folder / f"page.{ENDS[client]}").write_text(canvas, encoding="utf-8")
    (folder / f"page.{SHEETS[client]}").write_text(sheet, encoding="utf-8")
    with Host(client) as host, load(host, folder / "page.js", strict=False) as page:
        for call in ("ask", "go"):
            page.call(call)
            page.program.run_for(1)
        return dict(page.data), [note for note in host.notes if "style" in note]


@pytest.mark.parametrize(
    ("canvas", "sheet", "of"),
    [
        ('style="width: 200px; height: 100px"', "", [200, 100]),
        ('style="{{style}}"', "", [80, 40]),
        ('style="width: 750rpx"', "", [390, 150]),  # the height is the element's own
        ('class="a"', ".a { width: 120px; height: 60px }", [120, 60]),
        ("", "canvas { width: 9px; height: 8px } #c { width: 70px }", [70, 8]),
        ('class="a b"', ".b { width: 5px } .a { width: 6px; height: 7px }", [6, 7]),
        ('class="a"', "view .a { width: 5px } .z, .a { width: 6px; height: 7px }", [6, 7]),
        ('class="a" style="width: 20px"', ".a { width: 5px !important; height: 4px }", [5, 4]),
        ('class="a"', "/* .a { width: 1px } */ .a { height: 4px; min-width: 3px }", [300, 4]),
        ('class="a"', ".a:active { width: 5px } .a { width: auto }", [300, 150]),
    ],
)
def test_a_canvas_is_as_large_as_its_style_says(
    tmp_path: Path, canvas: str, sheet: str, of: list[int]
) -> None:
    markup = f'<canvas id="c" canvas-id="c" {canvas}/>'
    data, notes = styled(tmp_path, "wx", markup, sheet)
    assert data["of"] == of
    assert data["size"] == [2 * side for side in of]
    assert not notes
    part = styled(tmp_path, "wx", markup, sheet, "x: 1, y: 2,")[0]
    assert part["size"] == [2 * (of[0] - 1), 2 * (of[1] - 2)]
    asked = styled(tmp_path, "wx", markup, sheet, "width: 10, height: 10,")[0]
    assert asked["size"] == [20, 20]


@pytest.mark.parametrize("client", ["wx", "my", "tt"])
def test_a_style_gives_the_size_on_every_client(tmp_path: Path, client: str) -> None:
    markup = '<canvas id="c" canvas-id="c" style="width: 60px; height: 30px"/>'
    data, _ = styled(tmp_path, client, markup)
    assert data["of"] == [60, 30]
    assert data["size"] == ([120, 60] if client == "wx" else [60, 30])


@pytest.mark.parametrize(
    ("canvas", "sheet", "told"),
    [
        ('style="width: 100%; height: 40px"', "", ["width"]),
        ('class="a"', ".a { width: calc(1px + 2px); height: 50vh }", ["width", "height"]),
        ('class="a"', "@media (min-width: 1px) { .a { height: 4px } }", ["height"]),
    ],
)
def test_a_size_that_takes_a_layout_is_told(
    tmp_path: Path, canvas: str, sheet: str, told: list[str]
) -> None:
    """What stands in for it is the client's own size of a canvas."""
    data, notes = styled(tmp_path, "wx", f'<canvas id="c" canvas-id="c" {canvas}/>', sheet)
    assert data["of"][0] == 300
    for side in ("width", "height"):
        said = any(f"the {side} that a canvas' style gives is not simulated" in it for it in notes)
        assert said == (side in told)


@pytest.mark.parametrize(
    ("client", "made", "size"),
    [
        ("wx", "wx.createOffscreenCanvas({ type: '2d', width: 40, height: 30 })", [80, 60]),
        ("wx", "wx.createOffscreenCanvas(40, 30)", [80, 60]),  # the older form
        ("my", "my.createOffscreenCanvas(40, 30)", [40, 30]),
        ("my", "my.createOffscreenCanvas()", [100, 100]),
    ],
)
def test_a_canvas_of_no_page(tmp_path: Path, client: str, made: str, size: list[int]) -> None:
    code = f"""Page({{ data: {{}}, go() {{
      const canvas = {made}, context = canvas.getContext('2d')
      context.fillRect(0, 0, 9, 9)
      this.setData({{ asked: [canvas.width, canvas.height] }})
      NS.canvasToTempFilePath({{ canvas, {SHOWS} }})
    }} }})"""
    (tmp_path / "page.js").write_text(code.replace("NS", NAMES[client]), encoding="utf-8")
    with Host(client) as host, load(host, tmp_path / "page.js") as page:
        page.call("go")
        assert page.data["size"] == size
        ratio = 2 if client == "wx" else 1
        assert page.data["asked"] == [side / ratio for side in size]


@pytest.mark.parametrize("client", ["tt", "swan"])
def test_no_canvas_of_no_page_where_the_client_has_none(tmp_path: Path, client: str) -> None:
    code = f"Page({{ go() {{ {client}.createOffscreenCanvas({{ width: 9, height: 9 }}) }} }})"
    (tmp_path / "page.js").write_text(code, encoding="utf-8")
    lacks = pytest.raises(PageError, match="createOffscreenCanvas")
    with Host(client) as host, load(host, tmp_path / "page.js") as page, lacks:
        page.call("go")


def test_the_port_of_a_canvas_of_no_page_draws_as_the_original_does(tmp_path: Path) -> None:
    code = """Page({ data: {}, go() {
      const canvas = wx.createOffscreenCanvas({ type: '2d', width: 40, height: 30 })
      wx.canvasToTempFilePath({ canvas, destWidth: 80, destHeight: 60, success: (r) =>
        wx.getImageInfo({ src: r.tempFilePath, success: (i) => this.setData({ wide: i.width, high: i.height }) }) })
    } })"""
    (tmp_path / "page.js").write_text(code, encoding="utf-8")
    done = verify(tmp_path / "page.js", read="wx", write="my", calls=["page.js:go"])
    assert done.complete
    assert [verdict.difference for verdict in done.verdicts] == [None] * len(done.verdicts)
