"""The battery: handlers as data, their ports, and what both do on mocks of the vendors.

A file of `handlers/DIALECT/` holds handlers of one kind, each headed by a line

    //# name | press: pick+preview | dataset: {"index": "1"} | differs my: MG104 | tells tt: MG401

`press`: the page's methods pressed in turn (default `go`); `dataset`: of the element pressed;
`args`: a list handed over instead of the event; `returns`: what the method returns is seen.
`differs TARGET: CODES`: the port differs there in some world, and says so by one of these rules.
`tells TARGET: CODES`: it says so, whatever the worlds show. TARGET is a vendor or `both`.
`verify TARGET: REASON`: why the simulated clients show a difference where the mocks show none.
`any` stands for whichever rule.
`wrong TARGET: REASON`: a fault known and not yet mended; the line must go with it.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import jsenv
import mediaglot as mg
from mediaglot.adapters.runtime import generate
from mediaglot.adapters.source.common.finding import Finding
from mediaglot.adapters.source.components.helper import generate_components
from mediaglot.canonical.errors import InputError

HERE = Path(__file__).resolve().parent
VENDORS = ("wx", "my", "tt")
PAIRS = [(read, write) for read in VENDORS for write in VENDORS if read != write]
HEAD = re.compile(r"^//# *(?P<head>.*)$", re.MULTILINE)
COMPANIONS = re.compile(
    r"\.(?:show\w+|hide\w+|alert|confirm|navigateTo|openSetting|getSetting|authorize|uploadFile"
    r"|downloadFile|setStorageSync|getStorageSync|getSystemInfoSync|readFile|readFileSync|writeFile"
    r"|unlink|access)\b"
)
LOSSLESS = ("none", "made_explicit")

TEN = ["beach", "cat", "dune", "elm", "fern", "gate", "hill", "isle", "jade", "kite"]
WORLDS: dict[str, dict[str, Any]] = {
    "one": {},
    "several": {"wish": TEN, "full": True},
    "video": {"wish": ["surf", "wave"]},
    "drawing": {"wish": ["plan"]},
    "cancel": {"fails": {"choose": "cancelled"}},
    "denied": {"fails": {"choose": "auth_denied"}},
    "broken": {"fails": {"choose": "internal"}},
    "save_denied": {"about": ["save"], "fails": {"save": "auth_denied"}, "wish": TEN[:3]},
    "later": {"about": ["save", "compress", "info", "upload"], "wish": TEN[:2],
              "fails": {"save": "save_failed", "compress": "compress_failed",
                        "info": "load_failed", "upload": "network"}},
    "lost": {"about": ["lost"], "lost": True},
    "offline": {"about": ["offline"], "offline": True},
}  # fmt: skip
"""The user picks one picture, ten, a video, a drawing; cancels; refuses; is let down by the client
at once, or after the picking; the picked file is gone; there is no network."""


@attrs.frozen
class Handler:
    """One handler: its source, and what is expected of its ports."""

    dialect: str
    kind: str
    name: str
    lang: str
    source: str
    press: tuple[str, ...] = ("go",)
    dataset: Any = attrs.field(factory=dict)
    args: Any = None
    returns: bool = False
    differs: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    tells: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    wrong: dict[str, str] = attrs.field(factory=dict)
    verify: dict[str, str] = attrs.field(factory=dict)

    @property
    def id(self) -> str:
        return f"{self.dialect}/{self.kind}/{self.name}"


def _handler(file: Path, head: str, source: str) -> Handler:
    name, *fields = (part.strip() for part in head.split("|"))
    made: dict[str, Any] = {"differs": {}, "tells": {}, "wrong": {}, "verify": {}}
    dialect = file.parent.name
    for field in fields:
        word, _, value = field.partition(":")
        key, _, target = word.strip().partition(" ")
        value = value.strip()
        if key in ("differs", "tells", "wrong", "verify"):
            targets = [v for v in VENDORS if v != dialect] if target == "both" else [target]
            codes = value if key in ("wrong", "verify") else tuple(value.split())
            made[key].update(dict.fromkeys(targets, codes))
        elif key == "press":
            made["press"] = tuple(value.split("+"))
        elif key in ("dataset", "args"):
            made[key] = json.loads(value)
        elif key == "returns":
            made["returns"] = True
        else:
            raise ValueError(f"{file}: {name}: unknown field {key!r}")
    return Handler(dialect, file.stem, name, file.suffix[1:], source.strip() + "\n", **made)


@cache
def handlers() -> tuple[Handler, ...]:
    """Every handler of every file."""
    found: list[Handler] = []
    for file in sorted((HERE / "handlers").glob("*/*.*")):
        text = file.read_text(encoding="utf-8")
        heads = list(HEAD.finditer(text))
        ends = [head.start() for head in heads[1:]] + [len(text)]
        found += [
            _handler(file, head["head"], text[head.end() : end])
            for head, end in zip(heads, ends, strict=True)
        ]
    return tuple(found)


@attrs.frozen
class Outcome:
    """What became of one handler on one pair."""

    handler: Handler
    write: str
    code: str
    findings: tuple[Finding, ...]
    compared: tuple[str, ...]
    problem: str
    quiet: bool
    differences: tuple[dict[str, Any], ...]

    @property
    def losses(self) -> set[str]:
        """Rules by which the port names a difference."""
        return {
            found.code
            for found in self.findings
            if not found.ignored
            and (found.diagnostic.severity in ("warning", "error")
                 or found.diagnostic.loss not in LOSSLESS)
        }  # fmt: skip

    def named(self, codes: Iterable[str]) -> bool:
        """Whether the port names a difference by one of these rules; `any`: by whichever."""
        return bool(self.losses) if "any" in codes else bool(self.losses & set(codes))

    def fault(self) -> str:
        """What is wrong with the port, if anything is."""
        if self.problem:
            return f"the handler itself is at fault: {self.problem}"
        told = self.handler.tells.get(self.write, ())
        if told and not self.named(told):
            return f"none of {' '.join(told)} is told"
        differs = self.handler.differs.get(self.write, ())
        may = (*differs, *told)
        if self.differences and not self.named(may):
            worlds = ", ".join(item["world"] for item in self.differences)
            return f"differs in {worlds}, and none of {' '.join(may) or '(no rule)'} says so"
        if differs and not self.differences:
            return "does not differ any more: take `differs` out"
        return ""

    def complaint(self) -> str:
        """What a test has to say: a fault nobody knows of, or one marked that is mended."""
        reason = self.handler.wrong.get(self.write)
        if reason and not self.fault():
            return f"mended ({reason}): take `wrong` out"
        return "" if reason else self.fault()

    def shown(self) -> str:
        """The whole of it, for a person."""
        lines = [f"==== {self.handler.id} -> {self.write}: {self.fault() or 'as it should be'}",
                 self.handler.source.rstrip(), "---- port", self.code.rstrip(),
                 *(f"{f.line}:{f.column} {f.code} {f.diagnostic.severity} {f.diagnostic.loss}: "
                   f"{f.diagnostic.message}" for f in self.findings)]  # fmt: skip
        for item in self.differences[:3]:
            for side in ("original", "port"):
                for trace in item[side][:2]:
                    lines += [f"---- {item['world']}: {side}", trace]
        return "\n".join(lines)


def ported(handler: Handler, write: str) -> Any:
    """The port of one handler, as `mediaglot port` makes it."""
    name = f"{handler.name}.{handler.lang}"
    return mg.port(handler.source, read=handler.dialect, write=write, name=name)


def _components(read: str, write: str) -> str:
    """The module that definitions of components go through, where the pair has one."""
    try:
        return generate_components(read, write)
    except InputError:
        return ""


@cache
def outcomes(read: str, write: str, only: str = "") -> tuple[Outcome, ...]:
    """Every handler of a dialect, ported and run. `only`: those with this in their id."""
    chosen = [h for h in handlers() if h.dialect == read and only in h.id]
    ports = [ported(handler, write) for handler in chosen]
    job = {
        "read": read,
        "write": write,
        "runtime": generate(read, write),
        "components": _components(read, write),
        "worlds": WORLDS,
        "typescript": str(jsenv.packages()),
        "handlers": [
            {"id": h.id, "lang": h.lang, "original": h.source, "port": p.code, "press": h.press,
             "dataset": h.dataset, "args": h.args, "returns": h.returns,
             "companions": bool(COMPANIONS.search(h.source))}
            for h, p in zip(chosen, ports, strict=True)
        ],
    }  # fmt: skip
    done = subprocess.run(
        [str(jsenv.node()), str(HERE / "run.js")],
        input=json.dumps(job), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return tuple(
        Outcome(h, write, p.code, p.findings, tuple(told["compared"]), told["problem"],
                told.get("quiet", False), tuple(told["differences"]))
        for h, p, told in zip(chosen, ports, json.loads(done.stdout), strict=True)
    )  # fmt: skip
