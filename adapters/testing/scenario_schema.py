"""The JSON Schema of scenario files, for editors: every key, and the options of every operation."""

from __future__ import annotations

import re
from typing import Final

from ...canonical.engine.consent import SCOPES
from ...canonical.engine.device import TROUBLES
from ...canonical.engine.user import ACTIONS
from ...canonical.failures import KINDS
from ...canonical.operations import OPERATIONS
from ...canonical.requests import REQUESTS
from ...profiles import loader
from ..volume.schemas import DRAFT, Schema, described
from .scenario_file import Scenario

_EARLIER: Final[Schema] = {
    "type": "string",
    "pattern": r"^\$[A-Za-z]+\.",
    "description": "what an earlier call gave: $last.images[0].path",
}


def scenario_schema() -> Schema:
    """The schema of a scenario file, as editors take it beside TOML."""
    plain: Schema = Scenario.model_json_schema(by_alias=True)
    keys, parts = plain["properties"], plain["$defs"]
    keys["clients"]["items"] = {"type": "string", "pattern": _clients()}
    keys["user"]["items"] = {"type": "string", "pattern": _actions()}
    keys["permissions"]["propertyNames"] = {"enum": list(SCOPES)}
    keys["system_off"]["items"] = {"enum": list(SCOPES)}
    keys["trouble"] = {
        **keys["trouble"],
        "propertyNames": {"enum": list(REQUESTS)},
        "additionalProperties": {"enum": list(TROUBLES)},
    }
    outcomes = {"enum": ["ok", *KINDS]}
    expect = parts["Expect"]["properties"]
    expect["outcome"] |= outcomes
    expect["by_client"]["additionalProperties"] = {"type": "string", **outcomes}
    call = parts["ScenarioCall"]
    call["properties"]["api"]["enum"] = list(REQUESTS)
    call["allOf"] = [_options(name) for name in REQUESTS]
    return {"$schema": DRAFT, **plain, "title": "A scenario of mediaglot"}


def _clients() -> str:
    """A client, as far as a pattern tells: a vendor that is known, and what may follow."""
    vendors = "|".join(re.escape(name) for name in loader.builtin_ids())
    return f"^({vendors})(:[a-z_]+)?(/[a-z_]+)?(@[0-9][0-9.]*)?$"


def _actions() -> str:
    """A line of the user's script, as far as a pattern tells."""
    return rf"^\s*({'|'.join(ACTIONS)})\s*(\(.*\))?\s*$"


def _options(name: str) -> Schema:
    """What the options of one operation are where they are in canonical words."""
    operation = OPERATIONS[name]
    options: Schema = {
        key: {"anyOf": [described(field), _EARLIER], "description": field.doc or _spoken(key)}
        for key, field in operation.options.items()
    }
    canonical: Schema = {
        "required": ["api"],
        "properties": {"api": {"const": name}, "read": {"const": ""}},
    }
    held: Schema = {
        "description": operation.doc,
        "properties": options,
        "additionalProperties": False,
    }
    return {"if": canonical, "then": {"properties": {"options": held}}}


def _spoken(key: str) -> str:
    return key.replace("_", " ")
