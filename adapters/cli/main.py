"""The command line: a table of commands, each imported when it is called.

Exit status: 0 done; 1 done, but something fell under ``--fail-on``; 2 usage, or input that
cannot be read; 130 interrupted; 141 the reader of the output went away.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import Any, Final

import click

from ..._version import __version__
from ...canonical.errors import InputError, MediaglotError, did_you_mean, nearest, printable, quoted
from ..system import config_file, interrupts
from .file_args import file_name, remember_profiles
from .language import CHOICES, language_of, remember
from .streams import give_up, open_streams

READER_GONE: Final = 141
COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "port": ("port:port", "Port the source of a mini-program from one vendor to another."),
    "normalize": ("normalize:normalize", "Replies and requests in JSON Lines, to one shape."),
    "run": ("run:run", "Run a mini-program page on a simulated client."),
    "verify": ("verify:verify", "Run original and port, and compare what they do."),
    "studio": ("studio:studio", "Look at a program on simulated clients, in the browser."),
    "scenario": ("scenario:scenario", "Write and check what the simulated user does."),
    "probe": ("probe:probe", "Ask a real client what it does, and hold that against its profile."),
    "choose": ("choose:choose", "Choose images or media from a folder, as a client would."),
    "runtime": ("runtime:runtime", "Generate the JavaScript runtime of a pair of vendors."),
    "compare": ("compare:compare", "What differs between two vendors or clients, as a table."),
    "profile": ("profile:profile", "List, show, check and start vendor profiles."),
    "rule": ("rule:rule", "Explain a diagnostic's code, such as MG102."),
    "info": ("info:info", "What getImageInfo and getVideoInfo say about files."),
    "compress": ("compress:compress", "Compress pictures and videos as a client would."),
    "report": ("report:report", "Sum up replies: successes, failures, codes no profile knows."),
    "schema": ("schema:schema", "What normalize and report write, as JSON Schema or columns."),
    "sql": ("sql:sql", "The mapping of replies as a query for DuckDB, Spark and their like."),
}
"""Command name -> ``module:attribute`` in this package, and its line in ``--help``."""


class _Interrupted(BaseException):
    """A `KeyboardInterrupt` that click does not take for its own, with a blank line."""


class _LazyGroup(click.Group):
    """A group that imports a command when it is asked for, and never for ``--help``."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        attribute = COMMANDS[cmd_name][0].partition(":")[2]
        found: click.Command = getattr(import_module(_module(cmd_name)), attribute)
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not ctx.resilient_parsing:
            _once(ctx, args)
        return super().parse_args(ctx, args)

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        try:
            return super().make_context(*args, **options)
        except KeyboardInterrupt as error:
            raise _Interrupted(str(error)) from None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # click would exit with 1
            raise click.exceptions.Exit(READER_GONE) from None
        except KeyboardInterrupt as error:
            raise _Interrupted(str(error)) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            known = self.list_commands(ctx)
            close = nearest(name, known)
            hint = f"did you mean {close[0]!r}?" if close else f"commands: {', '.join(known)}"
            raise click.UsageError(f"no command {name[:60]!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)


def _once(here: click.Context, args: list[str]) -> None:
    """Refuse an option that takes one value and is given twice: which was meant, nobody knows."""
    command = here.command
    try:
        _, rest, order = command.make_parser(here).parse_args(list(args))
    except click.UsageError:
        return  # told when the command itself reads them
    given = Counter(
        param.opts[0]
        for param in order
        if isinstance(param, click.Option) and not (param.multiple or param.is_flag or param.count)
    )
    for option, times in given.items():
        if times > 1:
            raise click.UsageError(f"{option} is given {times} times; it takes one value", here)
    if isinstance(command, click.Group) and rest:
        inner = command.get_command(here, rest[0])
        if inner is not None:
            settings = inner.context_settings
            _once(click.Context(inner, here, rest[0], resilient_parsing=True, **settings), rest[1:])


def _module(name: str) -> str:
    return f"{__package__}.{COMMANDS[name][0].partition(':')[0]}"


EXAMPLES: Final = """\
\b
Examples:
  mediaglot port src/ --from wx --to my --out build/my
  mediaglot normalize --from my --api chooseImage replies.jsonl
  mediaglot compare wx my chooseImage
  mediaglot profile show tt/pc@7.40.0 chooseImage
  mediaglot --profile qq.toml compare wx qq
  mediaglot rule MG102
"""


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXAMPLES,
)
@click.version_option(__version__, "-V", "--version", message="mediaglot %(version)s")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour: auto is on for a terminal, unless NO_COLOR is set.",
)
@click.option(
    "--config",
    type=file_name(),
    envvar="MEDIAGLOT_CONFIG",
    metavar="FILE",
    help="The configuration file. [default: the nearest mediaglot.toml, or pyproject.toml with "
    "[tool.mediaglot], here or above]",
)
@click.option(
    "--lang",
    type=click.Choice(CHOICES),
    default="auto",
    help="Language of rules and of the fixes in reports for people: auto is that of LANG.",
)
@click.option("--no-config", is_flag=True, help="Read no configuration file.")
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    type=file_name(),
    envvar="MEDIAGLOT_PROFILES",
    metavar="FILE",
    help="A vendor profile of your own, beside the built-in ones; repeatable.",
)
@click.pass_context
def cli(
    ctx: click.Context,
    color: str,
    config: str | None,
    lang: str,
    no_config: bool,
    profiles: tuple[str, ...],
) -> None:
    """One media API for WeChat (wx), Alipay (my) and Feishu (tt) mini-programs.

    Clients are written vendor[:surface][/os][@version]: wx, my/ide, tt:web/pc@3.47.0.
    """
    if color == "auto":
        ctx.color = False if os.environ.get("NO_COLOR") else None
    else:
        ctx.color = color == "always"
    remember(ctx, language_of(os.environ) if lang == "auto" else lang)
    if config and no_config:
        raise click.UsageError("--config and --no-config exclude each other", ctx)
    if not no_config:
        profiles = (*_configured(ctx, config), *profiles)
    if profiles:
        from ...profiles import loader

        remember_profiles(ctx, profiles)

        for file in profiles:
            loaded = loader.register(loader.load(file))
            ctx.call_on_close(partial(loader.unregister, loaded.id))


