"""Writing requests by a program of a plan: plain canonical values as a vendor's options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...canonical.errors import shown
from ...canonical.vocabulary import NO_COMPRESSION, kind_of_name
from .addresses import inlined, is_network, resolvable
from .request import NO_MAPPING, OMIT, WRITER, Note, Program, clamp, holds, unmet


def write(
    program: Program,
    values: Mapping[str, Any],
    stated: set[str] | frozenset[str],
    notes: list[Note],
    *,
    local: Sequence[str] = (),
    private: Sequence[str] = (),
    spell: Mapping[str, str] | None = None,
    own: bool = False,
    covers: Mapping[str, str] | None = None,
) -> tuple[dict[str, Any], list[str]]:
    """A vendor's options of plain canonical values, and the recipes a plain call misses.

    ``local`` are the path prefixes that mean local files where the values come from, ``private``
    those of addresses that only the vendor they come from can resolve; ``spell``
    gives the source's spelling of a canonical name, for places in notes; ``own``: the values
    come from the same vendor, so that its own words and levels are exact; ``covers``: what the
    source's options govern, where vendors' options differ in reach.
    """
    spelt = spell if spell is not None else dict[str, str]()
    reach = covers if covers is not None else dict[str, str]()
    options: dict[str, Any] = {}
    recipes: list[str] = list(program.get("recipes", ()))
    handled: set[str] = {"extra"}
    values = _marked(program, values, notes, recipes, spelt, local)
    implied = _implied(program, values, stated)
    for param in program["params"]:
        key: str = param["key"]
        handled.add(key)
        place = spelt.get(key, key)
        if key not in values:
            if param.get("required"):
                notes.append(("MG115", place, f"{WRITER} requires {param['names'][0]}", {}))
            continue
        value = values[key]
        told = key in stated
        if key in implied:
            continue
        if not told and _idle(param, values):
            continue
        if param.get("status") == "no":
            asks = told and value != program.get("neutral", {}).get(key, OMIT)
            if asks and key in program.get("emulate", {}):
                _emulated(program, key, place, notes, recipes)
            elif asks:
                since = f": {param['since']}" if param.get("since") else ""
                text = f"{WRITER} has no {param['names'][0]} on this client{since}"
                notes.append(("MG403", place, text, {}))
            continue
        if (
            own
            and param["kind"] == "levels"
            and any(quality == value for _, quality in param["levels"])
        ):
            level = next(item for item, quality in param["levels"] if quality == value)
            out = OMIT if param.get("default", OMIT) == value else level
        else:
            out = _write_value(param, value, told, values, place, notes, recipes, local)
        if out is OMIT:
            continue
        if not own:
            _weigh(param, told, place, notes)
            resolvable(param, value, place, notes, private)
            if told and key in reach and param.get("covers", reach[key]) != reach[key]:
                text = f"{param['names'][0]} governs {param['covers']}; {place} {reach[key]}"
                notes.append(("MG104", place, text, {}))
        first = param["names"][0]
        if first in options and isinstance(out, (int, float)):
            out = min(out, options[first])
        options[first] = out
        for name in param.get("also", ()):
            options[name] = out
        if not own and unmet(param, values):
            _needed(program, param, value, stated, options, place, notes)
    _leftover(program, values, stated, handled, spelt, notes, recipes)
    options.update(_unknown(program, values.get("extra", {}), notes))
    return options, recipes


def _unknown(program: Program, extra: Mapping[str, Any], notes: list[Note]) -> dict[str, Any]:
    """What the source's profile does not know, without what would come to life here."""
    if not extra:
        return {}
    known = {
        name for param in program["params"] for name in (*param["names"], *param.get("also", ()))
    }
    for name in extra:
        if name in known:
            text = f"left out: {WRITER} has an option of that name and would act upon it"
            notes.append(("MG120", name, text, {}))
    return {name: item for name, item in extra.items() if name not in known}


def _idle(param: Program, values: Mapping[str, Any]) -> bool:
    """Whether no client of the target heeds the option, whatever it says."""
    return any(
        values.get(key) is not None and set(values[key]) == set(members)
        for key, members in param.get("idle", {}).items()
    )


