"""The generated pages of docs/ are what the profiles and the rule table say today."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import tomli
from mediaglot.adapters.cli.docs import pages
from mediaglot.adapters.cli.docs_compatibility import FOLDER
from mediaglot.canonical.operations import FAMILIES
from mediaglot.canonical.rules import RULES
from mediaglot.profiles import loader
from mediaglot.profiles.lint import lint
from pairs import DESCRIBED, VARIANTS, VENDORS

PAGES = tuple(f"{FOLDER}/{name}.md" for name in ("elements", "definitions", "settings"))
FAMILY_PAGES = tuple(f"{FOLDER}/{family}.md" for family in FAMILIES)
EXAMPLES = ("families.md", *(f"families/{family}.md" for family in FAMILIES))
NAMES = (
    "rules.md",
    "compatibility.md",
    "behaviour.md",
    "realm.md",
    "profile.schema.json",
    "scenario.schema.json",
    *FAMILY_PAGES,
    *PAGES,
    *EXAMPLES,
    *(f"vendors/{name}.md" for name in VENDORS if name not in DESCRIBED),
)


@cache
def made() -> dict[str, str]:
    """Every generated page, made once for all tests."""
    return dict(pages())


@pytest.mark.parametrize("name", NAMES)
def test_page_is_fresh(root: Path, name: str) -> None:
    text = (root / "docs" / name).read_bytes().decode()
    fresh = text == made()[name]
    assert fresh, f"docs/{name} is stale: run `make docs`"


def test_no_other_page_is_generated() -> None:
    assert set(made()) == set(NAMES)


def test_every_rule_has_a_section() -> None:
    text = made()["rules.md"]
    assert re.findall(r"^### (MG\d+)$", text, re.MULTILINE) == sorted(RULES)


def anchors(text: str) -> set[str]:
    return {
        re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }


def test_links_within_the_pages_lead_somewhere() -> None:
    texts = made()
    for name in ("rules.md", "compatibility.md"):
        links = set(re.findall(r"\]\(#([^)]+)\)", texts[name]))
        assert links
        assert links <= anchors(texts[name])
    others = re.findall(r"\]\((compatibility/\w+\.md)#([^)]+)\)", texts["compatibility.md"])
    assert len(others) > 100
    for page, anchor in others:
        assert anchor in anchors(texts[page])


def test_every_operation_has_an_example_and_every_rule_of_it_a_section() -> None:
    texts = made()
    for family in FAMILIES:
        text = texts[f"families/{family}.md"]
        sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
        bare = {part.split("\n")[0] for part in sections if "```js" not in part}
        assert bare <= {"onShareAppMessage"}  # nobody calls it: it is a page's own
        assert len(text) < 100_000
        rules = set(re.findall(r"\]\(\.\./rules\.md#([^)]+)\)", text))
        assert rules <= anchors(texts["rules.md"])


def cells(page: str, section: str, row: str) -> dict[str, str]:
    """A row of a table by vendor."""
    text = made()[f"{FOLDER}/{page}.md"].partition(f"\n{section}\n")[2]
    head: list[str] = []
    for line in re.split(r"^## ", text, maxsplit=1, flags=re.MULTILINE)[0].splitlines():
        said = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        head = head or said
        if said and said[0] == row:
            return dict(zip(head, said, strict=True))
        head = head if said else []
    return {}


def test_pages_on_pages_say_what_profiles_say() -> None:
    button = cells("elements", "## button", "`session-from`")
    assert button["WeChat"] == "`session-from`; with `open-type=contact`"
    assert button["Alipay"] == button["Feishu"] == "no"
    assert cells("elements", "## input", "`auto-focus`")["Feishu"] == "`focus`"
    watched = cells("definitions", "## Parts of a component", "`observers`")
    assert watched["Alipay"] == "`observers` since 2.8.1, with `options.observers`"
    assert (watched["Feishu"], watched["WeChat"]) == ("no", "`observers`")
    title = cells("settings", "## window", "`title`")
    assert (title["Alipay"], title["WeChat"]) == ("`defaultTitle`", "`navigationBarTitleText`")
    for vendor in (loader.get(name) for name in VENDORS if name not in VARIANTS):
        for name in vendor.element:
            said = cells("elements", f"## {name}", "the element")[vendor.name]
            assert said == f"`<{vendor.element[name].name or name}>`", (vendor.id, name)
        for group, facts in vendor.settings.items():
            for name in facts.has:
                assert cells("settings", f"## {group}", f"`{name}`")[vendor.name].startswith("`")
        for moment, hook in vendor.definitions.moments.items():
            found = cells("definitions", "## Hooks of a component", f"`{moment}`")
            assert found[vendor.name].startswith(f"`{hook}`")


def test_rows_of_a_table_have_as_many_cells_as_its_head() -> None:
    for name in ("rules.md", "compatibility.md", "realm.md", *FAMILY_PAGES, *PAGES, *EXAMPLES):
        cells = 0
        for line in made()[name].splitlines():
            if not line.startswith("|"):
                cells = 0
                continue
            count = len(re.findall(r"(?<!\\)\|", line))
            assert count == (cells or count), line
            cells = count


@pytest.mark.parametrize("vendor", loader.builtin_ids())
def test_profiles_satisfy_the_schema_for_editors(vendor: str) -> None:
    texts = loader.builtin_texts(vendor)
    assert texts
    validator = jsonschema.Draft202012Validator(json.loads(made()["profile.schema.json"]))
    errors = [
        f"{list(error.absolute_path)}: {error.message[:200]}"
        for text in texts.values()
        for error in validator.iter_errors(tomli.loads(text))
    ]
    assert errors == []


def test_the_snippets_of_the_profile_page_make_a_clean_profile(root: Path) -> None:
    page = (root / "docs" / "profiles.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    blocks = [block for block in blocks if not block.startswith("#:schema")]
    adding = [block for block in blocks if re.search(r"^extends +=", block, re.MULTILINE)]
    for block in adding:
        assert lint({"more": block}, find=loader.builtin_texts).diagnostics == ()
    blocks = [block for block in blocks if block not in adding]
    blocks.sort(key=lambda block: not block.startswith("schema "))
    rerouted = '[api.chooseMedia]\nevidence = "docs"\n'
    other = '[api.chooseVideo]\nevidence = "docs"\n'
    report = lint({"page": "\n".join([*blocks, rerouted, other])}, find=lambda _: None)
    assert [f"{item.place} {item.message}" for item in report.diagnostics] == []
    assert report.profile is not None
    assert {"chooseImage", "chooseMedia"} <= set(report.profile.api)
