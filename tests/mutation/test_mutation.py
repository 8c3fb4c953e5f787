"""The mutation tester's own parts that need no Cosmic Ray: areas, keys, the list of explained."""

from __future__ import annotations

import ast
import shutil
import subprocess
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import attrs
import pytest
from mutation import asking, blocks, marks, reach, sandbox
from mutation.areas import AREAS, LEFT_OUT, ROOT, SUITE, asked_before, recorded, stages
from mutation.places import EXPLAINED, Key, annotated, changed, function_at, functions, key, load

SOURCE = '''\
"""Doc."""

LIMIT = 3


class Reader:
    size: int | None = None

    @property
    def ready(self) -> bool | None:
        return self.size is not None and self.size > LIMIT
'''


def test_every_module_of_the_areas_folders_is_in_one_of_them() -> None:
    found = [m for area in AREAS.values() for m in area.modules()]
    assert len(found) == len(set(found))
    for folder in ("canonical", "profiles", "adapters/messages", "adapters/source"):
        names = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*.py")}
        assert names <= set(found)


def test_the_stages_of_an_area_hold_the_whole_suite_but_for_what_is_left_out() -> None:
    tested = {p.relative_to(ROOT).as_posix() for p in (ROOT / "tests").rglob("test_*.py")}
    tested = {t for t in tested if "node_modules" not in t}
    for area in AREAS.values():
        asked = [t for stage in stages(area) for t in stage]
        for name in asked:
            assert (ROOT / name.removeprefix("--ignore=")).exists(), name
        reached = tuple(t for t in asked if not t.startswith("--ignore="))
        for test in tested:
            inside = any(test == t or test.startswith(f"{t}/") for t in reached)
            left_out = any(test == t or test.startswith(f"{t}/") for t in LEFT_OUT)
            assert inside or left_out, f"{test} is asked by no stage"


def test_the_last_stage_repeats_no_test_of_the_earlier_ones() -> None:
    for area in AREAS.values():
        own, near, rest = stages(area)
        for done in (*own, *near):
            assert done not in rest
            folder = Path(done).parent.as_posix()
            assert folder not in rest or f"--ignore={done}" in rest
    assert len(set(SUITE)) == len(SUITE)


def test_a_place_is_named_by_its_innermost_function() -> None:
    assert function_at(SOURCE, 3) == ""
    assert function_at(SOURCE, 7) == "Reader"
    assert function_at(SOURCE, 9) == "Reader.ready"  # a decorator is its function's
    assert function_at(SOURCE, 11) == "Reader.ready"
    assert list(functions(SOURCE)) == ["", "Reader", "Reader.ready"]
    assert functions(SOURCE)["Reader.ready"].splitlines()[0].strip() == "@property"


def test_a_key_outlives_what_is_written_around_its_line() -> None:
    mutated = SOURCE.replace("> LIMIT", ">= LIMIT")
    expected = Key(
        "reader.py",
        "Reader.ready",
        "return self.size is not None and self.size > LIMIT",
        "return self.size is not None and self.size >= LIMIT",
    )
    assert key("reader.py", SOURCE, mutated, 11) == expected
    longer = "import os\n\n"
    assert key("reader.py", longer + SOURCE, longer + mutated, 13) == expected


def test_blank_lines_taken_out_with_a_line_are_no_part_of_the_change() -> None:
    assert changed("a = 1\n\n@cache\ndef f(): ...\n", "a = 1\ndef f(): ...\n") == (["@cache"], [])


def test_annotations_are_never_mutated() -> None:
    assert annotated(SOURCE) == [((7, 10), (7, 20)), ((10, 23), (10, 34))]
    assert annotated("def f(名: int | str = 2 | 1): ...") == [((1, 9), (1, 18))]
    guarded = "if TYPE_CHECKING:\n    X = 1 | 2\nY = 3\n"
    assert annotated(guarded) == [((1, 0), (2, 13))]


def test_what_is_explained_stands_in_the_source_and_has_a_reason() -> None:
    explained = load()
    for kind in explained.kinds:
        assert kind.operators
        assert len(kind.reason) > 8
    for known, reason in explained.single.items():
        source = (ROOT / known.file).read_text(encoding="utf-8")
        text = functions(source).get(known.function)
        assert text is not None, f"{known.file} has no {known.function}: take the entry out"
        lines = " ".join(line.strip() for line in text.splitlines() if line.strip())
        assert known.was in lines, f"{known.was!r} is not in {known.function}: take the entry out"
        assert known.became != known.was
        assert len(reason) > 8
        assert any(known.file in area.modules() for area in AREAS.values())


