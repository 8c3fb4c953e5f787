"""Pages of docs/families/: what becomes of each operation, by example.

Calls are ported, replies and failures translated while the page is made, so that a page says what
the product does today. The messages are those of the vectors (tests/vectors); an operation without
one is shown with the options that its vendor requires.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import tomli

from ...canonical.diagnostics import Diagnostic
from ...canonical.errors import InputError
from ...canonical.operations import FAMILIES, OPERATIONS, Family, Operation, of_family
from ...profiles import loader
from ...profiles.fold import ClientApi, ClientProfile
from ..messages.translate import read_failure, translate_failure, translate_result
from ..source.text.literal import key as key_text
from ..source.text.literal import write
from ..source.tree.code import port_code
from .docs_compatibility import ABOUT
from .output import markdown

FOLDER: Final = "families"
VENDORS: Final = "vendors"
VECTORS: Final = Path(__file__).resolve().parents[2] / "tests" / "vectors"
_CALLS: Final = 2
"""Calls of one vendor that are shown of an operation."""
_REPLIES: Final = 2
_FAILURES: Final = 3
_LONG: Final = 300
_QUOTE: Final = "'"
_NEVER_SHOWN: Final = frozenset({"MG101", "MG108", "MG119", "MG205"})
"""Rules that a reader of an example sees by looking at it."""

Vector = Mapping[str, Any]
Of = tuple[str, str, str]
"""An operation, what kind of message, and the vendor that is read."""


def vectors(folder: Path = VECTORS) -> list[Vector]:
    """The vectors of a checkout; none where there is no checkout."""
    out: list[Vector] = []
    for path in sorted(folder.glob("*.toml")):
        for vector in tomli.loads(path.read_text(encoding="utf-8"))["vector"]:
            item = dict(vector)
            if "payload_json" in item:
                item["payload"] = json.loads(item.pop("payload_json"))
            if "invalid" not in item and isinstance(item.get("payload"), dict):
                out.append(item)
    return out


def built_in() -> tuple[list[ClientProfile], list[ClientProfile]]:
    """The vendors whose whole programs are described, and the others: of these less is known, and
    each has a page of examples of its own."""
    views = [loader.get(vendor).at(vendor) for vendor in loader.builtin_ids()]
    return (
        [view for view in views if view.profile.described],
        [view for view in views if not view.profile.described],
    )


def by_operation(views: Sequence[ClientProfile]) -> Mapping[Of, list[Vector]]:
    """The vectors by operation, kind and the vendor that is read, of these vendors."""
    found: dict[Of, list[Vector]] = {}
    for vector in vectors():
        name = _canonical(views, vector)
        if name:
            found.setdefault((name, vector["kind"], vector["read"]), []).append(vector)
    return found


def family_pages(note: str) -> dict[str, str]:
    """The index and a page a family: file name in docs/ -> text."""
    described, others = built_in()
    found = by_operation(described)
    views = _first_the_usual(described, found)
    pages = {
        f"{FOLDER}/{family}.md": _page(family, views, found, note)
        for family in FAMILIES
        if of_family(family)
    }
    rows = [
        [f"[{family}]({FOLDER}/{family}.md)", ABOUT[family], str(len(shown_of(family, views)))]
        for family in FAMILIES
    ]
    index = [
        "# By example\n",
        note,
        (
            "What becomes of a call, of its reply and of its failure on each client, a page a "
            "family. The examples are ported and translated while these pages are made; what "
            "each client supports, and by what evidence, is in [compatibility](compatibility.md).\n"
        ),
        markdown(["family", "what", "operations"], rows),
        f"Every vendor to every other, call by call: [the matrix]({VENDORS}/matrix.md).\n",
        *(["Vendors of whom less is known have pages of their own:\n"] if others else []),
        *(
            f"- [{view.profile.name}]({VENDORS}/{view.client.vendor}.md), `{view.client.vendor}`, "
            f"global object `{view.profile.namespace}`"
            for view in others
        ),
        *([""] if others else []),
    ]
    return {f"{FOLDER}.md": "\n".join(index), **pages}


def _canonical(views: Sequence[ClientProfile], vector: Vector) -> str:
    view = next((view for view in views if view.client.vendor == vector["read"]), None)
    try:
        return view.api(vector["api"]).canonical if view is not None else ""
    except InputError:
        return vector["api"] if vector["api"] in OPERATIONS else ""


def shown_of(family: Family, views: Sequence[ClientProfile]) -> list[str]:
    """The operations of a family that some vendor has."""
    return [
        name
        for name in of_family(family)
        if not OPERATIONS[name].internal and any(api_of(view, name) for view in views)
    ]


def api_of(view: ClientProfile, name: str) -> ClientApi | None:
    """How a vendor has an operation; None where it has not."""
    api = view.apis.get(name)
    return api if api is not None and api.support.status != "no" else None


def _page(
    family: Family,
    views: Sequence[ClientProfile],
    found: Mapping[Of, list[Vector]],
    note: str,
) -> str:
    title = f"# By example: {family}\n"
    about = (
        f"{ABOUT[family].capitalize()}. A call stands as it is written for one client, and below "
        "it what becomes of it for the others; what they cannot keep is told by its rule. Options, "
        f"clients and evidence: [compatibility](../compatibility/{family}.md).\n"
    )
    out = [title, note, about]
    for name in shown_of(family, views):
        out += _operation(OPERATIONS[name], views, found)
    return "\n".join(out)


def _operation(
    operation: Operation,
    views: Sequence[ClientProfile],
    found: Mapping[Of, list[Vector]],
) -> Iterator[str]:
    name = operation.name
    yield f"## {name}\n"
    yield f"{operation.doc}\n"
    calls = list(calls_of(operation, views, found))
    yield from calls
    replies = rows_of(name, "result", views, found, _REPLIES)
    if replies:
        yield message_table("reply", views, replies)
    failures = rows_of(name, "failure", views, found, _FAILURES)
    if failures:
        yield message_table("failure", views, failures)


# --- calls -------------------------------------------------------------------------------------


def calls_of(
    operation: Operation,
    views: Sequence[ClientProfile],
    found: Mapping[Of, list[Vector]],
) -> Iterator[str]:
    asked = 0
    for view in views:
        api = api_of(view, operation.name)
        if api is None:
            continue
        payloads = payloads_of(found.get((operation.name, "request", view.client.vendor), ()))
        if not payloads and not asked:
            payloads = [None]
        for payload in payloads:
            code = call_of(view, api, operation, payload)
            if code:
                asked += 1
                yield from example_of(code, view, views)


def _first_the_usual(
    views: Sequence[ClientProfile], found: Mapping[Of, list[Vector]]
) -> list[ClientProfile]:
    """The vendors, that with most examples first."""
    count: dict[str, int] = {}
    for (_, _, vendor), given in found.items():
        count[vendor] = count.get(vendor, 0) + len(given)
    return sorted(views, key=lambda view: -count.get(view.client.vendor, 0))


def payloads_of(given: Sequence[Vector]) -> list[Any]:
    """Some of the requests of one vendor: the simplest, and one that says other things."""
    plain = sorted((item["payload"] for item in given), key=lambda item: (not item, len(str(item))))
    kept: list[Any] = []
    for payload in plain:
        if len(kept) < _CALLS and all(set(payload) != set(other) for other in kept):
            kept.append(payload)
    return kept


def call_of(view: ClientProfile, api: ClientApi, operation: Operation, payload: Any) -> str:
    """A call as a program of the vendor writes it; ``payload`` None: the options it requires."""
    owner = view.profile.namespace
    if api.receiver:
        giver = view.giver(api.receiver)
        if not giver:
            return ""
        owner = f"{owner}.{giver}()"
    function = f"{owner}.{api.name}"
    if operation.form == "value":
        return function
    if operation.form == "listener":
        field = next(iter(api.result.values()), None)
        shown = f".{field.facts.paths[0]}" if field is not None and "[" not in field.path else ""
        what = f"(res) => show(res{shown})" if field is not None else "() => show()"
        return f"{function}({what})"
    if api.facts.arguments:
        return f"{function}({', '.join(_arguments(api, payload))})"
    literal = _literal(api, payload)
    if not api.params and literal == "{}":
        return f"{function}()"
    return f"{function}({literal})"


def _arguments(api: ClientApi, payload: Any) -> Iterator[str]:
    for key in api.facts.arguments:
        param = api.params.get(key)
        name = param.names[0] if param is not None else key
        if payload is None:
            if param is None or param.facts.required or key == api.facts.arguments[0]:
                yield name
        elif name in payload:
            yield write(payload[name], _QUOTE)
        else:
            return


def _literal(api: ClientApi, payload: Any) -> str:
    if payload is not None:
        parts = [f"{key_text(name, _QUOTE)}: {write(payload[name], _QUOTE)}" for name in payload]
    else:
        parts = [param.names[0] for param in api.params.values() if param.facts.required]
    return f"{{ {', '.join(parts)} }}" if parts else "{}"


def example_of(code: str, view: ClientProfile, views: Sequence[ClientProfile]) -> Iterator[str]:
    """A call and what becomes of it for the other vendors."""
    lines = [f"{code}  // {view.profile.name}"]
    told: list[str] = []
    for other in views:
        if other is view:
            continue
        done = port_code(code, read=view.client.vendor, write=other.client.vendor)
        findings = [item for item in done.diagnostics if item.code not in _NEVER_SHOWN]
        refused = any(item.severity == "error" for item in findings)
        if refused:
            lines.append(f"// {other.profile.name}: not possible")
        elif "require(" in done.code or "import " in done.code:
            lines.append(f"// {other.profile.name}: by the runtime")
        else:
            lines.append(f"{done.code.strip()}  // {other.profile.name}")
        told += _told(other.profile.name, findings)
    yield "\n".join(["```js", *lines, "```", ""])
    if told:
        yield "\n".join([*told, ""])


def _told(name: str, findings: Sequence[Diagnostic]) -> list[str]:
    rows = dict.fromkeys((item.code, item.message) for item in findings)
    return [f"- {name}: {_rule(code)} {message}" for code, message in rows]


def _rule(code: str) -> str:
    return f"[{code}](../rules.md#{code.lower()})"


# --- replies and failures ----------------------------------------------------------------------


def rows_of(
    name: str,
    kind: str,
    views: Sequence[ClientProfile],
    found: Mapping[Of, list[Vector]],
    most: int,
) -> list[tuple[ClientProfile, tuple[str, Any]]]:
    rows: list[tuple[ClientProfile, tuple[str, Any]]] = []
    for view in views:
        given = found.get((name, kind, view.client.vendor), ())
        seen: list[Any] = []
        for vector in sorted(given, key=lambda item: len(str(item["payload"]))):
            if vector["payload"] not in seen and len(seen) < most and vector["payload"]:
                seen.append(vector["payload"])
        rows += [(view, (name, payload)) for payload in seen]
    return rows


def message_table(
    kind: str, views: Sequence[ClientProfile], rows: Sequence[tuple[ClientProfile, tuple[str, Any]]]
) -> str:
    head = ["from", "says", *(["kind"] if kind == "failure" else [])]
    table: list[list[str]] = []
    for view, (name, payload) in rows:
        vendor = view.client.vendor
        line = [view.profile.name, f"`{_json(payload)}`"]
        if kind == "failure":
            line.append(read_failure(name, payload, read=vendor).value.kind)
        for other in views:
            line.append("" if other is view else _said(kind, name, payload, vendor, other))
        table.append(line)
    return markdown([*head, *(f"for {view.profile.name}" for view in views)], table)


def _said(kind: str, name: str, payload: Any, vendor: str, other: ClientProfile) -> str:
    """A message in another vendor's words, and by which rules something is told of it."""
    translate = translate_result if kind == "reply" else translate_failure
    try:
        out = translate(name, payload, read=vendor, write=other.client.vendor)
    except InputError:
        return "has no such call"
    codes = sorted({item.code for item in out.diagnostics if item.loss != "none"})
    return " ".join([f"`{_json(out.value)}`", *(_rule(code) for code in codes)])


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
