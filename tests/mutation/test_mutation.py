"""The mutation tester's own parts that need no Cosmic Ray: areas, keys, the list of explained."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from mutation import asking, reach, sandbox
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
    assert not explained.untold("core/ReplaceFalseWithTrue", "adapters/source/scope.py", decorator)


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


@pytest.mark.parametrize(
    ("line", "span"),
    [(1, (1, 1)), (4, (4, 4)), (5, (5, 5)), (7, (6, 9)), (10, (10, 10)), (13, (13, 13)),
     (14, (14, 14)), (16, (16, 17)), (17, (16, 17)), (18, (18, 18))],
)  # fmt: skip
def test_a_place_is_its_statement(line: int, span: tuple[int, int]) -> None:
    assert reach.statement(REACHED, line, line) == span


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
    for name in ("areas.py", "contexts.py", "reach.py"):
        shutil.copy(ROOT / "tests" / "mutation" / name, root / "tests" / "mutation" / name)
    (root / "tests" / "test_a.py").write_text(
        "import subprocess, sys\n"
        "import pytest\n"
        "@pytest.mark.parametrize('size', [1, 5])\n"
        "def test_here(size):\n"
        "    from mediaglot.canonical.reader import read\n"
        "    assert read(size)\n"
        "def test_apart(tmp_path):\n"
        "    code = 'from mediaglot.canonical.reader import Reader; assert Reader().ready'\n"
        "    subprocess.run([sys.executable, '-c', code], cwd=tmp_path, check=True)\n",
        encoding="utf-8",
    )
    subprocess.run(["git", "init", "-q", root], check=True)
    return root


def test_what_tests_reach_is_recorded(checkout: Path, tmp_path: Path) -> None:
    pytest.importorskip("coverage")
    copy, python = sandbox.make(checkout, tmp_path / "one")
    found, output = reach.record(python, copy, tmp_path / "kept", "tests/test_a.py", 300)
    assert output == ""
    file = tmp_path / "reached.json"
    reach.keep(found, file)
    assert reach.kept(file) == found
    assert set(found.seconds) == {"tests/test_a.py::test_here", "tests/test_a.py::test_apart"}

    module, test = "canonical/reader.py", "tests/test_a.py"
    here, apart = f"{test}::test_here", f"{test}::test_apart"
    assert found.reaching(checkout, module, 7, 7) == reach.Reached((here,), (test,))
    assert found.reaching(checkout, module, 18, 18) == reach.Reached((apart,), (test,))
    # run while it is imported, by whichever test is the first
    at_import = found.reaching(checkout, module, 14, 14)
    assert at_import is not None
    assert at_import.files == (test,)

    # a test file that is new is asked whole; a module that has changed is not known
    (checkout / "tests" / "test_b.py").write_text("", encoding="utf-8")
    new = reach.Reached((apart,), (test, "tests/test_b.py"))
    assert found.reaching(checkout, module, 18, 18) == new
    (checkout / test).write_text("def test_here(): ...", encoding="utf-8")
    assert found.reaching(checkout, module, 18, 18) == reach.Reached((), new.files)
    (checkout / module).write_text(REACHED + "\n", encoding="utf-8")
    assert found.reaching(checkout, module, 18, 18) is None


def test_without_a_record_nothing_is_known(tmp_path: Path) -> None:
    assert reach.kept(tmp_path / "none.json") is None


def test_a_file_that_fails_is_told_and_no_part_of_the_record(
    checkout: Path, tmp_path: Path
) -> None:
    pytest.importorskip("coverage")
    copy, python = sandbox.make(checkout, tmp_path / "one")
    texts = {
        "def test_a(): assert 0": "test_a",
        "import os\ndef test_a(): os._exit(0)": "ended its process",
        "import time\ndef test_a(): time.sleep(600)": "did not end",
        "import nothing_of_this_name": "nothing_of_this_name",
    }
    for number, (text, told) in enumerate(texts.items()):
        (copy / "tests" / "test_a.py").write_text(text + "\n", encoding="utf-8")
        folder, limit = tmp_path / str(number), 5 if "sleep" in text else 300
        found, output = reach.record(python, copy, folder, "tests/test_a.py", limit)
        assert told in output
        assert not found.texts
        assert list(found.anew(copy)) == ["tests/test_a.py"]


def test_a_test_is_asked_once() -> None:
    for area in AREAS.values():
        names = [name for stage in list(stages(area))[:2] for name in stage]
        assert all(asked_before(f"{name}::test", area) for name in names)
    assert not asked_before("tests/realm/test_files.py::test_a", AREAS["canonical"])
    assert "tests/mutation/test_mutation.py" not in recorded()
    assert "tests/realm/test_files.py" in recorded()


def test_records_of_files_are_joined(tmp_path: Path) -> None:
    module = "canonical/m.py"
    (tmp_path / "canonical").mkdir()
    (tmp_path / module).write_text("LIMIT = 1\n", encoding="utf-8")
    now = reach.digest("LIMIT = 1\n")
    one = reach.Record({module: now, "a.py": "2"}, {module: {3: ("a.py::a",)}}, {"a.py::a": 1.0})
    lines = {3: ("b.py",), 4: ("b.py::b",)}
    two = reach.Record({module: now, "b.py": "4"}, {module: lines}, {"b.py::b": 2.0})
    both = reach.joined([one, two], tmp_path)
    assert both == reach.Record(
        {module: now, "a.py": "2", "b.py": "4"},
        {module: {3: ("a.py::a", "b.py"), 4: ("b.py::b",)}},
        {"a.py::a": 1.0, "b.py::b": 2.0},
    )
    assert both.took(["a.py::a", "b.py"]) == 3.0
    assert both.longest(["a.py::a", "b.py"]) == 2.0
    # one that was recorded before the module changed: its lines are not known
    old = reach.Record({module: "1", "b.py": "4"}, {module: lines}, {"b.py::b": 2.0})
    assert reach.joined([one, old], tmp_path).tests == {
        module: {3: ("a.py::a",), reach.ANY_LINE: ("b.py",)}
    }
    found = reach.joined([one, old], tmp_path).reaching(tmp_path, module, 3, 3)
    assert found == reach.Reached(("a.py::a",), ("a.py", "b.py"))


def test_a_mutant_meets_what_executes_it_and_then_their_files(tmp_path: Path) -> None:
    """Its area's own first, the quickest first; no file twice where all of it was asked."""
    names = ("tests/messages/test_a.py", "tests/messages/test_b.py", "tests/realm/test_c.py")
    texts = {name: f"# {name}\n" for name in names} | {"canonical/reader.py": REACHED}
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    a, b, c = (f"{name}::test" for name in names)
    record = reach.Record(
        {name: reach.digest(text) for name, text in texts.items()},
        {"canonical/reader.py": {5: (a, b, c), 10: (f"{c}_more", names[0])}},
        {a: 3.0, f"{a}_more": 9.0, b: 2.0, c: 1.0, f"{c}_more": 0.5},
    )

    def stages_at(line: int, record: reach.Record | None) -> list[asking.Stage]:
        return asking.asked("canonical", "canonical/reader.py", (line, line), record, tmp_path)

    single, files = stages_at(5, record)
    assert single == asking.Stage(asking.EXECUTE, (b, a, c), 6.0, 3.0)
    assert files == asking.Stage(asking.FILES, (names[0], names[2]), 13.5, 9.0)
    single, files = stages_at(10, record)
    assert (single.tests, files.tests) == ((f"{c}_more",), (names[0], names[2]))
    assert stages_at(17, record) == []
    assert [stage.name for stage in stages_at(5, None)] == [asking.OWN, asking.NEAR, asking.REST]
    (tmp_path / "canonical" / "reader.py").write_text("", encoding="utf-8")
    assert [stage.name for stage in stages_at(5, record)] == [asking.OWN, asking.NEAR, asking.REST]
