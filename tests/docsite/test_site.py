"""The documentation as a site: every link holds, addresses stay, both languages; in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from mediaglot.adapters.cli.site import pictures, table
from mediaglot.adapters.cli.site.build import site, write_site
from mediaglot.adapters.cli.site.markdown import Leads, rendered, slug
from mediaglot.adapters.cli.site.words import ZH
from mediaglot.canonical.errors import InputError
from mediaglot.canonical.operations import OPERATIONS
from mediaglot.canonical.rules import RULES, in_language
from mediaglot.profiles import loader
from real_browser import real_browser

LEFT = "net::ERR_ABORTED"
"""What becomes of a request when its page is left."""
HREF = re.compile(r'(?:href|src)="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def files() -> dict[str, str | Path]:
    """The whole site, made once."""
    return site(ROOT)


@pytest.fixture(scope="module")
def pages(files: dict[str, str | Path]) -> dict[str, str]:
    return {name: str(text) for name, text in files.items() if name.endswith(".html")}


@pytest.fixture(scope="module")
def out(files: dict[str, str | Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "site"
    write_site(files, folder)
    return folder


def test_every_link_holds(files: dict[str, str | Path], pages: dict[str, str]) -> None:
    places = {name: set(ID.findall(text)) for name, text in pages.items()}
    wrong: set[str] = set()
    checked = 0
    for name, text in pages.items():
        for href in set(HREF.findall(text)):
            if re.match(r"(https|data):", href):
                continue
            address, _, anchor = unquote(href).partition("#")
            parts = name.split("/")[:-1]
            for step in address.split("/"):
                parts = parts[:-1] if step == ".." else [*parts, step]
            there = "/".join(parts) if address else name
            checked += 1
            held = anchor.startswith("q=") or anchor in places.get(there, ()) or not anchor
            if there not in files or not held:
                wrong.add(f"{name}: {href}")
    assert not wrong, sorted(wrong)[:20]
    assert checked > 50_000


def test_nothing_is_asked_of_others(files: dict[str, str | Path], pages: dict[str, str]) -> None:
    for name, text in pages.items():
        for tag in re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*>", text):
            assert "//" not in tag, (name, tag)
    for name, content in files.items():
        if name.endswith((".js", ".css")) and not name.startswith(("search.", "files/")):
            code = content.read_text() if isinstance(content, Path) else content
            assert not re.search(r"fetch\(|XMLHttpRequest|import\(|@import|url\(|//[a-z]", code), (
                name
            )


def test_addresses_stay(pages: dict[str, str]) -> None:
    """What others link to: a rule's and an operation's page, in both languages."""
    known = [
        n for n in OPERATIONS if any(n in loader.get(v).at(v).apis for v in loader.builtin_ids())
    ]
    assert {"rules/MG404.html", "operations/chooseImage.html", "table.html"} <= set(pages)
    for code in RULES:
        assert f'<h1 id="{code}">' in pages[f"rules/{code}.html"]
        assert f'<h1 id="{code}">' in pages[f"rules/{code}.zh.html"]
    for name in known:
        assert f'<h1 id="{name}">' in pages[f"operations/{name}.html"]
        assert f'<h1 id="{name}">' in pages[f"operations/{name}.zh.html"]
    made = [name for name in pages if name.startswith(("operations/", "rules/"))]
    assert len(made) == 2 * (len(RULES) + len(known))
    for name in ("index", "porting", "contributing", "security", "changelog", "vendors/matrix"):
        assert f"{name}.html" in pages
    for name in (ROOT / "docs").rglob("*.md"):
        assert (
            f"{name.relative_to(ROOT / 'docs').as_posix().removesuffix('.md')}.html".replace(
                "//", "/"
            )
            in pages
        )


def test_both_languages(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        chinese = name.endswith(".zh.html")
        assert f'<html lang="{"zh-CN" if chinese else "en"}">' in text
        twin = name.replace(".zh.html", ".html") if chinese else name.replace(".html", ".zh.html")
        alone = twin not in pages
        assert not (chinese and alone), name
        assert ('class="only" lang="zh-CN">本页只有英文</p>' in text) is alone, name
    assert pages["index.zh.html"].count("（英文）") >= 10
    assert in_language(RULES["MG104"], "zh").fix in pages["rules/MG104.zh.html"]
    assert "docs/rules" not in pages["rules.zh.html"]
    for text in (pages["table.zh.html"], pages["operations/chooseImage.zh.html"]):
        assert not re.search(r">(support|evidence|option|default|any family)<", text)


def test_an_operation_has_its_facts_and_where_they_are_written(pages: dict[str, str]) -> None:
    text = pages["operations/chooseImage.html"]
    for part in ("api", "options", "result", "failures"):
        assert f'<h2 id="{part}">' in text
    for vendor in loader.builtin_ids():
        profile = loader.get(vendor).at(vendor)
        api = profile.apis["chooseImage"]
        assert profile.profile.name in text
        for param in api.params.values():
            assert f"<code>{param.names[0]}</code>" in text
            for item in param.evidence:
                owner, _, key = item.source.rpartition("/")
                anchor = f"sources.html#{owner or vendor}-{slug(key)}"
                assert anchor in text
    assert 'class="grade documented"' in text
    assert 'class="grade typings"' in text


def test_the_table_says_what_profiles_say() -> None:
    views = [loader.get(vendor).at(vendor) for vendor in loader.builtin_ids()]
    data = table.table_data(views, "en")
    names = [name for name in OPERATIONS if any(name in view.apis for view in views)]
    assert len(data["cells"]) == len(names)
    checked = 0
    for vendor, (view, clients) in enumerate(zip(views, data["clients"], strict=True)):
        column = [row[vendor] for row in data["cells"]]
        each = [
            code
            for cell in column
            if cell
            for code in (cell[2] if isinstance(cell[2], list) else [cell[2]])
        ]
        versions = ["", *sorted({code for code in each if code[0].isdigit()})[:3]]
        for place, client in enumerate(clients):
            surface, _, os = client.rpartition("/")
            named = f"{view.profile.id}{':' + surface if surface else ''}/{os}"
            for version in versions:
                there = loader.get(view.profile.id).at(f"{named}@{version}" if version else named)
                for name, cell in list(zip(names, column, strict=True))[::5]:
                    api = there.apis.get(name)
                    wanted = api.support.status if api is not None else "unknown"
                    assert said_of(cell, place, version) == wanted, (named, version, name)
                    checked += 1
    assert checked > 1_000


def said_of(cell: list[Any], place: int, version: str) -> str:
    """What the page's script makes of a cell for one client."""
    if not cell:
        return "unknown"
    code = cell[2][place] if isinstance(cell[2], list) else cell[2]
    if code in ("y", "n", "?"):
        return {"y": "yes", "n": "no", "?": "unknown"}[code]
    parts = [[*map(int, text.split("."))] for text in (version or code, code)]
    return "yes" if parts[0] >= parts[1] else "no"


