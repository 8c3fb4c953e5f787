"""The programs of a tree, as their templates need to know them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Final

import attrs

from ....canonical.markup import COMPONENTS
from ..common.files import Walked
from ..common.pair import Pair
from ..common.script_place import ScriptPlace
from ..common.texts import Texts
from ..components.facts import models_of
from ..config.components import component_stem
from ..config.found import NONE, Configs, configs_of, page_configs, read_json
from ..config.json_text import JsonNode
from ..markup.events import ends_events, wants_handlers
from ..markup.expanded import Expanded
from ..markup.facts import both_of
from ..markup.mutual import mutual_prefixes
from ..markup.polyfills import NOTHING_BROUGHT, Brings
from ..markup.reads import names_read
from ..markup.scripts import Beside
from ..markup.work import Around
from ..text.blocks import LANGUAGES
from ..text.encoding import encoding_of, mask, wide
from .brought import BroughtScripts, read_file, script_in
from .read_texts import page_replaced, texts_read
from .scripts import paths_in, script_at

_CONFIG: Final = ".json"
_TAG: Final = re.compile(r"<([A-Za-z][\w-]*)")


@attrs.frozen(eq=False)
class Programs:
    """The files of a tree by name, and the folders of programs in it: each ends in a slash, that
    of the top is empty. ``config``: the name of a program's configuration; ``templates``: how the
    source's and the target's templates end; ``moves``: the source's are ported with the scripts;
    ``configs``: the configurations of the tree, where they are ported; ``packages``: folders that
    packages are ported from; ``kin``: the stems of components that are related to others, or
    learn of their page, where the port stands in for that; ``finds``: words that components are
    asked for by, which it finds, and ``found``, the stems of such; ``telling``: the touches that
    components are made to tell of, by stem; ``heard``: components and touches that they tell of;
    ``expanded``: templates with others written out in them, by name; ``idle``: what templates
    define that nothing uses any more; ``kept``: why one is not written out, by file and name;
    ``ids``: components ask for the ids of their tags; ``exports``: components say what those find
    who ask for them;
    ``asked``: data that says whether the source's global has a function, by name; ``users``: the
    templates of pages and components that use those of a file, by file and name; ``brings``: the
    components that the port brings."""

    top: str
    names: frozenset[str]
    roots: tuple[str, ...]
    config: str
    templates: tuple[str, str] = ("", "")
    moves: bool = True
    configs: Configs = NONE
    packages: tuple[str, ...] = ()
    kin: frozenset[str] | None = None
    finds: frozenset[str] = frozenset()
    found: frozenset[str] = frozenset()
    telling: Mapping[str, frozenset[str]] = attrs.field(factory=dict)
    heard: frozenset[tuple[str, str]] | None = None
    expanded: Mapping[str, Expanded] = attrs.field(factory=dict)
    idle: Mapping[str, frozenset[str]] = attrs.field(factory=dict)
    kept: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    exports: bool = False
    ids: bool = False
    asked: Mapping[str, str] = attrs.field(factory=dict)
    users: Mapping[str, Mapping[str, Sequence[str]]] = attrs.field(factory=dict)
    brings: Brings = NOTHING_BROUGHT

    def around(self, name: str) -> Around:
        """What is known of the place of a template."""
        root = self.root_of(name)
        stem = os.path.splitext(name)[0]
        script = self._script_name(stem)
        own = self.config_in(stem + _CONFIG)
        declared: dict[str, str] | None = None
        if own is not None:
            declared = {**self._general(root), **_components(own)}
        return Around(
            declared,
            self._script(script),
            self.has,
            root,
            own is None and not script,
            self.given_node(stem),
            self._noded(root, stem + _CONFIG) if self.configs.nodes else None,
            self._is_page(stem),
            self.bar_of(name)[1],
            self._kin_tags(root, stem, own is None and not script),
            self.telling.get(stem, frozenset()),
            self._hears(stem) if self.heard is not None else None,
            self.expanded.get(name),
            self.idle.get(name, frozenset()),
            self.kept.get(name, {}),
            self._script_of(root, stem + _CONFIG),
            self.finds,
            self.ids,
            self._brought.of_users(self.users.get(name, {}), self._script_name),
            self.brings.tags.get(root, {}),
            self.brings.made.get(name, ()),
        )

    def place(self, name: str) -> ScriptPlace:
        """What is known of the place of a script."""
        stem = os.path.splitext(name)[0]
        own = self.config_in(stem + _CONFIG)
        source, target = self.templates
        mine, other = stem + source in self.names, stem + target in self.names
        components: bool | None = None
        page: bool | None = None
        if own is not None:
            components = bool(self._general(self.root_of(name)) or _components(own))
            said = own.get("component")
            page = (said is None or said.plain is not True) and (mine or other)
        if (program := self.configs.program_of(name)) is not None:
            page = stem in program.pages
        return ScriptPlace(
            template=(True if self.moves else None) if mine else False if other else None,
            components=components,
            page=page,
            configured=stem + _CONFIG in self.configs.kinds,
            ties_kin=self.kin is not None,
            is_kin=stem in self.found,
            finds_kin=bool(self.finds),
            exports=self.exports,
            ids=self.ids,
            replacing=partial(page_replaced, self.texts, name),
        )

    def script_place(self, name: str, pair: Pair) -> ScriptPlace:
        """The same, with what the template beside it wants of it."""
        place, both, models = self.place(name), both_of(pair), models_of(pair)
        wants = both is not None and wants_handlers(both)
        free = models is not None and models.undeclared and not place.page
        if both is not None and place.template and place.defines:
            place = attrs.evolve(place, makers=self._makers(name))
        kin = self.found | (self.kin or frozenset())
        chosen = mutual_prefixes(both) if both is not None and not place.page else ()
        if both is None or not place.template or not (wants or kin or free or chosen):
            return place
        stem = os.path.splitext(name)[0]
        text = self.template_text(stem + self.templates[0])
        return attrs.evolve(
            place,
            ends=wants and ends_events(text, both),
            reads=names_read(text, both) if free else frozenset(),
            chooses=any(prefix in text for prefix in chosen),
            hosts_kin=bool(kin) and self._hosts_kin(text, self.root_of(name), stem + _CONFIG, kin),
        )

    def beside_template(self, name: str) -> bool:
        """Whether a template of the source's stands beside a script."""
        return os.path.splitext(name)[0] + self.templates[0] in self.names

    def _makers(self, name: str) -> frozenset[str] | None:
        """The constructors that the scripts of a page or a component call, but for its own, where
        that calls none."""
        _, script, own = self._brought.of(name)
        if own or script is None or not script.data.strip():
            return None
        program = self._script_name(self.root_of(name) + os.path.splitext(self.config)[0])
        return self._brought.made_by([name, *([program] if program else [])])

    def _hosts_kin(self, text: str, root: str, config: str, kin: frozenset[str]) -> bool:
        """Whether one of some components stands in a template."""
        stem_of = self._stem_of(root, config)
        return any(stem_of(tag) in kin for tag in dict.fromkeys(_TAG.findall(text)))

    def template_text(self, name: str) -> str:
        """A template as the port reads it; empty where it cannot be read."""
        data = self.expanded[name].text if name in self.expanded else self.template_data(name)
        if data is None:
            return ""
        return "" if wide(data) is not None else mask(data, encoding_of(data)).decode("latin-1")

    def template_data(self, name: str) -> bytes | None:
        """The bytes of a template; None where they cannot be read."""
        try:
            return read_file(os.path.join(self.top, name))
        except OSError:
            return None

    def is_part(self, name: str) -> bool:
        """Whether a template is of no page and no component: others take it in."""
        stem = os.path.splitext(name)[0]
        return self.config_in(stem + _CONFIG) is None and not self._script_name(stem)

    def declares(self, stem: str) -> bool:
        """Whether the template of a stem may have components of the program."""
        own = self.config_in(stem + _CONFIG)
        return bool(self._general(self.root_of(stem)) or (own is not None and _components(own)))

    def component_of(self, stem: str) -> Callable[[str], str | None]:
        """The component that a tag means in the template of a stem."""
        return self._stem_of(self.root_of(stem), stem + _CONFIG)

    def _script_of(self, root: str, name: str) -> Callable[[str], Beside | None]:
        """The script of a tag's component, as the file ``name`` declares it."""
        stem_of = self._stem_of(root, name)

        def script_of(tag: str) -> Beside | None:
            stem = stem_of(tag)
            script = self._script_name(stem) if stem is not None else ""
            text = partial(self.template_text, (stem or "") + self.templates[0])
            return self._brought.whole(script, text) if script else None

        return script_of

    def _hears(self, stem: str) -> Callable[[str, str], bool]:
        """Whether a tag's component, in the template of a stem, tells of a touch."""
        stem_of, heard = self.component_of(stem), self.heard or frozenset()
        return lambda tag, event: (stem_of(tag), event) in heard

    def used_in(self, stem: str) -> set[str]:
        """The components that the template of a page or component names."""
        text = self.template_text(stem + self.templates[0])
        stem_of = self.component_of(stem)
        found = (stem_of(tag) for tag in dict.fromkeys(_TAG.findall(text)))
        return {other for other in found if other is not None}

    def bar_of(self, name: str) -> tuple[str, frozenset[str]]:
        """The folder of the program that a file belongs to, and the stems of that one's tabs."""
        program = self.configs.program_of(name)
        return (program.root, program.tab_pages) if program is not None else ("", frozenset())

    def given_node(self, stem: str) -> bool:
        """Whether the port gives the component of a stem a node of its own: its configuration is
        ported, and its script says nothing of that."""
        if not self.configs.nodes or self.configs.kinds.get(stem + _CONFIG) != "component":
            return False
        script = self.beside(stem + _CONFIG)
        return script is None or not any(map(script.mentions, self.configs.virtual))

    def _noded(self, root: str, name: str) -> Callable[[str], bool]:
        """Whether a tag's component, as the file ``name`` declares it, is given a node."""
        stem_of = self._stem_of(root, name)

        def noded(tag: str) -> bool:
            stem = stem_of(tag)
            return stem is not None and self.given_node(stem)

        return noded

    def _kin_tags(self, root: str, stem: str, part: bool) -> Callable[[str], bool] | None:
        """Whether the component of a tag is related to others. A template that others include has
        no components of its own: there a tag may be whichever a page calls so."""
        if self.kin is None:
            return None
        return self._kin_names.__contains__ if part else self._related(root, stem + _CONFIG)

    @cached_property
    def _kin_names(self) -> frozenset[str]:
        found: set[str] = set()
        for name in self.configs.kinds:
            own = self.config_in(name)
            root = self.root_of(name)
            declared = {*self._general(root), *(_components(own) if own is not None else ())}
            related = self._related(root, name)
            found.update(filter(related, declared))
        return frozenset(found)

    def _related(self, root: str, name: str) -> Callable[[str], bool]:
        """Whether a tag's component, as the file ``name`` declares it, is related to others."""
        stem_of, kin = self._stem_of(root, name), self.kin or frozenset()
        return lambda tag: stem_of(tag) in kin

    def _stem_of(self, root: str, name: str) -> Callable[[str], str | None]:
        """The component that a tag means, as the file ``name`` declares it."""
        own = self.config_in(name)
        said = _components(own) if own is not None else {}

        def stem_of(tag: str) -> str | None:
            path, where = said.get(tag), name
            if path is None:
                path, where = self._general(root).get(tag), root + self.config
            if path is None:
                return None
            return component_stem(path, where, root, self.has, (_CONFIG,), self.packages)

        return stem_of

    def _is_page(self, stem: str) -> bool:
        """Whether a program names the page of a stem."""
        program = self.configs.program_of(stem)
        return program is not None and stem in program.pages

    def beside(self, name: str) -> Beside | None:
        """The script beside a file."""
        return self._script(self._script_name(os.path.splitext(name)[0]))

    def _script_name(self, stem: str) -> str:
        """The script of a page or component; empty where there is none."""
        return next((stem + end for end in LANGUAGES if stem + end in self.names), "")

    @cached_property
    def has_packages(self) -> bool:
        """Whether the tree has a folder that packages are ported from."""
        inside = [f"/{folder}/" for folder in self.packages]
        return any(part in f"/{name}" for name in self.names for part in inside)

    def has(self, name: str) -> bool:
        """Whether the tree has a file."""
        return name in self.names

    def root_of(self, name: str) -> str:
        """The folder of the program that a file belongs to."""
        return max((root for root in self.roots if name.startswith(root)), key=len, default="")

    @cached_property
    def _known(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def _configs_read(self) -> dict[str, JsonNode | None]:
        return {}

    def _general(self, root: str) -> dict[str, str]:
        """The components that all pages of a program may use."""
        if root not in self._known:
            found = self.config_in(root + self.config)
            self._known[root] = _components(found) if found is not None else {}
        return self._known[root]

    def config_in(self, name: str) -> JsonNode | None:
        """The configuration in a file; None where there is none that can be read."""
        if name not in self.names:
            return None
        if name not in self._configs_read:
            found = read_json(os.path.join(self.top, name))
            self._configs_read[name] = (
                found if found is not None and found.kind == "object" else None
            )
        return self._configs_read[name]

    @cached_property
    def texts(self) -> Texts:
        """The scripts and templates of the tree, as far as they can be read."""
        ends = (*LANGUAGES, *filter(None, self.templates[:1]))
        read = partial(texts_read, self.top, self.names, ends)
        return Texts(read, self._meant, paths_in, self.root_of)

    def _meant(self, path: str, name: str) -> str | None:
        """The script that a path written in a file means."""
        aliases = self.configs.aliases_of(name)
        return script_at(path, name, self.root_of(name), self.has, self.packages, aliases)

    @cached_property
    def _last_script(self) -> dict[str, Beside | None]:
        return {}

    def _script(self, name: str) -> Beside | None:
        if not name:
            return None
        if name not in self._last_script:
            self._last_script.clear()  # the others are of other templates
            found = script_in(os.path.join(self.top, name))
            if found is not None:
                found = attrs.evolve(found, brought=partial(self._brought.asked, name))
            self._last_script[name] = found
        return self._last_script[name]

    @cached_property
    def _brought(self) -> BroughtScripts:
        aliases = self.configs.aliases_of
        return BroughtScripts(self.top, self.root_of, self.has, self.packages, aliases)


def programs(walked: Walked, pair: Pair, moves: bool = True, configured: bool = False) -> Programs:
    """The programs of a tree that was walked. ``moves``: its templates are ported; ``configured``:
    its configurations are."""
    both = both_of(pair)
    config = both.source.vendor.program.config if both is not None else ""
    names = frozenset(item.name for item in walked.found)
    named = (name for name in names - page_configs(walked, pair) if config)
    mine = (name for name in named if f"/{name}".endswith(f"/{config}"))
    roots = {"", *(name.removesuffix(config) for name in mine)}
    ends = ("", "")
    if both is not None:
        ends = (both.source.template.suffix, both.target.template.suffix)
    configs = configs_of(walked, pair) if configured else NONE
    return Programs(
        walked.root, names, tuple(sorted(roots)), config, ends, moves, configs, walked.packages
    )


def _components(config: JsonNode) -> dict[str, str]:
    found = config.get(COMPONENTS)
    if found is None:
        return {}
    return {entry.key: entry.value.text for entry in found.entries if entry.value.text is not None}