def _needed(
    program: Program,
    param: Program,
    value: Any,
    stated: set[str] | frozenset[str],
    options: dict[str, Any],
    place: str,
    notes: list[Note],
) -> None:
    """Write what an option needs to have an effect, unless the caller wants something else."""
    first = param["names"][0]
    for key, word in param["needs"].items():
        name = next(item["names"][0] for item in program["params"] if item["key"] == key)
        if key in stated:
            notes.append(
                ("MG107", place, f"{WRITER} heeds {first} only where {name} is {word}", {})
            )
            continue
        options[name] = word
        text = f"{name} {word} written out: {first} has no effect without"
        notes.append(("MG101", place, text, {}))
        others = sorted({kind_of_name(f".{item}") for item in value} - {word})
        if others:
            text = f"{name} {word} leaves {' and '.join(f'{kind}s' for kind in others)} out"
            notes.append(("MG104", place, text, {}))


def _implied(
    program: Program, values: Mapping[str, Any], stated: set[str] | frozenset[str]
) -> set[str]:
    """Options whose value another option of the target forces anyway."""
    return {
        key
        for key, tests, forced in program.get("forced", ())
        if values.get(key) == forced and all(holds(test, values, set(stated)) for test in tests)
    }


def _weigh(param: Program, told: bool, place: str, notes: list[Note]) -> None:
    """What is to be said of an option that is written: its support, its grade."""
    if not told:
        return
    name = param["names"][0]
    if param.get("status") == "depends":
        text = f"{name} depends on {WRITER}'s client: {param.get('since', '')}"
        notes.append(("MG405", place, text, {}))
    elif param.get("status") == "unknown":
        notes.append(
            ("MG404", place, f"no source says whether this client of {WRITER} has {name}", {})
        )
    if "grade" in param and param["kind"] != "levels":  # MG104 has said it
        source = "in its typings only" if param["grade"] == "typings" else "assumed"
        notes.append(("MG119", place, f"{name} of {WRITER} is {source}", {}))


def _leftover(
    program: Program,
    values: Mapping[str, Any],
    stated: set[str] | frozenset[str],
    handled: set[str],
    spelt: Mapping[str, str],
    notes: list[Note],
    recipes: list[str],
) -> None:
    """Report what was stated and has no option here."""
    for key, value in values.items():
        if key in handled or key not in stated:
            continue
        if value is None or value == program.get("neutral", {}).get(key, OMIT):
            continue
        place = spelt.get(key, key)
        if key in program.get("emulate", {}):
            _emulated(program, key, place, notes, recipes)
        else:
            notes.append(("MG103", place, f"{WRITER}'s {program['name']} has no such option", {}))


def _emulated(
    program: Program, key: str, place: str, notes: list[Note], recipes: list[str]
) -> None:
    recipe = program["emulate"][key]
    recipes.append(recipe)
    notes.append(("MG409", place, f"{WRITER} has no such option; recipe {recipe} supplies it", {}))


def _write_value(
    param: Program,
    value: Any,
    told: bool,
    values: Mapping[str, Any],
    place: str,
    notes: list[Note],
    recipes: list[str],
    local: Sequence[str],
) -> Any:
    kind = param["kind"]
    if value is None and kind != "levels":
        if "default" in param and param["default"] is None:
            return OMIT
        if param.get("required") and "max" in param:
            return param["max"]  # no limit there: the most this vendor takes
        changes = {} if told else {"severity": "info"}
        notes.append(
            ("MG111", place, f"left to the default of {WRITER}'s {param['names'][0]}", changes)
        )
        return OMIT
    mine: list[Note] = notes if told else []
    if kind in ("integer", "number", "quality"):
        if value == NO_COMPRESSION:
            recipes.append("return_source")
            notes.append(("MG118", place, "no compression asked for: the result is the input", {}))
            return OMIT
        value = _write_number(param, value, place, mine, recipes)
    elif kind == "set" and value is not None:
        value = _write_set(param, value, place, mine)
    elif kind in ("index", "address"):
        value = _write_index(param, value, values, place, mine)
        if value is OMIT:
            return OMIT
        if kind == "address":
            return value
    elif kind == "levels":
        return _write_level(param, value, told, place, notes)
    elif kind in ("path", "paths"):
        return _write_paths(param, value, place, notes, recipes, local)
    if "not_honoured" in param and str(value).lower() in param["not_honoured"]:
        where = f" on {' and '.join(on)}" if (on := param.get("not_honoured_on")) else ""
        text = f"{WRITER} takes {shown(value)} and does not act upon it{where}"
        mine.append(("MG104", place, text, {}))
    if "default" in param and _same(value, param["default"], kind):
        return OMIT
    _inert(param, values, place, mine)
    spelling = _spelling(param, value, place, mine)
    if spelling is OMIT:
        return OMIT
    if not told:
        text = f"{param['names'][0]} written out: {WRITER}'s default is {_default(param)}"
        notes.append(("MG101", place, text, {}))
    return spelling


