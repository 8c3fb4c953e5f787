"""A studio: one phone or two, the program on them, and what a person does to both at once.

Everything here may be called from any thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from attrs import field, frozen

from ...canonical.client import parse_client
from ...canonical.engine.device import Device
from ...canonical.errors import InputError
from ...profiles import loader
from ...profiles.markup import heads_with_pages, program_parts
from ..host.rules import with_os
from ..plan.pair import client_profile
from ..realm.answers import Stubs
from ..verify.entries import pages as pages_of
from .acts import Act, act_of
from .phone import Phone
from .seat import Seat
from .shelf import Shelf
from .touching import spot_of

if TYPE_CHECKING:
    from ..source.tree.ported import TreePort
    from ..verify.sides import Sides
    from .apart import Apart

MOST_PAGES: Final = 200
MOST_ADDED: Final = 500
"""Files that are handed in, over all."""
MOST_BYTES: Final = 2 << 30
"""And their bytes."""


@frozen
class StudioPlan:
    """What a studio begins with. `root`: the program's folder, written for the vendor `own`, empty
    for that of `client`;
    `page`: the script of the page that is opened, empty for the program's first; `beside`: a second
    client, empty for none; `port`: a folder with the port for it, None where it is made here;
    `device`: makes a fresh device; `rested`: called when the phones have nothing to do."""

    root: Path
    client: str
    device: Callable[[], Device]
    page: str = ""
    beside: str = ""
    port: Path | None = None
    own: str = ""
    stubs: Stubs = field(factory=dict)
    rested: Callable[[], None] | None = None


class Studio:
    """What a person looks at. Close it, or use it in a `with`."""

    def __init__(self, plan: StudioPlan) -> None:
        self.plan = plan
        self.shelf = Shelf()
        self.version = 0
        self.apart: Apart | None = None
        self._own = plan.own or parse_client(plan.client).vendor
        self._source = plan.client if self._is_own(plan.client) else with_os(self._own)
        self._page = plan.page
        self._listeners: list[Callable[[], None]] = []
        self._lock = threading.RLock()
        self._stack = ExitStack()
        self._stack.callback(self.shelf.close)
        self._ports: dict[str, tuple[TreePort, Path]] = {}
        self._pages: list[str] | None = None
        self._turn = 0
        self._adding = threading.Lock()
        self._added: list[tuple[str, Path, str]] = []
        self._bytes = 0
        self.problem = ""
        self.phones: list[Phone] = []
        for client in filter(None, (plan.client, plan.beside)):
            client_profile(parse_client(client))
        threading.Thread(target=self._begin, daemon=True, name="studio").start()

    def _begin(self) -> None:
        """The phones, in a thread of its own: the port of a program takes its time."""
        self.seat(0, self.plan.client)
        if self.plan.beside:
            self.seat(1, self.plan.beside)

    # what changes -------------------------------------------------------------------------------

    def listen(self, listener: Callable[[], None]) -> None:
        """`listener` is called, from any thread, when something has changed."""
        self._listeners.append(listener)

    def forget(self, listener: Callable[[], None]) -> None:
        """It is not called any more."""
        self._listeners.remove(listener)

    def _news(self) -> None:
        self.version += 1
        for listener in list(self._listeners):
            listener()

    def _rested(self) -> None:
        """A phone has done what it was told: hold it against the other."""
        with self._lock:
            turn = self._turn  # before it is seen that they rest: something may be done any time
            if any(phone.busy for phone in self.phones):
                return
            wanted = 2 if self.plan.beside else 1
            if self.plan.rested is not None and len(self.phones) >= wanted:
                self.plan.rested()
            if len(self.phones) < 2:
                return
            one, other = sorted(self.phones, key=lambda it: not self._is_own(it.seat.client))
            if self._is_own(one.seat.client):
                from .apart import apart

                sides, port = self._sides(one.seat.client, other.seat.client)
                held = apart(one, other, sides, port)
                if turn == self._turn:  # nothing was done meanwhile
                    self.apart = held

    def _anew(self) -> None:
        """What the two came to so far counts no more."""
        self._turn += 1
        self.apart = None

    def _is_own(self, client: str) -> bool:
        return parse_client(client).vendor == self._own

    # phones -------------------------------------------------------------------------------------

    def seat(self, number: int, client: str) -> None:
        """Put a client in the place of a number, empty: nobody. Raises InputError."""
        try:
            with self._lock:
                self.problem = ""
                made = self._made(client) if client else None
                gone = self.phones[number:] if made is None else self.phones[number : number + 1]
                kept = [phone for phone in self.phones if phone not in gone]
                if made is not None:
                    kept.insert(number, made)
                self.phones = kept
                self._anew()
        except InputError as error:
            self.problem = str(error)
            self._news()
            raise
        for phone in gone:
            phone.close()
        for phone in self.phones:
            phone.start(self._page, fresh=True)
        self._news()

    def _made(self, client: str) -> Phone:
        client = with_os(client)
        return Phone(self._seat(client), self.shelf, news=self._news, rested=self._rested)

    def _seat(self, client: str) -> Seat:
        plan = self.plan
        if self._is_own(client):
            return Seat(client, plan.root, self._device, stubs=plan.stubs)
        sides, _ = self._sides(self._source, client)
        source, target = sides.views()
        same = source.profile.namespace == target.profile.namespace
        pages = sides.pages(True)
        return Seat(
            client, sides.port, self._device,
            foreign=None if same else source, pages=pages, looks=sides.looks(True),
            says=None if pages is None else (plan.root, source.profile), stubs=plan.stubs,
        )  # fmt: skip

    def _sides(self, read: str, write: str) -> tuple[Sides, TreePort | None]:
        """Both programs on two clients, and what the port told. Raises InputError."""
        from ..source.pages.parts import PARTS
        from ..verify.sides import Sides, ported

        root, wanted = self.plan.root, parse_client(write).vendor
        port, other = None, root
        if wanted != self._own:
            if wanted not in self._ports:
                given = self.plan.port if write == with_os(self.plan.beside or write) else None
                self._ports[wanted] = self._stack.enter_context(
                    ported(root, self._source, write, given, "native", PARTS)
                )
            port, other = self._ports[wanted]
        return Sides(parse_client(read), parse_client(write), root, other), port

    # what is done -------------------------------------------------------------------------------

    def do(self, plain: object) -> None:
        """Something a person does, as data: to all phones. Raises InputError, ScriptError."""
        act = act_of(plain)
        if act.kind == "client":
            self.seat(act.phone, act.text)
            return
        phone = self._phone(act.phone)
        if act.kind == "answer":
            self._answer(phone, act)
            return
        if act.kind == "open":
            self._open(act.text, act.event == "fresh")
            return
        if act.kind in ("consent", "network"):
            for one in self.phones:
                if act.kind == "consent":
                    one.device.consent.remember(act.text, act.event)
                else:
                    one.online(bool(act.number))
            self._news()
            return
        self._touch(phone, act)

    def _phone(self, number: int) -> Phone:
        if not 0 <= number < len(self.phones):
            raise InputError(f"there is no phone {number}")
        return self.phones[number]

    def _answer(self, phone: Phone, act: Act) -> None:
        done = phone.answer(act.node, *act.actions)
        for other in self.phones:
            if other is not phone:
                for ahead in done:
                    other.person.ahead(ahead)

    def _open(self, page: str, fresh: bool) -> None:
        if page and page not in self.pages:
            raise InputError("the program has no such page", place=page)
        self._page = page
        self._anew()
        for phone in self.phones:
            phone.start(page, fresh=fresh)

    def _touch(self, phone: Phone, act: Act) -> None:
        for one in self.phones:
            if one.person.waits is not None:
                raise InputError(f"{one.seat.client} waits for an answer")
        job = _job(phone, act)
        self._anew()
        for one in self.phones:
            one.person.forget_ahead()
        for one in self.phones:
            one.tell(partial(job, one))

    def room(self) -> Path:
        """A place for a file that is handed in."""
        return self.shelf.room()

    def add(self, name: str, file: Path, *, to: str) -> None:
        """A file for all phones: `to` the album, or as a scene of the camera. Raises InputError."""
        added, size = (name, file, to), file.stat().st_size
        with self._adding:
            if len(self._added) >= MOST_ADDED:
                raise InputError(f"{MOST_ADDED} files were added, and no more can be")
            if self._bytes + size > MOST_BYTES:
                raise InputError(f"no more than {MOST_BYTES >> 20} MB can be added in all")
            for phone in self.phones:
                _add(phone.device, added)
            self._added.append(added)
            self._bytes += size
        self._news()

    def _device(self) -> Device:
        """A fresh device, with all that was added."""
        made = self.plan.device()
        for added in self._added:
            _add(made, added)
        return made

    # what shows ---------------------------------------------------------------------------------

    @property
    def pages(self) -> Sequence[str]:
        """The scripts of the program's pages."""
        if self._pages is None:
            self._pages = list(pages_of(self.plan.root))[:MOST_PAGES]
        return self._pages

    def vendors(self) -> list[dict[str, Any]]:
        """The clients that can be chosen."""
        heads = loader.current().remembered(heads_with_pages)()
        return [{"id": id_, "name": it.name, "os": list(it.os)} for id_, it in heads.items()]

    def state(self, rows: Sequence[int]) -> dict[str, Any]:
        """All that shows. `rows`: of each phone the number of the last row that is known."""
        version = self.version
        phones = [
            phone_plain(phone, rows[at] if at < len(rows) else 0)
            for at, phone in enumerate(list(self.phones))
        ]
        held = self.apart
        return {
            "version": version,
            "phones": phones,
            "problem": self.problem,
            "apart": held.to_plain() if held is not None else None,
        }

    def close(self) -> None:
        """End all of it."""
        for phone in self.phones:
            phone.close()
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def dialect_of(root: Path, client: str) -> str:
    """The vendor whose dialect a program is in: that of a client, unless its templates are those
    of another alone."""
    vendor = parse_client(client).vendor
    registry = loader.current()
    for name in dict.fromkeys((vendor, *registry.ids)):
        facts = program_parts(registry, name).template
        if facts is not None and next(root.rglob(f"*{facts.suffix}"), None) is not None:
            return name
    return vendor


