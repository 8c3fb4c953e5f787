"""Members that the target's objects lack, or are not known to have: told at each place."""

from __future__ import annotations

import re

import pytest
from mediaglot.adapters.plan.pair import client_profile
from mediaglot.adapters.source.common.model import FilePort
from mediaglot.adapters.source.tree.code import port_code
from mediaglot.canonical.client import parse_client
from mediaglot.profiles import loader

CAMERA = "const c = wx.createCameraContext();\n"
VIDEO = "const v = wx.createVideoContext('v');\n"
RECORDER = "const r = wx.getRecorderManager();\n"
CONTEXT = "const c = wx.createCanvasContext('c');\n"
UPLOAD = "const t = wx.uploadFile({ url: 'https://a.b', filePath: p, name: 'n' });\n"
DOWNLOAD = "const t = wx.downloadFile({ url: 'https://a.b' });\n"


def ported(code: str, write: str, style: str = "native") -> FilePort:
    return port_code(code, read="wx", write=write, style=style).file


def told(file: FilePort, *codes: str) -> list[tuple[str, str]]:
    return [
        (f"{item.line}:{item.column}", item.code) for item in file.findings if item.code in codes
    ]


@pytest.mark.parametrize("style", ["native", "runtime"])
@pytest.mark.parametrize(
    ("code", "write"),
    [
        (CAMERA + "c.setZoom({ zoom: 2 });", "swan"),
        (CAMERA + "c.onCameraFrame(() => {});", "swan"),
        (VIDEO + "v.sendDanmu({ text: 'x' });", "tt"),
        (VIDEO + "v.startCasting({});", "tt"),
        (VIDEO + "v.requestBackgroundPlayback();", "tt"),
        (VIDEO + "v.stop();", "swan"),
        (VIDEO + "v.playbackRate(2);", "douyin"),
        (CONTEXT + "c.arcTo(1, 2, 3, 4, 5);", "dingtalk"),
        (CONTEXT + "c.strokeText('x', 1, 2);", "douyin"),
        (VIDEO + "v.sendDanmu({ text: 'x' });", "dingtalk"),
        (RECORDER + "r.onInterruptionBegin(() => {});", "douyin"),
        (RECORDER + "r.onInterruptionEnd(() => {});", "ascf"),
        (UPLOAD + "t.onHeadersReceived(() => {});", "swan"),
        (DOWNLOAD + "t.onHeadersReceived(() => {});", "douyin"),
    ],
)
def test_a_member_that_a_whole_list_lacks_is_an_error_that_blocks(
    code: str, write: str, style: str
) -> None:
    file = ported(code, write, style)
    assert told(file, "MG401") == [("2:1", "MG401")]
    member = code.partition("\n")[2].partition(".")[2].partition("(")[0]
    assert [cause.words for cause in file.blockers] == [f"{member} (MG401)"]
    (item,) = [item for item in file.findings if item.code == "MG401"]
    assert member in item.diagnostic.message
    assert item.diagnostic.evidence


@pytest.mark.parametrize("style", ["native", "runtime"])
@pytest.mark.parametrize(
    ("code", "write"),
    [
        (CAMERA + "c.setZoom({ zoom: 2 });", "ascf"),
        (CAMERA + "c.takePhoto({});", "ascf"),
        (VIDEO + "v.sendDanmu({ text: 'x' });", "ascf"),
        (VIDEO + "v.requestFullScreen({ direction: 90 });", "ascf"),
        (VIDEO + "v.play();", "ascf"),
    ],
)
def test_without_a_whole_list_it_is_unknown_and_stays(code: str, write: str, style: str) -> None:
    done = port_code(code, read="wx", write=write, style=style)
    assert told(done.file, "MG401", "MG404") == [("2:1", "MG404")]
    (item,) = [item for item in done.file.findings if item.code == "MG404"]
    words = r"no source says (whether|which functions) what .* gives has"
    assert re.match(words, item.diagnostic.message)
    assert done.file.blockers == ()
    assert code.partition("\n")[2] in done.code


@pytest.mark.parametrize(("read", "name"), [("my", "my"), ("dingtalk", "dd")])
def test_a_context_that_exports_itself_does_so_on_its_own_vendors_alone(
    read: str, name: str
) -> None:
    code = f"const c = {name}.createCanvasContext('c');\nc.toTempFilePath({{ success: go }});"
    for write in ("wx", "tt", "swan", "douyin"):
        done = port_code(code, read=read, write=write)
        assert ("2:1", "MG401") in told(done.file, "MG401")
    done = port_code(code, read=read, write="mpaas")
    assert told(done.file, "MG401") == []


