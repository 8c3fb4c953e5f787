"""Grids of many small cases, run some at a time: a test costs more than most of them do."""

from __future__ import annotations

import inspect
import os
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

Test = Callable[..., None]
ONLY = "MEDIAGLOT_CASE"
"""The environment variable by which a single case is asked for: part of its name."""


def each(
    names: str, cases: Iterable[tuple[str, str, tuple[Any, ...]]]
) -> Callable[[Test], pytest.MarkDecorator]:
    """Parametrize a test by groups of cases, each `(group, name, values)`.

    As `pytest.mark.parametrize(names, ...)`, but with one test for each group. All cases of it are
    run, whatever becomes of the others; the failure names every one that failed. A group whose
    cases are all skipped is skipped. `names`: of the parameters, separated by commas. Fixtures
    are a group's, but for `tmp_path`, of which each case has its own.
    """
    own = [name.strip() for name in names.split(",")]
    groups: dict[str, dict[str, tuple[Any, ...]]] = {}
    for group, name, values in cases:
        known = groups.setdefault(group, {})
        assert name not in known, f"two cases are called {name!r}"
        known[name] = values

    def decorate(test: Test) -> Any:
        def together(cases: Mapping[str, tuple[Any, ...]], **fixtures: Any) -> None:
            _run(test, own, cases, fixtures)

        signature = inspect.signature(test)
        others = [item for item in signature.parameters.values() if item.name not in own]
        others = [item.replace(kind=inspect.Parameter.KEYWORD_ONLY) for item in others]
        first = inspect.Parameter("cases", inspect.Parameter.POSITIONAL_OR_KEYWORD)
        together.__signature__ = signature.replace(parameters=[first, *others])  # type: ignore[attr-defined]
        together.__name__, together.__doc__ = test.__name__, test.__doc__
        together.__module__ = test.__module__
        return pytest.mark.parametrize("cases", list(groups.values()), ids=list(groups))(together)

    return decorate


def _run(
    test: Test, names: list[str], cases: Mapping[str, tuple[Any, ...]], fixtures: dict[str, Any]
) -> None:
    only = os.environ.get(ONLY, "")
    wrong: list[str] = []
    skipped: list[str] = []
    done = 0
    for number, (name, values) in enumerate(cases.items()):
        if only not in name:
            continue
        own = dict(fixtures)
        if isinstance(own.get("tmp_path"), Path):
            own["tmp_path"] /= str(number)
            own["tmp_path"].mkdir()
        try:
            test(**dict(zip(names, values, strict=True)), **own)
        except pytest.skip.Exception as reason:
            skipped.append(str(reason))
        except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 (each is told)
            where = "".join(traceback.format_tb(error.__traceback__)[-2:])
            wrong.append(f"{name}: {type(error).__name__}: {error}\n{where}")
        else:
            done += 1
    if wrong:
        head = f"{len(wrong)} of {len(cases)} cases; {ONLY}=... runs those with that in their name"
        pytest.fail("\n\n".join([head, *wrong]), pytrace=False)
    if skipped and not done:
        pytest.skip(skipped[0])
