"""A profile's facts as short texts: for `profile show`, `compare` and the generated docs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...canonical.diagnostics import Evidence
from ...canonical.operations import OPERATIONS, Field
from ...profiles import model
from ...profiles.conditions import Supported
from ...profiles.fold import ClientApi, ClientField, ClientParam
from ...profiles.table import plain
from ..plan.kinds import KINDS


def answered(support: Supported) -> str:
    """A support answer: ``yes``, ``since 5.13.0``, ``no``, ``unknown``, or by os."""
    if support.status == "no" and support.since:
        return f"no (since {support.since})"
    if not support.text or support.text.startswith("since"):
        return support.text or support.status
    return grouped(support.text.split(", "))


def grouped(parts: Iterable[str]) -> str:
    """``android yes``, ``ios yes``, ``pc no`` as ``android, ios yes; pc no``."""
    groups: dict[str, list[str]] = {}
    for part in parts:
        name, _, rest = part.partition(" ")
        groups.setdefault(rest, []).append(name)
    return "; ".join(f"{', '.join(members)} {rest}" for rest, members in groups.items())


def stated(support: Any) -> str:
    """A support statement as the profile makes it."""
    if support is None:
        return "unknown"
    if isinstance(support, bool):
        return "yes" if support else "no"
    if isinstance(support, str):
        return f"since {support}"
    return grouped(f"{key} {_nested(item)}" for key, item in support.items()) or "unknown"


def _nested(support: Any) -> str:
    return f"({stated(support)})" if isinstance(support, Mapping) else stated(support)


def value(item: Any) -> str:
    """A plain value: words bare, lists joined."""
    if item is None:
        return ""
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, float) and item.is_integer():
        return str(int(item))
    if isinstance(item, (list, tuple)):
        return ", ".join(value(part) for part in item)
    return str(item)


def names(param: ClientParam) -> str:
    """The vendor's spellings of an option."""
    return ", ".join([*param.names, *param.facts.also])


def kind(param: model.Param) -> str:
    """The type of an option, with the vendor's own spellings of the words."""
    text = str(param.type)
    odd = {word: own for word, own in param.values.items() if value(own) != word}
    plain = [word for word in param.values if word not in odd]
    words = plain + [f"{word} = {own!r}" for word, own in odd.items()]
    levels = [f"{level.level} = {_level(level)}" for level in param.levels]
    if words or levels:
        text += f": {', '.join(words or levels)}"
    text += "".join(f", {word} = {'+'.join(into)}" for word, into in param.fold.items())
    text += "".join(f", {'+'.join(of)} = {word!r}" for word, of in param.together.items())
    text += ", one word by itself" if param.alone else ""
    if param.entry:
        members = (
            name if name == own else f"{name} = {own!r}" for name, own in param.entry.items()
        )
        text += f" of {{{', '.join(members)}}}"
    if param.single:
        text += ", one value"
    if param.network is not None:
        text += f", {_network(param.network)}"
    if param.ranges:
        text += "; written: " + ", ".join(
            f"up to {item.upto} as {item.level}" for item in param.ranges
        )
    if param.required:
        text += ", required"
    return text


def _network(allowed: bool) -> str:
    return "network addresses too" if allowed else "local only"


def _level(level: model.Level) -> str:
    if level.platform:
        return "the platform decides"
    return "no compression" if level.none else f"quality {level.quality}"


def default(facts: model.ParamFacts, *, required: bool = False) -> str:
    """The default of an option; ``unknown`` where no source gives one."""
    if facts.platform_default:
        return "the platform decides"
    if facts.default is None:
        return "" if required else "unknown"
    return value(facts.default)


def bounds(facts: model.ParamFacts) -> str:
    """The bounds of a number, or the combinations of a set."""
    parts = []
    if facts.min is not None and facts.max is not None:
        parts.append(f"{facts.min:g} to {facts.max:g}")
    elif facts.min is not None:
        parts.append(f"at least {facts.min:g}")
    elif facts.max is not None:
        parts.append(f"at most {facts.max:g}")
    if facts.unconfirmed_min is not None:
        parts.append(f"below {facts.unconfirmed_min:g} unconfirmed")
    if facts.unconfirmed_max is not None:
        parts.append(f"above {facts.unconfirmed_max:g} unconfirmed")
    if facts.out_of_range != "unknown":
        parts.append(f"outside: {facts.out_of_range}")
    if facts.allowed is not None:
        combinations = " or ".join("+".join(item) for item in facts.allowed)
        parts.append(f"only {combinations or 'none'}")
    return ", ".join(parts)


