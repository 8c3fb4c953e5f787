"""A vendor's published typings as a table, and a profile held against it, both ways."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import attrs
import jsenv
import tomli
from mediaglot.adapters.probe.cases import cases
from mediaglot.canonical.operations import OPERATIONS
from mediaglot.canonical.operations.model import ENDS
from mediaglot.profiles import loader
from mediaglot.profiles.fold import REST, ClientApi, ClientProfile
from mediaglot.profiles.model import Member, Vendor

HERE: Final = Path(__file__).resolve().parent
CALLBACKS: Final = ("success", "fail", "complete")
Table = Mapping[str, Any]
"""A function's name, ``giver().name`` on what another gives -> what the typings say of it."""


@attrs.frozen
class Package:
    """The typings of a vendor."""

    package: str
    root: str = ""
    modules: str = ""
    callbacks: tuple[str, ...] = attrs.field(default=CALLBACKS, converter=tuple)


def packages() -> dict[str, Package]:
    """The typings that exist, by vendor."""
    data = tomli.loads((HERE / "packages.toml").read_text("utf-8"))
    return {vendor: Package(**row) for vendor, row in data.items()}


def version(package: str, modules: Path) -> str:
    """The version of an installed package."""
    data = json.loads((modules / package / "package.json").read_text("utf-8"))
    return str(data["version"])


def tables(
    vendors: Collection[str], modules: Path, compiler: Path | None = None
) -> dict[str, Table]:
    """What the installed typings of vendors say, by vendor.

    ``modules``: the folder of packages; ``compiler``: the one that has TypeScript, where it is
    another. What was worked out is kept beside the packages, by all that it depends on. Raises
    `jsenv.NodeMissing`, and RuntimeError for what the compiler does not read.
    """
    known = packages()
    kept = modules / ".typings"
    asked: dict[str, tuple[Path, dict[str, Any]]] = {}
    found: dict[str, Table] = {}
    script = (HERE / "table.js").read_bytes()
    for vendor in vendors:
        of = known[vendor]
        question = _question(of, vendor, modules, compiler or modules)
        says = json.dumps(question | {"version": version(of.package, modules)}, sort_keys=True)
        key = hashlib.sha256(script + says.encode()).hexdigest()[:24]
        file = kept / f"{vendor}-{key}.json"
        if file.is_file():
            found[vendor] = json.loads(file.read_text("utf-8"))
        else:
            asked[vendor] = (file, question)
    if asked:
        answers = _asked([question for _, question in asked.values()])
        kept.mkdir(exist_ok=True)
        for (vendor, (file, _)), answer in zip(asked.items(), answers, strict=True):
            found[vendor] = answer
            part = file.with_suffix(f".{os.getpid()}")
            part.write_text(json.dumps(answer), "utf-8")
            part.replace(file)
    return found


def _question(of: Package, vendor: str, modules: Path, compiler: Path) -> dict[str, Any]:
    view = loader.get(vendor).at(vendor)
    givers = {view.giver(api.receiver) for api in _apis(view) if api.receiver}
    return {
        "modules": str(modules),
        "compiler": str(compiler),
        "root": of.root or _root_of(of, modules),
        "receivers": sorted(givers - {""}),
        "callbacks": list(of.callbacks),
    }


