"""TypeScript declarations of a generated runtime: the read vendor's options and results."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from ...canonical.failures import KINDS
from ...canonical.operations import OPERATIONS
from ...profiles.fold import REST
from ..plan.shapes import holds, inside
from . import type_forms
from .data import RuntimeTarget
from .entries import CANONICAL
from .exporting import names_of
from .literals import key_of
from .type_names import kind_name, shape_of
from .type_values import field_value, nested, option, value

if TYPE_CHECKING:
    from ..plan.model import Program, ProgramParam, Side

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
_TASKED: Final = """\
/** The task of a call under way; a promise, too, where none of the callbacks is given. */
export type Tasked<Given, Result, Task> = Promised<Given, Result> extends void
  ? Task
  : Promise<Result> & Task;

"""
_CAN_I_USE: Final = (
    "/** Whether a function, an option (`chooseImage.object.count`) or a field of a result\n"
    "   * (`chooseImage.success.FIELD`) can be used on the client that is there. */\n  "
)
_SHARED: Final = {"Promised<": _PROMISED, "Tasked<": _TASKED}
"""Types that others lean on, by what names them."""
_QUIET: Final = ("without_callbacks", "unknown")


def declared(read: str, found: Sequence[RuntimeTarget]) -> str:
    """The text of the ``.d.ts``."""
    reader = found[0].reader
    apis: dict[tuple[str, str], Program] = {}
    for pair in found:
        for item in pair.sources:
            apis.setdefault((item.get("receiver", ""), item["name"]), item)
    failure = _failure(reader)
    parts = [f"// Types of the media runtime for {read}. Generated.\n\n{_HEAD}{failure}\n"]
    rows: dict[str, list[str]] = {"": []}
    for (kind, function), program in apis.items():
        name = shape_of(function, kind)
        form = program.get("form", "options")
        options, result = _options(program), _result(read, program)
        if form == "options":
            callbacks = f"Callbacks<{name}Result, Failure>"
            parts.append(_interface(f"{name}Options extends {callbacks}", options))
        elif options and (not program.get("arguments") or REST in program["arguments"]):
            parts.append(_interface(f"{name}Options", options))
        if form == "options" or (result and not program.get("returns")):
            parts.append(_interface(f"{name}Result", result))
        if program.get("task") and form == "options":
            parts.append(_interface(f"{name}Task", type_forms.task(program)))
        promise = program.get("promise", reader["promise"])
        call = _signature(name, promise, program) if form == "options" else ""
        signature = call or type_forms.signature(name, program, bool(result))
        rows.setdefault(kind, []).append(f"{_told(program, found)}{signature}")
    written = "".join(row for kind in rows.values() for row in kind)
    shared = [text for name, text in _SHARED.items() if name in written or "Tasked<" in written]
    parts[1:1] = shared
    for kind, members in rows.items():
        if kind:
            parts.append(_interface(kind_name(kind), [*members, "[method: string]: any;"]))
    rows[""].append(f"{_CAN_I_USE}canIUse(schema: string): boolean;")
    parts.append(_interface("Media", rows[""]))
    parts += [f'export declare const {name}: Media["{name}"];\n' for name in names_of(found)]
    parts.append(_namespace(found[0]))
    return "".join(parts)


def _namespace(pair: RuntimeTarget) -> str:
    """What is exported: the functions, and the namespace with all that the target has besides."""
    name = pair.reader["namespace"]
    out = "export declare const media: Media;\n"
    if name:
        env = pair.data["source"].get("user", "")
        holder, _, member = env.partition(".")
        has = [f"readonly {holder}: {{ {member}: string; [member: string]: any }};"] if env else []
        members = [*has, "[member: string]: any;"]
        out = f"{_interface('Namespace extends Media', members)}{out}"
        out += f"export declare const {name}: Namespace;\n"
    return (
        f"{out}export declare function canIUse(schema: string): boolean;\n"
        "export declare const texts: { image?: string; video?: string; save?: string };\n"
    )


def _interface(name: str, rows: Sequence[str]) -> str:
    return f"export interface {name} {{\n" + "".join(f"  {row}\n" for row in rows) + "}\n\n"


def _told(program: Program, found: Sequence[RuntimeTarget]) -> str:
    """The comment of a function: what it does, and which targets have nothing for it."""
    operation = OPERATIONS[program["api"]]
    key = (program.get("receiver", ""), program["name"])
    lacking = [pair.name for pair in found if key in pair.lacking]
    lines = [operation.doc.rstrip(".") + "." if operation.doc else ""]
    if lacking:
        lines.append(f"Fails as api_unsupported on {' and '.join(lacking)}.")
    return _comment(" ".join(filter(None, lines)))


def _comment(text: str) -> str:
    """A comment before a member, empty for no text."""
    return f"/** {text.replace('*/', '* /')} */\n  " if text else ""


def _failure(side: Side) -> str:
    """What calls fail with: an object as the clients give it, of the canonical API an error."""
    canonical = side.get("canonical")
    rows = [f"{key}?: number;" for key in side["envelope"]["code"]]
    written, *others = side["envelope"]["message"] or [""]
    rows += [f"{written}: string;"] if written else []
    rows += [f"{key}?: string;" for key in others]
    if canonical:
        rows = [
            "api: string;",
            "detail?: string;",
            f"{_comment('The code of the client, where it gave one.')}code?: number | string;",
        ]
    words = "".join(f"  /** {doc} */\n  | {json.dumps(kind)}\n" for kind, doc in KINDS.items())
    rows += [
        f"{_comment('What has happened, in one word for all vendors.')}readonly kind: FailureKind;",
        f"{_comment('The vendor of the client, where one is there.')}readonly vendor?: string;",
        f"{_comment('The error of the client. Not enumerable.')}readonly cause?: unknown;",
    ]
    kinds = f"/** What can have happened. */\nexport type FailureKind =\n{words.rstrip()};\n\n"
    return kinds + _interface("Failure extends Error" if canonical else "Failure", rows)


def _typed(program: Program) -> bool:
    """Whether the canon knows all that an operation takes and gives: others are open."""
    return OPERATIONS[program["api"]].family == "media"


def _options(program: Program) -> list[str]:
    rows: dict[str, str] = {}
    for param in program["params"]:
        if param.get("status") == "no":
            continue
        told = _comment(_option_told(program["api"], param))
        for name in (*param["names"], *param.get("also", ())):
            rows[name] = f"{told}{key_of(name)}?: {option(param)};"
    if rows and not _typed(program):
        rows[""] = "[option: string]: any;"
    return list(rows.values())


def _option_told(api: str, param: ProgramParam) -> str:
    """What an option is for, and the vendor's default, where that is a plain value."""
    field = OPERATIONS[api].options.get(param["key"])
    doc = field.doc if field is not None else ""
    default = param.get("default")
    if isinstance(default, (bool, int, float, str)) and "values" not in param:
        doc = f"{doc} @default {json.dumps(default, ensure_ascii=False)}".strip()
    return doc