def effect(facts: model.ParamFacts) -> str:
    """When an option has no effect, another one, or is not acted on."""
    parts = [f"no effect when {other} is {'+'.join(words)}" for other, words in facts.inert.items()]
    if facts.not_honoured:
        parts.append(f"takes {', '.join(facts.not_honoured)} and does not act on it")
    if isinstance(facts, model.Param):
        if facts.covers:
            parts.append(f"governs {facts.covers.replace('_', ' ')}")
        if facts.left_out:
            parts.append(f"left out: {facts.left_out}")
        for forced in facts.forced:
            conditions = " and ".join(_condition(k, c) for k, c in forced.when.items())
            parts.append(f"{value(forced.to)} whenever {conditions}")
    return "; ".join(parts)


def _condition(key: str, condition: model.Condition) -> str:
    parts = []
    if condition.over is not None:
        parts.append(f"is over {condition.over:g}")
    if condition.under is not None:
        parts.append(f"is under {condition.under:g}")
    if condition.equals is not None:
        parts.append(f"is {value(condition.equals)}")
    if condition.only is not None:
        parts.append(f"is {'+'.join(condition.only)}")
    if condition.stated is not None:
        parts.append("is given" if condition.stated else "is not given")
    if condition.all_kind is not None:
        parts.append(f"holds only {condition.all_kind} entries")
    return f"{key} {' and '.join(parts)}"


def overlays(item: model.Param | model.ResultField) -> str:
    """What changes by os, surface or version."""
    return "; ".join(_overlay(when) for when in item.when)


def _overlay(when: model.ParamWhen | model.ResultWhen) -> str:
    condition = " ".join([*when.os, *when.surface, *([when.version] if when.version else [])])
    given = when.given
    parts = []
    if "support" in given:
        parts.append(stated(when.support))
    if isinstance(when, model.ParamWhen):
        if given & {"default", "platform_default"}:
            parts.append(f"default {default(when)}")
        limits = bounds(when)
        if limits:
            parts.append(limits)
        if effect(when):
            parts.append(effect(when))
        if when.network is not None:
            parts.append(_network(when.network))
    return f"{condition}: {', '.join(parts) or 'see the profile'}"


def failures(rules: Iterable[model.FailureRule]) -> list[tuple[model.FailureRule, str, str]]:
    """Rules with their codes and their texts."""
    return [
        (
            rule,
            ", ".join(str(code) for code in rule.code),
            "; ".join(
                (
                    *filter(None, (rule.text,)),
                    *(f"/{it}/" for it in (rule.pattern, rule.reads) if it),
                )
            ),
        )
        for rule in rules
    ]


def evidence(items: Iterable[Evidence]) -> str:
    """Source keys with their grades: ``S3, MT (typings)``."""
    return ", ".join(
        item.source if item.grade == "documented" else f"{item.source} ({item.grade})"
        for item in items
    )


def param_row(param: ClientParam) -> list[str]:
    """An option on one client: option, name, type, default, bounds, support, evidence."""
    facts = param.facts
    limits = "; ".join(part for part in (bounds(facts), effect(facts)) if part)
    return [
        param.key,
        names(param),
        kind(facts),
        default(facts, required=facts.required),
        limits,
        answered(param.support),
        evidence(param.evidence),
    ]


def param_rows(api: ClientApi) -> Iterator[list[str]]:
    """The options of an operation on one client, and what is inside of them."""
    for param in api.params.values():
        yield param_row(param)
        meta = OPERATIONS[api.canonical].options[param.key]
        for path, place, member in inside(meta, param.facts, param.key, param.names[0]):
            yield [path, place, "", "", member_values(member), stated(member.support), ""]


PARAM_HEADERS = ["option", "name there", "type", "default", "bounds", "support", "evidence"]


