"""``mediaglot profile new``: the profile of a new vendor, of what is said or asked for."""

from __future__ import annotations

import datetime
import re
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import click
from attrs import frozen

from ...canonical.errors import InputError, MediaglotError, did_you_mean, shown
from ...canonical.vocabulary import API_NAMES
from ..system.places import writes
from . import complete
from .file_args import all_apart, file_name
from .output import write_text

EPILOG: Final = """\
\b
Without VENDOR, on a terminal, it asks for what it needs.
\b
Examples:
  mediaglot profile new
  mediaglot profile new acme --name Acme > acme.toml
  mediaglot profile new qq --name QQ --extends wx --out qq.toml
  mediaglot profile new acme --api chooseMedia --api chooseVideo
"""
_ID: Final = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_GLOBAL: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]{0,63}")


@frozen
class VendorQuestion:
    """One thing that is asked for. `option`: the option that says it; `usual`: what an empty
    answer means, of the answers before it; `read`: the value of an answer, or InputError."""

    option: str
    words: str
    usual: Callable[[Mapping[str, Any]], str]
    read: Callable[[str], Any]
    alone: bool = False
    """Not asked for of a profile that extends another."""


@click.command(epilog=EPILOG)
@click.argument("vendor", required=False)
@click.option("--name", help="The vendor's name for people.  [default: VENDOR]")
@click.option("--namespace", help="The global object in its JavaScript.  [default: VENDOR]")
@click.option("--extends", help="Begin from a built-in profile.", shell_complete=complete.clients)
@click.option("--os", "os_", multiple=True, help="A system it runs on; repeatable.")
@click.option("--docs", help="Address of the documentation that its facts are from.")
@click.option(
    "--api",
    multiple=True,
    shell_complete=complete.apis,
    help="Canonical API to begin with; repeatable.",
)
@click.option("--out", type=file_name(".toml"), help="File to write; default: standard output.")
@click.option("--force", is_flag=True, help="Replace the file of --out.")
def new(vendor: str | None, os_: tuple[str, ...], force: bool, **said: Any) -> None:
    """Start the profile of a new VENDOR: a commented TOML file that passes lint."""
    from ...profiles import builtin, loader
    from ...profiles.lint import lint as check
    from .scaffold import scaffold

    given = {key: value for key, value in {"vendor": vendor, "os": os_, **said}.items() if value}
    asks = vendor is None
    if asks and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise InputError("expected the id of a vendor, as in 'mediaglot profile new acme'")
    answers = _answered(given, partial(_prompted, force=force) if asks else _usual)
    vendor, extends, out = answers["vendor"], answers["extends"], answers["out"] or None
    identity = {
        "id": vendor,
        "name": answers["name"],
        "namespace": answers["namespace"],
        "docs": answers["docs"],
        "today": datetime.date.today().isoformat(),
    }
    text = scaffold(identity, apis=answers["api"], extends=extends, systems=answers["os"])
    report = check({out or f"{vendor}.toml": text}, find=loader.builtin_texts)
    if report.profile is None:
        raise InputError(report.diagnostics[0].message)
    if out is not None and not force:
        _new(out)
    all_apart(writes("--out", out or "-"))
    write_text(text, out)
    if out not in (None, "-"):
        click.echo(f"{out} written; next: mediaglot profile lint {out}", err=True)
    if vendor in builtin.ids():
        text = f"{vendor} comes with mediaglot: given by --profile, this file stands in its place"
        click.echo(text, err=True)
    if asks:
        click.echo(f"the same without questions: {_command(answers, given, force)}", err=True)


def _answered(
    given: Mapping[str, Any], ask: Callable[[VendorQuestion, str], str]
) -> dict[str, Any]:
    """Every answer: what is given, the rest by ``ask`` of a question and its usual answer."""
    answers: dict[str, Any] = {}
    for question in QUESTIONS:
        key = question.option
        text = given.get(key)
        if text is None:
            usual = question.usual(answers)
            skipped = question.alone and answers.get("extends")
            text = "" if skipped else ask(question, usual)
        elif not isinstance(text, str):
            text = ",".join(text)
        answers[key] = question.read(text)
    return answers


def _usual(_: VendorQuestion, usual: str) -> str:
    return usual


def _prompted(question: VendorQuestion, usual: str, *, force: bool) -> str:
    def good(text: str) -> str:
        try:
            question.read(text)
            if question.option == "out" and text and not force:
                _new(text)
        except MediaglotError as error:
            raise click.UsageError(str(error)) from None
        return text

    words = f"{question.words} [{usual}]" if usual else question.words
    answer: str = click.prompt(words, default=usual, show_default=False, value_proc=good, err=True)
    return answer


def _command(answers: Mapping[str, Any], given: Mapping[str, Any], force: bool) -> str:
    """The command line that says what was answered."""
    words = ["mediaglot", "profile", "new", answers["vendor"]]
    so_far: dict[str, Any] = {"vendor": answers["vendor"]}
    for question in QUESTIONS[1:]:
        key, value = question.option, answers[question.option]
        if key in given or value != question.read(question.usual(so_far)):
            values = value if isinstance(value, tuple) else (value,) if value else ()
            words += [word for one in values for word in (f"--{key}", one)]
        so_far[key] = value
    return shlex.join(words + ["--force"] * force)


def _vendor(text: str) -> str:
    if _ID.fullmatch(text) is None:
        raise InputError(f"expected a vendor's id such as qq or acme2, got {shown(text)}")
    return text


def _global(text: str) -> str:
    if _GLOBAL.fullmatch(text) is None:
        raise InputError(f"expected a name of JavaScript such as wx, got {shown(text)}")
    return text


def _base(text: str) -> str:
    from ...profiles import loader

    if text:
        loader.get(text)
    return text


def _apis(text: str) -> tuple[str, ...]:
    found = _words(text)
    for api in found:
        if api not in API_NAMES:
            raise InputError(f"no API {api[:60]!r}; {did_you_mean(api, API_NAMES, 'APIs')}")
    return found


def _file(text: str) -> str:
    try:
        return file_name(".toml")(text) if text else ""
    except click.BadParameter as error:
        raise InputError(error.message) from None


def _docs(_: Mapping[str, Any]) -> str:
    from .scaffold import DOCS

    return DOCS


def _new(name: str) -> None:
    if name != "-" and Path(name).exists():
        raise InputError("is there already; --force replaces it", place=name)


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.replace(",", " ").split()))


QUESTIONS: Final[Sequence[VendorQuestion]] = (
    VendorQuestion("vendor", "Id of the vendor, as in acme/android@1.2.0", lambda _: "", _vendor),
    VendorQuestion("name", "Its name for people", lambda it: it["vendor"], str),
    VendorQuestion(
        "namespace", "The global object of its JavaScript, as wx",
        lambda it: it["vendor"].replace("-", "_"), _global,
    ),
    VendorQuestion("extends", "A vendor that it imitates, as wx; empty: none", lambda _: "", _base),
    VendorQuestion(
        "os", "Systems that it runs on; empty: android and ios", lambda _: "", _words, alone=True,
    ),
    VendorQuestion("docs", "Address of its documentation", _docs, str),
    VendorQuestion(
        "api", "APIs to begin with; empty: four that most have", lambda _: "", _apis, alone=True,
    ),
    VendorQuestion("out", "File to write; empty: standard output", lambda _: "", _file),
)  # fmt: skip
"""In the order in which they are asked."""