def _default(param: Program) -> str:
    default = param.get("default")
    if default is None:
        return "not documented"
    return " and ".join(default) if isinstance(default, list) else shown(default)


def _same(value: Any, default: Any, kind: str) -> bool:
    if kind == "set":
        return default is not None and set(value) == set(default)
    if isinstance(value, bool) or isinstance(default, bool):
        return value is default
    return bool(value == default)


def _write_number(
    param: Program, value: Any, place: str, notes: list[Note], recipes: list[str]
) -> Any:
    low, high = param.get("min"), param.get("max")
    kept = clamp(value, low, high)
    if kept != value:
        bound = f"{WRITER}'s {'least' if value < kept else 'most'} is {kept}"
        notes.append(("MG102", place, f"{value} became {kept}: {bound}", {}))
        if param["key"] == "count" and value > kept:
            recipes.append("loop_until_count")
    elif "soft_min" in param and value < param["soft_min"]:
        least = param["soft_min"]
        notes.append(
            ("MG105", place, f"{value} kept: no source says what {WRITER} does under {least}", {})
        )
    elif "soft_max" in param and value > param["soft_max"]:
        top = param["soft_max"]
        notes.append(
            ("MG105", place, f"{value} kept: no source says what {WRITER} does over {top}", {})
        )
    return kept


def _write_set(param: Program, value: Sequence[str], place: str, notes: list[Note]) -> list[str]:
    wanted = set(value)
    for word, instead in param.get("fold", {}).items():
        if word in wanted:
            wanted = (wanted - {word}) | set(instead)
            text = f"{WRITER} has no word for {word}: {' and '.join(instead)} it is"
            notes.append(("MG117", place, text, {"severity": "warning", "loss": "approximated"}))
    allowed = param.get("allowed")
    if allowed is not None and not any(set(item) == wanted for item in allowed):
        kept = _nearest_set(wanted, allowed, param.get("default"))
        text = f"{WRITER}'s client does not offer {_list(wanted, param)}: {', '.join(kept)} it is"
        notes.append(("MG106", place, text, {}))
        wanted = set(kept)
    return [word for word in param["words"] if word in wanted]


def _list(wanted: set[str], param: Program) -> str:
    return ", ".join(word for word in param["words"] if word in wanted)


def _nearest_set(wanted: set[str], allowed: Sequence[Sequence[str]], default: Any) -> Sequence[str]:
    """Of the combinations on offer: the default if it is part of what was asked for, else the
    largest part of it, else the default, else the first."""
    parts = [item for item in allowed if set(item) <= wanted]
    if default is not None and list(default) in [list(item) for item in parts]:
        return list(default)
    if parts:
        return max(parts, key=len)
    return list(default) if default is not None else allowed[0]


def _spelling(param: Program, value: Any, place: str, notes: list[Note]) -> Any:
    pairs = param.get("values")
    if param["kind"] == "media_sources":
        return _write_sources(param, value)
    if not pairs:
        return value
    if isinstance(value, list):
        spelt = [_spell_one(pairs, word) for word in value]
        missing = [word for word, item in zip(value, spelt, strict=True) if item is OMIT]
        if missing:
            text = f"{WRITER} does not offer {', '.join(missing)}"
            notes.append(("MG106", place, text, {"loss": "dropped"}))
        kept = [item for item in spelt if item is not OMIT]
        return kept or OMIT
    found = _spell_one(pairs, value)
    if found is OMIT:
        text = f"{WRITER} does not offer {shown(value)}"
        notes.append(("MG106", place, text, {"loss": "dropped"}))
    return found


