# Everything here works on a bare machine with Python 3.11 or later and make: the first
# target run makes .venv and installs the package into it, editable.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
BENCHED := $(VENV)/.bench
MUTABLE := $(VENV)/.mutants
COMMA  := ,
EXTRAS := dev,js,studio,heif,video,video-info$(if $(shell command -v node),,$(COMMA)node)
ARGS   ?=

CODE   := __init__.py $(wildcard __main__.py) _version.py canonical profiles adapters
ALL    := $(CODE) $(wildcard tests benchmarks examples)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check check-format check-lint check-types check-pyright check-imports
.PHONY: format bench mutants fuzz facts docs site pictures accept dist clean

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10
	@echo
	@echo 'ARGS="..." is handed on: make test ARGS="-k orientation", make fuzz ARGS="--only sources"'

setup: $(READY)  ## make .venv and install everything into it
	@# an editable install comes without bytecode, and not every shell lets Python write it
	@$(BIN)/python -m compileall -q $(CODE)

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "mediaglot needs Python 3.11 or later: make PYTHON=python3.12 ..." >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[$(EXTRAS)]'
	@# type checkers do not follow editable installs: give them the package under its name
	mkdir -p $(VENV)/src && ln -sfn ../.. $(VENV)/src/mediaglot
	@touch $@

demo: $(READY)  ## a guided tour that prints its steps
	$(BIN)/python examples/demo.py $(ARGS)

test: $(READY)  ## run the test suite on all cores
	$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

check: check-format check-lint check-types check-pyright check-imports  ## formatting, lint, types, imports (make -k: all)

check-format: $(READY)
	$(BIN)/ruff format --check $(ALL)

check-lint: $(READY)
	$(BIN)/ruff check $(ALL)

check-types: $(READY)
	$(BIN)/mypy $(MYPY_TARGETS)

check-pyright: $(READY)
	$(BIN)/pyright

check-imports: $(READY)
	$(BIN)/lint-imports --no-logo

format: $(READY)  ## format the code and apply safe lint fixes
	$(BIN)/ruff format $(ALL)
	$(BIN)/ruff check --fix $(ALL)

bench: setup $(BENCHED)  ## measure against the alternatives, as ratios
	$(BIN)/python benchmarks/run.py $(ARGS)

# what is compared with: the extra here, and the packages of benchmarks/js by their lock
$(BENCHED): pyproject.toml benchmarks/js/package-lock.json $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python tests/jsenv.py benchmarks/js
	@touch $@

mutants: setup $(MUTABLE)  ## break the code on purpose, in copies, and see whether the suite tells
	PYTHONPATH=tests $(BIN)/python -m mutation.run $(ARGS)

$(MUTABLE): pyproject.toml $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[mutants]'
	@touch $@

fuzz: $(READY)  ## fuzz everything that comes from strangers, for a minute
	$(BIN)/python tests/fuzz/run.py $(ARGS)

facts: $(READY)  ## hold the profiles against the vendors' published typings, and tell what newer ones change
	PYTHONPATH=tests $(BIN)/python -m typings.facts $(ARGS)

docs: $(READY)  ## regenerate the generated pages of docs/
	$(BIN)/python -m mediaglot.adapters.cli.docs $(ARGS)

site: $(READY)  ## build the documentation as a site into site/, with the pictures that there are
	$(BIN)/python -m mediaglot.adapters.cli.site $(ARGS)

# the browser tests write what they look at; the site takes it from there
pictures: $(READY)  ## have the browser tests take the pictures of the site, into build/pictures
	MEDIAGLOT_PICTURES="$(CURDIR)/build/pictures" $(BIN)/python -m pytest -q $(PICTURED) \
	  -k "planted or outside or looked_at or fits" $(ARGS)

PICTURED := tests/studio/test_browser.py tests/host/test_trace_page_browser.py \
  tests/source/test_migration_page.py

accept: $(READY)  ## rewrite the golden files from what the code does now; read the diff
	MEDIAGLOT_ACCEPT=1 $(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

dist: $(READY)  ## build wheel and sdist into dist/, and check them as an index would
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist .
	$(BIN)/python -m twine check --strict dist/*

clean:  ## remove what builds and tools left behind; .venv stays
	rm -rf build dist site *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

# the package under its own name, whatever the checkout's folder is called
MYPY_TARGETS := -p mediaglot.canonical -p mediaglot.profiles -p mediaglot.adapters \
  -m mediaglot -m mediaglot._version $(if $(wildcard __main__.py),-m mediaglot.__main__)
