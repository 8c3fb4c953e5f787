"""The files of a probe: a small mini-program in one vendor's own words, out of its profile."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final

import attrs

from ...canonical.errors import InputError
from ...canonical.operations import FAMILIES
from ..source.config.facts import side_of
from ..source.markup.facts import Markup, markup_of
from .cases import cases
from .plan import ProbePlan, ProbeStep, members_of

if TYPE_CHECKING:
    from ...profiles.model import Vendor

VERSION: Final = 1
"""Of the form of records."""
WIDTH: Final = 12
HEIGHT: Final = 8
"""Pixels of the program's own picture, as cases.toml says."""
PICTURE: Final = "probe/picture.png"
PAGE: Final = "pages/index/index"
OTHER: Final = "pages/other/other"
TITLE: Final = "mediaglot probe"
TOLD: Final = (
    "Recorded are: this client, its versions and the device's model; of every call its function, "
    "who answered, codes, messages, numbers and short words; of other texts their form alone. "
    "No pictures, no paths, nothing that was typed or picked. Nothing leaves the device unless "
    "you copy, save or send it."
)
_JS: Final = Path(__file__).parent / "js"


def program_files(plan: ProbePlan, address: str = "") -> dict[str, bytes]:
    """The files of a program that asks what ``plan`` says, by their names from its root.

    ``address``: where it may send its records, https only. Raises `InputError` where the profile
    says too little of the vendor's programs.
    """
    vendor = plan.view.profile
    markup, begin = _said(vendor)
    template = _Writer(markup)
    layout = vendor.program
    texts = {
        layout.config: _json(_nested(layout.pages or "pages", [PAGE, OTHER])),
        f"{layout.script}.js": "App({});\n",
        "probe/run.js": (_JS / "run.js").read_text("utf-8"),
        "probe/shape.js": (_JS / "shape.js").read_text("utf-8"),
        "probe/plan.js": f"module.exports = {_json(_data(plan, address))}",
        f"{PAGE}.js": Template((_JS / "page.js").read_text("utf-8")).substitute(
            namespace=vendor.namespace, begin=begin
        ),
        f"{PAGE}.json": _json(_page_config(vendor)),
        f"{PAGE}{markup.template.suffix}": template.page(),
        f"{OTHER}.js": "Page({});\n",
        f"{OTHER}.json": _json(_page_config(vendor)),
        f"{OTHER}{markup.template.suffix}": template.other(),
    }
    if markup.template.styles:
        texts[f"{PAGE}{markup.template.styles}"] = _STYLES
    if vendor.project is not None:
        texts[vendor.project.file] = _json(dict(vendor.project.fresh))
    files = {name: text.encode() for name, text in texts.items()}
    return files | {PICTURE: picture()}


def _said(vendor: Vendor) -> tuple[Markup, str]:
    """The vendor's templates, and the hook that runs when a page is opened."""
    markup = markup_of(vendor)
    begin = vendor.page.roles.get("query", "")
    if vendor.template is None:
        lacks = "its templates ([template])"
    elif markup is None or "bind" not in markup.template.binding:
        lacks = "how its templates bind handlers (binding in [template])"
    elif not vendor.program.config:
        lacks = "the files of its programs ([program])"
    elif not begin:
        lacks = "what runs when a page is opened (roles in [page])"
    else:
        return markup, begin
    raise InputError(
        f"no program can be written for {vendor.name}: its profile says nothing of {lacks}",
        place=vendor.id,
    )


def _data(plan: ProbePlan, address: str) -> dict[str, Any]:
    """What the program knows, as plan.js has it."""
    vendor = plan.view.profile
    failure = vendor.envelope.failure
    messages = [*failure.message, *failure.code, *failure.also, *failure.also_code]
    about = None
    if plan.about is not None:
        step, fields = plan.about
        about = {"step": {**step.to_plain(), "known": True}, "fields": {**fields}}
    own, others = members_of(plan.view)
    families = {step.family for step in plan.steps}
    return {
        "version": VERSION,
        "vendor": vendor.id,
        "told": TOLD,
        "messages": messages,
        "own": f"/{PICTURE}",
        "user": {"address": vendor.paths.user, "member": vendor.paths.user_member},
        "address": address,
        "members": {"own": own, "others": others},
        "about": about,
        "uses": {name: step.to_plain() for name, step in plan.uses.items()},
        "families": [name for name in FAMILIES if name in families],
        "steps": [step.to_plain() for step in in_order(plan)],
    }


