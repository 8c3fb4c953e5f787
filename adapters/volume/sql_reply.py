"""What of an operation's replies is ordinary, and what it means: the half of `sql` without SQL.

Nothing is restated here that decides a value: how a reply would be read is taken from the
client's program in a plan, then held against the reference path, reply by reply, for every set of
keys and every word there is. What does not come out the same, or has anything to say besides, is
not ordinary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any, Final

import attrs

from ...canonical.errors import InputError
from ...profiles import loader
from ...profiles.registry import Registry
from ..lines.stream import LineSettings
from ..messages.dialect import dialect
from ..messages.result_layout import PlacedField
from ..plan.kinds import KINDS
from ..plan.kinds.numbers import tidy
from ..plan.side import folded
from .rows import REAL, RENAMED, TEXT, WHOLE, of_file, row
from .sql_model import FileForm, MessageRule, OrdinaryReply, ValueForm, ValueSource

if TYPE_CHECKING:
    from ..plan.model import Program

MAX_KEYS: Final = 7
"""Keys of a reply, or members of a list, of which every set is tried."""
MAX_CODES: Final = 512

_NOT_SAID: Final = ("outcomes", "answers", "always", "nested", "form", "code", "message")
"""What of a program makes of its replies more than their fields say."""


def reply_of(api: str, read: str, registry: Registry | None = None) -> OrdinaryReply:
    """The ordinary replies of an operation of a client.

    Raises `InputError` for unknown clients and operations, and for one whose replies are not to
    be told by their fields alone.
    """
    known = registry or loader.current()
    reader = dialect(read, known)
    program = reader.view.readable(api)
    told = [name for name in _NOT_SAID if name in program]
    fields = [PlacedField.of(data) for data in program["result"]]
    if told or any(field.data.get("by") for field in fields):
        raise InputError(f"has no query: {_WHY}", place=f"{reader.side['id']}.{api}")
    asked = _Asked(LineSettings(read=read, api=api, registry=known))
    envelope = reader.side["envelope"]
    client = reader.view.profile.client
    found = _success(program, fields, asked)
    if found is None:
        raise InputError(f"has no query: {_ALWAYS}", place=f"{reader.side['id']}.{api}")
    scalars, required, files, media = found
    codes, rules = _failures(program, envelope["code"], envelope["message"], asked)
    forms = {envelope["says"].get(folded(key), "") for key in envelope["message"]} - {""}
    return OrdinaryReply(
        client.vendor, str(client), program["api"], dict(program["success"]), scalars, required,
        files, media, codes, list(envelope["message"]), rules,
[form.rpartition("}")[2] for form in sorted(forms)], envelope["pattern"],
    )  # fmt: skip


_WHY: Final = (
    "what its replies are takes more than a look at their fields; mediaglot normalize reads them"
)
_ALWAYS: Final = (
    "there is more to say of every success than its fields do; mediaglot normalize says it"
)


class _Asked:
    """The reference path, asked for rows of which there is nothing to say."""

    def __init__(self, settings: LineSettings) -> None:
        self.settings = settings

    def row(self, payload: Mapping[str, Any]) -> dict[str, Any] | None:
        """The row of a reply, None where something is said of it or kept beside it."""
        try:
            made, told = row(self.settings, dict(payload))
        except InputError:
            return None
        if told or made.pop("extra"):
            return None
        made.pop("diagnostics")
        for name in ("vendor", "client", "api"):
            made.pop(name)
        return dict(made)

    def complaints(self, payload: Mapping[str, Any]) -> int:
        """How much there is to say of a reply, or is kept beside it."""
        try:
            made, told = row(self.settings, dict(payload))
        except InputError:
            return 1 << 10
        return len(told) + len(made["extra"])


# Successes ---------------------------------------------------------------------------------------

_Success = tuple[Mapping[str, ValueForm], frozenset[str], Sequence[FileForm], ValueSource | None]
_Atom = tuple[str, str]
"""A key of the reply, and a member of the entries under it or nothing."""


def _success(program: Program, fields: Sequence[PlacedField], asked: _Asked) -> _Success | None:
    """The keys of a success, and what they mean; None where no set of keys is ordinary."""
    if not all(isinstance(text, str) for text in program["success"].values()):
        return None
    atoms = _atoms(fields)
    guess = _Guess(program, fields, atoms, asked)
    while not guess.holds(guess.whole()):  # what something is said of is left out, one by one
        worst = min(guess.atoms, key=lambda atom: guess.without(atom).complaints(), default=None)
        if worst is None:
            return None
        guess = guess.without(worst)
    guess = guess.with_optional_members()
    return guess.settled()


def _atoms(fields: Sequence[PlacedField]) -> dict[_Atom, ValueForm]:
    """What may stand where in a success, by what the program says of its fields."""
    found: dict[_Atom, ValueForm] = {}
    for field in fields:
        value = _value(field)
        if value is None:
            continue
        for key, is_list, member in field.places:
            if bool(is_list) == bool(field.data.get("many")) and (is_list or member is None):
                found.setdefault((key, member or ""), value)
    holders = {key for key, member in found if member}
    return {atom: value for atom, value in found.items() if atom[1] or atom[0] not in holders}


def _value(field: PlacedField) -> ValueForm | None:
    """What a field's value may be, None where that takes more than a type."""
    kind = KINDS[field.data["kind"]]
    if field.data.get("nullable") or field.data.get("as_text") or field.data.get("keys"):
        return None
    if field.words is not None:
        texts = {word: item for word, item in field.words.items() if type(word) is str}
        return ValueForm("words", texts)
    if kind.taken is str:
        return ValueForm(TEXT)
    if kind.taken is int:
        return ValueForm(WHOLE if kind.whole else REAL, scale=field.data.get("scale", 1))
    return None