def field_row(field: ClientField) -> list[str]:
    """A result field on one client: field, place, values, support, evidence."""
    return [
        field.path,
        places(field.facts),
        field_values(field.facts),
        answered(field.support),
        evidence(field.evidence),
    ]


def field_rows(api: ClientApi) -> Iterator[list[str]]:
    """The fields of a result on one client, and what is inside of them."""
    for field in api.result.values():
        yield field_row(field)
        meta = OPERATIONS[api.canonical].result[field.path]
        for path, place, member in inside(meta, field.facts, field.path, field.facts.paths[0]):
            yield [path, place, member_values(member), stated(member.support), ""]


FIELD_HEADERS = ["field", "place there", "values", "support", "evidence"]


def places(field: model.ResultField) -> str:
    """Where a result field stands in the vendor's reply."""
    text = ", ".join(field.paths)
    if field.by:
        text += f" (by its {field.by})"
    older = (*field.beside, *field.legacy)
    return f"{text} (older: {', '.join(older)})" if older else text


def inside(
    meta: Field, said: model.Param | model.ResultField | model.Member, path: str, place: str
) -> Iterator[tuple[str, str, model.Member]]:
    """What stands inside a value, at any depth: canonical path, the vendor's, what is said."""
    while meta.each is not None:
        step = KINDS[meta.kind].step
        path, place, meta = f"{path}{step}", f"{place}{step}", meta.each
    for name, member in said.members.items():
        inner, there = f"{path}.{name}", f"{place}.{member.name[0] if member.name else name}"
        yield inner, there, member
        yield from inside(meta.members[name], member, inner, there)


def member_values(member: model.Member) -> str:
    """Units and words of a member."""
    parts = [", ".join(f"{word} = {own!r}" for word, own in member.values.items())]
    if member.scale != 1:
        parts.append(f"theirs x {member.scale:g}")
    if member.unit:
        parts.append("unit unknown")
    if member.required:
        parts.append("required")
    if member.optional:
        parts.append("may be left out")
    return "; ".join(part for part in (*parts, member.note.rstrip(".")) if part)


def field_values(field: model.ResultField) -> str:
    """Units and words of a result field."""
    parts = []
    odd = {word: own for word, own in field.values.items() if value(own) != word}
    if odd:
        parts.append(", ".join(f"{word} = {own!r}" for word, own in odd.items()))
    if field.scale != 1:
        parts.append(f"theirs x {field.scale:g}")
    if field.unit:
        parts.append("unit unknown")
    if field.only:
        parts.append(f"only for {', '.join(field.only)}")
    if field.optional:
        parts.append("may be left out")
    if field.nearest:
        parts.append(", ".join(f"{word} as {near}" for word, near in field.nearest.items()))
    if field.otherwise is not None:
        parts.append(f"{value(field.otherwise)} for what it has no word for")
    if field.absent is not None:
        parts.append(f"{value(field.absent)} where there is none")
    return "; ".join(parts)


def parts(api: ClientApi) -> list[ClientParam | ClientField]:
    """Options and result fields of an API."""
    return [*api.params.values(), *api.result.values()]


def api_plain(api: ClientApi) -> dict[str, Any]:
    """One API on one client as JSON-like values."""
    return {
        "api": api.key,
        "name": api.name,
        "support": _support(api.support),
        "options": {
            key: {
                "names": param.names,
                **_facts(param.facts, ("name", "support", "when", "evidence", "grade")),
                "support": _support(param.support),
                "evidence": [item.source for item in param.evidence],
            }
            for key, param in api.params.items()
        },
        "result": {
            path: {
                **_facts(field.facts, ("support", "when", "evidence", "grade")),
                "support": _support(field.support),
                "evidence": [item.source for item in field.evidence],
            }
            for path, field in api.result.items()
        },
        "failures": [_facts(rule, ("evidence", "grade")) for rule in api.failures],
        "evidence": [item.source for item in api.evidence],
    }


def _support(support: Supported) -> dict[str, str]:
    plain: dict[str, str] = {"status": support.status}
    if support.since:
        plain["since"] = support.since
    if support.text:
        plain["text"] = support.text
    return plain


def _facts(facts: model.Fact, leave: tuple[str, ...]) -> dict[str, Any]:
    stated: dict[str, Any] = plain(facts, leave)
    return stated
