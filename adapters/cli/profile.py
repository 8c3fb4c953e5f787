"""``mediaglot profile``: list, show, check and start vendor profiles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...canonical.diagnostics import Diagnostic
from ...canonical.errors import printable
from ...canonical.operations import FAMILIES
from ..system.places import writes
from . import complete, profile_compare, profile_new
from .file_args import all_apart, file_name
from .output import FORMAT, say, table, write_json, write_text

if TYPE_CHECKING:
    from ...profiles.extending import Inherited
    from ...profiles.fold import ClientApi, ClientProfile
    from ...profiles.model import FailureRule

EPILOG = """\
\b
Examples:
  mediaglot profile list
  mediaglot profile show tt/pc@7.40.0 chooseImage
  mediaglot profile new qq --name QQ --extends wx --out qq.toml
  mediaglot profile lint qq.toml
  mediaglot profile diff wx qq.toml
  mediaglot profile evidence wx --used src/
"""


@click.group(epilog=EPILOG)
def profile() -> None:
    """List, show, check and start vendor profiles."""


LIST_EPILOG = """\
\b
Examples:
  mediaglot profile list
  mediaglot --profile qq.toml profile list --format json
"""


@profile.command("list", epilog=LIST_EPILOG)
@FORMAT
def list_(format: str) -> None:  # noqa: A002
    """List the profiles: those that come with mediaglot, and those given by --profile."""
    from ...profiles import loader

    found = [loader.get(vendor) for vendor in loader.known_ids()]
    if format == "json":
        write_json(
            [
                {
                    "id": item.id,
                    "name": item.name,
                    "namespace": item.namespace,
                    "versions": item.versions,
                    "os": item.os,
                    "surfaces": item.surfaces,
                    "apis": list(item.api),
                }
                for item in found
            ]
        )
        return
    table(
        ["id", "name", "namespace", "version of", "os", "surfaces", "APIs"],
        [
            [
                item.id,
                item.name,
                item.namespace,
                item.versions,
                ", ".join(item.os),
                ", ".join(item.surfaces),
                str(len(item.api)),
            ]
            for item in found
        ],
    )


SHOW_EPILOG = """\
\b
Examples:
  mediaglot profile show my
  mediaglot profile show tt/pc@7.40.0 chooseImage
  mediaglot profile show ./qq.toml chooseImage --format json
