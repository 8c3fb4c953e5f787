"""What programs, pages and components are made of is their vendor's to say: no hook is built in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.realm.modules import app_script, find_root
from mediaglot.adapters.realm.page import Page
from mediaglot.profiles import loader
from mediaglot.profiles.markup import file_names
from mediaglot.profiles.profile import Profile
from mediaglot.profiles.table import plain, structured

Load = Callable[..., Page]


@pytest.fixture
def other() -> Iterator[None]:
    """A vendor whose every name is another."""
    data: dict[str, Any] = plain(loader.get("my"))
    data |= {"id": "zz", "name": "Zed", "namespace": "zz"}
    data["program"] |= {"config": "zz.json", "script": "main", "project": ["zz.tool"],
                        "packages": ["zz_packages"]}  # fmt: skip
    data["app"] |= {"begin": ["starts"], "error": "fails", "first": {"scene": 7}, "path": "at"}
    data["page"] |= {"begin": ["asked", "drawn"], "roles": {"query": "asked"},
                     "fields": {"route": "place"}}  # fmt: skip
    data["component"] |= {
        "begin": ["born", "seen"], "hooks": [], "lifetimes": [], "as_page": False,
        "parts": {"defaults": "given", "methods": "does", "shown": "life.seen"}, "options": {},
        "since": {}, "roles": {"shown": "seen", "updated": "changed"}, "listens": "hears",
    }  # fmt: skip
    data["component"]["hooks"] = ["changed"]
    loader.register(structured(Profile, data))
    yield
    loader.unregister("zz")


PAGE = """
Page({
  data: {}, log: [],
  onLoad() { this.log.push('onLoad') }, onShow() { this.log.push('onShow') },
  asked(query) { this.log.push('asked ' + query.id) }, drawn() { this.log.push('drawn') },
  go() { return [...this.log, this.place, this.route] },
  breaks() { throw new Error('broken') },
})
"""
MAIN = """
App({
  onLaunch() { this.wrong = true }, onError() { this.wrong = true },
  starts(first) { this.first = first }, fails(text) { this.failed = text },
})
"""


def test_the_hooks_are_the_vendors(load: Load, other: None) -> None:
    files = {"main.js": MAIN, "app.js": "throw new Error('another vendor’s')"}
    page = load(PAGE, "zz", files=files, query={"id": "5"}, strict=False)
    assert page.call("go") == ["asked 5", "drawn", "page", None]
    page.call("breaks")
    found = page.program.evaluate("getApp()")
    assert found["first"] == {"scene": 7, "at": "page"}
    assert found["failed"] == "Error: broken"
    assert "wrong" not in found


COMPONENT = """
const log = [];
Component({
  data: { n: 0 }, given: { size: 4 },
  born() { log.push('born') }, onShow() { log.push('onShow') },
  life: { seen() { log.push('seen') } },
  changed(before) { log.push('changed from ' + before.size) },
  does: {
    go() { this.setData({ n: 1 }); this.given.hearsTap({ detail: 2 }); return [...log, this.given.size] },
  },
})
"""


def test_the_parts_are_the_vendors(load: Load, other: None) -> None:
    page = load(COMPONENT, "zz")
    assert page.call("go") == ["born", "seen", "changed from 4", 4]
    (event,) = page.trace.of("event")
    assert event.data == {"name": "tap", "detail": 2}


def test_the_files_are_the_vendors(other: None, tmp_path: Path) -> None:
    page = tmp_path / "app" / "pages" / "index.js"
    page.parent.mkdir(parents=True)
    page.write_text("Page({})")
    assert find_root(page) == page.parent
    (tmp_path / "app" / "zz.tool").write_text("{}")
    assert find_root(page) == tmp_path / "app"
    (tmp_path / "app" / "main.ts").write_text("App({})")
    assert app_script(tmp_path / "app") == "main.ts"
    names = file_names(loader.current())
    assert {"app.json", "zz.json"} <= names.configs
    assert {"miniprogram_npm", "zz_packages"} <= names.packages
    loader.unregister("zz")
    assert app_script(tmp_path / "app") == ""


def test_of_a_built_in_profile_no_more_than_its_files_names_is_read() -> None:
    registry = loader.Registry()
    names = file_names(registry)
    for vendor in registry.ids:
        profile = registry.get(vendor)
        assert profile.template is None or profile.template.suffix in names.templates
        assert profile.program.config in names.configs
        assert set(profile.program.packages) <= names.packages
        if profile.template is not None and profile.template.styles:
            whose = registry.get(profile.extends["vendor"]) if profile.variant else profile
            assert whose.name in names.styles[profile.template.styles].split(" or ")