def _spell_one(pairs: Sequence[Sequence[Any]], word: Any) -> Any:
    return next(
        (item for meaning, item in pairs if meaning == word and type(meaning) is type(word)), OMIT
    )


def _write_sources(param: Program, value: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    names = param["entry"]
    return [{names[key]: item for key, item in entry.items() if key in names} for entry in value]


def _inert(param: Program, values: Mapping[str, Any], place: str, notes: list[Note]) -> None:
    for key, members in param.get("inert", {}).items():
        if values.get(key) is not None and set(values[key]) == set(members):
            text = f"{WRITER} ignores it when {key} is {', '.join(members)}"
            notes.append(("MG107", place, text, {}))


def _write_level(param: Program, value: Any, told: bool, place: str, notes: list[Note]) -> Any:
    exact = next((level for level, quality in param["levels"] if quality == value), None)
    if exact is not None and (value is None or value == NO_COMPRESSION):
        return OMIT if "default" in param and param["default"] == value else exact
    if value is None or value == NO_COMPRESSION:
        return OMIT
    level = next((level for upto, level in param["ranges"] if value <= upto), None)
    if level is None:
        level = param["ranges"][-1][1]
    first = param["names"][0]
    text = f"quality {value} became {first} {level}; {NO_MAPPING}"
    changes: dict[str, Any] = {} if told else {"severity": "info"}
    notes.append(("MG104", place, text, changes))
    return level


def _write_index(
    param: Program, value: Any, values: Mapping[str, Any], place: str, notes: list[Note]
) -> Any:
    urls = values.get(param.get("of") or "urls") or values.get("sources") or []
    index = value
    if urls and not 0 <= index < len(urls):
        index = 0 if index < 0 else len(urls) - 1
        text = f"index {value} is not in a list of {len(urls)}; {index} it is"
        notes.append(("MG113", place, text, {}))
    index = max(index, 0)
    if param["kind"] == "index":
        return index
    if not urls or index == param.get("default"):
        return OMIT
    return urls[index]


def _marked(
    program: Program,
    values: Mapping[str, Any],
    notes: list[Note],
    recipes: list[str],
    spelt: Mapping[str, str],
    local: Sequence[str],
) -> Mapping[str, Any]:
    """Where the target takes an address for an index: make the wanted entry's address unique."""
    param = next((item for item in program["params"] if item["kind"] == "address"), None)
    if param is None or not isinstance(values.get(param["key"]), int):
        return values
    urls: list[str] = list(values.get(param["of"]) or ())
    index = min(max(values[param["key"]], 0), len(urls) - 1)
    if index <= 0 or urls.index(urls[index]) == index:
        return values
    place = spelt.get(param["key"], param["key"])
    if is_network(urls[index], local):
        urls[index] += f"#{index}"
        notes.append(("MG114", place, f"entry {index} occurs earlier: marked #{index}", {}))
        recipes.append("mark_duplicates")
        return {**values, param["of"]: urls}
    wanted = urls[index]
    first = urls.index(wanted)
    kept = [url for at, url in enumerate(urls) if at >= index or url != wanted]
    text = f"entry {first} is the same file: the earlier one was left out"
    notes.append(("MG114", place, text, {"loss": "dropped"}))
    return {**values, param["of"]: kept, param["key"]: kept.index(wanted)}


def _write_paths(
    param: Program,
    value: Any,
    place: str,
    notes: list[Note],
    recipes: list[str],
    local: Sequence[str],
) -> Any:
    paths = value if isinstance(value, list) else [value]
    inlined(param, paths, place, notes, recipes)
    if param.get("network") is False and any(is_network(path, local) for path in paths):
        recipes.append("download_first")
        notes.append(
            ("MG116", place, f"a network address; {WRITER} takes local files only here", {})
        )
    if isinstance(value, list) and param.get("single"):
        if len(value) > 1:
            recipes.append("fan_out")
        return value[0] if value else OMIT
    return value
