"""TypeScript declarations of a generated runtime: the read vendor's options and results."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from ...canonical.failures import KINDS
from ...canonical.operations import OPERATIONS
from .data import CANONICAL, Pair
from .type_names import shape_name

if TYPE_CHECKING:
    from ..plan.model import Program, ProgramParam, Side

_OPTION: Final = {
    "integer": "number",
    "number": "number",
    "quality": "number",
    "levels": "number",
    "index": "number",
    "boolean": "boolean",
    "string": "string",
    "path": "string",
    "address": "string",
    "strings": "string[]",
    "object": "Record<string, string>",
}
_VALUE: Final = {"integer": "number", "number": "number", "string": "string", "path": "string"}
_HEAD: Final = """\
export interface Callbacks<Result, Failure> {
  success?: (result: Result) => void;
  fail?: (failure: Failure) => void;
  complete?: (reply: Result | Failure) => void;
}

"""
_PROMISED: Final = """\
/** A promise where none of the callbacks is given, as the vendor has it. */
export type Promised<Given, Result> = Given extends { success: any }
  ? void
  : Given extends { fail: any }
    ? void
    : Given extends { complete: any }
      ? void
      : Promise<Result>;

"""
_QUIET: Final = ("without_callbacks", "unknown")


def declared(read: str, found: Sequence[Pair]) -> str:
    """The text of the ``.d.ts``."""
    reader, apis = found[0].reader, found[0].sources
    failure = _failure(reader)
    parts = [f"// Types of the media runtime for {read}. Generated.\n\n{_HEAD}{failure}\n"]
    plain: list[str] = []
    managed: list[str] = []
    for program in apis:
        name = shape_name(program["name"], bool(program.get("on")))
        callbacks = f"Callbacks<{name}Result, Failure>"
        parts.append(_interface(f"{name}Options extends {callbacks}", _options(program)))
        parts.append(_interface(f"{name}Result", _result(read, program)))
        promise = program.get("promise", reader["promise"])
        call = _signature(program["name"], name, promise, program)
        (managed if program.get("on") else plain).extend(call)
    if "Promised<" in "".join((*plain, *managed)):
        parts.insert(1, _PROMISED)
    if managed:
        giver = next(program["on"] for program in apis if program.get("on"))
        parts.append(_interface("MediaFileSystemManager", [*managed, "[method: string]: any;"]))
        plain.append(f"{giver}(): MediaFileSystemManager;")
    plain.append("canIUse(schema: string): boolean;")
    parts.append(_interface("Media", plain))
    parts.append(
        "export declare const media: Media;\n"
        "export declare function canIUse(schema: string): boolean;\n"
        "export declare const texts: { image?: string; video?: string; save?: string };\n"
    )
    return "".join(parts)


def _interface(name: str, rows: Sequence[str]) -> str:
    return f"export interface {name} {{\n" + "".join(f"  {row}\n" for row in rows) + "}\n\n"


def _failure(side: Side) -> str:
    rows = [f"{key}?: number;" for key in side["envelope"]["code"]]
    written, *others = side["envelope"]["message"] or [""]
    rows += [f"{written}: string;"] if written else []
    rows += [f"{key}?: string;" for key in others]
    if side.get("canonical"):
        kinds = " | ".join(json.dumps(kind) for kind in KINDS)
        rows = [
            "api: string;", f"kind: {kinds};", "code?: number | string;", "message?: string;",
            "vendor?: string;", "detail?: string;",
        ]  # fmt: skip
    rows.append("/** The target's own error. Not enumerable. */\n  readonly cause?: unknown;")
    return _interface("Failure", rows)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_$][\w$]*", name, re.ASCII) else json.dumps(name)


def _words(param: ProgramParam) -> str:
    words = [item for _, item in param.get("values", ())] or param.get("words", [])
    return " | ".join(json.dumps(word, ensure_ascii=False) for word in words) or "string"


def _option(param: ProgramParam) -> str:
    kind = param["kind"]
    if kind == "enum":
        return _words(param)
    if kind == "set":
        return f"Array<{_words(param)}>"
    if kind == "boolean" and param.get("values"):
        return _words(param)
    if kind == "paths":
        return "string" if param.get("single") else "string[]"
    if kind == "media_sources":
        return "Array<Record<string, string>>"
    if kind == "quality" and param.get("free"):
        return 'number | "none" | null'
    return _OPTION[kind]


def _options(program: Program) -> list[str]:
    rows: dict[str, str] = {}
    for param in program["params"]:
        if param.get("status") == "no":
            continue
        for name in (*param["names"], *param.get("also", ())):
            rows[name] = f"{_key(name)}?: {_option(param)};"
    return list(rows.values())


def _type(values: Sequence[Sequence[Any]] | None, kind: str) -> str:
    if not values:
        return _VALUE.get(kind, "string")
    words = dict.fromkeys(json.dumps(item, ensure_ascii=False) for _, item in values)
    return " | ".join(words)


def _result(read: str, program: Program) -> list[str]:
    if read == CANONICAL:
        return _canonical(program["api"])
    known = OPERATIONS[program["api"]].result
    flat: dict[str, str] = {}
    files: dict[str, dict[str, str]] = {}
    for field in program["result"]:
        if field.get("status") == "no" or "by" in field:
            continue
        shape = _type(field.get("values"), known[field["path"]].kind)
        for key, many, member in field["from"]:
            if member is not None:
                files.setdefault(key, {})[member] = shape
            else:
                flat[key] = f"{_key(key)}: {_listed(shape) if many else shape};"
        for key, many, member in field.get("legacy", ()):  # older code reads them
            if member is None:
                older = f"{_key(key)}: {_listed(shape) if many else shape};"
                kept = any(key == place[0] for place in field["legacy"][: field.get("beside", 0)])
                flat.setdefault(key, f"/** Older{'' if kept else '; not enumerable'}. */ {older}")
    for key, members in files.items():
        body = " ".join(f"{_key(name)}: {shape};" for name, shape in members.items())
        flat[key] = f"{_key(key)}: Array<{{ {body} }}>;"
    for key, value in program["success"].items():
        flat.setdefault(key, f"{_key(key)}: {'boolean' if isinstance(value, bool) else 'string'};")
    return list(flat.values())


def _listed(shape: str) -> str:
    return f"Array<{shape}>" if "|" in shape else f"{shape}[]"


def _canonical(api: str) -> list[str]:
    flat: dict[str, str] = {}
    files: dict[str, dict[str, str]] = {}
    for path, meta in OPERATIONS[api].result.items():
        words = [[word, word] for word in meta.words]
        shape = _type(words, meta.kind)
        root, _, leaf = path.partition(".")
        if leaf:
            files.setdefault(root, {})[leaf] = shape
        else:
            flat[path] = f"{path}?: {shape};"
    for root, members in files.items():
        body = " ".join(f"{name}?: {shape};" for name, shape in members.items())
        name = root.removesuffix("[]")
        flat[root] = f"{name}: Array<{{ {body} }}>;" if root != name else f"{name}: {{ {body} }};"
    return list(flat.values())


def _signature(name: str, shape: str, promise: str, program: Program) -> list[str]:
    required = any(param.get("required") for param in program["params"])
    mark = "" if required else "?"
    if promise in _QUIET:
        given = f"Given extends {shape}Options = {shape}Options"
        return [f"{name}<{given}>(options{mark}: Given): Promised<Given, {shape}Result>;"]
    returned = f"Promise<{shape}Result>" if promise == "always" else "void"
    return [f"{name}(options{mark}: {shape}Options): {returned};"]
