"""Playing: sounds and videos, by objects with methods, events and data of their own."""

from __future__ import annotations

from typing import Final

from .model import Rows, anything, flag, number, text

_op = Rows("playing")
SOUND: Final = "inner_audio"
VIDEO: Final = "video_context"
_IN: Final = {"id": text("of the element"), "component": anything("the component it belongs to")}

OPERATIONS: Final = (
    _op(
        "createInnerAudioContext",
        "Plays a sound.",
        {"web_audio": flag("by the web's own means", neutral=False)},
        {
            "source": text("the address"),
            "start": number("seconds, where it begins"),
            "autoplay": flag("begins as soon as it can"),
            "loop": flag("begins again where it ends"),
            "muted_by_switch": flag("heeds the switch of the device"),
            "volume": number("0 to 1"),
            "rate": number("1: as it is"),
            "duration": number("seconds"),
            "position": number("seconds"),
            "paused": flag("whether it pauses, or has ended"),
            "buffered": number("seconds up to which it is there"),
        },
        form="factory",
        gives=SOUND,
    ),
    *(
        _op(f"{does}Audio", doc, options, form="at_once", receiver=SOUND)
        for does, doc, options in (
            ("play", "Begins, or goes on.", {}),
            ("pause", "Is silent, and can go on.", {}),
            ("stop", "Is silent, and begins anew.", {}),
            ("seek", "Goes on from elsewhere.", {"position": number("seconds", low=0)}),
            ("destroy", "Ends for good.", {}),
        )
    ),
    *(
        item
        for event, doc in (
            ("Canplay", "A sound can be played."),
            ("Play", "A sound is played."),
            ("Pause", "A sound pauses."),
            ("Stop", "A sound was stopped."),
            ("Ended", "A sound has ended."),
            ("TimeUpdate", "A sound has come further."),
            ("Waiting", "A sound waits for more of it."),
            ("Seeking", "A sound goes elsewhere."),
            ("Seeked", "A sound is elsewhere."),
        )
        for item in _op.pair(f"Audio{event}", doc, receiver=SOUND)
    ),
    *_op.pair("AudioError", "A sound cannot be played.", receiver=SOUND, fails=True),
    _op(
        "getBackgroundAudioManager",
        "Plays a sound while the app is away.",
        form="factory",
        gives="background_audio",
    ),
    _op(
        "createAudioContext",
        "Plays a sound of the page, the older way.",
        _IN,
        form="factory",
        gives="audio_context",
    ),
    _op("createVideoContext", "Plays a video of the page.", _IN, form="factory", gives=VIDEO),
    _op(
        "requestVideoFullScreen",
        "Lets a video of the page fill the screen.",
        {"direction": number("0: upright, 90 and -90: turned", low=-90)},
        form="at_once",
        receiver=VIDEO,
    ),
)
