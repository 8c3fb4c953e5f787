"""Objects that live on the client: recorders, sounds, the camera of a page, tasks that tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.realm.page import Page
from mediaglot.canonical.engine.fetchers import WebAnswer

Load = Callable[..., Page]
ALLOWED = {"permissions": {"microphone": "allowed", "camera": "allowed"}}

RECORDER = """
const rec = NS.getRecorderManager()
const log = []
for (const name of ['Start', 'Pause', 'Resume', 'Stop', 'FrameRecorded', 'Error', 'InterruptionBegin', 'InterruptionEnd']) {
  if (rec['on' + name]) rec['on' + name]((said) => log.push([name, said]))
}
Page({
  start(e) { rec.start(e.currentTarget.dataset.options) },
  pause() { rec.pause() }, resume() { rec.resume() }, stop() { rec.stop() },
  off() { rec.offStop() },
  log() { return log.splice(0) },
  same() { return NS.getRecorderManager() === rec },
  size(e) { return NS.getFileSystemManager().statSync(e.currentTarget.dataset.path).size },
})
"""


def recorder(load: Load, client: str, *user: Any, **device: Any) -> Page:
    vendor = client[:2]
    return load(RECORDER.replace("NS", vendor), client, user=user, device={**ALLOWED, **device})


def names(page: Page) -> list[str]:
    return [row[0] for row in page.tap("log")]


@pytest.mark.parametrize("client", ["wx/android", "my/android", "tt/android"])
def test_a_recording_ends_when_the_program_says_so(load: Load, client: str) -> None:
    page = recorder(load, client, mg.records(3))
    options = {"format": "wav" if client != "my/android" else "mp3"}
    if client == "my/android":
        pytest.importorskip("av")
    page.tap("start", dataset={"options": options})
    assert names(page) == ["Start"]
    page.tap("stop")
    ((name, said),) = page.tap("log")
    assert name == "Stop"
    assert said["tempFilePath"].startswith(
        {"wx": "wxfile://", "my": "https://resource/", "tt": "ttfile://"}[client[:2]]
    )
    # milliseconds, seconds, nothing
    assert said.get("duration") == {"wx": 3000, "my": 3, "tt": None}[client[:2]]
    size = {"wx": 44 + 3 * 8000 * 2 * 2, "tt": None}.get(client[:2], said.get("fileSize"))
    assert said.get("fileSize") == size
    assert page.tap("same")


def test_a_program_may_stop_it_earlier_and_the_client_at_its_most(load: Load) -> None:
    page = recorder(load, "wx", mg.records(8), mg.records(8))
    page.tap("start", dataset={"options": {"format": "wav", "duration": 2500}})
    assert [(n, s.get("duration")) for n, s in page.tap("log")] == [("Start", None), ("Stop", 2500)]
    page.tap("stop")
    ((name, said),) = page.tap("log")
    assert (name, said["errMsg"]) == ("Error", "onError:fail nothing is recorded")


def test_what_pauses_is_not_recorded(load: Load) -> None:
    page = recorder(load, "wx", mg.records(1))
    page.tap("start", dataset={"options": {"format": "wav"}})
    page.tap("pause")
    page.program.run_for(5)
    page.tap("resume")
    page.program.run_for(2)
    page.tap("stop")
    said = page.tap("log")
    assert [row[0] for row in said] == ["Start", "Pause", "Resume", "Stop"]
    assert said[-1][1]["duration"] == 3000


def test_pieces_are_heard_while_it_is_recorded(load: Load) -> None:
    page = recorder(load, "wx", mg.records(1))
    page.tap(
        "start",
        dataset={
            "options": {
                "format": "PCM",
                "frameSize": 10,
                "sampleRate": 16000,
                "numberOfChannels": 1,
            }
        },
    )
    page.tap("stop")
    pieces = [said for name, said in page.tap("log") if name == "FrameRecorded"]
    assert [piece["isLastFrame"] for piece in pieces] == [False, False, False, True]


@pytest.mark.parametrize(
    ("client", "options", "said"),
    [
        ("wx", {"sampleRate": 8000, "encodeBitRate": 96000}, {"errno": 1001, "errMsg": "onError:fail at 8000 Hz it takes 16000 to 48000 bits a second, not 96000"}),
        ("wx", {"duration": 600001}, {"errno": 1001, "errMsg": "onError:fail duration 600001 is out of range"}),
        ("my/android", {"duration": 180001}, {"error": 2, "errMsg": "duration 180001 is out of range"}),
        ("my/ios", {"sampleRate": 9000}, {"error": 8507, "errMsg": "9000 is no sample rate of this client"}),
        ("tt/ios", {"sampleRate": 22050}, {"errno": 104, "errString": "onError:fail 22050 is no sample rate of this client"}),
    ],
)  # fmt: skip
def test_bounds_are_each_clients_own(load: Load, client: str, options: Any, said: Any) -> None:
    page = recorder(load, client)
    page.tap("start", dataset={"options": options})
    assert page.tap("log") == [["Error", said]]


def test_a_refusal_is_heard_by_the_listener_of_errors(load: Load) -> None:
    for client, code in (("wx", {"errno": 103}), ("my", {"error": 10}), ("tt", {"errno": 107})):
        page = recorder(load, client, mg.denies("microphone"), permissions={})
        page.tap("start", dataset={"options": {}})
        ((name, said),) = page.tap("log")
        assert name == "Error"
        assert said.items() >= code.items()


def test_a_call_that_comes_is_told_by_events_or_by_an_error(load: Load) -> None:
    page = recorder(load, "wx", mg.is_interrupted(2))
    page.tap("start", dataset={"options": {"format": "wav"}})
    assert names(page) == ["Start", "InterruptionBegin", "Pause", "InterruptionEnd"]
    page.tap("resume")
    page.program.run_for(1)
    page.tap("stop")
    assert page.tap("log")[-1][1]["duration"] == 3000
    for client, said in (
        ("my", {"error": 1001, "errMsg": "interrupted"}),
        ("tt", {"errno": 1305001, "errString": "onError:fail interrupted"}),
    ):
        page = recorder(load, client, mg.is_interrupted(2))
        page.tap("start", dataset={"options": {}})
        assert page.tap("log") == [["Start", {}], ["Error", said]]


def test_one_that_is_too_short_fails_where_the_vendor_says_so(load: Load) -> None:
    page = recorder(load, "my/android", mg.records(0.5))
    page.tap("start", dataset={"options": {}})
    page.tap("stop")
    assert page.tap("log")[-1] == ["Error", {"error": 7, "errMsg": "the recording is too short"}]


def test_no_off_where_there_is_none(load: Load) -> None:
    with pytest.raises(mg.MediaglotError, match="not a function"):
        recorder(load, "wx").tap("off")
    recorder(load, "my").tap("off")


def test_a_sound_that_is_given_is_recorded(load: Load) -> None:
    page = recorder(load, "wx", mg.records(1, "none"), sounds={})
    with pytest.raises(mg.InputError, match="hears no 'none'"):
        page.tap("start", dataset={"options": {"format": "wav"}})


PLAYER = """
let sound
const log = []
Page({
  open(e) {
    sound = NS.createInnerAudioContext()
    for (const name of ['Canplay', 'Play', 'Pause', 'Stop', 'Ended', 'Error', 'Seeking', 'Seeked']) sound['on' + name]((said) => log.push([name, said]))
    sound.onTimeUpdate(() => log.push(['at', sound.currentTime]))
    for (const key in e.currentTarget.dataset) sound[key] = e.currentTarget.dataset[key]
  },
  play() { sound.play() }, pause() { sound.pause() }, stop() { sound.stop() }, seek() { sound.seek(1) },
  tell() { return [sound.duration, sound.currentTime, sound.paused] },
  log() { return log.splice(0) },
})
"""


def player(load: Load, client: str = "wx", **device: Any) -> Page:
    from mediaglot.canonical.engine.sound import Microphone, Recorded

    data = Microphone().record(2, Recorded("wav"))
    return load(PLAYER.replace("NS", client[:2]), client, files={"a.wav": data}, device=device)


def test_a_sound_is_played_to_its_end(load: Load) -> None:
    page = player(load)
    page.tap("open", dataset={"src": "/a.wav"})
    assert names(page) == ["Canplay"]
    page.tap("play")
    said = page.tap("log")
    assert said[0] == ["Play", {}]
    assert [row for row in said if row[0] == "at"] == [["at", n / 4] for n in range(1, 9)][
        : len(said) - 2
    ]
    assert said[-1] == ["Ended", {}]
    assert page.tap("tell") == [2, 0, True]


def test_it_pauses_seeks_and_goes_on(load: Load) -> None:
    page = load(
        """
        const sound = wx.createInnerAudioContext()
        sound.loop = true
        sound.src = '/a.wav'
        Page({ play() { sound.play() }, pause() { sound.pause() }, seek() { sound.seek(1) }, stop() { sound.stop() },
               tell() { return [sound.currentTime, sound.paused] } })
        """,
        files={"a.wav": _wav()},
    )
    page.tap("play")
    page.program.run_for(0.5)
    page.tap("pause")
    assert page.tap("tell") == [0.5, True]
    page.program.run_for(3)
    page.tap("seek")
    page.tap("play")
    page.program.run_for(0.25)
    assert page.tap("tell") == [1.25, False]
    page.program.run_for(1)  # again from the start
    assert page.tap("tell") == [0.25, False]
    page.tap("stop")
    assert page.tap("tell") == [0, True]


def _wav() -> bytes:
    from mediaglot.canonical.engine.sound import Microphone, Recorded

    return Microphone().record(2, Recorded("wav"))


@pytest.mark.parametrize(
    ("client", "said"),
    [
        ("wx", {"errCode": 10003, "errMsg": "onError:fail no such file in the package"}),
        ("my", {"errCode": 10003, "errMsg": "no such file in the package"}),
        ("tt", {"errno": 1303101, "errString": "onError:fail no such file in the package"}),
    ],
)
def test_a_sound_that_is_not_there(load: Load, client: str, said: Any) -> None:
    page = player(load, client)
    page.tap("open", dataset={"src": "/none.wav"})
    assert page.tap("log") == [["Error", said]]


def test_a_member_that_the_client_lacks_is_undefined(load: Load) -> None:
    page = load("Page({ ask() { return typeof tt.createInnerAudioContext().playbackRate } })", "tt")
    assert page.tap("ask") == "undefined"


CAMERA = """
Page({
  ask(e) {
    const { does, options, id } = e.currentTarget.dataset
    const lens = this.lens = this.lens || NS.createCameraContext(id)
    return new Promise((done) => lens[does]({ ...options, timeoutCallback: (it) => { this.late = it }, success: (it) => done(['ok', it]), fail: (it) => done(['fail', it]) }))
  },
  frames() { this.lens.onCameraFrame(() => {}) },
  late() { return this.late },
})
"""


def camera(load: Load, client: str, *user: Any) -> Callable[..., Any]:
    page = load(CAMERA.replace("NS", client[:2]), client, user=user, device=ALLOWED)
    return lambda does, of="lens", **options: page.tap(
        "ask", dataset={"does": does, "options": options, "id": of}
    )


@pytest.mark.parametrize("client", ["wx/android", "my/android", "tt/android"])
def test_a_photo_is_a_picture(load: Load, client: str) -> None:
    ask = camera(load, client, mg.shoots(), mg.shoots())
    outcome, said = ask("takePhoto", quality="high")
    assert outcome == "ok"
    assert next(iter(said)) == "tempImagePath"
    assert ask("takePhoto", quality="low")[0] == "ok"


def test_a_camera_without_an_id_is_found_by_wechat_alone(load: Load) -> None:
    assert camera(load, "wx", mg.shoots())("takePhoto", None)[0] == "ok"
    assert camera(load, "tt")("takePhoto", None) == [
        "fail", {"errno": 9000099, "errMsg": "takePhoto:fail the context has no id of a camera"},
    ]  # fmt: skip


def test_a_video_is_recorded_and_its_time_is_bounded(load: Load) -> None:
    pytest.importorskip("av")
    ask = camera(load, "wx", mg.records(1))
    assert ask("stopRecord")[0] == "fail"
    assert ask("startRecord")[0] == "ok"
    assert ask("startRecord")[0] == "fail"
    outcome, said = ask("stopRecord")
    assert outcome == "ok"
    assert set(said) >= {"tempThumbPath", "tempVideoPath"}
    assert ask("startRecord", timeout=301)[0] == "fail"


def test_the_pictures_of_a_camera_are_refused(load: Load) -> None:
    page = load("Page({ go() { wx.createCameraContext().onCameraFrame(() => {}) } })")
    with pytest.raises(mg.MediaglotError, match="onCameraFrame is not simulated"):
        page.tap("go")


TASKS = """
Page({
  go(e) {
    const log = []
    return new Promise((done) => {
      const task = NS[e.currentTarget.dataset.name]({ url: 'https://a.cn/x', filePath: e.currentTarget.dataset.file, name: 'f', success: (it) => done([log, 'ok', it.statusCode]), fail: (it) => done([log, 'fail', it.errno || it.error]) })
      task.onProgressUpdate((it) => log.push(it))
    })
  },
})
"""


def test_uploads_and_downloads_tell_how_far_they_are(load: Load) -> None:
    for vendor, words in (("wx", ("totalBytesSent", "totalBytesExpectedToSend")),
                          ("my", ("totalBytesWritten", "totalBytesExpectedToWrite"))):  # fmt: skip
        page = load(TASKS.replace("NS", vendor), vendor, files={"a.txt": "x" * 400},
                    device={"network": {"https://a.cn/x": b"y" * 40}})  # fmt: skip
        log, outcome, _ = page.tap("go", dataset={"name": "uploadFile", "file": "/a.txt"})
        assert outcome == "ok"
        assert log == [{"progress": 25 * n, words[0]: 100 * n, words[1]: 400} for n in range(1, 5)]
        log, outcome, _ = page.tap("go", dataset={"name": "downloadFile"})
        assert [item["totalBytesWritten"] for item in log] == [10, 20, 30, 40]


def test_a_connection_breaks(load: Load) -> None:
    answer = WebAnswer(b"y" * 40, cut=25)
    page = load(
        TASKS.replace("NS", "wx"),
        "wx",
        files={"a.txt": "x" * 40},
        device={"network": {"https://a.cn/x": answer}},
    )
    for name in ("uploadFile", "downloadFile"):
        log, outcome, code = page.tap(
            "go", dataset={"name": name, "file": "/a.txt" if name == "uploadFile" else None}
        )
        assert [item["progress"] for item in log] == [25, 50]
        assert (outcome, code) == ("fail", 600000)


@pytest.mark.parametrize(
    ("client", "said"),
    [("wx", 600002), ("my", 20), ("mpaas", 20), ("tt", None), ("lark", None)],
)
def test_an_address_that_the_client_does_not_take(load: Load, client: str, said: Any) -> None:
    """However the network would answer there: Feishu speaks http, Alipay and WeChat do not."""
    name = {"mpaas": "my", "lark": "tt"}.get(client, client)
    code = TASKS.replace("NS", name).replace("https://", "http://")
    code = code.replace("name: 'f',", "name: 'f', fileName: 'f',")
    device = {"network": {"http://a.cn/x": b"y" * 40}}
    page = load(code, client, files={"a.txt": "x" * 400}, device=device)
    for called, file in (("uploadFile", "/a.txt"), ("downloadFile", None)):
        _, outcome, code = page.tap("go", dataset={"name": called, "file": file})
        assert (outcome, code) == (("ok", 200) if said is None else ("fail", said))


def test_any_status_is_a_success(load: Load) -> None:
    network = {"https://a.cn/x": WebAnswer(b"gone", 404)}
    for vendor in ("wx", "my", "tt"):
        page = load(
            TASKS.replace("NS", vendor), vendor, files={"a.txt": "x"}, device={"network": network}
        )
        assert page.tap("go", dataset={"name": "uploadFile", "file": "/a.txt"})[1:] == ["ok", 404]
        assert page.tap("go", dataset={"name": "downloadFile"})[1:] == ["ok", 404]


def test_more_transfers_than_there_is_room_for_are_told(load: Load) -> None:
    code = (
        "Page({ go() { for (let i = 0; i < 6; i++) tt.downloadFile({ url: 'https://a.cn/x' }) } })"
    )
    page = load(code, "tt", device={"network": {"https://a.cn/x": b"y"}})
    page.tap("go")
    assert any(
        "6 transfers at a time: Feishu has room for 5" in note for note in page.program.host.notes
    )


MEMBERS = [
    ("swan", "swan.createCameraContext().setZoom({ zoom: 2 })"),
    ("swan", "swan.createCameraContext().onCameraFrame(() => {})"),
    ("swan", "swan.createVideoContext('v').startCasting({})"),
    ("swan", "swan.getRecorderManager().offStop()"),
    ("swan", "swan.downloadFile({ url: 'https://a.b/c' }).onHeadersReceived(() => {})"),
    ("douyin", "tt.getRecorderManager().onInterruptionBegin(() => {})"),
    ("douyin", "tt.createVideoContext('v').playbackRate(2)"),
    ("ascf", "has.getRecorderManager().onInterruptionBegin(() => {})"),
    ("tt", "tt.createVideoContext('v').sendDanmu({ text: 'x' })"),
    ("tt", "tt.createVideoContext('v').requestBackgroundPlayback()"),
]


@pytest.mark.parametrize(("client", "code"), MEMBERS)
def test_what_an_object_lacks_throws_as_on_a_device(load: Load, client: str, code: str) -> None:
    page = load(f"Page({{ go() {{ {code} }} }})", client, device=ALLOWED)
    with pytest.raises(mg.MediaglotError, match="not a function"):
        page.tap("go")


@pytest.mark.parametrize("client", ["swan", "douyin", "ascf"])
def test_recorders_of_others_record(load: Load, client: str) -> None:
    own = {"swan": "swan", "douyin": "tt", "ascf": "has"}[client]
    code = RECORDER.replace("NS", own)
    page = load(code, client, user=[mg.records(1)], device=ALLOWED)
    page.tap("start", dataset={"options": {"duration": 1000}})
    said = page.tap("log")
    assert [row[0] for row in said] == ["Start", "Stop"]
    assert ("duration" in said[1][1]) is (client != "douyin")
