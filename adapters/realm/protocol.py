"""The messages of a realm, as one table: between this process, the process beside it, and the
client's script in the engine there.

Both ends build and check what they say by this table; `make docs` writes it down as docs/realm.md.
The process beside this one runs without our packages, so this module takes nothing but the standard
library, and can be read from a file of its own.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

REQUEST: Final = struct.Struct("<cdQ")
"""Head of a frame to the process: its kind, seconds, bytes that follow."""
ANSWER: Final = struct.Struct("<cdQQ")
"""Head of its answer: `DONE` or `FAILED`, seconds spent, bytes grown at most, bytes that follow."""
DONE: Final = b"+"
FAILED: Final = b"-"
OUT_OF_TIME: Final = 70
OUT_OF_MEMORY: Final = 71
"""Statuses with which the process ends a script that the engine does not."""
MOST_BYTES: Final = 1 << 30
"""A frame has no more; a longer one is passed over unread."""
MOST_STACK: Final = 16 << 20
"""Bytes of the engine's stack: as many calls inside each other, some thousands, as phones take."""

REASONS: Final[Mapping[str, str]] = {
    "time": "the script ran for too long",
    "memory": "it used too much memory",
    "jobs": "its promises went on for too long",
    "script": "the script failed where nobody could catch it",
    "engine": "the engine failed",
    "frame": "the frame did not fit this table; the realm, if there is one, is as it was",
}
"""Why the process answers that it failed: a JSON list of one of these, words, and a stack."""


class Slot(NamedTuple):
    """A field of a message. `type`: one of `TYPES`, or a shape, or ``list of`` one."""

    name: str
    type: str
    about: str
    needed: bool = True


class Message(NamedTuple):
    """A frame, a message or a shape inside one. `answer`: what answers it."""

    name: str
    about: str
    fields: tuple[Slot, ...] = ()
    answer: str = ""


def _has(*fields: Slot) -> tuple[Slot, ...]:
    return fields


def _maybe(name: str, type_: str, about: str) -> Slot:
    return Slot(name, type_, about, needed=False)


FRAMES: Final = (
    Message("P", "the client's script as text, kept for every realm to come"),
    Message(
        "N",
        "a fresh realm begins, JSON by lines: `settings`; `config`; what follows from the clients "
        "alone, laid over `config`, then over each of its sides",
        answer="an empty list, or why not",
    ),
    Message(
        "S",
        "a message to the script, as JSON; seconds: how long it may take",
        answer="what the script queued: JSON lists, one a line; or why it cannot go on",
    ),
    Message("E", "the realm ends; another is made ready"),
)
"""Frames to the process. Any other kind, and one whose text does not fit, is answered by a reason
of the kind `frame`, and the process goes on."""

SHAPES: Final = (
    Message(
        "settings",
        "what a realm may use",
        _has(
            Slot("memory", "count", "bytes that the process may grow by"),
            Slot("stack", "count", f"bytes of the engine's stack, {MOST_STACK:,} at most"),
            Slot("jobs", "count", "promise reactions after one message"),
        ),
    ),
    Message(
        "config",
        "the client, for its script, before the first line of the program runs",
        _has(
            Slot("now", "number", "milliseconds on the client's clock"),
            Slot("seed", "count", "of the random numbers"),
            Slot("page", "text", "path of the page that is opened first"),
            _maybe("goes_on", "flag", "what is lacking is told and does not stop the program"),
            Slot("files", "table", "where the app's own files lie, and how much room there is"),
            _maybe(
                "model", "table", "what pages and components are made of, if it does not follow"
            ),
            Slot("store", "table", "what is kept by key, as JSON"),
            Slot("sides", "list", "the vendors' namespaces, the client's own first"),
        ),
    ),
    Message(
        "module",
        "a file of the program",
        _has(
            Slot("id", "text", "its path under the root"),
            Slot("names", "table", "paths as written in it -> the files they lead to"),
            _maybe("code", "text", "a function of the script, as text"),
            _maybe("json", "text", "or the value that the file holds, as JSON"),
            _maybe("hides", "list of text", "a script of templates: global names it does not see"),
        ),
    ),
    Message(
        "part",
        "a page or component as its template has it",
        _has(
            Slot("script", "text", "its script"),
            Slot("template", "text", "the file of its template; empty: it has none"),
            Slot("using", "table", "its components: tag -> their script"),
            Slot("lacking", "table", "tag -> why it has no script"),
            Slot("config", "table", "what its configuration says in one word, yes or no"),
            Slot(
                "files",
                "table",
                "the template's files by path: `render/template.py` has what they say",
            ),
            _maybe("broken", "text", "why it cannot be drawn"),
            _maybe("sizes", "list", "selector, width, height: what its style sheets say of sizes"),
        ),
    ),
    Message(
        "opener",
        "the call by which one page opens another",
        _has(
            Slot("opener", "count", "its number"),
            Slot("events", "text", "the option that holds its listeners"),
            Slot("channel", "text", "the field of the result that is the channel"),
        ),
    ),
    Message(
        "file",
        "what became of a path of the app; without a size and no folder, it is gone",
        _has(
            Slot("path", "text", "as the app spells it, or in the package"),
            _maybe("size", "count", "bytes"),
            _maybe("time", "number", "milliseconds: when it was changed"),
            _maybe("kept", "flag", "a file that outlives the run"),
            _maybe("data", "text", "its bytes in base64"),
            _maybe("folder", "flag", "a folder"),
            _maybe("pack", "flag", "a file of the package"),
        ),
    ),
)

