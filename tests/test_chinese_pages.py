"""The pages in Chinese say what their English twins say: the same headings, code, tables and links.

``NAME.zh.md`` beside ``NAME.md``. Sentences are not compared; what they name is.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TWINS = sorted(
    file.relative_to(ROOT).as_posix()
    for folder in (ROOT, ROOT / "docs")
    for file in folder.glob("*.zh.md")
)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) +(.+)$", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)#]*)(#[^)]*)?\)")


def english_of(twin: Path) -> Path:
    return twin.with_name(twin.name.removesuffix(".zh.md") + ".md")


def twin_of(page: Path) -> Path:
    """The Chinese page of a page; the page itself where it has none."""
    twin = page.with_name(page.name.removesuffix(".md") + ".zh.md")
    return twin if page.suffix == ".md" and twin.exists() else page


def prose(file: Path) -> str:
    """A page with a mark for each block of code, and without the line that leads to its twin."""
    text = FENCE.sub("@", file.read_text(encoding="utf-8"))
    return re.sub(r"\A(# .+\n\n)\[.+\]\(.+\)\n", r"\1", text)


def anchors(file: Path) -> list[str]:
    """The anchors that a page's headings get on GitHub, in their order."""
    titles = (title for _, title in HEADING.findall(prose(file)))
    return [re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles]


def sections(file: Path) -> list[str]:
    """What stands under each heading, the first part before any."""
    return re.split(r"^#+ .+$", prose(file), flags=re.MULTILINE)


def shape(section: str) -> list[object]:
    """What a section is made of, in its order: paragraphs, blocks, items of a list, tables."""
    found: list[object] = []
    for part in re.split(r"\n\n+|\n(?=@$)|(?<=^@)\n", section.strip(), flags=re.MULTILINE):
        lines = part.split("\n")
        if part.startswith("|"):
            found.append([line.replace("\\|", "").count("|") for line in lines])
        elif part == "@":
            found.append("code")
        else:
            items = [line for line in lines if re.match(r" *(-|\d+\.) ", line)]
            found.append(f"{len(items)} items" if items else "text")
    return found


def targets(file: Path, chinese: bool) -> list[tuple[Path, int]]:
    """Where a page's links lead, an anchor as the place of its heading."""
    found = []
    for target, anchor in LINK.findall(prose(file)):
        if "://" in target:
            found.append((Path(target), -1))
            continue
        page = (file.parent / target).resolve() if target else file
        place = anchors(page).index(anchor[1:]) if anchor else -1
        found.append((page if chinese else twin_of(page), place))
    return sorted(found)


def test_the_readme_has_a_twin() -> None:
    assert "README.zh.md" in TWINS


@pytest.mark.parametrize("name", TWINS)
def test_each_page_leads_to_its_twin(name: str) -> None:
    twin = ROOT / name
    english = english_of(twin)
    text = english.read_text(encoding="utf-8")
    assert text.split("\n\n")[1] == f"[简体中文]({twin.name})"
    text = twin.read_text(encoding="utf-8")
    assert text.split("\n\n")[1] == f"[English]({english.name})"


@pytest.mark.parametrize("name", TWINS)
def test_code_is_the_same_to_the_byte(name: str) -> None:
    twin = ROOT / name
    told, found = (
        FENCE.findall(file.read_text(encoding="utf-8")) for file in (english_of(twin), twin)
    )
    assert found == told


@pytest.mark.parametrize("name", TWINS)
def test_headings_and_what_stands_under_them_are_the_same(name: str) -> None:
    twin = ROOT / name
    english = english_of(twin)
    told, found = (
        [len(marks) for marks, _ in HEADING.findall(prose(file))] for file in (english, twin)
    )
    assert found == told
    titles = [title for _, title in HEADING.findall(prose(english))]
    for title, one, other in zip(["", *titles], sections(english), sections(twin), strict=True):
        assert shape(other) == shape(one), title


@pytest.mark.parametrize("name", TWINS)
def test_each_section_names_the_same_code_and_numbers(name: str) -> None:
    """By section, as words stand in another order in another language."""
    twin = ROOT / name
    english = english_of(twin)
    titles = [title for _, title in HEADING.findall(prose(english))]
    for title, one, other in zip(["", *titles], sections(english), sections(twin), strict=True):
        told, found = (
            sorted(" ".join(span.split()) for span in re.findall(r"`([^`]+)`", text))
            for text in (one, other)
        )
        assert found == told, title
        numbers, there = (
            {*re.findall(r"\b\d[\d,.]*\b|MG\d+", re.sub(r"`[^`]+`|\]\([^)]*\)", "", text))}
            for text in (one, other)
        )
        assert numbers <= there, title


@pytest.mark.parametrize("name", TWINS)
def test_links_lead_to_the_same_pages_in_chinese_where_there_are(name: str) -> None:
    twin = ROOT / name
    assert targets(twin, chinese=True) == targets(english_of(twin), chinese=False)


@pytest.mark.parametrize("name", TWINS)
def test_a_chinese_page_is_in_chinese(name: str) -> None:
    for part in re.split(r"\n\n+", HEADING.sub("", prose(ROOT / name))):
        words = re.sub(r"`[^`]+`|\[[^\]]*\]\([^)]*\)|[@|\-#.\d\s*]", "", part)
        assert not words or re.search("[\u4e00-\u9fff]", words), part