@attrs.frozen
class _Guess:
    """A guess at what a success may hold, and whether the reference path agrees."""

    program: Program
    fields: Sequence[PlacedField]
    atoms: dict[_Atom, ValueForm]
    asked: _Asked
    optional: frozenset[_Atom] = frozenset()

    def without(self, atom: _Atom) -> _Guess:
        """The same without something."""
        rest = {key: value for key, value in self.atoms.items() if key != atom}
        return attrs.evolve(self, atoms=rest)

    def whole(self, count: int = 2) -> dict[str, Any]:
        """A reply with all there is, so many entries in its lists."""
        return self.reply({key for key, _ in self.atoms}, count)

    def reply(self, keys: Iterable[str], count: int = 2) -> dict[str, Any]:
        """A reply with these keys, and what says that it is a success."""
        made: dict[str, Any] = dict(self.program["success"])
        for (key, member), value in self.atoms.items():
            if key not in keys:
                continue
            # lists that tell the paths of the same files tell the same paths
            name = self.paths.get((key, member), f"{key}.{member}")
            samples = [_sample(value, name, index) for index in range(count)]
            if member:
                entries = made.setdefault(key, [{} for _ in range(count)])
                for entry, sample in zip(entries, samples, strict=True):
                    entry[member] = sample
            else:
                made[key] = samples if key in self.lists else samples[0]
        return made

    @property
    def paths(self) -> dict[_Atom, str]:
        """What holds paths of files, and of which."""
        return {
            (key, member or ""): field.path
            for field in self.fields
            if field.data.get("many") and field.leaf == "path"
            for key, _, member in field.places
        }

    @property
    def lists(self) -> list[str]:
        """The lists of files, those that are read first in front."""
        ranks = {
            key: rank
            for field in self.fields
            if field.data.get("many")
            for rank, (key, _, _) in reversed([*enumerate(field.places)])
        }
        return sorted({key for key, _ in self.atoms if key in ranks}, key=lambda key: ranks[key])

    @property
    def files(self) -> list[FileForm]:
        """The lists with their members; the reply itself where it tells of one file."""
        if self.lists:
            return [self._files(key) for key in self.lists]
        return [self._files("")] if of_file(self.program["api"]) and self.atoms else []

    def _files(self, key: str) -> FileForm:
        leaves: dict[str, ValueSource] = {}
        members: dict[str, ValueForm] = {}
        for field in self.fields:
            for place, _, member in field.places:
                atom = (place, member or "")
                if atom not in self.atoms or (key and place != key):
                    continue
                leaf = field.path.rpartition(".")[2]
                name = (member or "") if key else place
                if field.path != "media":
                    leaves.setdefault(RENAMED.get(leaf, leaf), ValueSource(name, self.atoms[atom]))
                if key and member:
                    members[member] = self.atoms[atom]
                break
        optional = {member for holder, member in self.optional if holder == key}
        return FileForm(key, members, frozenset(optional), leaves)

    @property
    def media(self) -> ValueSource | None:
        """Where the column of that name comes from."""
        for field in self.fields:
            if field.path == "media":
                for key, _, _ in field.places:
                    if (key, "") in self.atoms:
                        return ValueSource(key, self.atoms[key, ""])
        return None

    def row(self, reply: Mapping[str, Any]) -> dict[str, Any]:
        """The row of a reply, by this guess."""
        made: dict[str, Any] = {"ok": True}
        if self.media is not None and self.media.key in reply:
            made["media"] = _meant(self.media.value, reply[self.media.key])
        over = next((item for item in self.files if not item.key or item.key in reply), None)
        made["files"] = []
        if over is None:
            return made
        for entry in reply[over.key] if over.key else [reply]:
            file = {}
            for leaf, place in over.leaves.items():
                raw = entry.get(place.key) if place.key else entry
                if raw is not None:
                    file[leaf] = _meant(place.value, raw)
            made["files"].append(file)
        return made

    def holds(self, reply: Mapping[str, Any]) -> bool:
        """Whether the reference path gives the same row, and has nothing to say."""
        return self.asked.row(reply) == self.row(reply)

    def complaints(self) -> int:
        """How much the reference path has to say of a reply with all there is."""
        return self.asked.complaints(self.whole())

    def with_optional_members(self) -> _Guess:
        """The same with those members optional without which entries are ordinary."""
        found: set[_Atom] = set()
        for key in self.lists:
            members = [member for holder, member in self.atoms if holder == key and member]
            for member in members[:MAX_KEYS]:
                reply = self.whole(3)
                del reply[key][1][member]
                if self.holds(reply):
                    found.add((key, member))
        guess = attrs.evolve(self, optional=frozenset(found))
        for key in self.lists:
            for left_out in _subsets([member for holder, member in found if holder == key]):
                for index in (0, 1):
                    reply = guess.whole(2)
                    for member in left_out:
                        del reply[key][index][member]
                    if not guess.holds(reply):
                        return self
        return guess

    def settled(self) -> _Success | None:
        """What is left when every set of keys, every word and several counts have been tried."""
        for atom, value in tuple(self.atoms.items()):
            words = {word: item for word, item in value.words.items() if self._takes(atom, word)}
            if value.kind == "words" and not words:
                return self.without(atom).settled()
            self.atoms[atom] = attrs.evolve(value, words=words)
        keys = list(dict.fromkeys(key for key, _ in self.atoms))
        holds = {
            frozenset(some): self.holds(self.reply(some)) and self.holds(self.reply(some, 1))
            for some in _subsets(keys[:MAX_KEYS])
        }
        for some in sorted(holds, key=len, reverse=True):
            below = {part for part in holds if part <= some and holds[part]}
            required = frozenset.intersection(*below) if below else frozenset()
            wanted = {
                part
                for part in holds
                if required <= part <= some and (not self.lists or not part.isdisjoint(self.lists))
            }
            if below and below == wanted:
                kept = {atom: value for atom, value in self.atoms.items() if atom[0] in some}
                left = attrs.evolve(self, atoms=kept)
                scalars = {key: item for (key, member), item in kept.items() if not member}
                return scalars, required, left.files, left.media
        return None

    def _takes(self, atom: _Atom, word: str) -> bool:
        key, member = atom
        reply = self.whole(3)
        if member:
            reply[key][1][member] = word
        elif key in self.lists:
            reply[key][1] = word
        else:
            reply[key] = word
        return self.holds(reply)


