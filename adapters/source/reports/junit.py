"""The report as JUnit's XML, for continuous integration that shows tests: a case a file, and a
case a page.

The form is the one that Jenkins and GitLab read: ``testsuites``, ``testsuite``, ``testcase`` with
``failure`` (https://github.com/testmoapp/junitxml, read 2026-11-29).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree

from ..common.finding import Finding
from ..common.model import FilePort
from ..common.verdict import SPOKEN, Cause
from ..pages.verdict import PagePort
from ..tree.ported import TreePort

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold."""


def junit(port: TreePort, fail_on: str) -> str:
    """The XML of a port; what falls under ``fail_on`` (as `TreePort.failed`) is a failure."""
    suites = ElementTree.Element("testsuites", name=f"mediaglot {port.read} to {port.write}")
    _suite(suites, "files", (_of_file(file, fail_on) for file in port.judged))
    if port.pages:
        _suite(suites, "pages", (_of_page(page, fail_on) for page in port.pages))
    for key in ("tests", "failures"):
        suites.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    ElementTree.indent(suites)
    text = ElementTree.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


_Case = tuple[str, str, list[tuple[str, str]], list[str]]
"""A case: of what, its name, its failures (a line, and all of it), and what else is told."""


def _suite(suites: ElementTree.Element, name: str, cases: Iterable[_Case]) -> None:
    suite = ElementTree.SubElement(suites, "testsuite", name=name)
    count = failed = 0
    for of, case, failures, told in cases:
        count += 1
        failed += bool(failures)
        made = ElementTree.SubElement(suite, "testcase", classname=_xml(of), name=_xml(case))
        if failures:
            lines = [line for line, _ in failures]
            head = lines[0] if len(lines) == 1 else f"{lines[0]} (and {len(lines) - 1} more)"
            failure = ElementTree.SubElement(made, "failure", message=_xml(head))
            failure.text = _xml("\n".join(text for _, text in failures))
        if told:
            ElementTree.SubElement(made, "system-out").text = _xml("\n".join(told))
    suite.set("tests", str(count))
    suite.set("failures", str(failed))


def _of_file(file: FilePort, fail_on: str) -> _Case:
    heard = [item for item in file.findings if item.heard]
    failures = [
        (f"{item.code}: {item.told}", _placed(item)) for item in heard if item.falls_under(fail_on)
    ]
    rest = [_placed(item) for item in heard if not item.falls_under(fail_on)]
    return SPOKEN[file.verdict], file.name, failures, rest


def _placed(item: Finding) -> str:
    return f"{item.file}:{item.line}:{item.column}: {item.code}: {item.told}"


def _of_page(page: PagePort, fail_on: str) -> _Case:
    failures = [
        (cause.words, f"{_where(cause)}{cause.words}: {cause.message}")
        for cause in page.failing(fail_on)
    ]
    return SPOKEN[page.verdict], page.name, failures, []


def _where(cause: Cause) -> str:
    return f"{cause.file}:{cause.line}:{cause.column}: " if cause.file else ""


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
