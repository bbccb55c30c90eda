# `make site` and `make test` do everything on a new machine; the rest is for every day.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: site serve check test lint bench pictures clean

site: $(READY)
	$(BIN)/python build.py

serve: $(READY)
	$(BIN)/python build.py serve --open

check: $(READY)
	$(BIN)/python build.py check

test: $(VENV)/.ready-dev
	sh tests/browser/install.sh
	$(BIN)/mypy
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pytest -n auto

lint: $(VENV)/.ready-dev
	$(BIN)/mypy
	$(BIN)/ruff check
	$(BIN)/ruff format --check

bench: $(VENV)/.ready-dev
	$(BIN)/python tests/bench/bench.py

pictures: $(VENV)/.ready-dev
	sh tests/browser/install.sh
	$(BIN)/python -m tests.browser.pictures

clean:
	rm -rf site .seealso .site.old .site.new-*

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "seealso needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(READY): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.ready-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ $(READY)