EVERY: Final = _has(
    _maybe("now", "number", "milliseconds on the client's clock"),
    _maybe("files", "list of file", "what the script does not know yet of the app's files"),
    _maybe("objects", "list", "the data of objects that live on the client: `id`, `state`"),
    _maybe("where", "text", "what a failure is put down to"),
)

TO_SCRIPT: Final = (
    Message("poke", "nothing: what is queued is wanted"),
    Message("define", "files of the program", _has(Slot("modules", "list of module", "in order"))),
    Message(
        "templates",
        "what pages and components look like",
        _has(Slot("parts", "list of part", "each once")),
    ),
    Message("run", "run a file", _has(Slot("file", "text", "its path")), "`ran`, unless it throws"),
    Message(
        "open",
        "open the page or component that a file registered",
        _has(
            Slot("file", "text", "its path"),
            Slot("query", "table", "texts by name"),
            _maybe("opener", "opener", "the call that opens it, where the two may talk"),
        ),
        "`opened`, unless it throws",
    ),
    Message(
        "leave",
        "pages are covered or closed, before another opens or comes back",
        _has(
            Slot("hides", "list of count", "their numbers"),
            Slot("closes", "list of count", "their numbers"),
            Slot("stays", "list of count", "what is open then, the lowest first"),
        ),
    ),
    Message("show", "a page comes back", _has(Slot("page", "count", "its number"))),
    Message(
        "invoke",
        "call a method of an open page",
        _has(
            Slot("page", "count", "its number"),
            Slot("name", "text", "the method"),
            Slot("args", "list", "its arguments"),
            Slot("number", "count", "for the answer"),
        ),
        "`done`, when its promise is settled",
    ),
    Message(
        "reply",
        "the client's answer to a `call`",
        _has(
            Slot("id", "count", "of the call"),
            Slot("ok", "flag", "whether it succeeded"),
            Slot("value", "table", "the vendor's reply"),
            _maybe("legacy", "table", "older fields, which only code that names them sees"),
            Slot("fires", "list of text", "callbacks, in order"),
            Slot("settles", "flag", "whether the promise is settled"),
        ),
    ),
    Message("timer", "a timer is due", _has(Slot("id", "count", "its number"))),
    Message(
        "told",
        "an object that lives on the client, or a call under way, tells of an event",
        _has(
            Slot("id", "count", "its number, or the call's"),
            Slot("event", "text", "by canonical name"),
            Slot("value", "table", "in the vendor's words"),
        ),
    ),
    Message(
        "data",
        "the data of an open page are wanted",
        _has(Slot("page", "count", "its number"), Slot("number", "count", "for the answer")),
        "`done`",
    ),
    Message(
        "tree",
        "what stands on an open page",
        _has(
            Slot("page", "count", "its number"),
            Slot("number", "count", "for the answer"),
            _maybe("select", "text", "a selector: which of it is wanted"),
        ),
        "`done`",
    ),
    Message(
        "act",
        "the user does something to an element",
        _has(
            Slot("page", "count", "the page's number"),
            Slot("node", "count", "the element's, as the last tree had it"),
            Slot(
                "does",
                "text",
                "tap, longpress, input, change, submit, or an event by canonical name",
            ),
            Slot("detail", "table", "what the event carries beside its own"),
            _maybe("value", "any", "what the user changes it to"),
            Slot("number", "count", "for the answer"),
        ),
        "`done`: how many handlers ran",
    ),
    Message(
        "evaluate",
        "an expression",
        _has(Slot("code", "text", "of JavaScript"), Slot("number", "count", "for the answer")),
        "`done`, when its promise is settled",
    ),
)
"""Messages to the client's script, by `op`. Each may have the fields of `EVERY`, too."""

