"""The pairs of a runtime: the data of each, and what of the code it needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from ...canonical import requests
from ...canonical.client import parse_client
from ...canonical.errors import InputError
from ...canonical.operations import OPERATIONS, RECEIVERS
from ...canonical.operations.device import ASKED
from ...canonical.recipes import CALLED, SERVED, SHOWN
from ...canonical.vocabulary import IMAGE_FORMATS
from ...profiles import loader
from ...profiles.fold import ClientProfile
from ...profiles.model import Vendor
from ..plan.pair import client_profile, plan
from ..plan.program import program
from ..plan.routes import routes_for
from ..plan.side import side
from . import dialect, lanes, needs, packing, packing_failures
from .along import Along, along
from .entries import (
    CANONICAL,
    givers,
    handed_on,
    mute,
    passed_on,
    plain,
    there,
    wanted,
    with_objects,
)

if TYPE_CHECKING:
    from ..plan.model import PlanEntry, Program, Side

ANY: Final = "any"
_LOOKS_AT_ADDRESSES: Final = {"download_first", "download_with_header", "write:address"}
"""What tells addresses in the network from those of files."""


@attrs.frozen
class RuntimeTarget:
    """One target of a runtime: its global's name, its data, and what of the code it needs.

    ``lacking``: the functions that it can only refuse, each with what it is called on.
    """

    name: str
    namespace: str
    data: Mapping[str, Any]
    texts: Mapping[str, str]
    features: frozenset[str]
    reader: Side
    sources: tuple[Program, ...]
    lines: Mapping[str, str]
    along: Mapping[str, Along]
    lacking: frozenset[tuple[str, str]]


def pairs(
    read: str, write: str, *, only: Sequence[str] | None = None, debug: bool = False
) -> list[RuntimeTarget]:
    """The pairs of a runtime: one a client of ``write``, a vendor where that is ``"any"``.

    Raises `InputError` for an unknown client or API, and where two of several vendors have the
    same global object and nothing tells them apart.
    """
    targets = targets_of(write)
    several = write == ANY or len(targets) > 1
    chosen = wanted(read, only)
    return [_pair(read, target, chosen, debug, several=several) for target in targets]


def targets_of(write: str) -> list[str]:
    """The clients that a runtime is for; several must be told apart when it runs."""
    if write == ANY:
        named = by_name()
        targets = [vendor for vendor in loader.known_ids() if vendor not in named]
    else:
        targets = [word.strip() for word in write.split(",")]
    seen: dict[str, list[tuple[str, Vendor]]] = {}
    for target in targets if len(targets) > 1 else ():
        profile = client_profile(parse_client(target)).profile
        others = seen.setdefault(profile.namespace, [])
        for other, known in others:
            if alone := [side for side in (known, profile) if side.by_name]:
                why = f"{alone[0].id} is known by its name alone: make a runtime for each"
            elif not profile.detect or not known.detect or profile.detect == known.detect:
                why = "nothing in their profiles tells one from the other: name one of them"
            else:
                continue
            raise InputError(
                f"{other} and {target} both have the global {profile.namespace!r}, and {why}"
            )
        others.append((target, profile))
    return targets


def by_name() -> tuple[str, ...]:
    """The vendors that no runtime finds out: their profiles say that their names alone tell."""
    return tuple(vendor for vendor in loader.known_ids() if loader.get(vendor).by_name)


def _known_by(profile: Vendor) -> dict[str, Any]:
    """What the global object of a vendor is known by, for the runtime."""
    clues = [
        {
            **{
                name: getattr(clue, name)
                for name in ("has", "lacks", "field")
                if getattr(clue, name)
            },
            **({"words": [word.lower() for word in clue.words]} if clue.field else {}),
        }
        for clue in profile.detect
    ]
    asked = profile.api.get(ASKED)
    name = (asked.name or ASKED) if asked else ""
    return {"global": profile.namespace, "call": name, "clues": clues}


def _pair(
    read: str, write: str, chosen: frozenset[str] | None, debug: bool, *, several: bool
) -> RuntimeTarget:
    target = client_profile(parse_client(write))
    entries: dict[str, PlanEntry]
    reader: Side
    success: Mapping[str, Any]
    if read == CANONICAL:
        entries = {
            key: {"read": dialect.program(key), **routes_for(target, key)}
            for key in requests.REQUESTS
            if key in target.apis
        }
        reader, success, same = dialect.SIDE, {}, False
    else:
        compiled = plan(read, write)
        chosen = chosen if chosen is None else with_objects(compiled, chosen)
        entries = {
            key: compiled.apis[key] if debug else handed_on(compiled, key)
            for key in compiled.apis
            if (chosen is None or key in chosen) and not compiled.read.apis[key].operation.internal
        }
        reader = compiled.sides["read"]
        success = compiled.read.profile.envelope.success.fields
        same = several and compiled.read.profile.id == target.profile.id
    if chosen is not None:
        entries = {key: entry for key, entry in entries.items() if key in chosen}
    entries = there(entries)
    values = [key for key, entry in entries.items() if entry["read"].get("form") == "value"]
    entries = {key: entry for key, entry in entries.items() if key not in values}
    sources = tuple(entry["read"] for entry in entries.values())
    if same:
        entries = {key: passed_on(entry) for key, entry in entries.items() if plain(entry)}
    if not debug:
        entries = {
            key: needs.told(entry) if entry["routes"] else {**entry, "read": mute(entry)}
            for key, entry in entries.items()
        }
    holder = reader["user"]["member"].partition(".")[0]
    env = bool(holder) and (chosen is None or holder in chosen) and not same
    packer = _Packer(target, reader, success, entries, debug, same, env)
    data, features, programs = packer.packed()
    profile = target.profile
    if several and profile.detect and not profile.by_name:
        known = _known_by(profile)
        data = {**data, "detect": known}
        features |= {"detect", *(f"clue:{name}" for clue in known["clues"] for name in clue)}
    lines = {} if read == CANONICAL else lanes.lines(packer.entries)
    texts = _texts(target, features)
    brought = along(packer.entries, programs)
    lacking = frozenset(
        (entry["read"].get("receiver", ""), entry["read"]["name"])
        for entry in entries.values()
        if not (entry["routes"] or "refuse" not in entry or "recipe" in entry["refuse"])
    )
    return RuntimeTarget(
        profile.name,
        profile.namespace,
        data,
        texts,
        features,
        reader,
        sources,
        lines,
        brought,
        lacking,
    )


def _texts(target: ClientProfile, features: Collection[str]) -> dict[str, str]:
    """The words of the action sheets that these recipes show."""
    words = [word for recipe, shown in SHOWN.items() if recipe in features for word in shown]
    texts = side(target)["texts"] if words else {}
    return {key: texts[key] for key in words if key in texts}


@attrs.frozen
class _Packer:
    """Everything that one pair is packed from."""

    target: ClientProfile
    reader: Side
    success: Mapping[str, Any]
    entries: Mapping[str, PlanEntry]
    debug: bool
    same: bool
    env: bool

    def packed(self) -> tuple[dict[str, Any], frozenset[str], dict[str, Program]]:
        """The pair's data, what of the code it needs, and the target's programs in it."""
        sources = [entry["read"] for entry in self.entries.values()]
        programs: dict[str, Program] = {}
        for entry in self.entries.values():
            for way in entry["routes"]:
                programs[way["to"]] = way["program"]
        if not self.debug:
            asked = needs.asked(self.entries.values())
            programs = {key: needs.sparing(item, asked[key]) for key, item in programs.items()}
        recipes = needs.recipes(self.entries.values(), programs.values())
        called = {name for recipe in recipes for name in CALLED.get(recipe, ())}
        for name in called | needs.asked_besides(programs.values()):
            api = self.target.apis.get(name)
            if name not in programs and api is not None and api.support.usable:
                programs[name] = program(self.target, api)
        features = recipes | needs.features(sources, programs.values(), self.entries.values())
        data = self._sides(sources, programs, recipes)
        services = data["target"].get("services", {})
        if home := data["target"].get("user"):
            features |= {"user:address" if ":" in home else "user:member"}
        for key, item in services.items():
            if "call" in item:
                features |= {f"{OPERATIONS[key].gives}:{item['call']}"}
            features |= {f"service:{name}" for name in ("fixed", "result") if name in item}
            listed = [at for at in item.get("result", {}).values() if isinstance(at, list)]
            features |= {"service:places" for _ in listed}
        if data["source"].get("canonical"):
            features |= {f"format:{word}" for word in IMAGE_FORMATS}
        features |= {"service"} if services else set()
        features |= needs.forms(sources, programs.values())
        features |= needs.nested(sources, programs.values())
        if self.debug or features & {"owner", "giver"}:
            features |= {"givers"}
        else:
            data["target"] = self._by_givers(data["target"], data["programs"])
        refusals = [entry.get("refuse", {}) for entry in self.entries.values()]
        features |= {"refused" for refusal in refusals if refusal.get("recipe")}
        features |= {f"fails:{self.reader['at_once']}"}
        features |= {"objects" for item in sources if item.get("receiver")}
        features |= {"receiver" for item in services.values() if item.get("on")}
        rows = [*data["target"].get("failures", ())]
        for item in data["programs"].values():
            rows += item.get("failures", ())
        features |= {"detail" for row in rows if len(row) > 3}
        tables = [data["written"], *(item.get("failures", {}) for item in data["apis"].values())]
        features |= {"unknown" for table in tables if "unknown" in table}
        if any(item.get("wary") for item in data["programs"].values()):
            features |= {"wary"}
        if data["target"].get("pattern"):
            features |= {"pattern"}
        if data["source"].get("user"):
            features |= {"env"}
        if data["source"].get("order"):
            features |= {"complete_first"}
        if data["source"]["id"] == data["target"]["id"] and (self.debug or data["programs"]):
            features |= {"own"}
        features |= {f"promise:{data['source']['promise']}"}
        said = {"coded": data["source"]["code"], "messaged": data["source"]["message"]}
        features |= {name for name, keys in said.items() if keys}
        if not (self.debug or features & _LOOKS_AT_ADDRESSES):
            del data["local"]
        for flag in ("same", "canonical"):
            if data.get(flag) or data["source"].get(flag):
                features |= {flag}
        return data, frozenset(features), programs

    def _givers(self) -> dict[str, str]:
        """The target's functions that give an object of a kind, by the kind."""
        profile = self.target.profile
        return {
            kind: profile.api[key].name or key for key, kind in givers(profile, RECEIVERS).items()
        }

    def _by_givers(
        self, side: Mapping[str, Any], programs: Mapping[str, dict[str, Any]]
    ) -> dict[str, Any]:
        """The target's part of the data where no caller names a kind of object: what is called on
        one, there and in ``programs``, names the function that gives it."""
        names = self._givers()
        called = side.get("services", {})
        for item in (*programs.values(), *called.values()):
            if item.get("on") in names:
                item["on"] = names[item["on"]]
        return {key: item for key, item in side.items() if key != "givers"}

    def _kinded(self, service: Mapping[str, Any]) -> dict[str, Any]:
        """A service, called on a kind of object where it names the function that gives one."""
        kinds = {name: kind for kind, name in self._givers().items()}
        rest = {key: item for key, item in service.items() if key not in ("name", "on")}
        on = {"on": kinds[service["on"]]} if service.get("on") else {}
        return {"called": service["name"], **rest, **on}

    def _sides(
        self,
        sources: Sequence[Program],
        programs: Mapping[str, Program],
        recipes: Iterable[str],
    ) -> dict[str, Any]:
        reader, writer, debug = self.reader, side(self.target), self.debug
        kinds = needs.kinds(sources, programs.values(), debug)
        own_written, all_written = written = packing_failures.split_written(sources, kinds, debug)
        effect = packing_failures.effect(*written)
        details = {key for table in (*own_written, all_written) for key in table if "/" in key}
        if reader.get("canonical"):  # it tells every kind
            effect = packing_failures.every
            details = needs.details(programs.values())
        own_read, all_read = packing_failures.split_read(
            list(programs.values()), debug, effect, details
        )
        needed = {key for recipe in recipes for key in SERVED.get(recipe, ())}
        read_side = {
            **packing.envelope(reader, self.success),
            "promise": packing.PROMISES[reader["promise"]],
        }
        if debug and reader.get("private"):
            read_side["private"] = reader["private"]
        if reader["order"][:1] == ["complete"]:
            read_side["order"] = reader["order"]
        if reader.get("canonical"):
            read_side["canonical"] = True
        success = self.target.profile.envelope.success.fields
        write_side: dict[str, Any] = {"called": writer["name"], "id": writer["id"]}
        if programs or debug:  # otherwise it is never heard
            write_side |= packing.envelope(writer, success, read=True)
            write_side["failures"] = all_read
        if needed:
            services = {
                key: self._kinded(item) for key, item in writer["services"].items() if key in needed
            }
            write_side["services"] = {
                key: item if debug else needs.service(key, item, recipes)
                for key, item in services.items()
            }
        member, home = (
            reader["user"]["member"],
            writer["user"]["member"] or writer["user"]["address"],
        )
        if self.env and home and home != member:
            read_side["user"] = member
        if "data_to_file" in recipes or "user" in read_side:
            write_side["user"] = home
        kinds_had = {item["receiver"] for item in sources if item.get("receiver")}
        apis = {}
        for (key, entry), own in zip(self.entries.items(), own_written, strict=True):
            told = (
                {"told": packing_failures.rules(entry["read"]["failures"]["read"])} if debug else {}
            )
            packed = packing.program(key, entry["read"], own, self.success)
            packed.update(told)
            packed["promise"] = packing.PROMISES.get(entry["read"].get("promise", ""))
            if not entry["read"].get("form") or "recipe" in entry.get("refuse", {}):
                packed["task"] = entry["read"].get("task")
            packed["gives"] = given if (given := entry["read"].get("gives")) in kinds_had else None
            if needs.giver(entry["read"], kinds_had):
                packed["form"] = "giver"
            packed["params"] = packing.params(entry["read"], packing.READ_PARAM, debug)
            packed["result"] = packing.fields(entry["read"], packing.WRITE_FIELD, debug)
            apis[key] = packing.entry(key, entry, packing.full(packed), debug)
        targets = {}
        for (key, item), rules in zip(programs.items(), own_read, strict=True):
            packed = packing.program(key, item, rules, success)
            packed["params"] = packing.params(item, packing.WRITE_PARAM, debug)
            packed["result"] = packing.fields(item, packing.READ_FIELD, debug)
            packed["recipes"] = item.get("recipes")
            packed.update(packing.emulated(item, debug))
            packed["wary"] = needs.wary(item, writer) or None
            targets[key] = packing.full(packed)
        on = {
            item.get("on") for item in (*targets.values(), *write_side.get("services", {}).values())
        }
        if on - {None}:
            write_side["givers"] = {
                kind: name for kind, name in self._givers().items() if debug or kind in on
            }
        theirs = [] if debug else writer["local"]
        data: dict[str, Any] = {"programs": targets, "apis": apis}
        data |= {
            "target": write_side,
            "source": read_side,
            "written": all_written,
            "local": [*reader["local"], *theirs],
        }
        if self.same:
            data["same"] = True
        return data