def _configured(ctx: click.Context, file: str | None) -> tuple[str, ...]:
    """Make what the configuration says the defaults of the command; give its profiles."""
    name = ctx.invoked_subcommand
    found = config_file.find_config(file)
    if found is None:
        return ()
    from .config import defaults_of, profiles_of, read_configured

    made = read_configured(found)
    if name is None:
        return ()
    command = ctx.command.get_command(ctx, name) if isinstance(ctx.command, click.Group) else None
    if command is not None:
        ctx.default_map = {name: defaults_of(made, name, command)}
    return profiles_of(made)


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line on ``args`` (default: the process's own); gives the exit status."""
    if args is None:
        gc.set_threshold(50_000)  # few searches for cycles while modules load
        atexit.register(gc.freeze)  # and none at all in what the ending process leaves
        open_streams()
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    return interrupts.guarded(_outcome) if args is None else _outcome(args)


def _outcome(args: Sequence[str] | None = None) -> int:
    status: int
    try:
        if any("\0" in word for word in args or ()):
            raise InputError("an argument has NUL in it, which no name can have")
        outcome = cli.main(
            list(args) if args is not None else None, "mediaglot", standalone_mode=False
        )
        status = outcome if isinstance(outcome, int) else 0
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        status = error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        status = 2
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx is not None else "mediaglot"
        status = _fail(f"{_usage(error)} (see '{path} --help')")
    except click.ClickException as error:
        status = _fail(_sentence(error.format_message()))
    except (KeyboardInterrupt, _Interrupted) as error:
        status = interrupts.told(str(error))
    except click.Abort:
        status = interrupts.told()
    except BrokenPipeError:
        status = READER_GONE
    except MediaglotError as error:
        status = _fail(str(error))
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        status = _fail(f"{name}{error.strerror or error}")
    except RecursionError:
        status = _fail("the input is nested too deeply")
    except MemoryError:
        status = _fail("out of memory")
    except Exception as error:
        if os.environ.get("MEDIAGLOT_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {error}"[:300]
        status = _fail(f"a bug: {what} (MEDIAGLOT_TRACEBACK=1 shows where)")
    give_up()
    return status


def _fail(message: str) -> int:
    if interrupts.heard():
        return interrupts.told()
    line = printable(" ".join(message.split()))
    with suppress(OSError):  # nobody is there to be told
        click.echo(_on_terminal(line), err=True)
    return 2


def _on_terminal(line: str) -> str:
    """An error as it is told: on a terminal in lines that fit, no word broken."""
    from ..system.columns import NARROWEST, fitted
    from .output import terminal_columns

    head = f"{click.style('mediaglot: error:', fg='red', bold=True)} "
    columns = terminal_columns(sys.stderr)
    return "\n".join(fitted(line, max(columns, NARROWEST), head, "  ")) if columns else head + line


def _usage(error: click.UsageError) -> str:
    """What is wrong with a command line, misspelt options as misspelt names elsewhere."""
    here = error.ctx if isinstance(error, click.NoSuchOption) else None
    while here is not None and here.parent is not None:
        above = [name for option in here.parent.command.params for name in option.opts]
        if isinstance(error, click.NoSuchOption) and error.option_name in above:
            return f"{error.option_name} goes before {here.info_name!r}"
        here = here.parent
    asked = getattr(error, "command_name", None)
    if isinstance(asked, str) and error.ctx is not None:
        group = error.ctx.command
        known = group.list_commands(error.ctx) if isinstance(group, click.Group) else []
        return f"no command {quoted(asked)}; {did_you_mean(asked, known, 'commands')}"
    if isinstance(error, click.NoSuchOption):
        close = " or ".join(repr(name) for name in sorted(error.possibilities or ()))
        return f"no option {error.option_name!r}" + (f"; did you mean {close}?" if close else "")
    return _sentence(error.format_message())


def _sentence(text: str) -> str:
    return text[:1].lower() + text[1:].removesuffix(".") if text[:2].istitle() else text
