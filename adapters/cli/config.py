"""What a project's configuration file says of the command line's options.

```toml
from = "wx"                      # port, verify and runtime
to = "my"
exclude = ["vendor/"]
ignore = ["MG104"]
baseline = "mediaglot-baseline.json"
profiles = ["profiles/qq.toml"]   # all commands

[port]                            # options of one command, by their names
style = "runtime"
```

Options become the command's defaults: what the command line says comes first. Paths are relative
to the file; what is written stays in its folder, and nothing there changes sources by itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import attrs
import click

from ...canonical.errors import InputError, did_you_mean, shown
from ..system.config_file import (
    COMMAND_KEYS,
    COMMAND_TABLES,
    MEDIA_KEYS,
    SHARED_KEYS,
    read_config,
)
from .file_args import file_name, folder_name

ASKED_FOR: Final = frozenset({"in-place", "force", "write-baseline", "watch", "help"})
"""Switches that change sources, or what is known of them: for the command line alone."""
READ_ONLY: Final = frozenset({"album", "port", "profiles", "root", "scenario", "setup", "used"})
"""Options whose file or folder is read alone. What any other names may be written, and stays in the
configuration's folder, whatever links lead there."""
PATHS: Final = frozenset({"FILE", "DIR", "FOLDER", file_name().__name__, folder_name.__name__})
"""How options that name files say so: by their metavar, or by their type's name."""

Defaults = dict[str, Any]
"""A command's defaults by the names of its parameters; of a group, its commands' by theirs."""
Lookup = Callable[[str], click.Command | None]


@attrs.frozen
class Configured:
    """A configuration file that was read, and where it stands."""

    file: Path
    data: Mapping[str, Any]
    text: str = attrs.field(repr=False)
    under: tuple[str, ...] = ()

    def wrong(self, why: str, *path: str | int) -> InputError:
        """An error at the place of a key."""
        from ...profiles.toml_text import place_and_key

        return InputError(why, place=place_and_key(self.text, self._name(), (*self.under, *path)))

    def _name(self) -> str:
        return (
            os.path.relpath(self.file) if self.file.is_relative_to(Path.cwd()) else str(self.file)
        )

    def path_of(self, value: Any, key: str, *path: str | int) -> Any:
        """A path that a key gives, from where the command runs. Raises `InputError`."""
        if not isinstance(value, str) or value in ("", "-"):
            return value
        folder = self.file.parent
        found = os.path.normpath(folder / value)
        real = Path(os.path.realpath(found))
        if key not in READ_ONLY and not real.is_relative_to(os.path.realpath(folder)):
            raise self.wrong("leads out of the configuration's folder", *path)
        return os.path.relpath(found) if Path(found).is_relative_to(Path.cwd()) else found


def read_configured(file: Path) -> Configured:
    """What a configuration file says.

    Raises `InputError` for a file that cannot be read, and for unknown keys.
    """
    data, text, under = read_config(file)
    made = Configured(file.resolve(), data, text, under)
    for key in data:
        if key not in COMMAND_KEYS and key not in MEDIA_KEYS:
            known = sorted(COMMAND_KEYS | MEDIA_KEYS)
            raise made.wrong(f"unknown key; {did_you_mean(key, known, 'keys')}", key)
    return made


def profiles_of(made: Configured) -> tuple[str, ...]:
    """The profile files that a configuration names. Raises `InputError`."""
    value = made.data.get("profiles", [])
    if not _texts(value):
        raise made.wrong(f"expected a list of files, got {shown(value)}", "profiles")
    return tuple(
        made.path_of(item, "profiles", "profiles", number) for number, item in enumerate(value)
    )


def defaults_of(made: Configured, name: str, command: click.Command) -> Defaults:
    """What a configuration says of one command. Raises `InputError` naming file, line and key."""
    result: Defaults = {}
    options = _options(command)
    for key, commands in SHARED_KEYS.items():
        if key in made.data and name in commands and key in options:
            result[_named(options[key])] = _value(made, options[key], made.data[key], key)
    table = made.data.get(name, {}) if name in COMMAND_TABLES else {}
    return result | _table(made, command, table, name)


def _table(made: Configured, command: click.Command, table: Any, *path: str) -> Defaults:
    """The defaults that a command's own table gives; of a group, each command's."""
    if not isinstance(table, Mapping):
        raise made.wrong(f"expected a table, got {shown(table)}", *path)
    inner = command.commands if isinstance(command, click.Group) else {}
    options = _options(command)
    result: Defaults = {}
    for key, value in table.items():
        here = (*path, key)
        if key in inner:
            result[key] = _table(made, inner[key], value, *here)
        elif key in ASKED_FOR:
            raise made.wrong("is given on the command line alone", *here)
        elif key not in options:
            known = [*inner, *(name for name in options if name not in ASKED_FOR)]
            raise made.wrong(f"unknown option; {did_you_mean(key, known, 'options')}", *here)
        else:
            result[_named(options[key])] = _value(made, options[key], value, *here)
    return result


def _options(command: click.Command) -> dict[str, click.Option]:
    """The options of a command by their long names, without the dashes."""
    return {
        name[2:]: param
        for param in command.params
        if isinstance(param, click.Option)
        for name in param.opts
        if name.startswith("--")
    }


def _named(option: click.Option) -> str:
    return option.name or ""


def _value(made: Configured, option: click.Option, value: Any, *path: str) -> Any:
    """The value of an option, of the type that the option takes."""
    if option.is_flag:
        if not isinstance(value, bool):
            raise made.wrong(f"expected true or false, got {shown(value)}", *path)
        return value
    if option.multiple:
        values = value if isinstance(value, list) else [value]
        return [_one(made, option, item, *path) for item in values]
    return _one(made, option, value, *path)


def _one(made: Configured, option: click.Option, value: Any, *path: str) -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise made.wrong(f"expected {_expected(option)}, got {shown(value)}", *path)
    if isinstance(option.type, click.Path) or {option.metavar, option.type.name} & PATHS:
        value = made.path_of(value, path[-1], *path)
    try:
        option.type.convert(str(value), option, None)
    except click.BadParameter as error:
        raise made.wrong(_lower(error.message), *path) from None
    return str(value)


def _expected(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return f"one of {', '.join(option.type.choices)}"
    return "a number" if isinstance(option.type, click.IntRange) else "a text"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:].removesuffix(".")


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
