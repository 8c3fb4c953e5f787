"""What the runtime's declarations call the types of a function, and of an object."""

from __future__ import annotations

from ...canonical.operations.files import MANAGER


def shape_name(function: str, managed: bool) -> str:
    """The beginning of the names of a function's types: ``ChooseImage``, ``ManagerSaveFile``."""
    return shape_of(function, MANAGER if managed else "")


def shape_of(function: str, kind: str) -> str:
    """The same for a function of an object of some kind; empty: of the namespace."""
    name = function[:1].upper() + function[1:]
    return {"": "", MANAGER: "Manager"}.get(kind, _camel(kind)) + name


def kind_name(kind: str) -> str:
    """The type of an object of some kind."""
    return "MediaFileSystemManager" if kind == MANAGER else f"Media{_camel(kind)}"


def _camel(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.split("_"))
