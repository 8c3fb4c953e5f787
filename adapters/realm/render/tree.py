"""What stands on a page: elements, components and texts in one another, and what decided it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from attrs import define, field, frozen

from ....canonical.diagnostics import Evidence
from ....profiles.fold import evidence
from ....profiles.model import Fact, Vendor
from .sheets import PageSheets

Kind = Literal["tag", "part", "text"]
_MOST_VALUE: Final = 60


@frozen
class Listening:
    """A handler of an element: the kind of binding, the canonical event, or the written name of a
    component's own; the handler's name, empty for one that is no name."""

    kind: str
    event: str
    handler: str


@define(eq=False)
class PageView:
    """An element, a component of the program or a text on a page.

    `tag`: as written; `element`: its canonical name, empty for what is no built-in component;
    `at`: file, line and column; `attributes`: by canonical names, those of `id`, `class` and the
    like apart; `shown`: nothing around it hides it; `virtual`: a component without a node of its
    own; `taken`: what a component made of attributes in another type;
    `inert`: one that the client makes nothing of where it stands; `isolated`: classes
    of the page do not reach into it, None where nothing tells; `why`: the facts that
    decided how it reads, by their place in the profile."""

    number: int
    kind: Kind
    at: str
    shown: bool
    text: str = ""
    tag: str = ""
    element: str = ""
    id: str = ""
    classes: tuple[str, ...] = ()
    key: str = ""
    attributes: Mapping[str, Any] = field(factory=dict)
    dataset: Mapping[str, Any] = field(factory=dict)
    bound: tuple[Listening, ...] = ()
    script: str = ""
    virtual: bool = False
    inert: bool = False
    isolated: bool | None = None
    taken: Mapping[str, Any] = field(factory=dict)
    why: tuple[str, ...] = ()
    up: PageView | None = None
    inner: list[PageView] = field(factory=list["PageView"])

    def walk(self) -> Iterator[PageView]:
        """This and all that stands in it, in order."""
        todo = [self]
        while todo:
            view = todo.pop()
            yield view
            todo += view.inner[::-1]

    def words(self) -> str:
        """The text that shows in it, spaces made one."""
        found = (view.text for view in self.walk() if view.kind == "text" and view.shown)
        return " ".join(" ".join(found).split())

    def to_plain(self) -> dict[str, Any]:
        """As data: what says nothing is left out."""
        plain: dict[str, Any] = {"kind": self.kind, "at": self.at}
        if self.kind == "text":
            return {**plain, "text": self.text, **({} if self.shown else {"shown": False})}
        plain["tag"] = self.tag
        facts: dict[str, Any] = {
            "element": self.element, "component": self.script, "id": self.id,
            "class": list(self.classes), "key": self.key, "attributes": dict(self.attributes),
            "dataset": dict(self.dataset), "why": list(self.why),
            "handlers": [[b.kind, b.event, b.handler] for b in self.bound],
            "virtual": self.virtual, "inert": self.inert, "isolated": self.isolated,
        }  # fmt: skip
        plain |= {name: value for name, value in facts.items() if value}
        if not self.shown:
            plain["shown"] = False
        if self.inner:
            plain["inner"] = [view.to_plain() for view in self.inner]
        return plain


@frozen
class RenderRule:
    """A fact that decided what stands on a page. `rule`: its place in the profile; `value` None:
    nothing tells it, and `says` names what depends on it."""

    rule: str
    value: Any
    says: str
    evidence: tuple[Evidence, ...] = ()


@frozen(eq=False)
class PageTree:
    """What stands on a page. `rules`: the facts that decided; `unknown`: those that nothing tells
    and that decide something here; `sheets`: the style sheets that reach it, of which nothing is
    drawn."""

    page: str
    top: tuple[PageView, ...]
    rules: tuple[RenderRule, ...] = ()
    unknown: tuple[RenderRule, ...] = ()
    sheets: tuple[str, ...] = ()

    def walk(self) -> Iterator[PageView]:
        """Everything in it, in order."""
        for view in self.top:
            yield from view.walk()

    def words(self) -> str:
        """The text that shows, spaces made one."""
        return " ".join(filter(None, (view.words() for view in self.top)))

    def to_plain(self) -> dict[str, Any]:
        """As data."""
        return {
            "page": self.page,
            "tree": [view.to_plain() for view in self.top],
            "rules": [_plain(rule) for rule in self.rules],
            "unknown": [_plain(rule) for rule in self.unknown],
            "sheets": list(self.sheets),
        }


def _plain(rule: RenderRule) -> dict[str, Any]:
    return {
        "rule": rule.rule, "value": rule.value, "says": rule.says,
        "evidence": [one.source for one in rule.evidence],
    }  # fmt: skip


def tree_of(
    page: str, said: Mapping[str, Any], vendor: Vendor, sheets: PageSheets
) -> tuple[PageTree, dict[int, PageView]]:
    """The tree of what a realm says, and its elements by number."""
    known: dict[int, PageView] = {}
    top: list[PageView] = []
    for plain in said["views"]:
        view = _view(plain)
        known[view.number] = view
        above = known.get(int(plain["up"]))
        view.up = above
        (top if above is None else above.inner).append(view)
    rules = [rule_of(vendor, rule) for rule in said["rules"]]
    unknown = [RenderRule(rule, None, words) for rule, words in said["doubts"]]
    for lost in sheets.lost:
        rule = rule_of(vendor, lost.rule)
        words = f"{lost.at}: {lost.says}"
        if lost.known:
            rules.append(RenderRule(lost.rule, rule.value, words, rule.evidence))
        else:
            unknown.append(RenderRule(lost.rule, None, words))
    return PageTree(page, tuple(top), tuple(rules), tuple(unknown), sheets.names), known


def _view(plain: Mapping[str, Any]) -> PageView:
    return PageView(
        int(plain["n"]),
        plain["kind"],
        str(plain["at"]),
        bool(plain["shown"]),
        str(plain.get("text", "")),
        str(plain.get("tag", "")),
        str(plain.get("el") or ""),
        str(plain.get("id", "")),
        tuple(str(plain.get("classes", "")).split()),
        str(plain.get("key", "")),
        plain.get("attrs") or {},
        plain.get("data") or {},
        tuple(Listening(*map(str, bound)) for bound in plain.get("binds", ())),
        str(plain.get("script", "")),
        bool(plain.get("virtual")),
        bool(plain.get("inert")),
        plain.get("isolated"),
        plain.get("taken") or {},
        tuple(plain.get("why") or ()),
    )


def rule_of(vendor: Vendor, rule: str) -> RenderRule:
    """A fact by its place in a profile, with what it says and where that is written."""
    table, _, key = rule.partition(".")
    home: Any = getattr(vendor, table, None)
    if table == "element":
        home = vendor.element.get(key)
        return RenderRule(rule, None, f"what {key} takes and tells", _evidence(vendor, home))
    value: Any = home
    for name in key.split(".") if key else ():
        value = value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)
    return RenderRule(rule, value, _says(home, key), _evidence(vendor, home))


def _says(home: Any, key: str) -> str:
    found = type(home).keys.get(key.partition(".")[0]) if home is not None else None
    return found.doc if found is not None else ""


def _evidence(vendor: Vendor, *facts: Fact | None) -> tuple[Evidence, ...]:
    for fact in (*facts, vendor.elements, vendor.template):
        if fact is not None and fact.evidence:
            return evidence(vendor, fact.evidence, fact.grade)
    return ()


def short(value: Any) -> str:
    """A value in one short piece."""
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= _MOST_VALUE else text[: _MOST_VALUE - 1] + "…"


def found_in(known: Mapping[int, PageView], numbers: Sequence[int]) -> list[PageView]:
    """The elements of these numbers."""
    return [known[number] for number in numbers if number in known]
