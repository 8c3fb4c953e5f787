"""Mutations of the package, drawn by a seed: every place has the same chance, whatever its ways.

Cosmic Ray has a hundred ways to replace a `+` and two to change a number: drawn evenly, its
mutations would be of sums alone. So a place is drawn first, then one of the mutations there.
"""

from __future__ import annotations

import difflib
import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.work_item import MutationSpec
from mutation.places import Explained, Key, annotated, key


@attrs.frozen
class Mutant:
    """One mutation: of which area, what it does to the file, and its place in the list of known."""

    area: str
    spec: MutationSpec
    key: Key
    diff: str
    digest: str  # of the file's text and of what is done to it

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.key.file}:{self.spec.start_pos[0]}"


def draw(
    root: Path, area: str, modules: Sequence[str], count: int, seed: int, explained: Explained
) -> list[Mutant]:
    """Draw `count` mutants of an area by a seed, fewer where it has fewer places."""
    luck = random.Random(f"{seed} {area}")
    sources = {name: (root / name).read_text(encoding="utf-8") for name in modules}
    # only the modules drawn are searched for places, which takes a second for each
    sizes = [sum(1 for line in text.splitlines() if line.strip()) for text in sources.values()]
    left: dict[str, dict[tuple[int, int], list[MutationSpec]]] = {}
    drawn: list[Mutant] = []
    while len(drawn) < count and any(sizes):
        name = luck.choices(list(sources), sizes)[0]
        if name not in left:
            left[name] = _places(name, sources[name], explained)
        places = left[name]
        if places:
            specs = places.pop(luck.choice(sorted(places)))
            made = _mutant(area, sources[name], luck.choice(specs))
            drawn.extend([made] if made else [])
        else:
            sizes[list(sources).index(name)] = 0
    return drawn


def _places(
    name: str, source: str, explained: Explained
) -> dict[tuple[int, int], list[MutationSpec]]:
    """Return a module's mutations by the place where they start, without those beyond a test."""
    spans = annotated(source)
    lines = source.splitlines()
    found: dict[tuple[int, int], list[MutationSpec]] = defaultdict(list)
    for spec in _specs(name, source):
        at = spec.start_pos
        if any(first <= at < end for first, end in spans):
            continue
        if not explained.untold(spec.operator_name, name, lines[at[0] - 1]):
            found[at].append(spec)
    return found


def _specs(name: str, source: str) -> Iterator[MutationSpec]:
    nodes = list(ast_nodes(get_ast(source)))
    for operator_name in sorted(plugins.operator_names()):
        kind = plugins.get_operator(operator_name)
        if kind.arguments():
            continue  # made for one named variable, which nobody names here
        operator = kind()
        spots = (spot for node in nodes for spot in operator.mutation_positions(node))
        for occurrence, (start, end) in enumerate(spots):
            yield MutationSpec(Path(name), operator_name, occurrence, start, end)


def _mutant(area: str, source: str, spec: MutationSpec) -> Mutant | None:
    """The mutation made; None where Cosmic Ray fails to: an exception with a dotted name."""
    name = spec.module_path.as_posix()
    operator = plugins.get_operator(spec.operator_name)()
    try:
        mutated = mutate_code(source, operator, spec.occurrence)
    except AttributeError:
        return None
    assert mutated is not None, f"{name}: {spec.operator_name} {spec.occurrence} is not there"
    diff = difflib.unified_diff(
        source.splitlines(), mutated.splitlines(), f"a/{name}", f"b/{name}", n=1, lineterm=""
    )
    digest = hashlib.sha256(f"{name}\0{source}\0{mutated}".encode()).hexdigest()[:32]
    known = key(name, source, mutated, spec.start_pos[0])
    return Mutant(area, spec, known, "\n".join(diff), digest)
