"""One test on three clients; the program is WeChat's, and ported for the others on the way."""

import mediaglot as mg
import pytest


@pytest.mark.program("../../notes-app/wx", read="wx")
def test_a_note_is_kept(program):
    assert program.text == "Add Nothing yet"
    program.find("input").input("milk")
    program.find(".add").tap()
    assert program.text == "Add milk"
    program.restart()
    assert program.text == "Add milk"


def test_a_server_that_is_busy(host, network):
    network.route("https://api.example.com/**", json={"ok": True})
    busy = network.route("https://api.example.com/posts", status=503, times=1)
    for status in (503, 200):
        reply = host.call("request", {"url": "https://api.example.com/posts"})
        assert status in (reply.get("statusCode"), reply.get("status"))
    assert len(busy.requests) == 1


@pytest.mark.client("my/ios")
def test_a_refusal_in_the_words_of_the_client(host):
    host.script(mg.denies("album"))
    assert host.call("chooseImage")["error"] == 2001
