"""Random streams of lines: valid replies and failures of any vendor, and what goes wrong; what
both paths say of lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import orjson
import strategies
from families import media
from hypothesis import strategies as st
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.framing import Tally, bare
from mediaglot.adapters.lines.stream import Bad, LineSettings, TranslatedLine, processor
from mediaglot.adapters.plan import pair as plans
from mediaglot.profiles import loader
from pairs import said

VENDORS = loader.builtin_ids()
CALLS = [
    (vendor, api)
    for vendor in VENDORS
    for api in sorted(media(plans.plan(vendor, vendor)))
    if api in said(vendor)
]
SPELT = ("errMsg", "errmsg", "err_msg", "ERR-MSG", "message", "errorMessage", "errString", "msg")
ODD_TEXT = st.text(max_size=8) | st.sampled_from(
    ['a "quoted" b', "back\\slash", "tab\there", "图片", "\U0001f600", "</script>", "", ":{}[],"]
)
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=True, allow_infinity=True),
    ODD_TEXT,
    st.sampled_from(["12", "12.50", "-3", "1e3"]),
    st.lists(st.integers(0, 3) | ODD_TEXT, max_size=3),
    st.dictionaries(ODD_TEXT, st.integers(0, 3) | ODD_TEXT, max_size=2),
)


class Twice(dict[str, Any]):
    """An object whose first key is written twice."""


def text(value: Any, style: Mapping[str, Any]) -> str:
    """JSON of a value in some style; a `Twice` has a key twice."""
    if isinstance(value, Twice) and value:
        inner = json.dumps(dict(value), **style)
        key = json.dumps(next(iter(value)))
        return "{" + f'{key} : "first",' + inner[1:]
    if isinstance(value, dict):
        comma, colon = style.get("separators") or (", ", ": ")
        rows = (json.dumps(key, **style) + colon + text(item, style) for key, item in value.items())
        return "{" + comma.join(rows) + "}"
    if isinstance(value, list):
        comma = (style.get("separators") or (", ",))[0]
        return "[" + comma.join(text(item, style) for item in value) + "]"
    return json.dumps(value, **style)


STYLES = st.fixed_dictionaries(
    {
        "separators": st.sampled_from([(",", ":"), (",", ":"), None, (" , ", " : ")]),
        "ensure_ascii": st.booleans(),
    }
)


@cache
def failures(vendor: str, api: str) -> st.SearchStrategy[dict[str, Any]]:
    """Failed replies: codes the profile knows and does not, messages of both kinds."""
    view = plans.view(vendor)
    envelope = view.side["envelope"]
    rules = view.program(api)["failures"]["read"]
    codes = [code for rule in rules for code in rule.get("codes", ())] or [1]
    code = st.sampled_from(codes) | st.integers(-5, 10**7) | st.sampled_from([str(codes[0]), "x"])
    message = st.sampled_from(
        [
            f"{api}:fail cancel", f"{api}:fail auth deny", f"{api}:ok", "fail", "用户取消", "",
            f"{api} : OK", f"wx.{api}\uff1aok", "ok", "other:ok", f"{api}: fail denied",
            f"{api}:fine",
        ]
    ) | ODD_TEXT.map(lambda text: f"{api}:fail {text}")  # fmt: skip
    places = (*envelope["code"], *envelope["codes"])

    def under(spelt: str) -> st.SearchStrategy[dict[str, Any]]:
        optional: dict[str, st.SearchStrategy[Any]] = {
            **dict.fromkeys((*envelope["message"], spelt), message),
            **dict.fromkeys(places, code),
            "success": st.booleans(),
        }
        return st.fixed_dictionaries({}, optional=optional)

    kept = {spelt: under(spelt) for spelt in SPELT}
    return st.sampled_from(SPELT).flatmap(kept.__getitem__)


@cache
def payloads(vendor: str, api: str) -> st.SearchStrategy[dict[str, Any]]:
    """Replies of either kind."""
    return strategies.replies(plans.view(vendor).program(api)) | failures(vendor, api)


@st.composite
def spoilt(draw: st.DrawFn, payload: dict[str, Any]) -> Any:
    """A payload with one thing wrong or unusual."""
    made: Any = json.loads(json.dumps(payload))
    at = made
    for _ in range(draw(st.integers(0, 2))):
        below = [item for item in (at.values() if isinstance(at, dict) else at) if item]
        below = [item for item in below if isinstance(item, (dict, list))]
        if not below:
            break
        at = draw(st.sampled_from(below))
    if isinstance(at, list):
        if at and draw(st.booleans()):
            at.pop()
        else:
            at.append(draw(ODD))
        return made
    keys = sorted(at)
    how = draw(st.sampled_from(["new", "drop", "odd", "twice", "text"]))
    if how == "new" or not keys:
        at[draw(st.sampled_from(["extra", "errString", "签名", 'a"b']))] = draw(ODD)
    elif how == "drop":
        del at[draw(st.sampled_from(keys))]
    elif how == "text":
        key = draw(st.sampled_from(keys))
        at[key] = json.dumps(at[key])
    elif how == "odd":
        at[draw(st.sampled_from(keys))] = draw(ODD)
    elif at is made:
        made = Twice(made)
    else:
        for key, item in made.items():
            if item is at:
                made[key] = Twice(at)
    return made


@st.composite
def lines(draw: st.DrawFn, vendor: str, api: str, *, envelopes: bool = False) -> list[bytes]:
    """Lines of one API: most of them good, of a few shapes."""
    style = draw(STYLES)
    made = []
    for _ in range(draw(st.integers(2, 7))):
        payload: Any = draw(payloads(vendor, api))
        if draw(st.integers(0, 3)) == 0:
            payload = draw(spoilt(payload))
        line: Any = payload
        if envelopes:
            line = {"api": api, "read": vendor, "payload": payload}
            if draw(st.booleans()):
                line = {"ts": draw(st.integers(0, 10**10)), **line, "who": draw(ODD_TEXT)}
            if draw(st.integers(0, 9)) == 0:
                line["api"] = draw(st.sampled_from(["chooseImage", "nothing", 3, None]))
        data = text(line, style).encode("utf-8", "surrogatepass")
        trouble = draw(st.integers(0, 25))
        if trouble == 0:
            data = data[: draw(st.integers(0, len(data)))]
        elif trouble == 1:
            data = draw(st.sampled_from([b"\xef\xbb\xbf", b"  ", b"\xff", b"{}"])) + data
        elif trouble == 2:
            data += draw(st.sampled_from([b"\r", b" ", b" {}", b"\x0c", b","]))
        made.append(data.replace(b"\n", b" "))
    return made


def by_reference(
    how: LineSettings,
    lines: list[bytes],
    process: Callable[[bytes], TranslatedLine | Bad] | None = None,
) -> tuple[list[Any], list[Any], Tally]:
    """Outputs, rejects by number, and counts, by the reference path, or one that remembers."""
    process = process or processor(how)
    out, bad, tally = [], [], Tally()
    for number, raw in enumerate(lines, 1):
        line = bare(raw)
        if not line:
            continue
        tally.lines += 1
        done = process(line)
        if isinstance(done, Bad):
            tally.bad += 1
            bad.append((number, done.message))
        else:
            out.append(orjson.loads(done.data))
            tally.say(done.diagnostics)
    return out, bad, tally


def by_fast(made: Fast, lines: list[bytes]) -> tuple[list[Any], list[Any], Tally]:
    """The same by the fast path, which may have learnt before."""
    batch = made.run(b"\n".join(lines) + b"\n")
    out = [orjson.loads(line) for line in batch.data.splitlines()]
    return out, [(item.line, item.reason) for item in batch.rejected], batch.tally


def exact(value: Any) -> bytes:
    """A text that differs where values do: ``1`` and ``1.0`` are two."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