def test_a_kind_holds_by_operator_file_and_line() -> None:
    explained = load()
    to_equal = "core/ReplaceComparisonOperator_Is_Eq"
    assert explained.untold(to_equal, "profiles/fold.py", "if a is None:")
    assert not explained.untold(to_equal.replace("_Eq", "_Lt"), "profiles/fold.py", "if a is None:")
    decorator = "@attrs.frozen(kw_only=True, eq=False, repr=False)"
    assert explained.untold("core/ReplaceFalseWithTrue", "canonical/requests.py", decorator)
    assert not explained.untold(
        "core/ReplaceFalseWithTrue", "adapters/source/syntax/scope.py", decorator
    )


def test_classes_that_may_have_methods_of_attrs_have_the_same_already(root: Path) -> None:
    """What explained.toml says of `eq=False, repr=False`: these are values, and inherit both."""
    explained = load()
    decorator = "@attrs.frozen(eq=False, repr=False)"
    for file in sorted((root / "adapters").rglob("*.py")):
        name = file.relative_to(root).as_posix()
        if not explained.untold("core/ReplaceFalseWithTrue", name, decorator):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(
                "frozen(" in (said := ast.unparse(item)) and "eq=False, repr=False" in said
                for item in node.decorator_list
            ):
                assert "Value" in [ast.unparse(base) for base in node.bases], f"{name} {node.name}"


def test_an_entry_that_stands_twice_is_refused(tmp_path: Path) -> None:
    entry = '[[mutant]]\nfile = "a.py"\nfunction = "f"\nwas = "1"\nbecame = "2"\nreason = "no"\n'
    file = tmp_path / EXPLAINED.name
    file.write_text(entry + entry, encoding="utf-8")
    with pytest.raises(ValueError, match="stands twice"):
        load(file)