FROM_SCRIPT: Final = (
    Message(
        "call",
        "the program calls a function of a vendor",
        _has(
            Slot("id", "count", "for the answer"),
            Slot("side", "text", "the vendor's namespace"),
            Slot("api", "text", "the function"),
            _maybe("options", "any", "what it was given, without the callbacks"),
            Slot("receiver", "text", "what it is called on; empty: the namespace"),
            Slot("promise", "flag", "whether it returns a promise"),
            _maybe("object", "count", "the number of that, where it lives on the client"),
            _maybe("overlaps", "flag", "begun while another's callbacks run"),
            _maybe("problem", "text", "it failed in the realm, for this"),
            _maybe("local", "any", "or it was done there, with this result"),
            _maybe("beside", "table", "what the page knows of it beside, by canonical name"),
        ),
        "`reply`",
    ),
    Message("abort", "the program ends a call", _has(Slot("id", "count", "of the call"))),
    Message(
        "object",
        "the program makes an object that lives on the client",
        _has(
            Slot("id", "count", "its number"),
            Slot("side", "text", "the vendor's namespace"),
            Slot("is", "text", "the canonical function that gives it"),
            Slot("options", "any", "what that was given, by canonical name"),
        ),
    ),
    Message(
        "does",
        "an object does something that has no answer",
        _has(
            Slot("id", "count", "its number"),
            Slot("side", "text", "the vendor's namespace"),
            Slot("api", "text", "the function"),
            Slot("is", "text", "its canonical name"),
            Slot("options", "any", "what it was given"),
        ),
        "`told`, for what comes of it",
    ),
    Message(
        "set",
        "the program sets a member of an object",
        _has(
            Slot("id", "count", "its number"),
            Slot("side", "text", "the vendor's namespace"),
            Slot("field", "text", "by canonical name"),
            Slot("value", "any", "to this"),
        ),
    ),
    Message("listen", "a listener is given", _has(Slot("api", "text", "to this function"))),
    Message(
        "foreign",
        "a function of another vendor answered at once",
        _has(Slot("side", "text", "its namespace"), Slot("api", "text", "the function")),
    ),
    Message(
        "timer",
        "a timer begins",
        _has(
            Slot("id", "count", "its number"),
            Slot("ms", "number", "milliseconds"),
            Slot("repeat", "flag", "again and again"),
        ),
        "`timer`, when it is due",
    ),
    Message("stop", "a timer is taken away", _has(Slot("id", "count", "its number"))),
    Message(
        "data",
        "a page changes its data",
        _has(Slot("page", "count", "its number"), Slot("patch", "any", "by path of the data")),
    ),
    Message(
        "log",
        "a line for the console",
        _has(Slot("level", "text", "debug, log, info, warn, error"), Slot("text", "text", "it")),
    ),
    Message(
        "error",
        "something was thrown and not caught",
        _has(
            Slot("where", "text", "what ran"),
            Slot("name", "text", "of the error"),
            Slot("message", "text", "its words"),
            Slot("stack", "text", "the engine's"),
        ),
    ),
    Message(
        "note",
        "something of the run that is not as on a client",
        _has(Slot("text", "text", "in words")),
    ),
    Message(
        "absent",
        "the program looked for what the client lacks",
        _has(Slot("name", "text", "with its namespace"), Slot("why", "text", "since when")),
    ),
    Message(
        "stored",
        "something is kept by key",
        _has(
            Slot("key", "text or null", "null: all are gone"),
            Slot("text", "text or null", "as JSON; null: it is gone"),
        ),
    ),
    Message(
        "file",
        "the program changed a file or folder",
        _has(
            Slot("act", "text", "put, append, copy, move, gone, folder, folder_gone"),
            Slot("path", "text", "which"),
            _maybe("to", "text", "its new path, or the copy's"),
            _maybe("data", "text", "bytes in base64"),
        ),
    ),
    Message(
        "event",
        "a component tells its parent something",
        _has(
            Slot("page", "count", "its number"),
            Slot("name", "text", "of the event"),
            _maybe("detail", "any", "what it carries"),
        ),
    ),
    Message("ran", "a file has run", _has(Slot("file", "text", "its path"))),
    Message(
        "registered",
        "a file called Page or Component",
        _has(Slot("kind", "text", "which"), Slot("file", "text", "its path")),
    ),
    Message(
        "navigate",
        "an element leads to a page",
        _has(
            Slot("page", "count", "from this one"),
            Slot("how", "text", "the element's word for the way"),
            Slot("url", "text", "to that one"),
            Slot("delta", "number", "how many pages back"),
        ),
    ),
    Message(
        "opened",
        "a page is open",
        _has(
            Slot("page", "count", "its number"),
            Slot("file", "text", "its path"),
            Slot("kind", "text", "Page or Component"),
            Slot("methods", "list of text", "its handlers"),
            _maybe("data", "any", "its data"),
            Slot("properties", "list of text", "data that are its parent's"),
        ),
    ),
    Message(
        "done",
        "what was asked by number is done",
        _has(
            Slot("number", "count", "of the question"),
            Slot("ok", "flag", "whether nothing was thrown"),
            _maybe("value", "any", "what it gave"),
            _maybe("absent", "flag", "there is no such method"),
            _maybe("known", "text", "those there are"),
        ),
    ),
    Message("refused", "a message did not fit this table", _has(Slot("why", "text", "in words"))),
    Message("flood", "more was queued than is taken in one go: the realm ends"),
    Message("broken", "the engine's built-in objects are not what they were: the realm ends"),
)
"""What the client's script queues for the client, by `t`."""


