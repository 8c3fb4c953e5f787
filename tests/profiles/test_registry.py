"""A registry owns its profiles and what is compiled from them; nothing outlives it."""

from __future__ import annotations

import gc
import pickle
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.lines import fast
from mediaglot.adapters.lines.stream import LineSettings
from mediaglot.adapters.plan.pair import client_profile, plan, view
from mediaglot.adapters.source.common.pair import pair
from mediaglot.canonical.client import parse_client
from mediaglot.canonical.errors import InputError
from mediaglot.profiles import loader
from mediaglot.profiles.markup import program_parts
from mediaglot.profiles.profile import Profile
from mediaglot.profiles.registry import Registry

REPLY = b'{"error":11}'


def _mine(count: int, base: str = "my", vendor: str = "xx") -> Profile:
    """A vendor of its own whose chooseImage lets the user pick so many."""
    data = loader.get(base)
    api = data.api["chooseImage"]
    params = {**api.params, "count": api.params["count"].evolve(default=count)}
    return data.evolve(
        id=vendor, api={**data.api, "chooseImage": api.evolve(params=params)}, namespace=vendor
    )


@pytest.fixture
def xx() -> Iterator[str]:
    yield "xx"
    loader.unregister("xx")


def test_a_registry_is_a_value() -> None:
    empty = Registry()
    more = empty.with_profile(_mine(3))
    assert empty == Registry()
    assert more != empty
    assert more == Registry([_mine(3)])
    assert hash(more) == hash(Registry([_mine(3)]))
    built_in = loader.builtin_ids()
    assert (empty.ids, more.ids) == (built_in, (*built_in, "xx"))
    assert more.without("xx") == empty
    assert more.with_profile(_mine(4)).get("xx") == _mine(4)
    assert repr(more) == f"Registry({', '.join(built_in)}, xx)"


def test_the_fingerprint_is_of_what_the_profiles_say() -> None:
    mine = _mine(3)
    other_way = mine.evolve(
        api=dict(reversed(mine.api.items())), sources=dict(reversed(mine.sources.items()))
    )
    again, two = Registry([other_way]), Registry([_mine(3, vendor="yy"), mine])
    assert list(other_way.api) != list(mine.api)
    assert Registry([mine]) == again
    assert Registry([mine]).fingerprint() == again.fingerprint()
    assert two.fingerprint() == Registry([mine, _mine(3, vendor="yy")]).fingerprint()
    told = {one.fingerprint() for one in (Registry(), again, Registry([_mine(4)]), two)}
    assert sorted(map(len, told)) == [0, 16, 16, 16]


def test_a_built_in_vendor_may_be_replaced_and_comes_back() -> None:
    own = Registry([_mine(4, vendor="my")])
    assert own.get("my").namespace == "my"
    assert mg.translate_request("chooseImage", {}, read="my", write="wx", registry=own).value == {
        "count": 4
    }
    assert own.without("my").get("my") is loader.get("my")


@pytest.mark.parametrize("wrong", ["", "zz", "WeChat", 3, None])
def test_what_is_unknown_is_one_sentence(wrong: Any) -> None:
    with pytest.raises(InputError):
        Registry().get(wrong)
    with pytest.raises(InputError, match="did you mean 'wx'"):
        Registry().get("WeChat")


def test_only_profiles_are_taken() -> None:
    with pytest.raises(InputError, match="a profile that was loaded"):
        Registry(["wx"])  # type: ignore[list-item]


def test_it_goes_to_another_process() -> None:
    more = Registry([_mine(3), _mine(5, vendor="yy")])
    assert pickle.loads(pickle.dumps(more)) == more
    settings = LineSettings(read="xx", api="chooseImage", registry=more)
    again = pickle.loads(pickle.dumps(settings))
    assert fast.Fast(again).run(REPLY).data == fast.Fast(settings).run(REPLY).data


def test_every_function_takes_one() -> None:
    known = Registry([_mine(3)])
    common: dict[str, Any] = {"registry": known}
    assert mg.plan("xx", "wx", known).registry is known
    assert mg.translate_request("chooseImage", {}, read="xx", write="wx", **common).value == {
        "count": 3
    }
    asked = mg.read_request("chooseImage", {}, read="xx", **common).value
    assert mg.write_request(asked, write="xx", **common).value == {}
    reply = {"apFilePaths": ["a.image"]}
    found = mg.read_result("chooseImage", reply, read="xx", **common).value
    written = mg.write_result(found, write="xx", **common).value
    assert written["tempFilePaths"] == ["a.image"]
    failed = mg.read_failure("chooseImage", {"error": 11}, read="xx", **common).value
    assert mg.write_failure(failed, write="xx", **common).value["error"] == 11
    normal = mg.normalize("chooseImage", {"error": 11}, read="xx", write="my", **common)
    assert normal.value["error"] == 11
    assert mg.normalize_lines(REPLY, read="xx", api="chooseImage", **common).tally.lines == 1
    with mg.Host("xx", registry=known, user=[mg.cancels()]) as host:
        assert host.call("chooseImage")["error"] == 11
    with pytest.raises(InputError, match="unknown vendor 'xx'"):
        mg.plan("xx", "wx")


