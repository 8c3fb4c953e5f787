"""``mediaglot choose``: the picker of a client in the terminal, over a folder of pictures."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path
from typing import Any, Final

import click

from ...canonical import results
from ...canonical.engine.heads import read_format
from ...canonical.engine.paths import place_new, plain_name
from ...canonical.engine.prompts import Prompt
from ...canonical.engine.sniff import fits, suffix_of
from ...canonical.engine.user import ACTIONS, Action
from ...canonical.errors import InputError
from ..system.whole import beside, new_mode
from .file_args import folder_name
from .media_args import megabytes
from .output import write_json

EPILOG: Final = """\
\b
Examples:
  mediaglot choose album/ --client tt/pc
  mediaglot choose album/ --client my/ios --options '{"count": 3}' \\
      --out picked/
  echo "1 3" | mediaglot choose album/ --client tt/pc
"""
PAGE: Final = 50


@click.command(epilog=EPILOG)
@click.argument("album", type=click.Path(exists=True, file_okay=False))
@click.option("--client", required=True, help="The client that shows the picker, such as my/ios.")
@click.option("--api", default="chooseImage", show_default=True, help="chooseMedia, chooseVideo, …")
@click.option("--options", "text", default="{}", help="The call's options, JSON, vendor's words.")
@click.option("--out", type=folder_name, help="Copy the files picked here.")
def choose(album: str, client: str, api: str, text: str, out: str | None) -> int:
    """Choose from the folder ALBUM as CLIENT offers it, and print the reply as JSON.

    Questions go to standard error, the reply to standard output. Exit status 1 when the call
    failed, as when you cancel.
    """
    from ..host.host import BaseHost

    try:
        options = json.loads(text)
    except ValueError as error:
        raise InputError(f"not JSON: {error}", place="--options") from None
    if not isinstance(options, dict):
        raise InputError("expected an object", place="--options")
    with BaseHost(client, album, Terminal()) as host:
        reply = host.reply(api, options)
        write_json(dict(reply.value))
        if out is not None and reply.result is not None:
            _copied(host, reply.result, Path(out))
        for note in host.notes:
            click.echo(note, err=True)
    return 0 if reply.ok else 1


def _copied(host: Any, result: results.Result, folder: Path) -> None:
    """Write the files of a result into a folder, each whole or not at all; none is replaced."""
    paths = results.paths_of(result)
    places = [folder / _plain(host, path) for path in paths]
    for place in places:
        if place.exists():
            raise InputError("exists already; choose another --out", place=str(place))
    folder.mkdir(parents=True, exist_ok=True)
    for path, place in zip(paths, places, strict=True):
        with beside(place) as part:
            with host.open(path) as stream, part.open("wb") as target:
                shutil.copyfileobj(stream, target)
            part.chmod(new_mode())
            place_new(part, place)
        click.echo(f"wrote {place}", err=True)


def _plain(host: Any, path: str) -> str:
    """A name for a file of the client: its own, with a suffix that other programs know."""
    name = path.rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    found = read_format(host.storage.resolve(path))
    if found is None or fits(found, suffix):
        return name
    return f"{stem if dot else name}.{suffix_of(found)}"


class Terminal:
    """A user who is asked on the terminal."""

    def answer(self, prompt: Prompt) -> Action:
        """Ask what to do at a prompt."""
        if "taps" in prompt.offers:
            return self._tap(prompt)
        if "allows" in prompt.offers:
            return self._consent(prompt)
        if "chooses" in prompt.offers:
            return self._choose(prompt)
        if "saves" in prompt.offers:
            choice = _ask(f"{prompt.what}: save? (y, c: cancel)", ["y", "c"], "y")
            return ACTIONS["saves" if choice == "y" else "cancels"]()
        return self._pick(prompt)

    @staticmethod
    def _consent(prompt: Prompt) -> Action:
        words = {"y": "allows", "n": "denies", "never": "denies_forever"}
        offered = {word: kind for word, kind in words.items() if kind in prompt.offers}
        choice = _ask(f"{prompt.what}: allow? ({', '.join(offered)})", list(offered), "y")
        return ACTIONS[offered[choice]](prompt.scopes[0])

    @staticmethod
    def _choose(prompt: Prompt) -> Action:
        while True:
            value = _line(f"{prompt.what} (c: cancel)").strip()
            action = ACTIONS["cancels"]() if value in ("", "c") else ACTIONS["chooses"](value)
            fault = prompt.fault(action)
            if not fault:
                return action
            click.echo(fault, err=True)

    @staticmethod
    def _tap(prompt: Prompt) -> Action:
        names = list(prompt.entries)
        end = ["c"] if "cancels" in prompt.offers else []
        hint = " (c: cancel)" if end else ""
        question = f"{prompt.operation}: {' or '.join(names)}?{hint}"
        choice = _ask(question, [*names, *end], names[0])
        return ACTIONS["cancels"]() if choice == "c" else ACTIONS["taps"](choice)

    def _pick(self, prompt: Prompt) -> Action:
        what = f"pick at most {prompt.most}" if prompt.most is not None else "pick any number"
        keys = ["numbers or names", "c: cancel"]
        if prompt.kind == "camera":
            what, keys = "at the camera", ["c: cancel"]
        for number, item in enumerate(prompt.items[:PAGE], start=1):
            size = "?" if item.size is None else megabytes(item.size)
            click.echo(f"{number:4}  {plain_name(item.name)}  ({item.kind}, {size})", err=True)
        if len(prompt.items) > PAGE:
            click.echo(f"      and {len(prompt.items) - PAGE} more, by number or name", err=True)
        if "toggles_original" in prompt.offers:
            keys.append("o: original size on")
        if "shoots" in prompt.offers:
            keys.append("p: photograph")
        if "records" in prompt.offers:
            keys.append("v: video of 3 s")
        single = {"c": "cancels", "o": "toggles_original", "p": "shoots"}
        while True:
            words = _words(_line(f"{what} ({', '.join(keys)})"), prompt)
            kind = single.get(words[0]) if len(words) == 1 else None
            if kind in prompt.offers:
                return ACTIONS[str(kind)]()
            if words == ["v"] and "records" in prompt.offers:
                return ACTIONS["records"](3)
            names = [_name(word, prompt) for word in words]
            good = [name for name in names if name is not None]
            if not good or len(good) < len(names) or "picks" not in prompt.offers:
                click.echo("that is not on offer", err=True)
            elif prompt.most is not None and len(good) > prompt.most:
                click.echo(f"at most {prompt.most}", err=True)
            else:
                return ACTIONS["picks"](*dict.fromkeys(good))


def _words(line: str, prompt: Prompt) -> list[str]:
    """The words of a line; a name with spaces stands alone or in quotes."""
    if any(item.name == line.strip() for item in prompt.items):
        return [line.strip()]
    try:
        return shlex.split(line)
    except ValueError:  # an open quote
        return line.split()


def _name(word: str, prompt: Prompt) -> str | None:
    if word.isdecimal() and 1 <= int(word) <= len(prompt.items):
        return prompt.items[int(word) - 1].name
    return next((item.name for item in prompt.items if item.name == word), None)


def _ask(question: str, words: list[str], default: str) -> str:
    return _answered(question, type=click.Choice(words), default=default, show_choices=False)


def _line(question: str) -> str:
    return _answered(question)


def _answered(question: str, **options: Any) -> str:
    """The answer to a question; raises InputError where standard input ends before it."""
    try:
        line: str = click.prompt(question, err=True, **options)
    except click.Abort as error:
        if not isinstance(error.__context__, EOFError):
            raise
        click.echo(err=True)
        raise InputError("standard input ended, and this is not answered", place=question) from None
    return line