def test_the_search_has_all_pages(files: dict[str, str | Path], pages: dict[str, str]) -> None:
    for lang in ("en", "zh"):
        text = str(files[f"search.{lang}.js"])
        rows = json.loads(text.removeprefix("globalThis.mediaglotIndex = ").rstrip(";\n"))
        found = {row[0].partition("#")[0] for row in rows}
        assert found <= set(pages)
        if lang == "zh":
            wanted = {
                n
                for n in pages
                if n.endswith(".zh.html") or n.replace(".html", ".zh.html") not in pages
            }
        else:
            wanted = {name for name in pages if not name.endswith(".zh.html")}
        assert found == wanted


def test_markdown() -> None:
    leads = Leads(lambda href: f"led/{href}", lambda code: f"{code}!", lambda _: "")
    text = rendered(
        "# A `b` c\n\n[x](y.md) `MG101`\n\n## A\n\n## A\n\n| a |\n|---|\n| 1 |\n", leads
    )
    assert text.title == "A b c"
    assert [item.anchor for item in text.headings] == ["a-b-c", "a", "a-1"]
    assert '<a href="led/y.md">x</a>' in text.html
    assert '<a href="MG101!" class="rule"><code>MG101</code></a>' in text.html
    assert '<div class="wide" tabindex="0" role="region" aria-label="A"><table>' in text.html
    assert slug("What it does not claim, at all") == "what-it-does-not-claim-at-all"
    assert slug("看 一看：中文") == "看-一看中文"


def test_it_is_written_whole_or_not(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "work.txt").write_text("kept")
    with pytest.raises(InputError, match="no folder that make site wrote"):
        write_site({"index.html": "x"}, mine)
    assert [it.name for it in mine.iterdir()] == ["work.txt"]
    write_site({"index.html": "x", "old.html": "x"}, tmp_path / "site")
    write_site({"index.html": "y"}, tmp_path / "site")
    assert sorted(it.name for it in (tmp_path / "site").iterdir()) == [
        ".mediaglot-site",
        "index.html",
    ]
    assert sorted(it.name for it in tmp_path.iterdir()) == ["mine", "site"]


def test_pictures(tmp_path: Path) -> None:
    from mediaglot.canonical.engine.samples import sample_picture

    assert "make pictures site" in pictures.pictures_html({}, "en")[0]
    (tmp_path / "studio.png").write_bytes(sample_picture(64, 48, format="png"))
    (tmp_path / "traces.png").write_bytes(b"no picture")
    (tmp_path / "other.png").write_bytes(sample_picture(64, 48, format="png"))
    found = pictures.pictures_of(tmp_path)
    assert {name: size[1:] for name, size in found.items()} == {"studio": (64, 48)}
    for lang, caption in (
        ("en", pictures.CAPTIONS["studio"]),
        ("zh", ZH[pictures.CAPTIONS["studio"]]),
    ):
        html, _ = pictures.pictures_html(found, lang)
        assert (
            f'src="pictures/studio.png" width="64" height="48" loading="lazy" alt="{caption}"'
            in html
        )
    assert set(pictures.CAPTIONS.values()) <= set(ZH)
    shown = pictures.with_picture("<h1>a</h1><p>b</p><h2>c</h2>", "studio.zh.html", "zh", found)
    assert shown.startswith('<h1>a</h1><p>b</p><figure id="studio"')
    assert shown.endswith("<h2>c</h2>")
    assert pictures.with_picture("<h2>c</h2>", "testing.html", "en", found) == "<h2>c</h2>"
    assert set(pictures.SHOWN_ON.values()) <= set(pictures.CAPTIONS)
    for name in pictures.SHOWN_ON:
        assert (ROOT / "docs" / f"{name}.md").is_file()


