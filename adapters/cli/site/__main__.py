"""``python -m mediaglot.adapters.cli.site``: builds the documentation as a site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ....canonical.errors import InputError
from ..file_args import folder_name


@click.command()
@click.option("--out", default="site", show_default=True, type=folder_name, help="Where to.")
@click.option(
    "--pictures", default="build/pictures", show_default=True, help="What the tests have taken."
)
def main(out: str, pictures: str) -> None:
    """Build the documentation as a site that works from its files, in both languages."""
    try:
        from .build import site, write_site
    except ImportError as error:
        raise click.UsageError(f"{error}; install the extra `dev`: make setup") from None
    root = Path(__file__).resolve().parents[3]
    if not (root / "docs").is_dir():
        raise click.UsageError("there is no docs folder here: the site is built from a checkout")
    try:
        files = site(root, Path(pictures))
        write_site(files, Path(out))
    except (InputError, ValueError) as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)
    if not any(name.startswith("pictures/") for name in files):
        click.echo("no pictures: make pictures has the tests take them", err=True)
    click.echo(f"{out}/index.html: {sum(name.endswith('.html') for name in files):,} pages")


if __name__ == "__main__":
    main()
