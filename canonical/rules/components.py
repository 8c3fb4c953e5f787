"""MG54x: definitions of pages and components."""

from __future__ import annotations

from typing import Final

from ..diagnostics import Rule

RULES: Final = (
    Rule(
        "MG541",
        "definition-refused",
        "error",
        "unsupported",
        "A page or component relies on what the target's pages and components do not have.",
        "Each vendor has its own component model. What nothing stands in for is never called, or "
        "is nothing where the code calls it; the file is left to be done by hand there.",
        "Component({ relations: { './tab': { type: 'child' } } })  // on tt",
        "Write that part of the definition for the target.",
    ),
    Rule(
        "MG542",
        "definition-unseen",
        "info",
        "unknown",
        "A definition is put together where it cannot be seen.",
        "The generated module ports it when the program runs, whatever it says; what it says that "
        "the target does not have is not told.",
        "Component(options)",
        "Look at what the definition says, or write it where it is given to the constructor.",
    ),
    Rule(
        "MG543",
        "member-unknown",
        "warning",
        "unknown",
        "No source says whether the target's instances have a member that the code takes of this.",
        "Where they have not, the call throws. What finds components is taken for that of a page "
        "or a component whatever it is called on.",
        "Page({ onReady() { this.createSelectorQuery() } })  // on tt",
        "Try it on the target, or do it another way there.",
    ),
    Rule(
        "MG544",
        "definition-differs",
        "warning",
        "approximated",
        "A part of a definition works otherwise on the target.",
        "Options that stand in the configuration there, properties that the component sets itself, "
        "first values that no source tells.",
        "Component({ properties: { show: Boolean }, methods: { close() "
        "{ this.setData({ show: false }) } } })  // on my",
        "Look at the place named; what the component sets itself, let its parent set.",
    ),
    Rule(
        "MG545",
        "event-data",
        "warning",
        "unknown",
        "The data of an event's target, or its type, is read in a way that cannot be ported.",
        "On one vendor target.dataset is of the element that was hit, on the other of the one that "
        "has the handler; types are spelt as the vendor spells events.",
        "tap(event) { let node = event.target; node = node || this.last; this.go(node.dataset) }",
        "Read event.currentTarget.dataset, which is the same everywhere, or event.target.dataset "
        "in one go; compare the type where the event is.",
    ),
)
