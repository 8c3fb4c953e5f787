"""The report as SARIF 2.1.0, for code hosts and editors."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from ...._version import __version__
from ....canonical.rules import RULES
from ...system.baseline_file import BY
from ..common.finding import Finding
from ..text.place import way_from_here
from ..tree.ported import TreePort
from .baseline import known_by

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT: Final = "The folder that was ported."
_HERE: Final = "The folder that mediaglot ran in."
_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}


def sarif(port: TreePort, compared: bool = False) -> dict[str, Any]:
    """The SARIF log of a port, as JSON-like values; silenced findings are suppressed results.

    ``compared``: a baseline says which results are not new.
    """
    findings = [item for file in port.files for item in file.findings]
    codes = sorted({item.code for item in findings})
    folder = way_from_here(port.walked.root)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "mediaglot",
                        "version": __version__,
                        "informationUri": "https://pypi.org/project/mediaglot/",
                        "rules": [_rule(code) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {
                    "SRCROOT": {"description": {"text": _ROOT if folder is None else _HERE}}
                },
                "invocations": [{"executionSuccessful": True, **_notes(port)}],
                "results": [_result(item, codes, folder or "", compared) for item in findings],
                "properties": {
                    "read": port.read,
                    "write": port.write,
                    "summary": port.summary(),
                    "verdict": port.verdict or None,
                    "blockers": [row.to_plain() for row in port.blockers],
                    **port.pages_plain(),
                },
            }
        ],
    }


def _notes(port: TreePort) -> dict[str, Any]:
    """What there is to say about the run itself, at no place of the source."""
    texts = port.seen.hints(port.namespace)
    notes = [{"level": "note", "message": {"text": text}} for text in texts]
    return {"toolExecutionNotifications": notes} if notes else {}


def _rule(code: str) -> dict[str, Any]:
    rule = RULES[code]
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.fix}\n\nExample: {rule.example}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"loss": rule.loss},
    }


def _result(item: Finding, codes: list[str], folder: str, compared: bool) -> dict[str, Any]:
    out: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": codes.index(item.code),
        "level": _LEVELS[item.diagnostic.severity],
        "message": {"text": item.told or RULES[item.code].summary},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": quote(folder + item.file, safe="/", errors="surrogateescape"),
                        "uriBaseId": "SRCROOT",
                    },
                    "region": {
                        "startLine": item.line,
                        "startColumn": item.column,
                        "endLine": item.end_line,
                        "endColumn": max(item.end_column, item.column),
                        "byteOffset": item.start,
                        "byteLength": item.end - item.start,
                    },
                }
            }
        ],
        "partialFingerprints": {"mediaglot/v1": "/".join(known_by(item)[1:])},
        "properties": {"loss": item.diagnostic.loss, "api": item.diagnostic.api},
    }
    if item.ignored:
        out["suppressions"] = [{"kind": "inSource"}]
    elif item.hushed and item.hushed != BY:
        out["suppressions"] = [{"kind": "external"}]
    if compared:
        out["baselineState"] = "unchanged" if item.hushed == BY else "new"
    return out
