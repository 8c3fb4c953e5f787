"""What answers at once on one and through a function on the other: what comes after it goes along,
where that is all there is to it."""

from __future__ import annotations

import mediaglot as mg
import pytest

CALL = "this.selectComponent('#a'"

GOES = {
    "const a = CALL); use(a)": "CALL, (a) => { use(a) })",
    "use(1); const a = CALL)\n  use(a)": "use(1); CALL, (a) => {\n  use(a) })",
    "const a = CALL); l.map((b) => { return b }); use(a)":
        "CALL, (a) => { l.map((b) => { return b }); use(a) })",
    "const a = CALL); const b = CALL); use(a, b)":
        "CALL, (a) => { CALL, (b) => { use(a, b) })})",
    "this.a = CALL)": "CALL, (found) => { this.a = found })",
    "this.a = CALL); return 1": "CALL, (found) => { this.a = found }); return 1",
    "this.a = CALL); use(this.a); use(2)":
        "CALL, (found) => { this.a = found; use(this.a); use(2) })",
    "CALL).go()": "CALL, (found) => found.go())",
    "CALL).b.go(1)": "CALL, (found) => found.b.go(1))",
    "CALL).go(() => { return 1 })": "CALL, (found) => found.go(() => { return 1 }))",
    "const found = 1; CALL).go(found)": "const found = 1; CALL, (found_) => found_.go(found))",
}  # fmt: skip
STAYS = """\
CALL)
return CALL)
use(CALL))
use(CALL).go())
const b = CALL).go()
const { a } = CALL)
const a = CALL), b = 1; use(a)
let a; a = CALL); use(a)
CALL, 1).go()
const a = CALL); if (a) { return } use(a)
const a = CALL); if (a) { return 1 } else { use(a) }
const a = CALL); for (;;) { break }
const a = CALL); function f() {} use(a)
if (x) { const a = CALL); use(a) }
for (const b of l) { const a = CALL); use(a) }
this.a = CALL); if (this.a) return 1
if (x) { this.a = CALL); use(this.a) }
"""


def ported(body: str, head: str = "go()") -> tuple[str, list[str]]:
    start = f"Component({{ methods: {{ {head} {{ "
    code = f"{start}{body.replace('CALL', CALL)} }} }} }})"
    done = mg.port(code, read="wx", write="tt", name="a.ts")
    made = done.code[done.code.index(start) + len(start) :]
    return made, [item.code for item in done.findings]


@pytest.mark.parametrize("body", GOES)
def test_what_comes_after_goes_along(body: str) -> None:
    code, told = ported(body)
    assert code.startswith(GOES[body].replace("CALL", CALL))
    assert told == ["MG544"] * body.count("CALL")


@pytest.mark.parametrize("body", STAYS.splitlines())
def test_where_more_hangs_on_it_it_is_told(body: str) -> None:
    code, told = ported(body)
    assert code.startswith(body.replace("CALL", CALL))
    assert told == ["MG541"]


@pytest.mark.parametrize(
    ("head", "goes"), [("go()", True), ("go: function ()", True), ("go: () =>", True),
                       ("async go()", False), ("*go()", False)],
)  # fmt: skip
def test_a_function_that_waits_cannot_be_parted(head: str, goes: bool) -> None:
    code, _ = ported("const a = CALL); use(a)", head)
    assert (", (a) => {" in code) is goes


def test_it_is_laid_out_as_its_function() -> None:
    lines = "{NL    const a = CALL);NL    use(a);NL  }NL})"
    for end in ("\n", "\r\n"):
        code = f"Page({{NL  go() {lines}".replace("NL", end).replace("CALL", CALL)
        made = mg.port(code, read="wx", write="tt", name="a.js").code
        assert made == (
            f"Page({{NL  go() {{NL    {CALL}, (a) => {{NL    use(a);NL    }})NL  }}NL}})"
        ).replace("NL", end)


HANDED = {
    "CALL, (a) => { use(a) })": "Promise.resolve(CALL)).then((a) => { use(a) })",
    "CALL , this.found, );": "Promise.resolve(CALL)).then(this.found, );",
    "CALL, (a) => { CALL, (b) => use(a, b)) })":
        "Promise.resolve(CALL)).then((a) => { Promise.resolve(CALL)).then((b) => use(a, b)) })",
    "return new Promise((done) => CALL, done))":
        "return new Promise((done) => Promise.resolve(CALL)).then(done))",
}  # fmt: skip


@pytest.mark.parametrize("body", HANDED)
@pytest.mark.parametrize(("write", "name"), [("wx", "selectComponent"), ("my", "$selectComponent")])
def test_a_function_is_handed_what_is_there_at_once(body: str, write: str, name: str) -> None:
    start = "Page({ go() { "
    code = f"{start}{body.replace('CALL', CALL)} }} }})"
    done = mg.port(code, read="tt", write=write, name="a.ts")
    wanted = HANDED[body].replace("CALL", CALL).replace("selectComponent", name)
    assert done.code == f"{start}{wanted} }} }})"
    assert [item.code for item in done.findings] == ["MG544"] * body.count("CALL")
    assert done.verdict == "complete"


@pytest.mark.parametrize(
    "body", ["CALL)", "const a = CALL, done)", "use(CALL, done))", "CALL, /* a */ done)"]
)
def test_what_is_taken_of_such_a_call_itself_stays(body: str) -> None:
    code = f"Page({{ go() {{ {body.replace('CALL', CALL)} }} }})"
    done = mg.port(code, read="tt", write="wx", name="a.ts")
    assert (done.code, done.verdict) == (code, "blocked")