def test_columns_take_one() -> None:
    pa = pytest.importorskip("pyarrow", reason="the extra mediaglot[arrow]")
    known = Registry([_mine(3)])
    data = pa.table({"payload": ['{"error":11}']})
    made = mg.arrow.normalize(data, read="xx", api="chooseImage", registry=known)
    assert made.column("kind").to_pylist() == ["cancelled"]
    with pytest.raises(InputError):
        mg.arrow.normalize(data, read="xx", api="chooseImage")


def test_a_vendor_registered_again_is_the_new_one_everywhere(xx: str) -> None:
    """What was compiled from the old one is used no more: messages, lines, port, columns."""
    for count in (3, 5):
        loader.register(_mine(count))
        wanted = f"wx.chooseImage({{ count: {count} }})"
        assert mg.port("xx.chooseImage({})", read=xx, write="wx").code == wanted
        there = mg.port("wx.chooseImage({})", read="wx", write=xx).code
        assert there == "xx.chooseImage({ count: 9 })"
        told = mg.translate_request("chooseImage", {}, read=xx, write="wx").value
        assert told == {"count": count}
        assert client_profile(parse_client(xx)).apis["chooseImage"].params["count"].facts.default
    renamed = _mine(5)
    envelope = renamed.envelope
    failure = envelope.failure.evolve(code=["why"])
    loader.register(renamed.evolve(envelope=envelope.evolve(failure=failure)))
    lines = mg.normalize_lines(b'{"why":11}', read=xx, api="chooseImage").data
    assert b'"kind":"cancelled"' in lines
    ported = mg.port(
        "xx.chooseImage({ fail: (e) => { if (e.error === 11) no(); } })", read=xx, write="my"
    )
    assert "e.error === 11" in ported.code  # no code of its own any more: left as it is
    loader.unregister(xx)
    with pytest.raises(InputError, match="unknown vendor"):
        mg.port("", read=xx, write="my")


def test_a_global_is_read_without_the_rest_of_a_profile() -> None:
    registry = loader.current()
    for vendor in registry.ids:
        assert registry.namespace(vendor) == registry.get(vendor).namespace
    other = registry.get("wx").evolve(id="other", namespace="qq")
    assert registry.with_profile(other).namespace("other") == "qq"


def test_nothing_compiled_outlives_its_registry() -> None:
    known = Registry([_mine(3)])
    pair("xx", "wx", known)
    compiled = weakref.ref(plan("xx", "wx", known))
    seen = weakref.ref(view("xx", known))
    mg.normalize_lines(REPLY, read="xx", api="chooseImage", registry=known)
    with mg.Host("xx", registry=known):
        pass
    registry = weakref.ref(known)
    del known
    gc.collect()
    assert (registry(), compiled(), seen()) == (None, None, None)


def test_what_is_compiled_is_made_once() -> None:
    known = Registry([_mine(3)])
    assert plan("xx", "wx", known) is plan("xx", "wx", known)
    assert plan("xx", "wx", known) is not plan("xx", "wx", Registry([_mine(3)]))
    with ThreadPoolExecutor(8) as pool:
        plans = set(map(id, pool.map(lambda _: plan("my", "xx", known), range(64))))
    assert len(plans) <= 8
    assert id(plan("my", "xx", known)) in plans


def test_two_vendors_may_share_a_global() -> None:
    """Vendors are told apart by their ids: porting between the two is no port to itself."""
    assert loader.get("douyin").namespace == loader.get("tt").namespace
    both = pair("tt", "douyin")
    assert (both.source["id"], both.target["id"]) == ("tt", "douyin")
    with pytest.raises(InputError, match="the same vendor's clients"):
        pair("douyin/ios", "douyin/android")


@pytest.mark.parametrize(
    ("client", "counted"),
    [("wx/android@8.0.50", "base library"), ("my@10.2.70", "base library")],
)
def test_the_version_of_an_app_is_no_version_of_its_base_library(client: str, counted: str) -> None:
    version = client.partition("@")[2]
    with pytest.raises(InputError, match=f"no {counted} version {version}: .*; versions of an app"):
        client_profile(parse_client(client))
    for fits in ("wx@3.99", "wx@4.0", "my@3.1.0", "tt@12.0"):
        client_profile(parse_client(fits))


def test_what_is_said_of_files_is_read_without_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_self: Registry, vendor: str) -> None:
        raise AssertionError(f"the whole profile of {vendor} is read")

    registry = Registry()
    whole = registry.get("wx")
    monkeypatch.setattr(Registry, "get", read)
    parts = program_parts(registry, "wx")
    assert (parts.name, parts.template) == ("WeChat", whole.template)