def _result(read: str, program: Program) -> list[str]:
    if read == CANONICAL:
        return _canonical(program["api"])
    known = OPERATIONS[program["api"]].result
    flat: dict[str, str] = {}
    files: dict[str, dict[str, str]] = {}
    inner: dict[str, dict[str, str]] = {}
    for field in program["result"]:
        if field.get("status") == "no" or "by" in field:
            continue
        shape = field_value(field, known[field["path"]].kind)
        for key, many, member in field["from"]:
            if member is not None and many:
                files.setdefault(key, {})[member] = shape
            elif member is not None:
                inner.setdefault(key, {})[member] = shape
            else:
                flat[key] = f"{key_of(key)}: {_listed(shape) if many else shape};"
        for key, many, member in field.get("legacy", ()):  # older code reads them
            if member is None:
                older = f"{key_of(key)}: {_listed(shape) if many else shape};"
                kept = any(key == place[0] for place in field["legacy"][: field.get("beside", 0)])
                flat.setdefault(key, f"/** Older{'' if kept else '; not enumerable'}. */ {older}")
    for key, members in files.items():
        body = " ".join(f"{key_of(name)}: {shape};" for name, shape in members.items())
        flat[key] = f"{key_of(key)}: Array<{{ {body} }}>;"
    for key, members in inner.items():
        body = " ".join(f"{key_of(name)}: {shape};" for name, shape in members.items())
        flat[key] = f"{key_of(key)}: {{ {body} }};"
    if program.get("form") and not flat and not known:
        return []
    for key, said in program["success"].items():
        flat.setdefault(key, f"{key_of(key)}: {'boolean' if isinstance(said, bool) else 'string'};")
    if not _typed(program):
        flat[""] = "[field: string]: any;"
    return list(flat.values())


def _listed(shape: str) -> str:
    return f"Array<{shape}>" if "|" in shape else f"{shape}[]"


def _canonical(api: str) -> list[str]:
    flat: dict[str, str] = {}
    files: dict[str, dict[str, str]] = {}
    for path, meta in OPERATIONS[api].result.items():
        words = [[word, word] for word in meta.words]
        inner: Any = {"kind": meta.kind, **inside(None, meta, None)} if holds(meta) else None
        shape = nested(inner, False) if inner else value(words, meta.kind)
        root, _, leaf = path.partition(".")
        if leaf:  # files are told apart by their paths: each has one
            files.setdefault(root, {})["path" if leaf == "path" else f"{leaf}?"] = shape
        else:
            flat[path] = f"{path}?: {shape};"
    for root, members in files.items():
        body = " ".join(f"{name}: {shape};" for name, shape in members.items())
        name = root.removesuffix("[]")
        flat[root] = f"{name}: Array<{{ {body} }}>;" if root != name else f"{name}: {{ {body} }};"
    return list(flat.values())


def _signature(shape: str, promise: str, program: Program) -> str:
    name = program["name"]
    required = any(param.get("required") for param in program["params"])
    mark = "" if required else "?"
    if promise in _QUIET:
        given = f"Given extends {shape}Options = {shape}Options"
        kind = f"Promised<Given, {shape}Result>"
        if program.get("task"):
            kind = f"Tasked<Given, {shape}Result, {shape}Task>"
        return f"{name}<{given}>(options{mark}: Given): {kind};"
    returned = f"Promise<{shape}Result>" if promise == "always" else "void"
    if program.get("task"):
        returned = f"{returned} & {shape}Task" if promise == "always" else f"{shape}Task"
    return f"{name}(options{mark}: {shape}Options): {returned};"
