"""Data of pages and components that says whether the source's global has a function: a test for it
stands in one script, what hangs on it in others, which take the data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from ..common.files import Found, read
from ..common.pair import Pair
from .programs import Programs

_MADE: Final = rb"function\s+(\w+)\s*\(\s*\)\s*\{\s*return\b\s*%b\s*;?\s*\}"
_ARROW: Final = rb"(?<![\w$.])(\w+)\s*=\s*\(\s*\)\s*=>\s*%b"
_DECLARED: Final = re.compile(
    rb"(?<![\w$.])(?:function\s+(\w+)\s*\(|(?:const|let|var)\s+(\w+)\s*=|(\w+)\s*\([^()]*\)\s*\{)"
)
_KEPT: Final = rb"(?<![\w$.])(\w+)\s*:\s*(?:%b|(\w+)\s*\(\s*\))(?=\s*[,}])"


def with_asked(around: Programs, found: Iterable[Found], both: Pair) -> Programs:
    """The same programs with the data of their scripts that says what the source's global has."""
    return attrs.evolve(around, asked=asked_data(found, both))


def asked_data(found: Iterable[Found], both: Pair) -> Mapping[str, str]:
    """Names of data -> the function of the source's global that each says is there. Nothing else
    in the tree is called so: a name that is given anything but that test is none of them."""
    namespace = re.escape(str(both.source["namespace"]).encode())
    test = rb"(?:!!\s*%b\.(\w+)|%b\.canIUse\(\s*['\"](\w+)['\"]\s*\))" % (namespace, namespace)
    made, arrow, kept = (re.compile(form % test) for form in (_MADE, _ARROW, _KEPT))
    texts = [data for item in found if isinstance(data := read(item), bytes)]
    functions: dict[bytes, bytes] = {}
    for text in texts:
        for form in (made, arrow):
            functions.update((it[1], it[2] or it[3]) for it in form.finditer(text))
    if not functions and not any(kept.search(text) for text in texts):
        return {}
    functions = {name: api for name, api in functions.items() if _once(name, texts)}
    result: dict[bytes, bytes] = {}
    for text in texts:
        for it in kept.finditer(text):
            api = it[2] or it[3] or functions.get(it[4] or b"")
            if api:
                result.setdefault(it[1], api)
    return {
        name.decode(): api.decode()
        for name, api in result.items()
        if all(_only(name, api, text, kept, functions) for text in texts)
    }


def _once(name: bytes, texts: Iterable[bytes]) -> bool:
    """Whether one function of the tree is called so."""
    count = 0
    for text in texts:
        if name in text:
            count += sum(name in it.groups() for it in _DECLARED.finditer(text))
    return count == 1


def _only(
    name: bytes, api: bytes, text: bytes, kept: re.Pattern[bytes], functions: Mapping[bytes, bytes]
) -> bool:
    """Whether a script gives that name nothing but the test for the function."""
    if name not in text:
        return True
    tests = {
        it.start(1)
        for it in kept.finditer(text)
        if it[1] == name and (it[2] or it[3] or functions.get(it[4] or b"")) == api
    }
    word = re.escape(name)
    given = re.compile(
        rb"(?<![\w$])%b(?=['\"]?\s*(?::|=(?![=>])|\+\+|--|[-+*/|&?]{1,2}=)|['\"])" % word
    )
    declared = re.compile(rb"(?:function\s+|(?:const|let|var)\s+)%b(?![\w$])" % word)
    own = {it.end() - len(name) for it in declared.finditer(text)}
    if own and name not in functions:
        return False
    return all(it.start() in tests or it.start() in own for it in given.finditer(text))