def _is_count(value: object) -> bool:
    return isinstance(value, int) and value is not True and value is not False and value >= 0


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and value is not True and value is not False


Test = Callable[[Any], bool]

TYPES: Final[Mapping[str, tuple[str, Test]]] = {
    "text": ("a text", lambda value: isinstance(value, str)),
    "text or null": ("a text or null", lambda value: value is None or isinstance(value, str)),
    "count": ("a whole number, 0 or more", _is_count),
    "number": ("a number", _is_number),
    "flag": ("true or false", lambda value: value is True or value is False),
    "list": ("a list of anything", lambda value: isinstance(value, list)),
    "list of text": (
        "a list of texts",
        lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    ),
    "list of count": (
        "a list of whole numbers, 0 or more",
        lambda value: isinstance(value, list) and all(map(_is_count, value)),
    ),
    "table": ("an object", lambda value: isinstance(value, Mapping)),
    "any": ("anything", lambda _value: True),
}
"""Types of fields: in words, and the test of a value."""


class Row:
    """One message or shape, ready to be held against values."""

    def __init__(self, message: Message, also: tuple[Slot, ...] = (), key: str = "") -> None:
        own = (Slot(key, "text", ""),) if key else ()
        self.name = message.name
        self.fields = {field.name: field for field in (*own, *message.fields, *also)}
        self.tests = {name: _test(field.type) for name, field in self.fields.items()}
        self.needed = frozenset(name for name, field in self.fields.items() if field.needed)

    def fault(self, value: object) -> str:
        """Why a value does not fit, in one sentence; empty where it does."""
        if not isinstance(value, Mapping):
            return f"{self.name} is an object, not a {type(value).__name__}"
        for name, item in value.items():
            test = self.tests.get(name)
            if test is None:
                return f"{self.name} has no field {str(name)[:60]!r}"
            if not test(item):
                return f"{self.name}.{name}: {_wanted(self.fields[name].type, item)}"
        if not self.needed <= value.keys():
            return f"{self.name} lacks {', '.join(sorted(self.needed - value.keys()))}"
        return ""


class MessageTable:
    """The messages of one way, by the field that names them."""

    def __init__(
        self, key: str, messages: tuple[Message, ...], also: tuple[Slot, ...] = ()
    ) -> None:
        self.key = key
        self.rows = {message.name: Row(message, also, key) for message in messages}

    def fault(self, message: object) -> str:
        """Why something is no message of this table, in one sentence; empty where it is one."""
        name = message.get(self.key) if isinstance(message, Mapping) else None
        row = self.rows.get(name) if isinstance(name, str) else None
        return f"there is no message {str(name)[:60]!r}" if row is None else row.fault(message)


def _test(kind: str) -> Test:
    if kind in TYPES:
        return TYPES[kind][1]
    row = _ROWS[kind.removeprefix("list of ")]
    if not kind.startswith("list of "):
        return lambda value: not row.fault(value)
    return lambda value: isinstance(value, list) and not any(map(row.fault, value))


def _wanted(kind: str, value: object) -> str:
    """What a field wants instead of a value that does not fit it."""
    if kind in TYPES:
        return f"expected {TYPES[kind][0]}"
    row = _ROWS[kind.removeprefix("list of ")]
    items = value if isinstance(value, list) else ()
    faults = map(row.fault, items if kind.startswith("list of ") else (value,))
    return next(filter(None, faults), f"expected a {kind}")


KINDS: Final = frozenset(frame.name.encode() for frame in FRAMES)
ANSWERED: Final = frozenset(frame.name.encode() for frame in FRAMES if frame.answer)
_ROWS: Final = {shape.name: Row(shape) for shape in SHAPES}

to_script: Final = MessageTable("op", TO_SCRIPT, EVERY).fault
"""Why something is no message to the script, in one sentence; empty where it is one."""
from_script: Final = MessageTable("t", FROM_SCRIPT).fault
"""Why something is no message of the script, in one sentence; empty where it is one."""


def shape(name: str, value: object) -> str:
    """Why a value is none of that shape, in one sentence; empty where it is one."""
    return _ROWS[name].fault(value)
