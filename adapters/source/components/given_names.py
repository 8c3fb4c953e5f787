"""Names that the port gives: methods of the generated module, data of tags."""

from __future__ import annotations

from typing import Final

KIN_CLASS: Final = "mgclass"
"""The key of the dataset that says what classes its tag has."""
KIN_EVENT: Final = "mgkin"
"""What a component that is related to others tells its owner as it is placed."""
KIN_HANDLER: Final = "mgKin"
KIN_DATA: Final = "mgkin"
"""The key of the dataset that says where in its owner's template a component stands."""

TELL: Final = "mgTell"
"""The method of the helper that tells the owner of a touch, after the component's own handler."""
TELL_DATA: Final = "mg"
"""Before the event's type: the key of the dataset that says which handler that is."""

PASSED: Final = "mg"
"""Before the name of a property, with a capital then, whose own name means something else on a tag:
the name by which it is passed to the helper."""

EXPORT: Final = "mgExport"
"""The method of the helper that gives what a component says to those who ask for it."""

OUTER: Final = "mgouter"
"""The key of the dataset with what an element has of what it stands in: touches that it tells for
that one, and data by their names."""

MUTUAL: Final = "mgOne"
"""The method of the helper that calls one of several handlers of an event."""

BROUGHT: Final = "mediaglot-"
"""How the names of components begin that the port brings: of their files and tags."""

TOLD_ID: Final = "mgid"
"""The key of the dataset that has the id of a component's tag, for the events that it tells."""

SLOT: Final = "mgSlot"
"""How the names of properties begin that say what a component's slots are handed."""
HOLD_EVENT: Final = "mgref"
"""What a component tells the owner that wants to be handed it, as it is placed."""
HEARD_DATA: Final = "mgheard"
"""The key of the dataset that says which functions a component's tag passes it."""
