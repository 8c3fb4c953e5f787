"""A whole profile."""

from typing import Annotated, Any, Final, Literal

from ..files import VENDOR
from ..table import Table, key, listing, table
from .client import Calling, Clue, Envelope, FileSystem, Others, Paths, Scope, Typings
from .common import Base, Source, based
from .config import Configuration, JsonFiles, Project, SettingFacts
from .definitions import Definitions
from .markup import (
    AllElements,
    Application,
    ElementFacts,
    Instances,
    Layout,
    PageStack,
    Styles,
    Templates,
    TemplateScripts,
)
from .operation import Api, FailureRule

SCHEMA_VERSION: Final = 1


class Vendor(Table):
    """A whole vendor: what a profile says."""

    schema: Annotated[int, "schema_version"]
    id: str = key(pattern=r"^[a-z][a-z0-9_-]{0,31}$")
    name: str = key(
        doc="one line",
        pattern=r"^[^\u0000-\u001f\u007f\u200e\u200f\u2028-\u202e\u2066-\u2069]{0,100}$",
    )
    namespace: str = key(pattern=r"^[A-Za-z_$][A-Za-z0-9_$]*$")
    types: list[str] = listing("namespaces of the vendor's type declarations, beside its own")
    typings: Typings = key(Typings())
    extends: Annotated[dict[Base, str], based] = table(
        "the profile that this one begins from; a family's name: another one, for its operations"
    )
    versions: str = key(doc="what a version counts: 'client' or 'base library'")
    major: int | None = key(
        None, "the newest major version; far above it, another thing is counted"
    )
    os: list[str]
    platforms: dict[str, str] = table(
        "an os -> the system it says that it is: a word of getSystemInfo's values"
    )
    surfaces: list[str] = listing("the first is the default")
    note: str = ""
    sources: dict[str, Source]
    detect: list[Clue] = listing(
        "a global object of this name is this vendor's where one of these holds; none: whenever "
        "it is there. Not inherited"
    )
    call: Calling
    paths: Paths
    files: FileSystem = key(FileSystem())
    others: Others = key(Others())
    envelope: Envelope
    scopes: dict[str, Scope] = table()
    texts: dict[Literal["image", "video", "save"], str] = table(
        "words of the action sheets that emulations show"
    )
    program: Layout = key(Layout())
    stack: PageStack = key(PageStack())
    app: Application = key(Application())
    page: Instances = key(Instances())
    component: Instances = key(Instances())
    definitions: Definitions = key(Definitions())
    behavior: str = key("", "the function that makes what pages and components have in common")
    template: Templates | None = key(None)
    style: Styles | None = key(None)
    module: TemplateScripts | None = key(None)
    elements: AllElements | None = key(None)
    element: dict[str, ElementFacts] = table()
    json: JsonFiles | None = key(None)
    project: Project | None = key(None)
    config: Configuration | None = key(None)
    settings: dict[str, SettingFacts] = table("group -> its settings")
    failures: list[FailureRule] = listing()
    engine: Annotated[dict[str, Any], "profile_engine"] = table()
    api: dict[str, Api]

    @property
    def by_name(self) -> bool:
        """Whether its name alone tells it from other vendors with a global object of that name."""
        return any(clue.by_name for clue in self.detect)

    @property
    def described(self) -> bool:
        """Whether whole programs of its are described, and not as those of a base."""
        return self.project is not None and not self.variant

    @property
    def variant(self) -> bool:
        """Whether it is another vendor but for what it says itself."""
        return VENDOR in self.extends
