"""MG3xx: what may happen to a failure."""

from __future__ import annotations

from typing import Final

from ..diagnostics import Rule

RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "MG301",
        "code-unknown",
        "warning",
        "unknown",
        "The source vendor's profile does not know this code or message.",
        "It is carried as kind 'unknown', with the vendor's own code and message kept.",
        "{ error: 4711 }",
        "Add the code to a profile of your own; `mediaglot report` lists the frequent ones.",
    ),
    Rule(
        "MG302",
        "no-code-at-target",
        "info",
        "unknown",
        "No source gives the target's code for this kind: its general code of an unknown failure "
        "is written where it has one, else only the message.",
        "An invented code would be believed by code that compares it; no code at all looks like a "
        "success to a test of the code.",
        "policy_blocked -> my",
        "Test for the canonical kind, or for any failure.",
    ),
    Rule(
        "MG303",
        "kind-folded",
        "warning",
        "approximated",
        "The target does not tell this kind from a nearby one.",
        "Alipay tells 'album full' from 'save failed', Feishu does not.",
        "my 16 (album full) -> tt 1300012 (save failed)",
        "Do not rely on the finer kind on that target.",
    ),
    Rule(
        "MG304",
        "kind-widened",
        "info",
        "none",
        "One kind of the source is several codes on the target; the plainest was written.",
        "Alipay has three codes for a denial.",
        "tt 107 -> my 2001 (2002 and 2003 mean denial too)",
        "On the target, test for all of them.",
    ),
    Rule(
        "MG305",
        "code-ambiguous",
        "info",
        "none",
        "Which code it is depends on the os, and the client names none: the first os that the "
        "profile gives was assumed.",
        "my.chooseVideo is cancelled with 10 on Android and 11 on iOS.",
        "my.chooseVideo { error: 10 }",
        "Name the client's os: my/ios instead of my.",
    ),
)