def test_the_copy_is_what_its_interpreter_imports(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    (checkout / "tests").mkdir(parents=True)
    (checkout / "__init__.py").write_text("MARK = 'copied'\n", encoding="utf-8")
    (checkout / ".gitignore").write_text("left/\n", encoding="utf-8")
    (checkout / "left").mkdir()
    (checkout / "left" / "alone.py").write_text("", encoding="utf-8")
    subprocess.run(["git", "init", "-q", checkout], check=True)

    copy, python = sandbox.make(checkout, tmp_path / "one")

    assert copy == tmp_path / "one" / "src" / "mediaglot"
    assert not (copy / "left").exists()
    words = [python, "-c", "import mediaglot, pytest; print(mediaglot.MARK)"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "copied"

    # a mutation of the same length within the same second is seen: bytecode is held by its text
    (copy / "__init__.py").write_text("MARK = 'mutant'\n", encoding="utf-8")
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "mutant"
    assert (checkout / "__init__.py").read_text(encoding="utf-8") == "MARK = 'copied'\n"


def test_a_folder_that_git_does_not_know_is_refused(tmp_path: Path) -> None:
    with pytest.raises(sandbox.Unsound, match="git does not list the files"):
        sandbox.make(tmp_path, tmp_path / "one")


REACHED = """\
LIMIT = 3


def read(size):
    if size > LIMIT:
        size = min(
            size,
            LIMIT,
        )
    return [x for x in range(size)]


class Reader:
    most = 4

    @property
    def ready(self):
        return self.most > LIMIT
"""


MARKED = """\
'''Doc.'''
from __future__ import annotations

LIMIT = 3


def read(size):
    \"""Doc.\"""
    if size > LIMIT:
        return min(
            size,
            LIMIT,
        )
    elif size < 0:
        raise ValueError
    return sorted(range(size), key=lambda it: -it)


class Reader:
    most = 4

    @property
    def ready(self):
        for size in (self.most, LIMIT):
            match size:
                case 4 if self:
                    continue
                case _:
                    size += 1
        else:
            size = 0
        try:
            return self.most > size
        except ValueError:
            pass
        finally:
            size = 2
"""


def test_a_module_marks_each_block_that_runs() -> None:
    tree, lines = blocks.marked(MARKED, 100)
    marks = bytearray(100 + len(lines))
    found: dict[str, Any] = {blocks.MARKS: marks}

    def taken() -> set[int]:
        """The lines of what was marked since."""
        numbers = [n for n, mark in enumerate(marks) if mark]
        marks[:] = bytes(len(marks))
        assert all(n >= 100 for n in numbers)
        return {line for n in numbers for line in lines[n - 100]}

    exec(compile(tree, "reader.py", "exec", dont_inherit=True), found)
    # what has a body is the body's by its head, too
    assert taken() == {4, 7, 19, 20, 22, 23}
    assert found["__doc__"] == "Doc."
    assert found["read"].__doc__ == "Doc."
    assert found["read"](5) == 3
    assert taken() == {7, 9, 10, 11, 12, 13}
    with pytest.raises(ValueError):
        found["read"](-1)
    assert taken() == {7, 9, 14, 15}
    assert found["read"](1) == [0]
    assert taken() == {7, 9, 14, 16}
    assert found["Reader"]().ready
    assert taken() == {22, 23, 24, 25, 26, 27, 28, 29, 31, 32, 33, 34, 37}


@pytest.mark.parametrize(
    ("line", "lines"),
    [(4, {4, 7, 19, 20, 22, 23}), (11, {9, 10, 11, 12, 13}), (15, {14, 15}),
     (20, {4, 7, 19, 20, 22, 23}), (35, {34, 35}), (29, {28, 29})],
)  # fmt: skip
def test_a_place_is_the_blocks_of_its_line(line: int, lines: set[int]) -> None:
    found = blocks.at(MARKED, line, line)
    assert {held for n in found for held in blocks.marked(MARKED)[1][n]} == lines


def test_a_line_of_no_block_may_be_of_any() -> None:
    assert blocks.at(MARKED, 30, 30) == set(range(len(blocks.marked(MARKED)[1])))


def test_every_mutated_module_can_be_marked() -> None:
    for name in reach.modules(ROOT):
        source = (ROOT / name).read_text(encoding="utf-8")
        tree, lines = blocks.marked(source)
        compile(tree, name, "exec", dont_inherit=True)
        held = {line for found in lines for line in found}
        for node in ast.walk(ast.parse(source)):  # no statement is of no block
            if isinstance(node, ast.stmt) and not isinstance(node, ast.Expr | ast.ImportFrom):
                assert node.lineno in held, f"{name}:{node.lineno}"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a module that two tests reach, one of them by a process of its own."""
    root = tmp_path / "checkout"
    plugin = ("adapters", "adapters/testing")  # which pytest loads by the package's entry point
    for name in ("canonical", "tests/mutation", *plugin):
        (root / name).mkdir(parents=True)
    for name in (".", "canonical", *plugin):
        (root / name / "__init__.py").write_text("", encoding="utf-8")
    (root / "adapters" / "testing" / "pytest_plugin.py").write_text("", encoding="utf-8")
    (root / "canonical" / "reader.py").write_text(REACHED, encoding="utf-8")
    for name in ("areas.py", "blocks.py", "contexts.py", "marks.py", "reach.py"):
        shutil.copy(ROOT / "tests" / "mutation" / name, root / "tests" / "mutation" / name)
    (root / "tests" / "test_a.py").write_text(
        "import subprocess, sys\n"
        "import pytest\n"
        "@pytest.mark.parametrize('size', [1, 5])\n"
        "def test_here(size):\n"
        "    from mediaglot.canonical.reader import read\n"
        "    assert read(size)\n"
        "def test_apart(tmp_path):\n"
        "    code = 'from mediaglot.canonical.reader import Reader; assert Reader().ready;'\n"
        "    code += 'import os; os.kill(os.getpid(), 9)'\n"
        "    subprocess.run([sys.executable, '-c', code], cwd=tmp_path, env={})\n",
        encoding="utf-8",
    )
    subprocess.run(["git", "init", "-q", root], check=True)
    return root


def marked(checkout: Path, folder: Path) -> tuple[Path, Path, marks.Marked]:
    """A copy of a checkout that marks what runs, and its interpreter."""
    copy, python = sandbox.make(checkout, folder)
    packages = sandbox.packages_of(folder / "venv")
    return copy, python, marks.mark(copy, reach.modules(copy), packages, folder / "marks")


def test_what_tests_reach_is_recorded(checkout: Path, tmp_path: Path) -> None:
    copy, python, what = marked(checkout, tmp_path / "one")
    part, output = reach.record(python, copy, what, "tests/test_a.py", 300)
    assert output == ""
    assert part is not None
    module, test = "canonical/reader.py", "tests/test_a.py"
    file = reach.place(checkout, tmp_path, test)
    reach.keep(part, file)
    assert reach.read(file) == part
    assert (copy / module).read_text(encoding="utf-8") == REACHED

    found = reach.kept(checkout, tmp_path)
    assert found is not None
    assert set(found.seconds) == {"tests/test_a.py::test_here", "tests/test_a.py::test_apart"}
    here, apart = f"{test}::test_here", f"{test}::test_apart"
    assert found.reaching(checkout, module, 7, 7) == reach.Reached((here,), (test,))
    # by a process without an environment, which is killed
    assert found.reaching(checkout, module, 18, 18) == reach.Reached((apart,), (test,))
    # run while it is imported, by whichever test is the first
    at_import = found.reaching(checkout, module, 14, 14)
    assert at_import is not None
    assert at_import.files == (test,)

    # a test file that is new is asked whole, of a module that has changed all that reached it
    (checkout / "tests" / "test_b.py").write_text("", encoding="utf-8")
    (checkout / module).write_text(REACHED + "\n", encoding="utf-8")
    new = reach.kept(checkout, tmp_path)
    assert new is not None
    expected = reach.Reached((apart, here), (test, "tests/test_b.py"))
    assert new.reaching(checkout, module, 18, 18) == expected
    # and of one that is new, nothing is known
    (checkout / "canonical" / "new.py").write_text("A = 1", encoding="utf-8")
    assert new.reaching(checkout, "canonical/new.py", 1, 1) is None
    (checkout / test).write_text("def test_here(): ...", encoding="utf-8")
    assert reach.kept(checkout, tmp_path) is None


def test_a_file_that_fails_is_told_and_no_part_of_the_record(
    checkout: Path, tmp_path: Path
) -> None:
    copy, python, what = marked(checkout, tmp_path / "one")
    texts = {
        "def test_a(): assert 0": "test_a",
        "import os\ndef test_a(): os._exit(0)": "ended its process",
        "import time\ndef test_a(): time.sleep(600)": "did not end",
        "import nothing_of_this_name": "nothing_of_this_name",
    }
    for text, told in texts.items():
        (copy / "tests" / "test_a.py").write_text(text + "\n", encoding="utf-8")
        limit = 5 if "sleep" in text else 300
        found, output = reach.record(python, copy, what, "tests/test_a.py", limit)
        assert told in output
        assert found is None


class Measuring(Executor):
    """Writes a record for each test file, but for those that fail; keeps what was asked."""

    def __init__(self, failing: list[str]) -> None:
        self.failing, self.asked = failing, list[str]()

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As an executor does."""
        test, into = args
        self.asked.append(test)
        run: Future[Any] = Future()
        if test in self.failing:
            self.failing.remove(test)
            run.set_result("1 failed")
        else:
            reach.keep(reach.Part(test, {}, {}, {}), into)
            run.set_result("")
        return run


def test_what_fails_is_asked_once_more_and_what_is_recorded_never(
    checkout: Path, tmp_path: Path
) -> None:
    pytest.importorskip("cosmic_ray", reason="the extra mutants is not installed")
    from mutation.recording import record_all

    one, two = "tests/test_a.py", "tests/test_b.py"
    (checkout / two).write_text("", encoding="utf-8")
    folder, said = tmp_path / "kept", list[str]()
    pool = Measuring([one, two, two])
    assert record_all(pool, checkout, folder, said.append) == [two]
    assert pool.asked == [one, two, one, two]
    assert "1 failed" in said[-1]
    pool = Measuring([])
    assert record_all(pool, checkout, folder, said.append) == []
    assert pool.asked == [two]
    # one that has changed is recorded again, and what was recorded of it goes
    (checkout / two).write_text("# new", encoding="utf-8")
    pool = Measuring([])
    assert record_all(pool, checkout, folder, said.append) == []
    assert pool.asked == [two]
    assert len(list(folder.iterdir())) == 2


def test_a_test_is_asked_once() -> None:
    for area in AREAS.values():
        names = [name for stage in list(stages(area))[:2] for name in stage]
        assert all(asked_before(f"{name}::test", area) for name in names)
    assert not asked_before("tests/realm/test_files.py::test_a", AREAS["canonical"])
    assert "tests/mutation/test_mutation.py" not in recorded()
    assert "tests/realm/test_files.py" in recorded()


def test_records_of_files_are_joined(tmp_path: Path) -> None:
    module = "canonical/m.py"
    for folder in ("canonical", "tests"):
        (tmp_path / folder).mkdir()
    (tmp_path / module).write_text("LIMIT = 1\n", encoding="utf-8")
    for name in "abc":
        (tmp_path / "tests" / f"test_{name}.py").write_text("", encoding="utf-8")
    a, b = "tests/test_a.py", "tests/test_b.py"
    now = {module: reach.digest("LIMIT = 1\n")}
    one = reach.Part(a, now, {module: {f"{a}::a": 1}}, {f"{a}::a": 1.0})
    two = reach.Part(b, now, {module: {b: 1, f"{b}::b": 2}}, {f"{b}::b": 2.0})
    both = reach.joined([one, two], tmp_path)
    assert both == reach.Record(
        frozenset(now),
        {module: {f"{a}::a": 1, b: 1, f"{b}::b": 2}},
        {f"{a}::a": 1.0, f"{b}::b": 2.0},
        ("tests/test_c.py",),
    )
    assert both.took([f"{a}::a", b]) == 3.0
    assert both.longest([f"{a}::a", b]) == 2.0
    # one that was recorded before the module changed: its blocks are not known
    old = attrs.evolve(two, texts={module: "1"})
    assert reach.joined([one, old], tmp_path).reached == {
        module: {f"{a}::a": 1, b: reach.ANY_BLOCK, f"{b}::b": reach.ANY_BLOCK}
    }


def test_a_mutant_meets_what_executes_it_and_then_their_files(tmp_path: Path) -> None:
    """The quickest first, where the area's own count as quicker; no file twice where all of it was
    asked."""
    names = ("tests/messages/test_a.py", "tests/messages/test_b.py", "tests/realm/test_c.py")
    texts = {name: f"# {name}\n" for name in names} | {"canonical/reader.py": REACHED}
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    a, b, c = (f"{name}::test" for name in names)

    def at(line: int) -> int:
        """The bits of a line's blocks."""
        return sum(1 << number for number in blocks.at(REACHED, line, line))

    module = "canonical/reader.py"
    seven, ten = at(7), at(10)
    reached = {a: seven, b: seven, c: seven, f"{c}_more": ten, names[0]: ten}
    seconds = {a: 3.0, f"{a}_more": 9.0, b: 2.0, c: 1.0, f"{c}_more": 0.5}
    record = reach.Record(frozenset([module]), {module: reached}, seconds)

    def stages_at(line: int, record: reach.Record | None) -> list[asking.Stage]:
        return asking.asked("canonical", module, (line, line), record, tmp_path)

    single, files = stages_at(7, record)
    assert single == asking.Stage(asking.EXECUTE, (b, a, c), 6.0, 3.0)
    assert files == asking.Stage(asking.QUICKEST, (names[2], names[0]), 13.5, 9.0)
    single, files = stages_at(10, record)
    assert (single.tests, files.tests) == ((f"{c}_more",), (names[2], names[0]))
    assert stages_at(17, record) == []
    assert [stage.name for stage in stages_at(7, None)] == [asking.OWN, asking.NEAR, asking.REST]
    quick = {test: took / 2 for test, took in seconds.items()} | {a: 9.0}
    found = asking.asked("canonical", module, (7, 7), attrs.evolve(record, seconds=quick), tmp_path)
    assert found[0].tests == (b, c, a)
    # what takes long comes later, the area's own first
    slow = {test: 30 * took for test, took in seconds.items()}
    found = asking.asked("canonical", module, (7, 7), attrs.evolve(record, seconds=slow), tmp_path)
    assert [(stage.name, stage.tests) for stage in found] == [
        (asking.EXECUTE, (c,)),
        (asking.QUICKEST, (names[2],)),
        (asking.OTHERS, (b, a)),
        (asking.FILES, (names[0],)),
    ]
    for nothing in (attrs.evolve(record, known=frozenset()), attrs.evolve(record, reached={})):
        asked = [stage.name for stage in stages_at(7, nothing)]
        assert asked == [asking.OWN, asking.NEAR, asking.REST]
