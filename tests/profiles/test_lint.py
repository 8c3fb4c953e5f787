"""Every kind of problem a profile file may have: code, line and column, and the sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.canonical.rules.profile import RULES
from mediaglot.profiles import loader
from mediaglot.profiles.lint import LintReport, lint
from mediaglot.profiles.model import Vendor
from mediaglot.profiles.model.client import Typings

GOOD = """\
schema = 1
id = "zz"
name = "Zed"
namespace = "zz"
versions = "client"
os = ["android", "ios", "pc"]
surfaces = ["app", "web"]

[sources.S]
title = "Zed docs"
where = "https://example.com"
checked = "2026-11-21"

[call]
promise = "unknown"
evidence = "S"
[paths]
local = ["zz://"]
evidence = "S"
[envelope.success]
fields = { errMsg = "{api}:ok" }
evidence = "S"
[envelope.failure]
code = "errno"
message = "errMsg"
evidence = "S"

[[failures]]
kind = "cancelled"
code = 1
evidence = "S"

[api.chooseImage]
evidence = "S"
support = { android = "1.0", web = { ios = true } }
[api.chooseImage.params.count]
type = "integer"
default = 9
min = 1
max = 20
when = [{ os = "pc", max = 10 }]
[api.chooseImage.params.sources]
name = "sourceType"
type = "set"
values = { album = "album", camera = "camera" }
default = ["album", "camera"]
[api.chooseImage.result]
"images[].path" = ["tempFiles[].path", "tempFilePaths[]"]
"""


def check(text: str, bases: dict[str, str] | None = None) -> LintReport:
    known = {name: {f"{name}.toml": base} for name, base in (bases or {}).items()}
    return lint({"zz.toml": text}, find=known.get)


def said(report: LintReport) -> list[str]:
    return [f"{item.place} {item.code} {item.message}" for item in report.diagnostics]


def test_a_clean_profile_is_given_back() -> None:
    report = check(GOOD)
    assert said(report) == []
    assert report.profile is not None
    assert report.profile.id == "zz"


ENGINE_LINES = (
    ("compressed = { quality = '' }", 16, "MG903",
     'compressed.quality: expected an integer, got the string ""'),
    ('compressed = { quality = "eighty" }', 16, "MG903",
     'compressed.quality: expected an integer, got the string "eighty"'),
    ("compressed = { quality = 101 }", 16, "MG903",
     "compressed.quality: expected less than or equal to 100, got 101"),
    ("compressed = { quallity = 80 }", 16, "MG902",
     "compressed.quallity: unknown key; did you mean 'quality'?"),
    ('when = [{ os = "ios", compressed = { qality = 1 } }]', 38, "MG902",
     "when[0].compressed.qality: unknown key; did you mean 'quality'?"),
    ('when = [{ os = "ios", presetz = {} }]', 23, "MG902",
     "when[0].presetz: unknown key; did you mean 'presets'?"),
    ('when = [{ os = "ios", evidence = "T" }]', 23, "MG908",
     "when[0].evidence: no source 'T'; known here: S"),
    ('scopes = ["albun"]', 11, "MG903",
     ("scopes[0]: expected 'album', 'camera', 'album_write' or 'microphone', got the string "
     "\"albun\"; did you mean 'album'?")),
    ('scopes = { cammera = ["camera"] }', 12, "MG902",
     "scopes.cammera: unknown key; did you mean 'camera'?"),
    ("scopes = 3", 1, "MG903", "scopes: expected an array, or a table of arrays by source, got 3"),
    ("icc = { keep = true }", 1, "MG903", "icc: expected true or false, got a table"),
    ('background = "whit"', 1, "MG903",
     "background: expected the form ^(white|black|#[0-9A-Fa-f]{6})$, got the string \"whit\""),
    ('subsampling = "none"', 1, "MG903",
     "subsampling: expected '4:4:4', '4:2:2' or '4:2:0', got the string \"none\""),
    ("max_when_system = -1", 1, "MG903",
     "max_when_system: expected greater than or equal to 0, got -1"),
    ("presets = { lo = 0.5 }", 13, "MG902", "presets.lo: unknown key; did you mean 'low'?"),
    ("presets = { low = 1.5 }", 13, "MG903",
     "presets.low: expected less than or equal to 1, got 1.5"),
    ('digests = ["sha512"]', 12, "MG903",
     ("digests[0]: expected 'md5', 'sha1' or 'sha256', got the string \"sha512\"; "
     "did you mean 'sha1'?")),
    ("video_compressed = { bitrate = 0 }", 22, "MG903",
     "video_compressed.bitrate: expected greater than 0, got 0"),
)  # fmt: skip
VENDOR_LINES = (
    ('roots.temp = { path = "x://y" }', 16, "MG903",
     'roots.temp.path: expected the form \\{id\\}, got the string "x://y"'),
    ('roots.tmp = { path = "x://{id}" }', 7, "MG902",
     "roots.tmp: unknown key; did you mean 'temp'?"),
    ('roots.user = { path = "here" }', 16, "MG903",
     ("roots.user.path: expected the form ^[A-Za-z][A-Za-z0-9+.\\-]*://.*/$, got the string "
     '"here"')),
    ('roots.package = { forms = ["slsh"] }', 28, "MG903",
     ("roots.package.forms[0]: expected 'bare', 'slash' or 'dot', got the string \"slsh\"; "
     "did you mean 'slash'?")),
    ("consent.album = { promts = true }", 19, "MG902",
     "consent.album.promts: unknown key; did you mean 'prompts'?"),
    ("consent.albun = { prompts = true }", 9, "MG902",
     "consent.albun: unknown key; did you mean 'album'?"),
    ("consent.camera = { forever_code = 'x' }", 20, "MG903",
     'consent.camera.forever_code: expected an integer, got the string "x"'),
)  # fmt: skip

KNOWN = "known here: " + ", ".join(sorted(Vendor.keys))
API_LINES = (
    ('arguments = ["count", "sise"]', 1, "MG907",
     "arguments: no option of chooseImage 'sise'; did you mean 'sizes'?"),
    ('arguments = ["*"]', 1, "MG907",
     ("arguments: no option of chooseImage '*'; known options of chooseImage: camera, count, "
     "save_to_album, sizes, sources")),
    ("implies = { cuont = 3 }", 1, "MG907",
     "implies: no option of chooseImage 'cuont'; did you mean 'count'?"),
    ("fixed = { cuont = 3 }", 1, "MG907",
     "fixed: no option of chooseImage 'cuont'; did you mean 'count'?"),
    ('always = { "images[].pat" = "x" }', 12, "MG907",
     ('always."images[].pat": no result path of chooseImage \'images[].pat\'; did you mean '
     "'images[].path'?")),
    ('returns = "images[].pat"', 1, "MG907",
     ("returns: no result path of chooseImage 'images[].pat'; did you mean 'images[].path'?")),
    ('unneeded = { "images[].pat" = "x" }', 1, "MG907",
     "unneeded: no result path of chooseImage 'images[].pat'; did you mean 'images[].path'?"),
    ('receiver = "ap"', 1, "MG907", "receiver: no receiver 'ap'; 24 receivers are known"),
    ('outcomes = [{ kind = "canceled" }]', 15, "MG907",
     "outcomes[0].kind: no failure kind 'canceled'; did you mean 'cancelled'?"),
    ('outcomes = [{ kind = "cancelled", told = { "images[].pat" = {} } }]', 44, "MG907",
     ('outcomes[0].told."images[].pat": no result path of chooseImage \'images[].pat\'; did you '
     "mean 'images[].path'?")),
    ('emulate = { cuont = "loop_until_count" }', 13, "MG907",
     "emulate.cuont: no option or result path 'cuont'; did you mean 'count'?"),
    ('emulate = { count = "loop_until_cont" }', 13, "MG907",
     "emulate.count: no recipe 'loop_until_cont'; did you mean 'loop_until_count'?"),
    ('recipes = ["loop_until_count", "loop_until_cont"]', 32, "MG907",
     "recipes[1]: no recipe 'loop_until_cont'; did you mean 'loop_until_count'?"),
    ('reroute = [{ to = "chooseMedia" }]', 14, "MG908",
     "reroute[0].to: no API of this profile 'chooseMedia'; did you mean 'chooseImage'?"),
    ('reroute = [{ to = "chooseImage", when = { cuont = {}, count = {} } }]', 43, "MG907",
     "reroute[0].when.cuont: no option 'cuont'; did you mean 'count'?"),
    ('reroute = [{ to = "chooseImage", when = { sources = { only = ["albun"] } } }]', 55, "MG907",
     "reroute[0].when.sources.only: no canonical word 'albun'; did you mean 'album'?"),
    ("reroute = [{}]", 12, "MG903", "reroute[0]: the key 'to' is missing"),
)  # fmt: skip
LACKING = "[api.choseImage]\n{}reroute = [{}]\nevidence = 'S'\n[api.chooseImage]\n"

CHANGES = {
    **{
        f"API: {line}": (
            "[api.chooseImage.params.count]",
            f"{line}\n[api.chooseImage.params.count]",
            f"36:{column} {code} api.chooseImage.{text}",
        )
        for line, column, code, text in API_LINES
    },
    # what no API or option is called is told, and not what is missing in it
    "a misspelt API in which a key is missing": (
        "[api.chooseImage]\n",
        LACKING.format("", "{}"),
        "33:6 MG907 api.choseImage: no canonical API 'choseImage'; did you mean 'chooseImage'?",
    ),
    "an API of another name in which a key is missing": (
        "[api.chooseImage]\n",
        LACKING.format("reads_as = 'chooseVideo'\n", "{}"),
        "35:12 MG903 api.choseImage.reroute[0]: the key 'to' is missing",
    ),
    "an API of a misspelt other name in which a key is missing": (
        "[api.chooseImage]\n",
        LACKING.format("reads_as = 'chooseVide'\n", "{}"),
        "35:12 MG903 api.choseImage.reroute[0]: the key 'to' is missing",
    ),
    "a misspelt option in which a key is missing": (
        "[api.chooseImage.params.count]",
        "[api.chooseImage.params.cuont]\nranges = [{}]\n[api.chooseImage.params.count]",
        (
            "36:25 MG907 api.chooseImage.params.cuont: no option of chooseImage 'cuont'; "
            "did you mean 'count'?"
        ),
    ),
    "a key missing elsewhere": (
        "[[failures]]",
        "[[failures]]\ncode = 3\nevidence = 'S'\n[[failures]]",
        "28:3 MG903 failures[0]: the key 'kind' is missing",
    ),
    "an overlay of an unknown surface": (
        'when = [{ os = "pc", max = 10 }]',
        'when = [{ surface = "desk", max = 10 }]',
        (
            "41:11 MG908 api.chooseImage.params.count.when[0].surface: no surface 'desk'; "
            "known here: app, web"
        ),
    ),
    "a default that is true where a number belongs": (
        "default = 9\n",
        "default = true\n",
        "38:1 MG904 api.chooseImage.params.count.default: the default must be an integer, got true",
    ),
    "a default beyond all numbers": (
        "default = 9\n",
        "default = inf\n",
        "38:1 MG904 api.chooseImage.params.count.default: the default must be an integer, got inf",
    ),
    "a bound that is no number": (
        "min = 1\n",
        "min = nan\n",
        "39:1 MG904 api.chooseImage.params.count.min: a bound must be a finite number",
    ),
    "a key behind a byte order mark": (
        "schema = 1\n",
        "\ufeffschema = 1\nbatt = 1\n",
        "2:1 MG902 batt: unknown key; " + KNOWN,
    ),
    "a key with an escape of a letter": (
        'name = "Zed"\n',
        'name = "Zed"\n"a\\tb" = 1\n',
        '4:1 MG902 "a\\tb": unknown key; ' + KNOWN,
    ),
    "a key with an escape of a number": (
        'name = "Zed"\n',
        'name = "Zed"\n"a\\u00e9b" = 1\n',
        '4:1 MG902 "a\\xe9b": unknown key; ' + KNOWN,
    ),
    "a setting that is there and is not": (
        "[[failures]]",
        '[settings.window]\nhas = ["title"]\nlacks = ["title"]\nevidence = "S"\n[[failures]]',
        "30:1 MG903 settings.window.lacks: title is in has, too",
    ),
    "a day that no calendar has": (
        'checked = "2026-11-21"',
        'checked = "2026-13-21"',
        "12:1 MG903 sources.S.checked: there is no such day as 2026-13-21",
    ),
    "one spelling for options of two types": (
        'name = "sourceType"',
        'name = "count"',
        "43:1 MG903 api.chooseImage.params.sources.name: 'count' is integer as count, and set here",
    ),
    "one spelling for options of two types, one by the canon": (
        'name = "sourceType"\ntype = "set"',
        'name = "count"',
        "43:1 MG903 api.chooseImage.params.sources.name: 'count' is integer as count, and set here",
    ),
    "a function without a name": (
        "support = {",
        'name = ""\nsupport = {',
        (
            "35:1 MG903 api.chooseImage.name: expected the form ^[A-Za-z_$][A-Za-z0-9_$]*$, "
            'got the string ""'
        ),
    ),
    "two APIs of one function": (
        "[api.chooseImage.result]",
        '[api.chooseVideo]\nname = "chooseImage"\nevidence = "S"\n[api.chooseImage.result]',
        "48:1 MG903 api.chooseVideo.name: 'chooseImage' is the function of chooseImage already",
    ),
    "misspelt key": (
        "default = 9",
        "defualt = 9",
        "38:1 MG902 api.chooseImage.params.count.defualt: unknown key; did you mean 'default'?",
    ),
    "misspelt key of a table within": (
        'os = "pc", max',
        'os = "pc", mx',
        "41:22 MG902 api.chooseImage.params.count.when[0].mx: unknown key; did you mean 'max'?",
    ),
    "wrong type": (
        'name = "sourceType"',
        "name = 3",
        "43:1 MG903 api.chooseImage.params.sources.name: expected an array, got 3",
    ),
    "a string for a number": (
        "min = 1",
        'min = "1"',
        '39:1 MG903 api.chooseImage.params.count.min: expected a number, got the string "1"',
    ),
    "a word of a closed list": (
        'promise = "unknown"',
        'promise = "alway"',
        (
            "15:1 MG903 call.promise: expected 'always', 'without_callbacks', 'never' or "
            "'unknown', got the string \"alway\"; did you mean 'always'?"
        ),
    ),
    "a version in support": (
        'android = "1.0"',
        'android = "new"',
        (
            "35:1 MG903 api.chooseImage.support: expected true, false or a version such as "
            "'7.35.0', got 'new'"
        ),
    ),
    "a version in when": (
        'os = "pc"',
        'version = "<x"',
        (
            "41:11 MG903 api.chooseImage.params.count.when[0].version: expected a version range "
            "such as '<5.30', got '<x'"
        ),
    ),
    "a clue that says nothing": (
        "[call]",
        '[[detect]]\nevidence = "S"\n[call]',
        "14:3 MG903 detect[0]: a clue needs has, lacks, or a field and its words",
    ),
    "a clue without words": (
        "[call]",
        (
            '[[detect]]\nevidence = "S"\nfield = "appName"\n[api.getSystemInfoSync]\n'
            'name = "info"\nevidence = "S"\n[call]'
        ),
        "14:3 MG903 detect[0]: a clue needs field and words together",
    ),
    "a clue that nothing gives": (
        "[call]",
        '[[detect]]\nevidence = "S"\nfield = "appName"\nwords = "zed"\n[call]',
        (
            "16:1 MG908 detect[0].field: no API of this profile 'getSystemInfoSync'; known here: "
            "chooseImage"
        ),
    ),
    "a clue beside a name that alone tells": (
        "[call]",
        '[[detect]]\nevidence = "S"\nby_name = true\nhas = "zedPay"\n[call]',
        "16:1 MG903 detect[0].by_name: who is known by name alone has no other clue",
    ),
    "a name that alone tells without evidence": (
        "[call]",
        "[[detect]]\nby_name = true\n[call]",
        '14:3 MG905 detect[0]: a fact without evidence; name a source: evidence = "..."',
    ),
    "a clue without evidence": (
        "[call]",
        '[[detect]]\nhas = "zedPay"\n[call]',
        '14:3 MG905 detect[0]: a fact without evidence; name a source: evidence = "..."',
    ),
    "an overlay without condition": (
        'os = "pc", ',
        "",
        "41:9 MG903 api.chooseImage.params.count.when[0]: an overlay needs os, surface or version",
    ),
    "a place in a reply": (
        "tempFiles[].path",
        "tempFiles[.path",
        (
            '48:1 MG903 api.chooseImage.result."images[].path": expected a place such as '
            "'tempFiles[].size', got 'tempFiles[.path'"
        ),
    ),
    "levels of which none are told": (
        'type = "integer"',
        'type = "levels"',
        "37:1 MG903 api.chooseImage.params.count.type: levels also needs 'levels' and 'ranges'",
    ),
    "a forced value": (
        "default = 9",
        'default = 9\nforced = [{ when = { sizes = { equals = "x" } }, to = "y" }]',
        "39:50 MG904 api.chooseImage.params.count.forced[0].to: expected an integer",
    ),
    "another schema": (
        "schema = 1",
        "schema = 2",
        "1:1 MG903 schema: this mediaglot reads profile schema 1, got 2",
    ),
    "a missing key": ('namespace = "zz"\n', "", "1:1 MG903 the key 'namespace' is missing"),
    "a bad pattern": (
        "code = 1",
        'pattern = "("',
        (
            "30:1 MG903 failures[0].pattern: not a regular expression: missing ), "
            "unterminated subpattern at position 0"
        ),
    ),
    "a failure that says nothing": (
        "code = 1\n",
        "",
        "28:3 MG903 failures[0]: a failure needs a code, a pattern or a text",
    ),
    "default above max": (
        "default = 9",
        "default = 21",
        "38:1 MG904 api.chooseImage.params.count.default: default 21 is above max 20",
    ),
    "default below min": (
        "default = 9",
        "default = 0",
        "38:1 MG904 api.chooseImage.params.count.default: default 0 is below min 1",
    ),
    "default above an overlay's max": (
        "max = 10",
        "max = 8",
        "41:9 MG904 api.chooseImage.params.count.when[0]: default 9 is above max 8",
    ),
    "bounds the wrong way round": (
        "min = 1",
        "min = 30",
        "39:1 MG904 api.chooseImage.params.count.min: min 30 is above max 20",
    ),
    "endless bound": (
        "max = 20",
        "max = inf",
        "40:1 MG904 api.chooseImage.params.count.max: a bound must be a finite number",
    ),
    "default of another type": (
        "default = 9",
        'default = "9"',
        (
            "38:1 MG904 api.chooseImage.params.count.default: the default must be an integer, "
            'got the string "9"'
        ),
    ),
    "default of a true": (
        "default = 9",
        "default = true",
        "38:1 MG904 api.chooseImage.params.count.default: the default must be an integer, got true",
    ),
    "default that is no word": (
        'default = ["album", "camera"]',
        'default = ["albun"]',
        (
            '46:1 MG904 api.chooseImage.params.sources.default: default the string "albun": '
            "did you mean 'album'?"
        ),
    ),
    "default that the client does not allow": (
        'type = "set"',
        'type = "set"\nallowed = [["album"]]',
        (
            "47:1 MG904 api.chooseImage.params.sources.default: the default is none of the "
            "combinations in `allowed`"
        ),
    ),
    "no evidence": (
        "code = 1\nevidence",
        "code = 1\nnote",
        '28:3 MG905 failures[0]: a fact without evidence; name a source: evidence = "..."',
    ),
    "unknown API": (
        "[api.chooseImage]",
        '[api.chooseImge]\nevidence = "S"\n[api.chooseImage]',
        "33:6 MG907 api.chooseImge: no canonical API 'chooseImge'; did you mean 'chooseImage'?",
    ),
    "the vendor's name for a canonical one": (
        "params.sources]",
        "params.sourceType]",
        (
            "42:25 MG907 api.chooseImage.params.sourceType: no option of chooseImage 'sourceType'; "
            "did you mean 'sources'?"
        ),
    ),
    "unknown result path": (
        "images[].path",
        "image[].path",
        (
            '48:1 MG907 api.chooseImage.result."image[].path": no result path of chooseImage '
            "'image[].path'; did you mean 'images[].path'?"
        ),
    ),
    "unknown failure kind": (
        'kind = "cancelled"',
        'kind = "canceled"',
        "29:1 MG907 failures[0].kind: no failure kind 'canceled'; did you mean 'cancelled'?",
    ),
    "unknown canonical word": (
        "camera = ",
        "camrea = ",
        (
            "45:29 MG907 api.chooseImage.params.sources.values.camrea: no canonical word 'camrea'; "
            "did you mean 'camera'?"
        ),
    ),
    "unknown recipe": (
        "[api.chooseImage.result]",
        '[api.chooseImage.emulate]\ncamera = "save_after"\n[api.chooseImage.result]',
        (
            "48:1 MG907 api.chooseImage.emulate.camera: no recipe 'save_after'; "
            "did you mean 'save_after_capture'?"
        ),
    ),
    "source not declared": (
        'code = 1\nevidence = "S"',
        'code = 1\nevidence = "T"',
        "31:1 MG908 failures[0].evidence: no source 'T'; known here: S",
    ),
    "os not declared": (
        'os = "pc", max',
        'os = "symbian", max',
        (
            "41:11 MG908 api.chooseImage.params.count.when[0].os: no os 'symbian'; "
            "known here: android, ios, pc"
        ),
    ),
    "os not declared, in support": (
        "web = { ios = true }",
        "web = { iso = true }",
        "35:38 MG908 api.chooseImage.support.web.iso: no os or surface 'iso'; did you mean 'ios'?",
    ),
    "always of no result path": (
        "[api.chooseImage.result]",
        '[api.chooseImage.always]\n"images[].wdth" = 9\n[api.chooseImage.result]',
        (
            '48:1 MG907 api.chooseImage.always."images[].wdth": no result path of chooseImage '
            "'images[].wdth'; did you mean 'images[].width'?"
        ),
    ),
    "reroute to nowhere": (
        "[api.chooseImage.result]",
        '[[api.chooseImage.reroute]]\nto = "chooseMedia"\n[api.chooseImage.result]',
        (
            "48:1 MG908 api.chooseImage.reroute[0].to: no API of this profile 'chooseMedia'; "
            "did you mean 'chooseImage'?"
        ),
    ),
    "scope not declared": (
        '[api.chooseImage]\nevidence = "S"',
        '[api.chooseImage]\nevidence = "S"\nscope = "camera"',
        "35:1 MG908 api.chooseImage.scope: no scope 'camera'; none is declared",
    ),
    "engine without evidence": (
        "[[failures]]",
        '[engine]\nos_default = "android"\n[[failures]]',
        '28:2 MG905 engine: facts without evidence; name a source: evidence = "..."',
    ),
    "engine's default os": (
        "[[failures]]",
        '[engine]\nos_default = "symbian"\nevidence = "S"\n[[failures]]',
        "29:1 MG908 engine.os_default: no os 'symbian'; known here: android, ios, pc",
    ),
    "engine's evidence": (
        "[api.chooseImage.result]",
        (
            "[api.chooseImage.engine]\ncompressed = { quality = 8, evidence = 'T' }\n"
            "[api.chooseImage.result]"
        ),
        "48:29 MG908 api.chooseImage.engine.compressed.evidence: no source 'T'; known here: S",
    ),
    "engine's overlay": (
        "[api.chooseImage.result]",
        "[api.chooseImage.engine]\ncompressed = { when = 3 }\n[api.chooseImage.result]",
        "48:16 MG903 api.chooseImage.engine.compressed.when: expected an array, got 3",
    ),
    "engine's grade": (
        "[api.chooseImage.result]",
        '[api.chooseImage.engine]\ncompressed = { grade = "sure" }\n[api.chooseImage.result]',
        (
            "48:16 MG903 api.chooseImage.engine.compressed.grade: expected 'documented', "
            "'typings', 'observed' or 'assumed', got the string \"sure\""
        ),
    ),
    "another function": (
        "[envelope.success]",
        (
            "[others]\nevidence = 'S'\nmedia = ['play']\nunlike = { pley = 'it waits' }\n"
            "[envelope.success]"
        ),
        "23:12 MG907 others.unlike.pley: no function 'pley'; did you mean 'play'?",
    ),
    "kind by suffix": (
        'values = { album = "album", camera = "camera" }',
        (
            'values = { album = "album", camera = "camera" }\n'
            'by_suffix = { albun = ["jpg"] }\nsuffix_of = "count"'
        ),
        (
            "46:15 MG907 api.chooseImage.params.sources.by_suffix.albun: "
            "no canonical word 'albun'; did you mean 'album'?"
        ),
    ),
    "suffix of what": (
        'values = { album = "album", camera = "camera" }',
        'values = { album = "album", camera = "camera" }\nsuffix_of = "path"',
        (
            "46:1 MG907 api.chooseImage.params.sources.suffix_of: no "
            "option 'path'; known options: camera, count, save_to_album, sizes, sources"
        ),
    ),
    "by whose suffix": (
        'values = { album = "album", camera = "camera" }',
        'values = { album = "album", camera = "camera" }\nby_suffix = { album = ["jpg"] }',
        (
            "46:1 MG903 api.chooseImage.params.sources.by_suffix: "
            "by_suffix needs suffix_of: the option with the path"
        ),
    ),
    "engine key": (
        "[api.chooseImage.result]",
        "[api.chooseImage.engine]\nlimitz = 'pick'\n[api.chooseImage.result]",
        "48:1 MG902 api.chooseImage.engine.limitz: unknown key; did you mean 'limits'?",
    ),
    **{
        f"engine: {line}": (
            "[api.chooseImage.result]",
            f"[api.chooseImage.engine]\n{line}\n[api.chooseImage.result]",
            f"48:{column} {code} api.chooseImage.engine.{text}",
        )
        for line, column, code, text in ENGINE_LINES
    },
    **{
        f"engine of the vendor: {line}": (
            "[[failures]]",
            f'[engine]\nevidence = "S"\n{line}\n[[failures]]',
            f"30:{column} {code} engine.{text}",
        )
        for line, column, code, text in VENDOR_LINES
    },
}


@pytest.mark.parametrize("name", CHANGES)
def test_one_problem_is_named_with_its_place(name: str) -> None:
    old, new, expected = CHANGES[name]
    assert GOOD.count(old) == 1, "the change must be one change"
    report = check(GOOD.replace(old, new))
    assert said(report) == [f"zz.toml:{expected}"]
    assert report.profile is None


def test_all_problems_are_reported_in_the_order_of_the_text() -> None:
    text = GOOD.replace("default = 9", "defualt = 9").replace('promise = "unknown"', "promise = 3")
    text = text.replace('["album", "camera"]', '["albun"]').replace('"cancelled"', '"canceled"')
    places = [(item.place, item.code) for item in check(text).diagnostics]
    assert places == [
        ("zz.toml:15:1", "MG903"),
        ("zz.toml:29:1", "MG907"),
        ("zz.toml:38:1", "MG902"),
        ("zz.toml:46:1", "MG904"),
    ]


HOSTILE = {
    "not TOML": ("count = = 9", "zz.toml:1:9 MG901 not TOML: invalid value"),
    "NUL": ("a = \0", "zz.toml:1:5 MG901 not TOML: invalid value"),
    "arrays 100,000 deep": ("a = " + "[" * 100_000, "zz.toml MG901 nested too deeply"),
    "tables 100,000 deep": ("a" + ".a" * 100_000 + " = 1", "zz.toml MG901 nested too deeply"),
    "tables 50 deep": ("a" + ".a" * 50 + " = 1", "zz.toml MG901 nested too deeply"),
    "a number of 5,000 digits": (
        "a = " + "1" * 5_000,
        "zz.toml MG901 not TOML: an integer of thousands of digits",
    ),
    "a key twice": ("a = 1\na = 2", "zz.toml:2:6 MG901 not TOML: cannot overwrite a value"),
    "5 MB": (
        "#" * 5_000_000,
        "zz.toml MG901 larger than 4,000,000 characters",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_one_problem(name: str) -> None:
    text, expected = HOSTILE[name]
    assert said(check(text)) == [expected]


@pytest.mark.parametrize("name", ["a\\nb", "a\\r", "\\u2028", "x\\u0000", "a\\u202eb", "q" * 101])
def test_a_name_is_one_line(name: str) -> None:
    """It stands in comments of generated code."""
    (found,) = said(check(GOOD.replace('name = "Zed"', f'name = "{name}"')))
    assert found.startswith("zz.toml:3:1 MG903 name: expected the form ")


PROTOTYPES = {
    'namespace = "zz"': ('namespace = "__proto__"', "4:1", "namespace"),
    'name = "sourceType"': ('name = "__proto__"', "43:1", "api.chooseImage.params.sources.name"),
    'album = "album"': (
        '__proto__ = "album"', "45:12", "api.chooseImage.params.sources.values.__proto__"
    ),
}  # fmt: skip


@pytest.mark.parametrize("old", PROTOTYPES)
def test_no_name_sets_a_prototype(old: str) -> None:
    """Written into an object of JavaScript, it would be no member of it."""
    new, place, key = PROTOTYPES[old]
    assert GOOD.count(old) == 1
    found = said(check(GOOD.replace(old, new)))
    text = "'__proto__' is the name of no function, option or value: it sets a prototype"
    assert f"zz.toml:{place} MG903 {key}: {text}" in found


OPERATIONS = (
    ("getStorage", "result.data = { paths = 'data', absent = 1979-05-27 }", 33, "MG903",
     ("result.data.absent: expected a string, an integer, a number, true or false or a table, "
     "got a value of type date")),
    ("getStorage", "result.data = { paths = 'data', absent = [1] }", 33, "MG903",
     ("result.data.absent: expected a string, an integer, a number, true or false or a table, "
     "got an array")),
    ("previewImage", "params.current = { type = 'address', of = 'url' }", 38, "MG908",
     "params.current.of: no list among the API's options 'url'; did you mean 'urls'?"),
    ("previewImage", "params.current = { type = 'address' }", 20, "MG903",
     "params.current.type: address also needs 'of'"),
    ("previewMedia", "params.sources = { type = 'media_sources', entry = { url = 'u' } }", 20,
     "MG903", "params.sources.type: media_sources also needs 'entry' with url and kind"),
    ("chooseVideo", "params.camera = { type = 'enum', values = { back = 'b' }, default = 'c' }", 59,
     "MG904", "params.camera.default: default 'c': known words: back, front"),
    ("chooseVideo", "params.max_duration = { type = 'number', max = inf }", 42, "MG904",
     "params.max_duration.max: a bound must be a finite number"),
    ("chooseVideo", "params.max_duration = { type = 'number', min = nan }", 42, "MG904",
     "params.max_duration.min: a bound must be a finite number"),
    ("getSavedFileList", "result = { files = 'fileList' }", 12, "MG903",
     "result.files: an object whose members nobody names: say `members`"),
    ("compressImage", "params.quality = { type = 'integer', inert = { sorces = ['a'] } }", 48,
     "MG907", "params.quality.inert.sorces: no option 'sorces'; did you mean 'srcs'?"),
)  # fmt: skip


@pytest.mark.parametrize(("api", "line", "column", "code", "message"), OPERATIONS)
def test_what_an_operation_says_wrongly(
    api: str, line: str, column: int, code: str, message: str
) -> None:
    report = check(f"{GOOD}[api.{api}]\n{line}\nevidence = 'S'\n")
    assert said(report) == [f"zz.toml:50:{column} {code} api.{api}.{message}"]


@pytest.mark.parametrize("word", ["class", "new", "await", "enum"])
def test_a_global_object_can_be_named(word: str) -> None:
    found = said(check(GOOD.replace('namespace = "zz"', f'namespace = "{word}"')))
    text = f"namespace: {word!r} is a word of JavaScript, and the name of no object"
    assert found == [f"zz.toml:4:1 MG903 {text}"]


def test_wrong_types_everywhere_raise_nothing() -> None:
    report = check("schema = nan\nid = []\nos = {}\nsources = 1979-05-27\napi = [[1]]\nengine = 1")
    assert report.profile is None
    assert {item.code for item in report.diagnostics} == {"MG903"}


def test_a_word_that_is_none_of_a_list_s_is_one_problem() -> None:
    told = said(check(GOOD + '\n[[failures]]\nkind = "internal"\nfamily = "{"\n'))
    assert len(told) == 1
    assert "failures[" in told[0]
    assert 'got the string "{"' in told[0]


VALUES = ("1", "-1", "nan", '"x"', "[]", "{}", "[[1]]", "[{}]", "true", "1979-05-27", '{ a = "b" }')
LINES = ("zz = 1", "[zz]", "evidence = [1]", "when = [{}]", "engine = { when = 1 }", "default = 1")


@given(st.data())
def test_changed_values_are_survived(data: st.DataObject) -> None:
    lines = GOOD.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        key, equals, _ = lines[number].partition(" = ")
        if equals:
            lines[number] = key + equals + data.draw(st.sampled_from(VALUES))
        else:
            lines.insert(number, data.draw(st.sampled_from(LINES)))
    report = check("\n".join(lines))
    assert (report.profile is None) == bool(report.diagnostics)
    for item in report.diagnostics:
        assert item.place.startswith("zz.toml:")
        assert "\n" not in item.message
    if report.profile is not None:
        report.profile.at("zz")


def test_extending_lays_tables_over_the_base() -> None:
    text = 'extends = "base"\nid = "yy"\n[api.chooseImage.params.count]\nmax = 12\n'
    text += 'evidence = "S"'
    report = check(text, {"base": GOOD})
    assert report.profile is not None
    count = report.profile.api["chooseImage"].params["count"]
    assert (report.profile.id, count.default, count.max) == ("yy", 9, 12)


@pytest.mark.parametrize(
    ("base", "problem"),
    [("x = [", "aa.toml:1:6 MG901 not TOML: invalid value"),
     ("extends = 3\n", "aa.toml:1:1 MG903 extends: expected a profile's id, got 3")],
)  # fmt: skip
def test_a_broken_base_of_several_families_is_told_once(base: str, problem: str) -> None:
    for extends in ('"aa"', '{ ui = "aa", files = "aa", media = "aa" }'):
        text = f'schema = 1\nid = "zz"\nname = "Z"\nextends = {extends}\n'
        assert said(check(text, {"aa": base})) == [problem]


def test_a_problem_is_placed_in_the_file_that_says_it() -> None:
    base = GOOD.replace("default = 9", "defualt = 9")
    report = check('extends = "base"\nid = "yy"\nnaem = "Y"', {"base": base})
    assert [item.place for item in report.diagnostics] == ["zz.toml:3:1", "base.toml:38:1"]


def test_a_rule_of_an_operation_is_placed_in_the_file_that_says_it() -> None:
    rule = '[[api.chooseImage.failures]]\nkind = "{}"\ncode = {}\nevidence = "{}"\n'
    base = GOOD + rule.format("cancled", 7, "S")
    own = '[sources.own]\ntitle = "a"\nwhere = "https://a.b"\nchecked = "2026-11-28"\n'
    text = 'extends = "base"\nid = "yy"\n' + own + rule.format("timeout", 8, "own")
    (told,) = said(check(text, {"base": base}))
    assert told.startswith(
        f"base.toml:{base.count(chr(10)) - 2}:1 MG907 api.chooseImage.failures[0].kind: no failure"
    )


@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        ({}, "zz.toml:2:1 MG906 extends: there is no profile 'a'"),
        ({"a": 'extends = "a"'}, "a.toml:1:1 MG906 extends: a cycle (a -> a)"),
        (
            {"a": 'extends = "b"', "b": '\n extends = "a"'},
            "b.toml:2:2 MG906 extends: a cycle (a -> b -> a)",
        ),
        ({"a": "x = ["}, "a.toml:1:6 MG901 not TOML: invalid value"),
        ({"a": "extends = 3"}, "a.toml:1:1 MG903 extends: expected a profile's id, got 3"),
    ],
)
def test_extends_that_leads_nowhere(bases: dict[str, str], expected: str) -> None:
    assert said(check('# here\nextends = "a"', bases)) == [expected]


def test_every_profile_rule_is_met_by_these_tests() -> None:
    texts = [item[2] for item in CHANGES.values()] + [item[1] for item in HOSTILE.values()]
    met = {word for text in texts for word in text.split() if word.startswith("MG9")} | {"MG906"}
    assert met == {rule.code for rule in RULES}


@pytest.mark.parametrize("vendor", loader.builtin_ids())
def test_the_profiles_that_come_with_the_package_are_clean(vendor: str) -> None:
    texts = loader.builtin_texts(vendor)
    assert texts is not None
    assert said(lint(texts, find=loader.builtin_texts)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "[template]\nsuffix = '.x'\ndirektive = 'x'\nevidence = 'S'",
            "MG902 template.direktive: unknown key; did you mean 'directive' or 'relative'?",
        ),
        (
            "[paths.package_list]\nfile = 'a'\nkey = 'b'\nfil = 1",
            "MG902 paths.package_list.fil: unknown key; did you mean 'file'?",
        ),
        (
            "[json]\ncomment = true\nevidence = 'S'",
            "MG902 json.comment: unknown key; did you mean 'comments'?",
        ),
        (
            "[typings]\nfoo = 1",
            "MG902 typings.foo: unknown key; known here: " + ", ".join(sorted(Typings.keys)),
        ),
    ],
)
def test_keys_are_known_in_tables_that_need_not_be_there(text: str, told: str) -> None:
    found = [item.partition(" ")[2] for item in said(check(f"{GOOD}{text}\n"))]
    assert [item for item in found if "unknown key" in item] == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[element.veiw]", ["element.veiw: no element 'veiw'; did you mean 'view'?"]),
        (
            "[element.button]\nattributes = ['sise', 'size', 'hover-class', 'id']",
            ["element.button.attributes: no attribute of button 'sise'; did you mean 'size'?"],
        ),
        (
            "[element.button]\nspelt = { open-typ = 'x', open-type = 'y' }",
            ["element.button.spelt: no attribute of button 'open-typ'; did you mean 'open-type'?"],
        ),
        (
            "[element.button]\nevents = ['tapp', 'tap', 'getphonenumber']\nsilent = ['touchstar']",
            ["element.button.events: no event of button 'tapp'; did you mean 'tap'?",
             "element.button.silent: no event of button 'touchstar'; did you mean 'touchstart'?"],
        ),
        (
            ("[element.button]\n"
            "counts_with = { 'on tapp' = 'size=mini', 'on tap' = 'size', sizee = 'plain=a' }"),
            ["element.button.counts_with: no attribute of button 'sizee'; did you mean 'size'?",
             "element.button.counts_with: no event of button 'tapp'; did you mean 'tap'?"],
        ),
        (
            "[element.button]\ncounts_with = { size = 'plian=a' }",
            ["element.button.counts_with: no attribute of button 'plian'; did you mean 'plain'?"],
        ),
        (
            "[element.button]\ncounts_inside = { size = 'foarm', plan = 'form' }",
            ["element.button.counts_inside: no attribute of button 'plan'; did you mean 'plain'?",
             "element.button.counts_inside: no element 'foarm'; did you mean 'form'?"],
        ),
        (
            "[settings.windw]\nhas = ['title']",
            ["settings.windw: no group of settings 'windw'; did you mean 'window'?"],
        ),
        (
            "[settings.window]\nhas = ['titel']\nlacks = ['title', 'orientatoin']",
            ["settings.window.has: no setting of window 'titel'; did you mean 'title'?",
             ("settings.window.lacks: no setting of window 'orientatoin'; "
             "did you mean 'orientation'?")],
        ),
        (
            "[project]\nfile = 'p.json'\nasks = ['upload', 'uplod']",
            ["project.asks: no setting of project 'uplod'; did you mean 'upload'?"],
        ),
    ],
)  # fmt: skip
def test_words_of_templates_and_settings_are_the_canon_s(text: str, told: list[str]) -> None:
    found = said(check(f"{GOOD}{text}\nevidence = 'S'\n"))
    assert [item.partition(" MG907 ")[2] for item in found] == told