def test_without_a_list_many_members_are_one_doubt() -> None:
    file = ported(CONTEXT + "c.setFillStyle('red');\nc.fillRect(0, 0, 9, 9);\nc.draw();", "ascf")
    assert told(file, "MG401", "MG404") == [("2:1", "MG404")]


@pytest.mark.parametrize("read", ["my", "mpaas"])
def test_what_is_unknown_of_another_object_is_no_doubt_of_this_one(read: str) -> None:
    """No source says whether WeChat has `wx.offError`; its sockets have none."""
    code = "const s = my.connectSocket({ url: 'wss://a.b' });\ns.offError(() => {});"
    file = port_code(code, read=read, write="wx").file
    assert told(file, "MG401", "MG404") == [("2:1", "MG401")]


@pytest.mark.parametrize("style", ["native", "runtime"])
def test_a_member_that_a_profile_has_as_unknown_is_no_missing_one(style: str) -> None:
    code = "const s = wx.connectSocket({ url: 'wss://a.b' });\ns.onError(() => {});"
    file = ported(code, "tt", style)
    assert told(file, "MG401", "MG404") == [("2:1", "MG404")]
    assert file.blockers == ()
    assert [call.how for call in file.calls] == ["runtime"]


@pytest.mark.parametrize(
    "use",
    [
        "if (c.setZoom) c.setZoom({ zoom: 2 });",
        "c.setZoom && c.setZoom({ zoom: 2 });",
        "if (typeof c.setZoom === 'function') { c.setZoom({ zoom: 2 }); }",
        "c.setZoom?.({ zoom: 2 });",
    ],
)
def test_what_stands_behind_a_test_for_it_does_not_block(use: str) -> None:
    file = ported(CAMERA + use, "swan")
    assert told(file, "MG401") == []
    assert [code for _, code in told(file, "MG534")] == ["MG534"]
    assert file.blockers == ()


def test_each_use_is_told_at_its_place_and_counts() -> None:
    code = VIDEO + "v.sendDanmu({});\nPage({ f() { v.sendDanmu({}); } });\nv.play();"
    file = ported(code, "tt")
    assert told(file, "MG401") == [("2:1", "MG401"), ("3:14", "MG401")]
    (cause,) = file.blockers
    assert (cause.name, cause.uses) == ("sendDanmu", 2)


def test_options_values_and_fields_are_held_against_what_there_is() -> None:
    code = RECORDER + "r.onStop((res) => f(res.duration));\n"
    code += "r.start({ format: 'mp3', sampleRate: 22050 });"
    assert told(ported(code, "douyin"), "MG512", "MG103", "MG102") == [
        ("2:21", "MG512"), ("3:11", "MG103"), ("3:26", "MG102"),
    ]  # fmt: skip
    assert told(ported(code, "swan/android@3.110.0"), "MG512", "MG106", "MG102") == [
        ("2:21", "MG512"), ("3:11", "MG106"), ("3:26", "MG102"),
    ]  # fmt: skip


@pytest.mark.parametrize("vendor", loader.known_ids())
def test_what_an_operation_is_called_on_lists_it(vendor: str) -> None:
    """A list of members counts as all there is, so no operation of the profile may be missing."""
    view = client_profile(parse_client(vendor))
    for api in view.apis.values():
        giver = view.giving(api.receiver) if api.receiver else None
        if giver is not None and giver.facts.task and api.facts.support not in (False, {}):
            assert api.name in giver.facts.task, (giver.name, api.name)


@pytest.mark.parametrize("write", ["wx", "tt"])
@pytest.mark.parametrize("name", ["titleBarHeight", "storage", "currentBattery", "app"])
def test_what_one_client_alone_says_of_itself_is_told(write: str, name: str) -> None:
    for code in (
        f"use(my.getSystemInfoSync().{name})",
        f"const {{ {name} }} = my.getSystemInfoSync(); use({name})",
        f"my.getSystemInfo({{ success: (res) => use(res.{name}, res.platform) }})",
    ):
        file = port_code(code, read="my", write=write).file
        assert len(told(file, "MG512")) == 1