"""


@profile.command(epilog=SHOW_EPILOG)
@click.argument("client", shell_complete=complete.clients)
@click.argument("api", required=False, shell_complete=complete.apis)
@FORMAT
def show(client: str, api: str | None, format: str) -> None:  # noqa: A002
    """Show what a profile says about one CLIENT, and about one API of it.

    CLIENT is vendor[:surface][/os][@version], or a profile file.
    """
    from . import facts

    view = profile_compare.view_of(client)
    if format == "json":
        if api is not None:
            write_json({"client": str(view.client), **facts.api_plain(view.api(api))})
        else:
            write_json(
                {
                    "client": str(view.client),
                    "name": view.profile.name,
                    "namespace": view.profile.namespace,
                    "apis": {key: facts.api_plain(item) for key, item in view.apis.items()},
                }
            )
    elif api is not None:
        _show_api(view, view.api(api))
    else:
        _show_vendor(view)


def _show_vendor(view: ClientProfile) -> None:
    from . import facts

    found = view.profile
    _title(f"{found.name} ({found.id})", f"client {view.client}")
    say(f"namespace   {found.namespace}")
    say(f"versions    of the {found.versions}")
    say(f"os          {', '.join(found.os)}")
    if found.surfaces:
        say(f"surfaces    {', '.join(found.surfaces)}")
    say(f"promises    {found.call.promise.replace('_', ' ')}")
    if found.paths.local:
        say(f"local files {', '.join(found.paths.local)}")
    success = found.envelope.success.fields
    say(f"success     {', '.join(f'{k}: {v}' for k, v in success.items()) or '(nothing)'}")
    failure = found.envelope.failure
    say(f"failure     {', '.join([*failure.code, *failure.message])}")
    if found.note:
        say(f"note        {found.note}")
    for family in FAMILIES:
        rows = [
            [
                item.key,
                item.name,
                facts.answered(item.support),
                ", ".join(name for param in item.params.values() for name in param.names[:1]),
                facts.evidence(item.evidence),
            ]
            for item in view.apis.values()
            if item.operation.family == family
        ]
        if rows:
            _title(f"APIs: {family}")
            table(["API", "name there", "support", "options", "evidence"], rows)
    _failures(view.failures)


def _show_api(view: ClientProfile, item: ClientApi) -> None:
    from . import facts

    name = f"{view.profile.namespace}.{item.name}"
    _title(name, f"client {view.client}; support: {facts.answered(item.support)}")
    if item.facts.stopped:
        say(f"Stopped: {item.facts.stopped}")
    if item.facts.note:
        say(item.facts.note)
    if item.params:
        _title("Options")
        table(facts.PARAM_HEADERS, [*facts.param_rows(item)])
    if item.result:
        _title("Result")
        table(facts.FIELD_HEADERS, [*facts.field_rows(item)])
    _failures(item.failures)
    found = [item.evidence, *(part.evidence for part in facts.parts(item))]
    sources = {source.source: source for group in found for source in group}
    if sources:
        _title("Evidence")
        rows = [[s.source, s.grade, s.checked, s.where] for s in sources.values()]
        table(["source", "grade", "checked", "where"], rows)


def _failures(rules: tuple[FailureRule, ...]) -> None:
    from . import facts

    if rules:
        _title("Failures")
        headers = ["kind", "code", "message", "os"]
        rows = [
            [rule.kind, code, text, ", ".join(rule.os)]
            for rule, code, text in facts.failures(rules)
        ]
        if any(rule.family for rule in rules):
            headers.append("family")
            for rule, row in zip(rules, rows, strict=True):
                row.append(", ".join(rule.family))
        table(headers, rows)


def _title(text: str, more: str = "") -> None:
    start = "" if more else "\n"
    click.echo(f"{start}{click.style(printable(text), bold=True)}{'  ' + more if more else ''}")


LINT_EPILOG = """\
\b
Exit status: 0 clean, 1 problems found, 2 a file cannot be read.
\b
Examples:
  mediaglot profile lint qq.toml
  mediaglot profile lint vendors/*.toml --format json
"""


@profile.command(epilog=LINT_EPILOG)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=file_name())
@FORMAT
@click.pass_context
def lint(ctx: click.Context, files: tuple[str, ...], format: str) -> None:  # noqa: A002
    """Check profile FILEs: every problem with line and column. Without FILE: the built-in ones.

    A FILE may extend a profile beside it or a built-in one.
    """
    from ...profiles import loader
    from ...profiles.files import read_texts
    from ...profiles.lint import lint as check

    found: list[Diagnostic] = []
    inherited: dict[str, tuple[Inherited, ...]] = {}
    names = files or loader.builtin_ids()
    for name in names:
        path = Path(name)
        if not files:
            report = check(loader.builtin_texts(name) or {}, find=loader.builtin_texts)
        else:
            report = check(read_texts(path), find=loader.finder(path))
        found.extend(report.diagnostics)
        if report.inherited:
            inherited[name] = report.inherited
    if format == "json":
        has = [
            {
                "file": name,
                "family": part.family,
                "base": part.base,
                "operations": list(part.operations),
                "unknown": list(part.unspoken),
            }
            for name, parts in inherited.items()
            for part in parts
        ]
        write_json({"problems": [item.to_plain() for item in found], "inherited": has})
    else:
        for item in found:
            code = click.style(item.code, fg="red", bold=True)
            click.echo(f"{printable(item.place)}: {code} {printable(item.message)}")
        for name, parts in inherited.items():
            click.echo(
                f"{name}: inherited; whether what is not named is there is unknown:", err=True
            )
            for part in parts:
                say(f"  {_inherited(part)}", err=True)
        click.echo(_summary(len(found), len(names)), err=True)
    ctx.exit(1 if found else 0)


def _inherited(part: Inherited) -> str:
    """What a file has of a family from its base; where it names some of it, what it does not."""
    count, left = len(part.operations), len(part.unspoken)
    start = f"{part.family} from {part.base}: "
    if left == count:
        return f"{start}none of {count} named"
    rest = f"; not {', '.join(part.unspoken)}" if left else ""
    return f"{start}{count - left} of {count} named{rest}"


def _summary(problems: int, files: int) -> str:
    where = f"{files} file{'s' if files != 1 else ''}"
    if not problems:
        return f"{where}: no problems"
    return f"{where}: {problems} problem{'s' if problems != 1 else ''}"


SCHEMA_EPILOG = """\
\b
Example:
  mediaglot profile schema --out profile.schema.json
"""


@profile.command(epilog=SCHEMA_EPILOG)
@click.option("--out", type=file_name(".json"), help="File to write; default: standard output.")
def schema(out: str | None) -> None:
    """Print the JSON Schema of a profile file, for completion and checks in an editor."""
    from ...profiles.schema import json_schema

    all_apart(writes("--out", out or "-"))
    write_text(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n", out)


profile.add_command(profile_new.new)
profile.add_command(profile_compare.diff)
profile.add_command(profile_compare.evidence)
