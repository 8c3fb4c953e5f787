"""Recording: sound by a recorder, pictures and videos by the camera of a page."""

from __future__ import annotations

from typing import Final

from .model import Rows, anything, flag, number, path, text, word

_op = Rows("recording")
RECORDER: Final = "recorder"
CAMERA: Final = "camera_context"
_VIDEO: Final = {"thumbnail": path("a picture of the video"), "path": path("the video")}

OPERATIONS: Final = (
    _op("getRecorderManager", "Records sound.", form="factory", gives=RECORDER),
    _op(
        "startRecorder",
        "Begins to record sound; its listeners hear of all that comes of it.",
        {
            "duration": number("milliseconds at most", low=0),
            "sample_rate": number("hertz", low=0),
            "channels": number("1 or 2", low=0),
            "bits_per_second": number("bits a second", low=0),
            "format": word("aac", "mp3", "wav", "pcm"),
            "frame_size": number("kilobytes of a piece that its listener hears", low=0),
            "source": word(
                "auto",
                "built_in",
                "headset",
                "mic",
                "camcorder",
                "voice_communication",
                "voice_recognition",
                doc="which microphone, and for what",
                neutral="auto",
            ),
            "hide_tips": flag("nothing shows that it is going on", neutral=False),
        },
        form="at_once",
        receiver=RECORDER,
    ),
    *(
        _op(f"{does}Recorder", doc, form="at_once", receiver=RECORDER)
        for does, doc in (
            ("pause", "Records no more for a while."),
            ("resume", "Goes on recording."),
            ("stop", "Ends a recording."),
        )
    ),
    *(
        item
        for event, doc, result in (
            ("Start", "A recording has begun.", {}),
            ("Pause", "A recording pauses.", {}),
            ("Resume", "A recording goes on.", {}),
            (
                "Stop",
                "A recording has ended.",
                {
                    "path": path("the file"),
                    "duration": number("milliseconds"),
                    "size": number("bytes"),
                },
            ),
            (
                "Frame",
                "Another piece of a recording is there.",
                {"data": anything("bytes"), "last": flag("whether it is the last")},
            ),
            ("InterruptionBegin", "Something else takes the microphone.", {}),
            ("InterruptionEnd", "The microphone is free again.", {}),
        )
        for item in _op.pair(f"Recorder{event}", doc, result, receiver=RECORDER)
    ),
    *_op.pair("RecorderError", "Recording failed.", receiver=RECORDER, fails=True),
    _op(
        "createCameraContext",
        "Takes pictures with the page's camera.",
        {"id": text("of the element")},
        form="factory",
        gives=CAMERA,
    ),
    _op(
        "takePhoto",
        "Takes a picture.",
        {
            "quality": word("high", "normal", "low", "original"),
            "mirror": flag("a picture of the user is turned as in a mirror"),
            "metadata": flag("with what the camera says of it", neutral=False),
        },
        {"path": path("the picture"), "metadata": anything("what the camera says of it")},
        receiver=CAMERA,
    ),
    _op(
        "startCameraRecord",
        "Begins to record a video.",
        {
            "timeout": number("seconds at most", low=0),
            "mirror": flag("a video of the user is turned as in a mirror"),
            "on_timeout": anything("hears of the video that this time has ended"),
        },
        receiver=CAMERA,
    ),
    _op(
        "stopCameraRecord",
        "Ends a video.",
        {"compressed": flag("makes the file small", neutral=False)},
        _VIDEO,
        receiver=CAMERA,
    ),
    _op(
        "setCameraZoom",
        "Makes what the camera sees larger.",
        {"zoom": number("1: as it is", low=0)},
        {"zoom": number("what it is now")},
        receiver=CAMERA,
    ),
    _op(
        "onCameraFrame",
        "Hears of every picture that the camera sees.",
        {"hear": anything("the listener")},
        form="factory",
        receiver=CAMERA,
        gives="camera_frames",
    ),
)