def in_order(plan: ProbePlan) -> list[ProbeStep]:
    """Steps by family; in each, what gives files first, then as the cases stand in their table."""
    place = {name: number for number, name in enumerate(cases().cases)}

    def key(step: ProbeStep) -> tuple[int, bool, int]:
        canonical = plan.view.apis[step.operation].canonical
        family = FAMILIES.index(step.family)
        return family, not step.case.gives, place.get(canonical, len(place))

    return sorted(plan.steps, key=key)


def _page_config(vendor: Vendor) -> dict[str, Any]:
    side = side_of(vendor)
    if side is None or side.has("window", "title") != "yes":
        return {}
    return {side.key("window", "title"): TITLE}


def _nested(place: str, value: Any) -> dict[str, Any]:
    for key in reversed(place.split(".")):
        value = {key: value}
    made: dict[str, Any] = value
    return made


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=True) + "\n"


def picture() -> bytes:
    """The program's own picture: a PNG with stripes, nothing but pixels in it."""
    row = b"\0" + b"\x33\x66\x99\xff\xff\xff" * (WIDTH // 2)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(row * HEIGHT, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


_STYLES: Final = """\
.page { padding: 12px; }
.note { font-size: 12px; color: #666666; }
.step { padding: 8px 0; }
"""


@attrs.frozen
class _Writer:
    """Templates in a vendor's spelling."""

    markup: Markup

    def element(self, name: str, attributes: Mapping[str, str], *inside: str) -> str:
        """An element by its canonical name, with what is in it."""
        tag = self.markup.tag(name)
        spelt = " ".join(f'{key}="{value}"' for key, value in attributes.items())
        body = "".join(inside)
        if "<" in body:
            lines = (f"  {line}" for part in inside for line in part.splitlines())
            body = "\n" + "\n".join(lines) + "\n"
        return f"<{tag}{' ' * bool(spelt)}{spelt}>{body}</{tag}>\n"

    def tap(self, handler: str) -> dict[str, str]:
        """The attribute that names what runs at a tap of a button."""
        prefix = self.markup.template.binding["bind"][0]
        return {f"{prefix}{self.markup.event('button', 'tap')}": handler}

    def said(self, directive: str, value: str) -> dict[str, str]:
        """A directive: a condition, a loop, a key."""
        return {f"{self.markup.template.directive}{directive}": value}

    def button(self, handler: str, text: str, **more: str) -> str:
        """A button that runs a handler."""
        named = {key.replace("_", "-"): value for key, value in more.items()}
        return self.element("button", {**self.tap(handler), **named}, text)

    def each(self, items: str, key: str, item: str) -> dict[str, str]:
        """The attributes of a loop."""
        return {
            **self.said("for", f"{{{{{items}}}}}"),
            **self.said("for-item", item),
            **self.said("key", key),
        }

    def when(self, test: str, inside: str) -> str:
        """What stands there only while a field is true."""
        return self.element("view", self.said("if", f"{{{{{test}}}}}"), inside)

    def page(self) -> str:
        """The page of all steps."""
        note = {"class": "note"}
        family = {**self.each("families", "name", "item")}
        step = {"class": "step", **self.each("steps", "id", "item")}
        return self.element(
            "view", {"class": "page"},
            self.element("view", {}, self.element("text", {}, TITLE)),
            self.element("view", note, self.element("text", {}, "{{told}}")),
            self.element("view", note, self.element("text", {}, "{{device}}")),
            self.button("runSafe", "Run all that need nobody: {{safe}}"),
            self.when("copy", self.button("copy", "Copy {{count}} records")),
            self.when("keep", self.button("keep", "Save {{count}} records in a file")),
            self.when("send", self.button("send", "Send {{count}} records")),
            self.element("view", note, self.element("text", {}, "{{busy}} {{last}}")),
            self.element("view", family, self.button(
                "choose", "{{item.name}} {{item.done}} of {{item.count}}",
                data_family="{{item.name}}",
            )),
            self.element("view", step,
                self.button("runOne", "{{item.title}} {{item.state}}", data_step="{{item.id}}"),
                self.element("text", note, "{{item.what}}"),
            ),
        )  # fmt: skip

    def other(self) -> str:
        """The page that navigation leads to."""
        return self.element("view", {"class": "page"}, self.element("text", {}, "Go back."))
