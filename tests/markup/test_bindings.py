"""What an attribute binds: how, by which prefix, and the rest of its name."""

from __future__ import annotations

import pytest
from mediaglot.adapters.source.markup.facts import Markup, markup_of
from mediaglot.profiles import loader


def markup(vendor: str, **binding: list[str]) -> Markup:
    profile = loader.get(vendor)
    assert profile.template is not None
    if binding:
        profile = profile.evolve(template=profile.template.evolve(binding=binding))
    made = markup_of(profile)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("vendor", "name", "bound"),
    [
        ("wx", "bindtap", ("bind", "bind", "tap")),
        ("wx", "bind:tap", ("bind", "bind:", "tap")),
        ("wx", "bind:_tap", ("bind", "bind:", "_tap")),
        ("wx", "bind$", ("bind", "bind", "$")),
        ("wx", "catchtap", ("catch", "catch", "tap")),
        ("wx", "capture-bind:tap", ("capture_bind", "capture-bind:", "tap")),
        ("wx", "capture-bindtap", None),
        ("wx", "mut-bind:tap", ("mut_bind", "mut-bind:", "tap")),
        ("wx", "bind", None),
        ("wx", "bind:", None),
        ("wx", "bind1", None),
        ("wx", "bind-tap", None),
        ("wx", "onTap", None),
        ("my", "onTap", ("bind", "on", "Tap")),
        ("my", "ontap", None),
        ("my", "on", None),
        ("my", "catchTap", ("catch", "catch", "Tap")),
        ("my", "capture-onTap", ("capture_bind", "capture-on", "Tap")),
        ("my", "capture-catchTap", ("capture_catch", "capture-catch", "Tap")),
        ("my", "capture-tap", None),
    ],
)
def test_what_an_attribute_binds(
    vendor: str, name: str, bound: tuple[str, str, str] | None
) -> None:
    assert markup(vendor).binding(name) == bound


@pytest.mark.parametrize("name", ["bindfirsttap", "bindtap"])
def test_the_longest_prefix_is_the_one_that_is_meant(name: str) -> None:
    own = markup("wx", bind=["bind"], capture_bind=["bindfirst"])
    kind, prefix, rest = own.binding(name) or ("", "", "")
    assert (prefix + rest, rest) == (name, "tap")
    assert kind == ("bind" if name == "bindtap" else "capture_bind")
