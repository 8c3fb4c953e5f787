"""MG9xx: what may be wrong with a profile."""

from __future__ import annotations

from typing import Final

from ..diagnostics import Rule

RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "MG901",
        "profile-unreadable",
        "error",
        "none",
        "The file is not valid TOML, not UTF-8, too large, or not there.",
        "Nothing of it can be used.",
        "count = = 9",
        "Mend the line the message names.",
    ),
    Rule(
        "MG902",
        "key-unknown",
        "error",
        "none",
        "The profile schema has no such key.",
        "A misspelt key would be a fact that nobody reads.",
        "[api.chooseImage.params.count] defualt = 9",
        "Correct the spelling; the message names the nearest key.",
    ),
    Rule(
        "MG903",
        "value-wrong",
        "error",
        "none",
        "The value is not of the type or form the schema asks for.",
        "Facts are data: a wrong type is a wrong fact.",
        'support = "new"',
        "Write the value in the form the message names.",
    ),
    Rule(
        "MG904",
        "default-out-of-bounds",
        "error",
        "none",
        "The default lies outside its own bounds or is none of its own values.",
        "One of the two facts is wrong.",
        "default = 30, max = 20",
        "Look the facts up again.",
    ),
    Rule(
        "MG905",
        "evidence-missing",
        "error",
        "none",
        "A fact without a source.",
        "A rule nobody can check is a rumour.",
        "[api.chooseImage.params.count] without evidence",
        'Name a source of the [sources] table: evidence = "S0".',
    ),
    Rule(
        "MG906",
        "extends-cycle",
        "error",
        "none",
        "The profile extends itself, directly or through others, extends one that is not there, or "
        "more than twenty in all.",
        "There is no base to start from.",
        'a.toml: extends = "b"; b.toml: extends = "a"',
        "Extend a built-in profile.",
    ),
    Rule(
        "MG907",
        "canonical-name-unknown",
        "error",
        "none",
        "The canonical model has no such API, option, result field, failure kind or recipe.",
        "A profile is keyed by canonical names; the vendor's spelling goes into `name`.",
        "[api.chooseImage.params.sizeType]",
        "Use the canonical name the message suggests.",
    ),
    Rule(
        "MG908",
        "reference-broken",
        "error",
        "none",
        "The profile refers to a source, os, surface or API that it does not declare.",
        "The fact would never apply.",
        'when = [{ os = "symbian" }]',
        "Declare it, or correct the spelling.",
    ),
)