def _job(phone: Phone, act: Act) -> Callable[[Phone], None]:
    """What a finger does, to any phone; `phone`: the one that it touched. Raises InputError."""
    if act.kind == "touch":
        spot = spot_of(phone.tree, act.node) if phone.tree is not None else None
        if spot is None:
            raise InputError("the page has changed; there is no such element")
        return lambda it: it.touch(spot, act.event, act.detail, act.value)
    if act.kind == "back":
        return lambda it: it.back()
    if act.kind == "tab":
        return lambda it: it.switch(act.text)
    return lambda it: it.wait(act.number)


def _add(device: Device, added: tuple[str, Path, str]) -> None:
    name, file, to = added
    if to == "camera":
        device.camera.add_scene(name, file)
    else:
        device.album.add(file, name)


def phone_plain(phone: Phone, known: int) -> Mapping[str, Any]:
    """What shows of one phone, with the rows behind that of a number."""
    host, rows, screen = phone.host, phone.rows, phone.screen
    plain: dict[str, Any] = {
        "client": phone.seat.client,
        "busy": phone.busy,
        "problem": phone.problem,
        "first": phone.first,
    }
    if host is not None:
        plain["name"] = host.view.profile.name
        plain["os"] = host.view.client.os
    if rows is not None:
        plain["told"] = rows.told
        plain["rows"] = rows.after(known if known <= rows.told else 0)
    if screen is not None:
        plain |= screen.plain(phone.person.waits)
    return plain