def _subsets(items: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def _sample(value: ValueForm, name: str, index: int) -> Any:
    """A value such as may stand there."""
    if value.kind == "words":
        return [*value.words, ""][0]
    if value.kind == TEXT:
        return f"https://{name}/{index}.jpg"
    return 1000 + 7 * index if value.kind == WHOLE else 1000.5 + 7 * index


def _meant(value: ValueForm, raw: Any) -> Any:
    if value.kind == "words":
        return value.words.get(raw)
    return raw if value.scale == 1 else tidy(raw * value.scale)


# Failures ----------------------------------------------------------------------------------------

_PROBES: Final = ("x", "{}:ok", "{}:fail cancel", "ok", "用户取消 [7]", "auth deny, timeout")


def _failures(
    program: Program, keys: Sequence[str], messages: Sequence[str], asked: _Asked
) -> tuple[dict[str, dict[int, tuple[str, str]]], list[MessageRule]]:
    """What codes mean under each key, whatever the message, and the rules for messages alone."""
    rules = program["failures"]["read"]
    texts = [text.format(program["name"]) for text in _PROBES]
    codes = {code for rule in rules for code in rule.get("codes", ()) if type(code) is int}
    found: dict[str, dict[int, tuple[str, str]]] = {}
    for key in keys:
        for code in sorted(codes)[:MAX_CODES]:
            replies: list[dict[str, Any]] = [{key: code}]
            replies += ({key: code, of: text} for of in messages for text in texts)
            rows = [asked.row(reply) for reply in replies]
            meant = {
                _kind(made, reply, code, messages)
                for made, reply in zip(rows, replies, strict=True)
            }
            if len(meant) == 1 and None not in meant:
                found.setdefault(key, {})[code] = meant.pop()  # type: ignore[assignment]
    told = [
        MessageRule(pattern, rule["kind"], rule.get("detail", ""))
        for rule in rules
        for pattern in (rule.get("pattern"), rule.get("reads"))
        if pattern is not None
    ]
    return found, told


def _kind(
    made: Mapping[str, Any] | None, reply: Mapping[str, Any], code: int, messages: Sequence[str]
) -> tuple[str, str] | None:
    """Kind and detail of a failure's row that has its code and message as they came."""
    if made is None or made.get("ok") is not False or made.get("code") != str(code):
        return None
    if made.get("message") != next((reply[key] for key in messages if key in reply), None):
        return None
    return str(made["kind"]), str(made.get("detail", ""))
