"""The generated page docs/realm.md: what a realm and its process say to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..realm import protocol
from .output import markdown

INTRO: Final = """\
A page runs in an engine of its own, in a process beside this one, and nothing but data crosses.
Three take part: this process (`adapters/realm/process.py`), the process beside it (`child.py`),
and the client's script in the engine (`js/`), which the page's code never sees. What they say is
one table, `adapters/realm/protocol.py`: both processes build and check by it, and this page is
made of it.

What does not fit is refused in one sentence. A message that this process would send is not sent;
a frame that the other cannot use is answered by a reason of the kind `frame`, and both go on; a
script whose message fits no row has lost its realm: what it would say next cannot be trusted.
"""

FRAMED: Final = """\
To the process: one byte for the kind, a double, eight bytes for how many follow (`{request}`),
then text in UTF-8. Back: `+` or `-`, the seconds of processor time spent, the bytes grown at most,
how many bytes follow (`{answer}`), then text. A frame has at most {most:,} bytes. When a limit of
time or memory is passed and the engine does not stop by itself, the process ends with status
{time} or {memory}.
"""

JSON: Final = """\
JSON lacks some values, so in messages of the script `{"$": "number", "v": "NaN"}` is a number that
is not finite, `bigint` and `bytes` (base64) are tagged the same, and `object` holds the members of
an object that has a `$` of its own; to the script, bytes are `{"$bytes": "…"}`.
"""


def realm_page(note: str) -> str:
    """The table of messages."""
    frames = FRAMED.format(
        request=protocol.REQUEST.format,
        answer=protocol.ANSWER.format,
        most=protocol.MOST_BYTES,
        time=protocol.OUT_OF_TIME,
        memory=protocol.OUT_OF_MEMORY,
    )
    rows = [[f"`{frame.name}`", frame.about, frame.answer] for frame in protocol.FRAMES]
    reasons = [[f"`{name}`", about] for name, about in protocol.REASONS.items()]
    out = [
        "# The realm's protocol\n",
        note,
        INTRO,
        "## Frames\n",
        frames,
        markdown(["kind", "what it carries", "answered by"], rows),
        "An answer `-` is a JSON list: one of these, words, and the engine's stack.\n",
        markdown(["reason", "why"], reasons),
        "## Messages to the script\n",
        "Named by `op`. Each may say this, too:\n",
        markdown(["field", "type", "what it is"], list(_fields(protocol.EVERY))),
        *_messages(protocol.TO_SCRIPT),
        "## Messages of the script\n",
        "Named by `t`, queued while it runs, and taken in order.\n",
        JSON,
        *_messages(protocol.FROM_SCRIPT),
        "## Shapes\n",
        "What stands inside frames and messages.\n",
        *_messages(protocol.SHAPES),
    ]
    return "\n".join(out)


def _messages(table: Iterable[protocol.Message]) -> Iterator[str]:
    for message in table:
        yield f"### {message.name}\n"
        answered = f" Answered by {message.answer}." if message.answer else ""
        yield f"{message.about[0].upper()}{message.about[1:]}.{answered}\n"
        if message.fields:
            yield markdown(["field", "type", "what it is"], list(_fields(message.fields)))


def _fields(fields: Iterable[protocol.Slot]) -> Iterator[list[str]]:
    for field in fields:
        kind = protocol.TYPES[field.type][0] if field.type in protocol.TYPES else field.type
        needed = "" if field.needed else ", may be absent"
        yield [f"`{field.name}`", f"{kind}{needed}", field.about]
