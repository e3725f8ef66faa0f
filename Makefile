# Adda: the commands a person needs. Needs Python 3.11-3.13, git and make; all else comes with `make setup`.
# the first suitable one is taken
PYTHON  ?= python3 python3.13 python3.12 python3.11
WORKERS ?= 2
# make lock UPGRADE=--upgrade takes the newest of everything
UPGRADE ?=
# make bench BENCH=--quick; python -m benchmarks --help tells the choices
BENCH ?=
# make fuzz FUZZ="whatsapp --seconds 60"
FUZZ ?=

BIN   := .venv/bin
READY := .venv/ready
TESTS := $(BIN)/python -m pytest
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python
# what is locked must not depend on an index named in these; installing may well need them
NO_INDEX := env -u UV_INDEX -u UV_INDEX_URL -u UV_DEFAULT_INDEX -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS

.DEFAULT_GOAL := help
.PHONY: help setup run test lab app docs bench check lint types house browser screen fuzz lock clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

setup: $(READY) ## make .venv and install what requirements.lock names

run: setup ## the main job: compare two strategies, leave a report in runs/
	$(BIN)/adda compare brand_centric interest_centric --report

test: setup ## all tests and workbooks, but for those that need a browser
	$(TESTS) -n $(WORKERS) --dist loadfile --nbval --nbval-current-env --nbval-cell-timeout=120 \
		--ignore=workbooks/bn tests $(wildcard workbooks)

lab: setup ## the workbooks in JupyterLab
	$(BIN)/adda lab

app: setup ## the studio as an app in the browser
	$(BIN)/adda app

docs: setup ## the documentation as pages that work without a net, in build/docs
	$(BIN)/python -m docs.site

bench: setup ## measure speed against peers, write benchmarks/results/ (BENCH=--quick: ten minutes)
	$(BIN)/python -m benchmarks $(BENCH)

check: lint types house ## lint, format, types, house rules

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

house: setup
	$(TESTS) -q tests/house

browser: setup ## the tests that drive a real browser (needs Chromium)
	$(TESTS) -m browser --durations=10 tests/browser

screen: setup ## measure how long a person waits for the screen, write docs/benchmarks.md
	$(BIN)/python -m tests.browser.measure

fuzz: setup ## look for files that break a reader: ten minutes each, an hour in all
	@$(INSTALL) --target .venv-fuzz/packages --require-hashes -r tests/fuzz/requirements.txt
	$(BIN)/python -m tests.fuzz $(FUZZ)

lock: $(BIN)/uv ## write requirements.lock and benchmarks/peers.lock anew
	$(NO_INDEX) $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --extra dev \
		--generate-hashes --no-emit-index-url --no-header $(UPGRADE) --constraint constraints.txt \
		pyproject.toml -o requirements.lock
	$(NO_INDEX) $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate $(UPGRADE) --constraint constraints.txt \
		--constraint requirements.lock --override benchmarks/peers.override \
		benchmarks/peers.in -o benchmarks/peers.lock

clean: ## remove .venv and what the tools left
	rm -rf .venv .venv-peers .venv-fuzz build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@for python in $(PYTHON); do \
		if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then \
			"$$python" -m venv .venv && exit 0; rm -rf .venv; exit 1; \
		fi; \
	done; \
	echo "Adda needs Python 3.11, 3.12 or 3.13, and none of these is one: $(PYTHON)." \
		"Name yours with: make setup PYTHON=/path/to/python3.12" >&2; exit 1

$(BIN)/uv: | $(BIN)/python
	@sed -n '/^uv==/,/# via/p' requirements.lock > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt

$(READY): pyproject.toml requirements.lock $(wildcard share/jupyter/*/*/*/*) | $(BIN)/uv
	@echo "Installing what requirements.lock names into .venv (about a minute, 1.6 GB)"
	@$(INSTALL) --compile-bytecode --require-hashes -r requirements.lock \
		|| { echo "uv could not; trying pip, which takes longer"; \
		     $(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock; }
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@if [ -f sim/warm.py ]; then $(BIN)/python -m sim.warm; fi
	@touch $(READY)
