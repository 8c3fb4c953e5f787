"""Profiles by vendor id, and everything that is compiled from them."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from ..canonical.errors import InputError, did_you_mean, wrong
from . import builtin
from .profile import Profile
from .table import plain

P = ParamSpec("P")
T = TypeVar("T")
REMEMBERED: Final = 256
"""How many values of one kind a registry remembers: the last ones used."""


class Registry:
    """The vendors that are known: the built-in ones, and others beside them or in their place.

    A value: it never changes, `with_profile` gives another. What is compiled from its profiles
    is remembered in it and goes when it goes. Registries of the same profiles are equal.
    """

    __slots__ = ("__weakref__", "_made", "_own", "ids")

    def __init__(self, profiles: Iterable[Profile] = ()) -> None:
        self._own: dict[str, Profile] = {}
        for profile in profiles:
            if not isinstance(profile, Profile):
                raise wrong("a profile that was loaded", profile)
            self._own[profile.id] = profile
        self._made: dict[Any, Callable[..., Any]] = {}
        self.ids: tuple[str, ...] = tuple(sorted({*builtin.ids(), *self._own}))
        """Ids of all profiles."""

    def get(self, vendor: str) -> Profile:
        """The profile of a vendor id; raises `InputError` with suggestions."""
        if not isinstance(vendor, str):
            raise wrong("a vendor's id", vendor)
        found = self._own.get(vendor)
        if found is not None:
            return found
        if vendor not in self.ids:
            raise InputError(f"unknown vendor {vendor[:60]!r}; {self._meant(vendor)}")
        return builtin.profile(vendor)

    def namespace(self, vendor: str) -> str:
        """The global object of a vendor that is known."""
        own = self._own.get(vendor)
        return own.namespace if own is not None else builtin.namespace(vendor)

    def has_own(self, vendor: str) -> bool:
        """Whether the vendor is not, or not any more, the built-in one of that id."""
        return vendor in self._own

    def with_profile(self, profile: Profile) -> Registry:
        """These vendors and one more, in place of one of the same id."""
        return Registry((*self._own.values(), profile))

    def without(self, vendor: str) -> Registry:
        """These vendors without the one of that id; a built-in one of the same id is back."""
        return Registry(profile for key, profile in self._own.items() if key != vendor)

    def remembered(self, make: Callable[Concatenate[Registry, P], T]) -> Callable[P, T]:
        """``make`` with this registry as its first argument, each answer worked out once.

        ``make`` is a function of a module; its other arguments can be hashed.
        """
        found = self._made.get(make)
        if found is None:
            fresh = lru_cache(maxsize=REMEMBERED)(partial(make, self))
            found = self._made.setdefault(make, fresh)
        return found

    def remembered_by_thread(self, make: Callable[Concatenate[Registry, P], T]) -> Callable[P, T]:
        """The same, for answers that learn from use and so are their own thread's."""
        return partial(self.remembered(_of_thread), make, threading.get_ident())

    def fingerprint(self) -> str:
        """A short text that differs where the profiles beside the built-in ones do."""
        own = {key: plain(profile) for key, profile in sorted(self._own.items())}
        text = json.dumps(own, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:16] if own else ""

    def _meant(self, vendor: str) -> str:
        """The end of the error for an unknown vendor: the id of the name, or of the nearest id."""
        names = {self.get(known).name.casefold(): known for known in self.ids}
        found = names.get(vendor.casefold())
        if found is not None:
            return f"did you mean {found!r}?"
        return did_you_mean(vendor, self.ids, "vendors")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Registry) and self._own == other._own

    def __hash__(self) -> int:
        return hash(self.ids)

    def __reduce__(self) -> tuple[Any, ...]:
        return Registry, (tuple(self._own.values()),)

    def __repr__(self) -> str:
        return f"Registry({', '.join(self.ids)})"


def _of_thread(registry: Registry, make: Callable[..., Any], thread: int, *args: Any) -> Any:
    del thread  # it only tells apart
    return make(registry, *args)
