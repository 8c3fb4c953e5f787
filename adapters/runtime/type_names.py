"""What the runtime's declarations call the types of a function."""


def shape_name(function: str, managed: bool) -> str:
    """The beginning of the names of a function's types: ``ChooseImage``, ``ManagerSaveFile``."""
    name = function[:1].upper() + function[1:]
    return f"Manager{name}" if managed else name
