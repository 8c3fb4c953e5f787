"""The public face against what nobody planned: wrong types, pickles, copies, threads, aliases."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.canonical import requests, results
from mediaglot.canonical.engine.user import ACTIONS

NOTHING: Any = object()
ODD: list[Any] = [
    None,
    b"wx",
    3,
    1.5,
    True,
    ["wx"],
    {"a": 1},
    NOTHING,
    "\ud800",
    "a\0b",
    "x" * 5000,
]
IDS = ["none", "bytes", "int", "float", "bool", "list", "dict", "object", "half", "nul", "long"]


def some(odd: Any, instead: Any) -> Any:
    """What is given, or something else where None would be right."""
    return instead if odd is None else odd


CALLS: dict[str, Callable[[Any], Any]] = {
    "api": lambda odd: mg.translate_request(odd, {}, read="wx", write="my"),
    "payload": lambda odd: mg.translate_request("getImageInfo", odd, read="wx", write="my"),
    "read": lambda odd: mg.translate_result("chooseImage", {}, read=odd, write="my"),
    "write": lambda odd: mg.translate_failure("chooseImage", {}, read="wx", write=odd),
    "client": lambda odd: mg.plan(mg.Client(odd), "wx"),
    "write_request": lambda odd: mg.write_request(odd, write="wx"),
    "write_result": lambda odd: mg.write_result(odd, write="wx"),
    "write_failure": lambda odd: mg.write_failure(odd, write="wx"),
    "kind": lambda odd: mg.write_failure(mg.Failure(api="chooseImage", kind=odd), write="wx"),
    "failed api": lambda odd: mg.write_failure(mg.Failure(api=odd, kind="empty"), write="wx"),
    "called": lambda odd: mg.translate_reply(
        "chooseImage", odd, {}, asked_by="wx", answered_by="my"
    ),
    "field": lambda odd: mg.write_request(requests.ChooseImage(sources=odd), write="wx"),
    "files": lambda odd: mg.write_result(results.ChooseImageResult(images=odd), write="wx"),
    "file": lambda odd: mg.write_result(results.ChooseImageResult(images=(odd,)), write="wx"),
    "lines": lambda odd: mg.normalize_lines(odd, read="wx", api="chooseImage"),
    "lines from": lambda odd: mg.normalize_lines(b"{}", read=some(odd, 3), api="chooseImage"),
    "lines of": lambda odd: mg.normalize_lines(b"{}", read="wx", api=some(odd, 3)),
    "bad lines": lambda odd: mg.normalize_lines(b"", read="wx", api="chooseImage", on_bad=odd),
    "rule": mg.rule,
    "profile": mg.profile,
    "load_profile": mg.load_profile,
    "register_profile": mg.register_profile,
    "port from": lambda odd: mg.port("wx.chooseImage({})", read=odd, write="my"),
    "port name": lambda odd: mg.port("", read="wx", write="my", name=odd),
    "config": lambda odd: mg.from_config(some(odd, {}), environ={}),
    "load_scenario": mg.load_scenario,
    "run_scenario": mg.run_scenario,
    "host": mg.Host,
    "album": lambda odd: mg.Host("wx", some(odd, 3)).reply("chooseImage", {}),
    "folder": mg.FolderDevice,
    "verify": lambda odd: mg.verify(odd, read="wx", write="my"),
    "allows": mg.allows,
    "picks_first": mg.picks_first,
    "records": lambda odd: mg.records(-1 if isinstance(odd, (int, float)) else odd),
}


def odd_cases() -> list[Any]:
    good = {("picks_first", "int"), ("payload", "dict"), ("field", "none"), ("lines", "bytes"),
            ("lines", "list")}  # fmt: skip
    return [
        pytest.param(CALLS[call], odd, id=f"{call}-{name}")
        for call in CALLS
        for name, odd in zip(IDS, ODD, strict=True)
        if (call, name) not in good
    ]


@pytest.mark.parametrize(("call", "odd"), odd_cases())
def test_what_is_no_input_is_one_clear_error(call: Callable[[Any], Any], odd: Any) -> None:
    with pytest.raises(mg.MediaglotError) as caught:
        call(odd)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 700


def test_the_names_people_use_lead_to_the_ids() -> None:
    for name, vendor in {"wechat": "wx", "Alipay": "my", "FEISHU": "tt"}.items():
        with pytest.raises(mg.InputError, match=f"did you mean '{vendor}'"):
            mg.profile(name)


def test_a_domain_alone_is_a_list_of_one() -> None:
    with pytest.raises(mg.MediaError, match=r"the domain example.org is not on the list"):
        mg.web_fetcher("example.com")("https://example.org/a.jpg", {})


def values() -> dict[str, Any]:
    asked = mg.read_request("chooseImage", {"count": 3, "x": {"a": [1]}}, read="wx")
    shown = {"urls": ["a"], "header": {"a": "b"}}
    reply = {"tempFilePaths": ["a"], "tempFiles": [{"path": "a", "size": 3, "q": 1}]}
    translated = mg.translate_request("chooseImage", {"x": [1]}, read="wx", write="my")
    return {
        "Translation": translated,
        "Call": translated.calls[0],
        "Diagnostic": translated.diagnostics[0],
        "ChooseImage": asked.value,
        "PreviewImage": mg.read_request("previewImage", shown, read="tt").value,
        "PreviewMedia": mg.read_request(
            "previewMedia", {"sources": [{"url": "a"}]}, read="wx"
        ).value,
        "ChooseImageResult": mg.read_result("chooseImage", reply, read="wx").value,
        "Failure": mg.read_failure("chooseImage", {"error": 11, "x": [1]}, read="my").value,
        "Client": mg.Client("wx", os="ios"),
        "Action": mg.picks("a"),
        "Rule": mg.rule("MG101"),
    }


@pytest.mark.parametrize("name", values())
def test_values_are_values(name: str) -> None:
    value, same = values()[name], values()[name]
    assert value == same
    assert hash(value) == hash(same)
    for other in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert other == value
        assert type(other) is type(value)
    assert len(repr(value)) < 2000
    with pytest.raises(AttributeError):
        value.anything = 1


def errors() -> list[Exception]:
    host = mg.Host("wx", user=[mg.cancels()])
    with host:
        reply = host.reply("chooseImage", {})
    assert reply.failure is not None
    lost = mg.translate_request("chooseImage", {"x": 1}, read="wx", write="my")
    return [
        mg.InputError("wrong", place="chooseImage.count"),
        mg.LossError("lost", lost.diagnostics),
        mg.MediaError("empty", "nothing in it", detail="x", code=3),
        mg.ScriptError("not there", code="MG602"),
        mg.Rejected(reply),
        mg.MediaFailed(reply),
    ]


@pytest.mark.parametrize("error", errors(), ids=lambda error: type(error).__name__)
def test_errors_cross_processes_whole(error: Exception) -> None:
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(other) is type(error)
        assert str(other) == str(error)
        assert vars(other) == vars(error)


def test_what_is_given_back_is_the_callers_own() -> None:
    payload = {"urls": ["a"], "current": "a"}
    first = mg.translate_request("chooseImage", {}, read="tt/pc", write="my").value
    assert first is not None
    first["sourceType"].append("mine")
    again = mg.translate_request("chooseImage", {}, read="tt/pc", write="my").value
    assert again == {"count": 9, "sourceType": ["album"], "sizeType": ["original"]}
    shown = mg.translate_request("previewImage", payload, read="wx", write="my").value
    assert shown is not None
    shown["urls"].append("b")
    assert payload == {"urls": ["a"], "current": "a"}
    mg.plan("wx", "my").to_json()["apis"]["chooseImage"]["read"]["params"].clear()
    assert mg.translate_request("chooseImage", {"count": 2}, read="wx", write="my").value == {
        "count": 2
    }
    one, other = requests.ChooseImage(), requests.ChooseImage()
    assert one.extra is not other.extra


def test_what_an_option_needs_is_written_of_canonical_requests_too() -> None:
    asked = requests.ChooseMessageFile(count=2, extensions=("pdf",))
    written = mg.write_request(asked, write="wx")
    assert written.value == {"count": 2, "type": "file", "extension": ["pdf"]}
    assert [item.code for item in written.diagnostics] == ["MG101"]


def test_threads_share_the_plans() -> None:
    def work(number: int) -> list[Any]:
        return [
            mg.translate_request("chooseImage", {}, read=f"wx@2.{number}.{patch}", write="my").value
            for patch in range(20)
        ]

    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(work, range(16)):
            assert found == [{"count": 9}] * 20


def test_plans_and_profiles_have_short_names() -> None:
    assert repr(mg.plan("wx", "my/ios")) == "Plan(read='wx', write='my/ios')"


def test_every_action_takes_names_and_seconds_only() -> None:
    for name, make in ACTIONS.items():
        needed: dict[str, list[Any]] = {
            "picks_first": [1], "records": [1], "is_interrupted": [1], "picks": ["a"],
        }  # fmt: skip
        given = needed.get(
            name, ["album"] if name in ("allows", "denies", "denies_forever") else []
        )
        given = given or (["a"] if name in ("taps", "chooses") else [])
        for odd in ("3", None, float("nan"), -1, True):
            with pytest.raises(mg.ScriptError):
                make(*given, after=odd)


def test_public_names_are_there_and_listed(tmp_path: Path) -> None:
    assert set(mg.__all__) <= set(dir(mg))
    for name in mg.__all__:
        value = getattr(mg, name)
        assert getattr(value, "__doc__", None) or name == "__version__", name
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        mg.nonsense  # noqa: B018
