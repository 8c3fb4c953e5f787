"""What no profile knows as profiles that add to what there is, for someone to say what it means.

A vendor's profile extends the one of the same id: its rules come before those that are there, none
of which goes out of force, and as they are only read, what is written stays what it was.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...canonical.errors import printable
from ...canonical.failures import KINDS
from ...profiles.checks_names import PROTOTYPE
from ...profiles.registry import Registry
from ...profiles.toml_text import toml_string
from ..lines.framing import OTHER
from .report import MAX_MESSAGE

if TYPE_CHECKING:
    from ...profiles.model import FailureRule
    from ...profiles.profile import Profile

_SPECIAL: Final = re.compile(r"[.*+?^${}()|\[\]\\]")
_NUMBER: Final = re.compile(r"-?[1-9]\d{0,14}|0")


def codes_by_vendor(plain: Mapping[str, Any], registry: Registry) -> dict[str, str]:
    """The text of a profile for each vendor with codes or messages that none knows, by its id;
    ``plain`` is a report as `Report.to_plain` gives one."""
    today = datetime.date.today().isoformat()
    made = {}
    for vendor in sorted({item["vendor"] for item in plain["unknown"]}):
        profile = registry.get(vendor)
        rules = [
            rule
            for item in plain["unknown"]
            if item["vendor"] == vendor and _is_told(item)
            for rule in _rule(item, profile)
        ]
        if rules:
            read = sum(g["calls"] for g in plain["groups"] if g["vendor"] == vendor)
            made[vendor] = "\n".join([*_head(profile, read, today), *rules])
    return made


def file_of(vendor: str) -> str:
    """What the file with a vendor's codes is called: not as the profile that it extends."""
    return f"{vendor}-codes.toml"


def _head(profile: Profile, read: int, today: str) -> Iterator[str]:
    file = file_of(profile.id)
    yield f"# Codes and messages of {profile.name} that no profile knows."
    yield "#"
    yield "# Say what each means, as far as you know it: kind is one of those below. Then:"
    yield f"#   mediaglot profile lint {file}"
    yield f"#   mediaglot --profile {file} normalize ...   (or profiles = [...] in mediaglot.toml)"
    yield f"# These rules add to the profile of {profile.id}, of which none goes out of force; with"
    yield "# read_only, what is written stays as it was. What stays unknown may be deleted."
    yield "#"
    yield from (f"#   {kind:<20} {told}" for kind, told in KINDS.items())
    yield ""
    yield "schema = 1"
    yield f"extends = {toml_string(profile.id)}"
    yield f"id = {toml_string(profile.id)}"
    yield ""
    yield "[sources.log]"
    yield 'title = "Replies in a log of our own"'
    yield f'where = "mediaglot report over {read:,} replies"'
    yield f"checked = {toml_string(today)}"
    yield 'grade = "observed"'
    yield ""


def _is_told(item: Mapping[str, Any]) -> bool:
    """Whether a profile can say the code, or the message where there is none."""
    code = item["code"]
    return item["message"] not in ("", OTHER) if code is None else code != PROTOTYPE


def _rule(item: Mapping[str, Any], profile: Profile) -> Iterator[str]:
    code, message = item["code"], item["message"]
    times = "once" if item["count"] == 1 else f"{item['count']:,} times"
    said = f": {printable(message)}" if code is not None and message else ""
    yield f"# {times}{said}"
    yield f"[[api.{item['api']}.failures]]"
    yield 'kind = "unknown"  # say which'
    if code is None:
        yield f"pattern = {toml_string(pattern_of(message))}"
    else:
        yield f"code = {code if _NUMBER.fullmatch(code) else toml_string(code)}"
        systems = _systems(item["os"], code, item["api"], profile)
        if systems:
            yield f"os = [{', '.join(map(toml_string, systems))}]"
    yield "read_only = true"
    yield 'evidence = "log"'
    yield ""


def pattern_of(message: str) -> str:
    """A pattern that a message matches, and as good as no other: one that was cut off, by its
    beginning."""
    literal = _SPECIAL.sub(r"\\\g<0>", message)
    return f"^{literal}$" if len(message) < MAX_MESSAGE else f"^{literal}"


def _systems(seen: Iterable[str], code: str, api: str, profile: Profile) -> list[str]:
    """The systems that a rule is of, where the profile has the code on some already: a rule for
    all would take it from them."""
    facts = profile.api.get(api)
    rules: list[FailureRule] = [*(facts.failures if facts else ()), *profile.failures]
    known = any(rule.os for rule in rules if code in map(str, rule.code))
    return sorted(name for name in seen if name) if known else []