# --- in a browser --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    with real_browser() as made:
        yield made


@pytest.fixture
def opens(chrome: Any, out: Path) -> Iterator[Callable[..., Any]]:
    """Opens a page of the site; nothing else than its files may be asked for."""
    asked: list[str] = []
    wrong: list[str] = []
    contexts: list[Any] = []

    def at(name: str, *, width: int = 1440) -> Any:
        context = chrome.new_context(
            viewport={"width": width, "height": 900}, offline=True,
            reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("requestfailed", lambda it: wrong.append(it.url) if it.failure != LEFT else None)
        page.goto((out / name.partition("#")[0]).as_uri() + name[len(name.partition("#")[0]) :])
        return page

    yield at
    for context in contexts:
        context.close()
    assert wrong == []
    assert asked
    assert all(url.startswith(out.as_uri()) for url in asked)


@pytest.mark.parametrize("width", [390, 1440])
def test_pages_fit(opens: Callable[..., Any], width: int, out: Path) -> None:
    page = opens("index.html", width=width)
    for name in (
        "index.zh.html", "table.zh.html", "operations/chooseImage.html", "sources.html",
        "operations.zh.html", "rules/MG404.html", "porting.html", "pictures.html",
    ):  # fmt: skip
        page.goto((out / name).as_uri())
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            shade = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
            assert (int(shade[4:].split(",")[0]) < 100) is (scheme == "dark")
        unnamed = page.evaluate(
            "() => [...document.querySelectorAll('input, select, [tabindex=\"0\"], img, nav, aside')]"
            ".filter((it) => it.offsetParent && !it.closest('label') && it.tagName !== 'PRE'"
            " && !it.getAttribute('aria-label') && !it.alt).map((it) => it.outerHTML.slice(0, 200))"
        )
        assert unnamed == [], name


def test_the_table_is_filtered_and_its_address_keeps_it(opens: Callable[..., Any]) -> None:
    page = opens("table.html")
    rows = page.locator(".compatibility tbody tr:not([hidden])")
    whole = rows.count()
    assert page.locator("#filters output").inner_text() == f"{whole} of {whole} operations"
    page.get_by_label("family").select_option("media")
    media = sum(item.family == "media" for item in OPERATIONS.values())
    assert rows.count() == media
    page.get_by_label("filter by name").fill("choosemedia")
    assert rows.count() == 1
    version = page.locator("[name=version]")
    assert version.is_disabled()
    page.locator("[name=vendor][value=wx]").focus()
    page.keyboard.press("Space")
    assert page.locator(".compatibility thead th:not([hidden])").count() == 2
    cell = rows.locator("td:not([hidden])")
    assert cell.inner_text() == "since 2.10.0"
    version.fill("2.9.9")
    assert cell.inner_text() == "no (since 2.10.0)"
    version.fill("2.10")
    assert cell.inner_text() == "yes (since 2.10.0)"
    assert page.evaluate("location.hash") == "#q=choosemedia&family=media&version=2.10&vendor=wx"
    version.fill("x")
    assert page.evaluate("document.querySelector('[name=version]').matches(':invalid')")
    again = opens(
        "table.zh.html#family=media&vendor=wx,my&client=ios&support=all&evidence=documented"
    )
    shown = again.locator(".compatibility tbody tr:not([hidden])")
    assert 0 < shown.count() < media
    assert set(again.locator("tr:not([hidden]) td:not([hidden]) .support").all_inner_texts()) <= {
        text for text in again.locator("tr:not([hidden]) td:not([hidden]) .support").all_inner_texts()
        if text.startswith("有")
    }  # fmt: skip
    again.get_by_role("button", name="清除").click()
    again.wait_for_function("location.hash === ''")
    assert shown.count() == whole
    again.evaluate("location.hash = '#q=nothing-has-this'")
    again.get_by_text("没有符合的操作").wait_for()


def test_the_search_by_keys(opens: Callable[..., Any]) -> None:
    page = opens("rules/MG404.html")
    page.keyboard.press("/")
    page.keyboard.type("chooseImage")
    first = page.locator("#found a").first
    first.wait_for()
    assert page.locator("#found output").inner_text().endswith(" found")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('href')").endswith(
        "operations/chooseImage.html#chooseImage"
    )
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()
    page.keyboard.type("qqzz")
    page.get_by_text("nothing found").wait_for()
    page.locator("#find").fill("MG501")
    page.locator("#found a").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/rules/MG501.html#MG501")
    page.get_by_role("link", name="中文", exact=True).click()
    page.wait_for_url("**/rules/MG501.zh.html")
    page.locator("#find").fill("小程序")
    page.locator("#found a").first.wait_for()