def _asked(questions: list[dict[str, Any]]) -> list[Table]:
    node = jsenv.find_node()
    if node is None:
        raise jsenv.NodeMissing("Node.js is not installed")
    done = subprocess.run(
        [str(node), str(HERE / "table.js")], input=json.dumps(questions), capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the typings cannot be read: {done.stderr.strip()[-400:]}")
    answers: list[Table] = json.loads(done.stdout)
    return answers


def _root_of(of: Package, modules: Path) -> str:
    names = sorted(
        file.name.removesuffix(".d.ts")
        for file in (modules / of.package / of.modules).glob("*.d.ts")
    )
    lead = f"{of.package}/{of.modules}"
    imports = "".join(f'import m_{name} from "{lead}/{name}";\n' for name in names)
    return imports + "".join(f"declare const {name}_: typeof m_{name};\n" for name in names)


def _apis(view: ClientProfile) -> Iterator[ClientApi]:
    for key in view.apis:
        api = view.apis[key]
        if not api.operation.internal:
            yield api


def differences(vendor: str, said: Table) -> list[str]:
    """What a profile and the typings of its vendor say otherwise, each in one line."""
    view = loader.get(vendor).at(vendor)
    profile = view.profile
    own: dict[str, list[ClientApi]] = {}
    for api in _apis(view):
        giver = view.giver(api.receiver) if api.receiver else ""
        if api.receiver and not giver:
            continue  # no function gives it: an element, a page
        own.setdefault(f"{giver}().{api.name}" if giver else api.name, []).append(api)
    found: list[str] = []
    for name, apis in own.items():
        found += _function(name, apis, said.get(name), profile)
    known = {*profile.others.names, *own, *cases().alike}
    canon = {item.name for item in OPERATIONS.values() if not item.receiver}
    for name in said:
        named = bool(profile.others.names) or name in canon
        if "()." not in name and name not in known and named:
            found.append(f"{name}: only in the typings")
    return found


def _function(
    name: str, apis: list[ClientApi], row: Mapping[str, Any] | None, profile: Vendor
) -> Iterator[str]:
    usable = [api for api in apis if api.support.usable]
    if row is None:
        if any(api.support.status != "unknown" for api in usable):
            yield f"{name}: only in the profile"
        return
    if not usable:
        yield f"{name}: in the typings, and not there by the profile"
        return
    if row["form"] == "value":
        return
    form = usable[0].operation.form
    if usable[0].facts.arguments:
        yield from _arguments(name, usable[0], row["arguments"])
    else:
        yield from _options(name, usable, row["options"], profile)
    ends = usable[0].canonical.startswith(ENDS) and form == "listener"
    if form != "factory" and not ends and not any(api.facts.returns for api in usable):
        yield from _results(name, usable, row["result"], profile)


def _options(
    name: str, apis: list[ClientApi], said: Mapping[str, Any], profile: Vendor
) -> Iterator[str]:
    params = {
        spelling: (api, key, param)
        for api in apis
        for key, param in api.params.items()
        for spelling in (*param.names, *param.facts.also)
    }
    for option, row in said.items():
        if option not in params:
            other = _elsewhere(apis, option, "params")
            yield f"{name} option {option}: only in the typings{other}"
            continue
        api, key, param = params[option]
        if param.support.status == "no":
            yield f"{name} option {option}: in the typings, and not there by the profile"
            continue
        either = len(param.names) > 1  # one of several spellings has to be there
        if row["required"] != param.facts.required and option in param.names and not either:
            which = "typings" if row["required"] else "profile"
            yield f"{name} option {option}: required in the {which} alone"
        yield from _values(name, option, api, key, row.get("values"), profile)
    for option, (_, _, param) in params.items():
        if option not in said and param.support.usable and option == param.names[0]:
            yield f"{name} option {option}: only in the profile"


def _arguments(name: str, api: ClientApi, said: list[list[dict[str, Any]]]) -> Iterator[str]:
    """Options that are arguments, held against them by their places."""
    most = max(said, key=len)
    keys = [key for key in api.facts.arguments if key != REST]
    if len(most) != len(api.facts.arguments):
        words = ", ".join(str(one["name"]) for one in most) or "none"
        yield f"{name}: {len(api.facts.arguments)} arguments in the profile, in the typings {words}"
        return
    for place, key in enumerate(keys):
        param = api.params.get(key)
        needed = all(len(row) > place and row[place]["required"] for row in said)
        if param is not None and needed != param.facts.required:
            which = "typings" if needed else "profile"
            yield f"{name} argument {most[place]['name']}: required in the {which} alone"


def _values(
    name: str, option: str, api: ClientApi, key: str, said: list[Any] | None, profile: Vendor
) -> Iterator[str]:
    facts, field = api.params[key].facts, api.operation.options[key]
    words: Mapping[str, Any] = facts.values or {word: word for word in field.words}
    if field.of == "scopes":
        words = {word: scope.name for word, scope in profile.scopes.items() if scope.name}
    if not said or not words:
        return
    own = {*map(str, words.values()), *facts.misspelt, *facts.together}
    more = sorted(set(map(str, said)) - own)
    less = sorted(
        {str(value) for word, value in words.items() if word not in facts.fold}
        - set(map(str, said))
    )
    if more:
        yield f"{name} option {option}: values only in the typings: {', '.join(more)}"
    if less:
        yield f"{name} option {option}: values only in the profile: {', '.join(less)}"


def _results(
    name: str, apis: list[ClientApi], said: Mapping[str, Any], profile: Vendor
) -> Iterator[str]:
    failure = profile.envelope.failure
    around = {
        *profile.envelope.success.fields, *failure.code, *failure.message, *failure.also,
        *failure.also_code, "success",
    }  # fmt: skip
    own: dict[str, bool] = {}
    for api in apis:
        around |= {*api.facts.success, *api.facts.failed, *api.facts.code}
        for field in api.result.values():
            for place in (*field.facts.paths, *field.facts.beside, *field.facts.legacy):
                own[place] = place in field.facts.paths and field.support.usable
                for inner in _inner(place, field.facts.members):
                    own[inner] = own[place]
    for place in said:
        if place.partition(".")[0].removesuffix("[]") in around or _covered(place, own):
            continue
        other = next((it for it in own if _bare(it) == _bare(place)), None)
        if other is None:
            if not any(
                _covered_by(place, above) for above in said if above != place and above not in own
            ):
                known = _elsewhere(apis, place, "result")
                yield f"{name} result {place}: only in the typings{known}"
        else:
            yield f"{name} result {other}: {place} in the typings"
    inside = [place for place in said if place.partition(".")[0].removesuffix("[]") not in around]
    for place, counts in own.items():
        if not inside:
            break  # the typings say nothing of what comes back
        same = any(_bare(it) == _bare(place) for it in said)
        if (
            counts
            and not same
            and not any(_covered_by(place, it) for it in said if _leaf(it, said))
        ):
            yield f"{name} result {place}: only in the profile"


def _elsewhere(apis: list[ClientApi], spelling: str, part: Literal["params", "result"]) -> str:
    """What the canon calls an option or a field that another vendor spells so; else nothing."""
    own = {key for api in apis for key in getattr(api, part)}
    for vendor in loader.builtin_ids():
        view = loader.get(vendor).at(vendor)
        for key in (it for api in apis for it in view.read_as(api.canonical)):
            for name, row in getattr(view.apis[key], part).items():
                spelt = row.names if part == "params" else row.facts.paths
                if _bare(spelling) in map(_bare, spelt) and name not in own:
                    return f"; elsewhere it is {name}"
    return ""


def _inner(place: str, members: Mapping[str, Member]) -> Iterator[str]:
    for key, member in members.items():
        for spelling in member.name or [key]:
            yield f"{place}.{spelling}"
            yield from _inner(f"{place}.{spelling}", member.members)


def _bare(place: str) -> str:
    return place.replace("[]", "")


def _covered(place: str, own: Collection[str]) -> bool:
    """Whether a place of the typings is one of the profile's, holds one, or lies in one."""
    return any(it == place or _covered_by(it, place) or _covered_by(place, it) for it in own)


def _covered_by(place: str, above: str) -> bool:
    """Whether a place lies inside another."""
    return re.match(rf"{re.escape(above)}(?:\[\])*(?:\.|\Z)", place) is not None and place != above


def _leaf(place: str, said: Mapping[str, Any]) -> bool:
    """Whether the typings say nothing of what is inside a place."""
    return not any(_covered_by(it, place) for it in said)
