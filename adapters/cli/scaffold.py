"""The text of a new vendor's profile: made from the canonical model, explained line by line.

What it says is a guess in WeChat's manner until someone has looked: its one source is graded
``assumed``, so every translation that leans on it says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

from ...canonical.operations import OPERATIONS, Field
from ..plan.kinds import KINDS

STARTERS: Final = ("chooseImage", "getImageInfo", "previewImage", "saveImageToPhotosAlbum")
SYSTEMS: Final = ("android", "ios")
DOCS: Final = "https://example.com/docs"

_HEAD: Final = """\
# The {name} profile: what its media API does, as data.
#
# Keys are canonical names, values are the vendor's own. What you do not know, leave out:
# absent means unknown, never "no". After each change: mediaglot profile lint {id}.toml
# The whole format: docs/profiles.md, and `mediaglot profile schema` for your editor.

schema    = 1
id        = {id_}          # what clients are called by: {id}, {id}/android@1.2.0
name      = {name_}
namespace = {namespace_}          # the global object in the vendor's JavaScript
versions  = "base library"    # what a version counts: "base library" or "client"
os        = {systems_}
# surfaces = ["app", "web"]   # if the vendor has more than one; the first is the default
"""

_EXTENDING: Final = """\
# The {name} profile: what differs from {extends}, as data.
#
# What is not said here is as in {extends}: tables are laid over the base's, plain values and lists
# replace, failure rules come before the base's. Whether the vendor has an API that is not named
# here is unknown. After each change: mediaglot profile lint {id}.toml

schema    = 1
extends   = {extends_}
id        = {id_}          # what clients are called by: {id}, {id}/android@1.2.0
name      = {name_}
namespace = {namespace_}          # the global object in the vendor's JavaScript
{systems}
# Every fact names where it comes from. Add one table for each page or file you read.
[sources.{id}_docs]
title   = {title_}
where   = {docs_}  # the page, or package, version and file
checked = "{today}"                   # the day you read it
grade   = "assumed"                   # documented, typings, observed or assumed

# What it has, and what differs, for example:
# [api.chooseImage]
# evidence = "{id}_docs"
# params.count.default = 1
"""
_NAMED: Final = """
[api.{api}]
evidence = "{id}_docs"
"""

_BODY: Final = """\

# Every fact names where it comes from: on itself, or on the API it stands under.
# Add one table for each page or file you read, and raise the grade of what you confirmed.
[sources.docs]
title   = {title_}
where   = {docs_}  # the page, or package, version and file
checked = "{today}"                   # the day you read it
grade   = "assumed"                   # documented, typings, observed or assumed

[call]
promise  = "unknown"           # a call returns a promise: always, without_callbacks, never
evidence = "docs"

[paths]
local    = []                  # prefixes of local files that look like addresses: ["{id}file://"]
evidence = "docs"

[envelope.success]             # fields every successful reply carries
fields   = {{ errMsg = "{{api}}:ok" }}
evidence = "docs"

[envelope.failure]             # where a failed reply has its code and its message
code     = ["errCode"]
message  = ["errMsg"]
template = "{{api}}:fail {{text}}"
evidence = "docs"

# Failures that mean the same in every API; those of one API go to [[api.X.failures]].
# Kinds: docs/compatibility.md. The first rule of a kind is the one that is written.
[[failures]]
kind     = "cancelled"
pattern  = "cancel"
text     = "cancel"
evidence = "docs"
"""

_API: Final = """\

# {doc}
[api.{api}]
support  = true                # true, false, "2.1.0" (since), or by os: {{ android = "2.1.0" }}
evidence = "docs"
"""


def scaffold(
    identity: Mapping[str, str],
    *,
    apis: Sequence[str] | None = None,
    extends: str = "",
    systems: Sequence[str] = (),
) -> str:
    """The text of a profile that passes lint.

    ``identity`` has ``id``, ``name``, ``namespace``, ``docs`` (an address) and ``today`` (the day,
    ``2026-01-31``); ``apis`` are the canonical APIs to begin with, ``systems`` the os that it runs
    on; with ``extends`` only what differs is there, of these, too.
    """
    name = " ".join(identity["name"].split())
    words = {**identity, "name": name, "title": f"Developer documentation of {name}"}
    words |= {f"{key}_": json.dumps(text, ensure_ascii=False) for key, text in words.items()}
    if extends:
        own = f"os        = {json.dumps([*systems])}\n" if systems else ""
        head = _EXTENDING.format(
            **words, extends=extends, extends_=json.dumps(extends), systems=own
        )
        return "".join([head, *(_NAMED.format(**words, api=api) for api in apis or ())])
    words["systems_"] = json.dumps([*(systems or SYSTEMS)])
    parts = [_HEAD.format(**words), _BODY.format(**words)]
    parts += [_api(api) for api in apis or STARTERS]
    return "".join(parts)


def _api(api: str) -> str:
    doc = OPERATIONS[api].doc.split(". ")[0].rstrip(".") + "."
    text = _API.format(api=api, doc=doc)
    for key, metadata in OPERATIONS[api].options.items():
        text += _param(api, key, metadata)
    fields = _fields(api)
    if fields:
        text += (
            f"\n[api.{api}.result]  # canonical path = place in the reply; several: first found\n"
        )
        text += "".join(f'"{path}" = "{place}"\n' for path, place in fields.items())
    return text


def _param(api: str, key: str, metadata: Field) -> str:
    kind = KINDS[metadata.kind]
    lines = [
        f"\n[api.{api}.params.{key}]  # {metadata.doc}"
        if metadata.doc
        else f"\n[api.{api}.params.{key}]",
        f'name = "{_camel(key)}"  # the vendor\'s spelling',
        f'type = "{kind.name}"',
        *kind.hints(metadata),
    ]
    return "\n".join(lines) + "\n"


def _fields(api: str) -> dict[str, str]:
    """Result paths that most vendors give, at a place in WeChat's manner."""
    result = {}
    for path in OPERATIONS[api].result:
        root, mark, leaf = path.rpartition("[].")
        if mark and leaf in ("path", "size"):
            result[path] = f"tempFiles[].{_camel(leaf)}"
        elif not mark and "." not in root:
            result[path] = _camel(path.rpartition(".")[2])
    return result


def _camel(key: str) -> str:
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), key)
