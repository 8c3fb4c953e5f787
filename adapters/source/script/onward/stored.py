"""A result that is kept by key: who reads what is kept under that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...syntax.known import known_text
from ...syntax.parsed import Script, arguments_of, member_name, unwrap
from ...syntax.sites import uses_of
from ..properties import listed
from .carried import A_PROMISE, MEMBER, Bearer, Layer, Onward, Wrapping
from .handed import with_options
from .stores import Store

if TYPE_CHECKING:
    from tree_sitter import Node


def stored(way: Onward, place: Bearer, held: Wrapping) -> None:
    """Follow what a call keeps by key; ``place`` ends in its argument."""
    script, call = place.script, place.chain[-3]
    callee = call.child_by_field_name("function")
    name = member_name(script, callee) if callee is not None else None
    store = way.stores.writers.get(name or "")
    if store is None:
        return
    given = arguments_of(call)
    if store.value_at >= 0 and len(given) > store.value_at:
        if given[store.value_at].id == place.chain[-1].id and len(given) > store.key_at >= 0:
            _read(way, place, given[store.key_at], held)
    elif held.kind == MEMBER and held.layers[0].name in store.value:
        key = _option(script, given[0], store.key)
        if key is not None:
            _read(way, place, key, held.inner)


def _option(script: Script, options: Node, names: tuple[str, ...]) -> Node | None:
    options = unwrap(options)
    if options.type != "object":
        return None
    found, _, _ = listed(script, options)
    return next((item.value for item in found if item.name in names), None)


def _read(way: Onward, place: Bearer, key: Node, held: Wrapping) -> None:
    """Who reads what is kept by a key."""
    text = known_text(place.script, key)
    if not text:
        return
    word = text.encode()
    for file in sorted(way.texts.having(word, place.file)):
        data = way.texts.all()[file]
        if not way.worth(file) or not any(name.encode() in data for name in way.stores.readers):
            continue
        reader = way.script_of(file)
        for use in uses_of(reader, way.source) if reader is not None else ():
            store = way.stores.readers.get(use.name)
            if reader is not None and store is not None and use.call is not None:
                found = _key(reader, use.call[-1], store)
                if found is not None and known_text(reader, found) == text:
                    _given(way, Bearer(file, reader, use.call), store, held)


def _key(script: Script, call: Node, store: Store) -> Node | None:
    given = arguments_of(call)
    if store.key_at >= 0:
        return given[store.key_at] if len(given) > store.key_at else None
    return _option(script, given[0], store.key) if given else None


def _given(way: Onward, call: Bearer, store: Store, held: Wrapping) -> None:
    """A call gives what is kept: itself, in its result, or to a handler."""
    if store.plain:
        way.follow(call, held)
        return
    for name in store.value:
        whole = held.within(Layer(MEMBER, name))
        if store.at_once:
            way.follow(call, whole)
        else:
            way.follow(call, whole.within(A_PROMISE))
            with_options(way, call, 0, whole)
