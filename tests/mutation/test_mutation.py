"""The mutation tester's own parts that need no Cosmic Ray: areas, keys, the list of explained."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from mutation import reach, sandbox
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

    def ready(self):
        return self.most > LIMIT
"""


@pytest.mark.parametrize(
    ("line", "span"),
    [(1, None), (4, None), (5, (5, 5)), (7, (6, 9)), (10, (10, 10)), (13, None), (14, None),
     (16, None), (17, (17, 17))],
)  # fmt: skip
def test_a_place_in_a_function_is_its_statement(line: int, span: tuple[int, int] | None) -> None:
    assert reach.inside_function(REACHED, line, line) == span


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
    for name in ("contexts.py", "reach.py"):
        shutil.copy(ROOT / "tests" / "mutation" / name, root / "tests" / "mutation" / name)
    (root / "tests" / "test_a.py").write_text(
        "import subprocess, sys\n"
        "import pytest\n"
        "@pytest.mark.parametrize('size', [1, 5])\n"
        "def test_here(size):\n"
        "    from mediaglot.canonical.reader import read\n"
        "    assert read(size)\n"
        "def test_apart(tmp_path):\n"
        "    code = 'from mediaglot.canonical.reader import Reader; assert Reader().ready()'\n"
        "    subprocess.run([sys.executable, '-c', code], cwd=tmp_path, check=True)\n",
        encoding="utf-8",
    )
    subprocess.run(["git", "init", "-q", root], check=True)
    return root


def test_what_tests_reach_is_recorded(checkout: Path, tmp_path: Path) -> None:
    pytest.importorskip("coverage")
    copy, python = sandbox.make(checkout, tmp_path / "one")
    folder = tmp_path / "kept"
    assert reach.record(python, copy, folder, ["tests/test_a.py"]) == ""
    found = reach.gathered([(copy, folder)])
    file = tmp_path / "reached.json"
    reach.keep(found, file)
    assert reach.kept(file) == found

    module = "canonical/reader.py"
    assert found.reaching(checkout, module, 7, 7) == ["tests/test_a.py::test_here"]
    assert found.reaching(checkout, module, 17, 17) == ["tests/test_a.py::test_apart"]
    assert found.reaching(checkout, module, 14, 14) is None

    # a test file that is new is asked whole; a module that has changed is not known
    (checkout / "tests" / "test_b.py").write_text("", encoding="utf-8")
    asked = found.reaching(checkout, module, 17, 17)
    assert asked == ["tests/test_a.py::test_apart", "tests/test_b.py"]
    (checkout / module).write_text(REACHED + "\n", encoding="utf-8")
    assert found.reaching(checkout, module, 17, 17) is None


def test_without_a_record_nothing_is_known(tmp_path: Path) -> None:
    assert reach.kept(tmp_path / "none.json") is None


def test_a_test_that_fails_on_the_sound_code_is_told(checkout: Path, tmp_path: Path) -> None:
    pytest.importorskip("coverage")
    (checkout / "tests" / "test_a.py").write_text("def test_a(): assert 0\n", encoding="utf-8")
    copy, python = sandbox.make(checkout, tmp_path / "one")
    assert "test_a" in reach.record(python, copy, tmp_path / "kept", ["tests/test_a.py"])


def test_a_test_is_asked_once() -> None:
    for area in AREAS.values():
        names = [name for stage in list(stages(area))[:2] for name in stage]
        assert all(asked_before(f"{name}::test", area) for name in names)
    assert not asked_before("tests/realm/test_files.py::test_a", AREAS["canonical"])
    assert "tests/mutation/test_mutation.py" not in recorded()
    assert "tests/realm/test_files.py" in recorded()
