"""What a profile says of configurations: the keys of each kind of file, and how they are read."""

from typing import Any, Literal

from ..table import key, listing, table
from .common import Fact, Names, Scalar


class JsonFiles(Fact):
    """How the vendor's tools read files of configuration, beyond plain JSON."""

    comments: bool | None = key(None, "// and /* */ are comments")
    trailing: bool | None = key(None, "a comma may stand before a closing bracket")
    twice: Literal["first", "last"] | None = key(None, "which of two equal keys counts")
    mark: bool | None = key(None, "a byte order mark may stand before it")


class SettingFacts(Fact):
    """One object of a configuration, by canonical settings."""

    has: list[str] = listing("the settings it has")
    lacks: list[str] = listing("those that it is said not to have")
    complete: bool = key(False, "its page lists everything: what is not here, it has not")
    spelt: dict[str, Names] = table(
        "setting -> the vendor's key, where it differs; of several, any is read, the first written"
    )
    words: dict[str, dict[str, Scalar]] = table("setting -> word -> how the vendor says it")
    nearest: dict[str, dict[str, str]] = table("setting -> a word it lacks -> the nearest it has")
    instead: dict[str, dict[str, dict[str, Scalar]]] = table(
        "setting it lacks -> word -> the vendor's own keys that come nearest"
    )
    defaults: dict[str, Scalar] = table("setting -> what it is when left out, by the canon's words")
    since: dict[str, str] = table("setting -> the version that has it")
    most: dict[str, int] = table("setting -> how many entries, or how many bytes of its file")
    formats: dict[str, list[str]] = table("setting -> how names of its files end")
    forms: dict[str, Literal["folder", "files"]] = table(
        "setting -> how scripts of other threads are named: their folder, or each file"
    )
    wants: list[str] = listing("settings that have to be said")
    acts: dict[str, str] = table("setting -> what it does, where that is not so on all clients")


class Project(Fact):
    """The developer tools' file of a program."""

    file: str = key(doc="its name")
    fresh: dict[str, Any] = table("what one says that is written anew")
    asks: list[str] = listing("settings that the tools ask the developer for: never another's")


class Configuration(Fact):
    """How a vendor's configurations are written, beside their keys."""

    tab_folder: str = key("", "the folder of a program's own bar of tabs")
    bare: Literal["relative", "package"] | None = key(
        None, "what a component's path without ./ or / is: relative to the file, or a package's"
    )
    plugin: str = key("", "how a component's address of a plugin begins")
    generic_default: bool | None = key(None, "a component that a parent names needs a default")
    placeholder_element: bool | None = key(None, "a built-in component may stand in for others")
    joins: bool | None = key(None, "pages of parts may be pages of the program as well")
    part_names: bool | None = key(None, "a part may be called by its name, not its folder alone")
    main_part: str = key("", "what the program itself is called among its parts")
    theme_mark: str = key("", "how a value begins that the file of themes has")
    theme_plain: str = key("", "the key of that file with the values of usual days")
    lets_in: str = key("", "the option of a component's script that lets the page's rules in")
