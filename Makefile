# SPDX-License-Identifier: MIT
# Every chore of Track Pacer. Each target sets up what it needs, on a machine that has only
# Python 3.11 or newer and make. `make` alone lists them.

PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip install -qq
ARGS ?=

# Pins every package at every depth, those that a build pulls in too (the second name is what
# newer pips read for those).
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# What must not stand in the environment itself is installed in a folder of its own, without
# dependencies, so these pins are complete.
#
# Adafruit's packages depend on Adafruit-Blinka, which installs top-level `micropython`, `board` and
# `busio` packages over those of the simulated watch. FileTransferClient, the independent peer of our
# tests, does without: tests put .venv/adafruit on their path (tests/support.py).
ADAFRUIT := adafruit-circuitpython-ble-file-transfer==4.0.14 adafruit-circuitpython-ble==10.1.5 \
	adafruit-blinka-bleio==4.1.2 adafruit-circuitpython-typing==1.13.0
# MicroPython's stubs for mypy: each port's hold the same file names.
STUBS_esp32 := micropython-esp32-stubs==1.28.0.post4 micropython-stdlib-stubs==1.28.0.post6
STUBS_nrf := micropython-nrf-seeed-xiao-nrf52-stubs==1.29.0.post1 micropython-stdlib-stubs==1.28.0.post6
STUBS_circuitpython := circuitpython-stubs==10.3.1
STUBS_unix := micropython-unix-stubs==1.28.0.post1 micropython-stdlib-stubs==1.28.0.post6

# Stamps: one for each part of the environment, so that a demo does not wait for a linter.
TOOL := .venv/.tool-ready
TESTS := .venv/.tests-ready
WASM := .venv/wasm/.ready
FITSDK := .venv/fitsdk/.ready
STUBS := .venv/stubs/.ready
PYODIDE := host/trackpacer/_data/pyodide/.ready
AXE := .venv/axe/.ready

.DEFAULT_GOAL := help
.PHONY: help setup test lint demo bench fit firmware site soak wheel constraints clean

help: ## List these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | \
	while IFS='|' read -r name what; do printf '%-20s %s\n' "$$name" "$$what"; done
	@echo
	@echo "  PYTHON=python3.12 picks the Python; ARGS='tests/host -k cli' narrows test, bench and demo."

setup: $(TESTS) $(WASM) $(FITSDK) $(STUBS) $(PYODIDE) $(AXE) ## Set up everything (.venv): the tool, its tests, the linters
	@echo "Ready: .venv/bin/pacer"

test: $(TESTS) $(WASM) $(FITSDK) $(STUBS) $(PYODIDE) $(AXE) ## Run the tests, in CPython and in two MicroPython VMs (about eight minutes on two cores)
	@$(PY) -m pytest -q -n auto --maxprocesses=8 --dist worksteal $(ARGS)

lint: $(TESTS) $(STUBS) ## Check style and types, the firmware's against each port
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet . || \
	{ echo "Not formatted as 'ruff format' would; run: $(PY) -m ruff format" >&2; exit 1; }
	@$(PY) -m mypy --no-error-summary host/trackpacer tests
	@for port in esp32 nrf unix; do \
	  $(PY) tests/lint/firmware_types.py $$port || exit 1; \
	done
	@$(PY) -m tests.lint.circuitpython_types

demo: $(TOOL) ## Run a session on a simulated watch, from the coach's line to the report
	@$(PY) -m trackpacer.demo $(ARGS)

bench: $(TESTS) $(WASM) $(PYODIDE) ## Measure: one 'bench NAME values' line for each figure
	@$(PY) -m tests.bench $(ARGS)

fit: $(TESTS) ## Fit the reader's costs to the labelled lines, and print the rows that changed
	@$(PY) -m tests.host.notation.fit $(ARGS)

firmware: $(TOOL) ## Compile the firmware for every board into build/firmware, and print sizes
	@rm -rf build/firmware
	@$(PY) -m trackpacer.install.sizes build/firmware

soak: $(TESTS) $(WASM) $(FITSDK) $(STUBS) $(PYODIDE) $(AXE) ## Run the long tests: hours of sessions, mutations, power cuts
	@$(PY) -m pytest -q -n auto --maxprocesses=8 --dist worksteal -m "soak or hypothesis" --hypothesis-profile=soak \
	  --timeout=3600 $(ARGS)

site: $(PYODIDE) ## Write the page at the track into build/site, for any static host
	@rm -rf build/site
	@$(PY) -m trackpacer.web.site build/site

wheel: $(TESTS) $(PYODIDE) ## Build the wheel in dist/, with firmware, boards and the page in it
	@rm -rf dist
	@$(PY) -m hatchling build -t wheel

constraints: ## Resolve every dependency anew and write constraints.txt
	@rm -rf build/constraints
	@$(PYTHON) -m venv build/constraints
	@PIP_CONSTRAINT= PIP_BUILD_CONSTRAINT= build/constraints/bin/python -m pip install -qq -e '.[test]'
	@sed -n '/^#/p' constraints.txt > build/constraints.txt
	@build/constraints/bin/python -m pip freeze --exclude-editable >> build/constraints.txt
	@mv build/constraints.txt constraints.txt
	@rm -rf build/constraints

clean: ## Remove everything that these targets made, .venv too
	@rm -rf .venv build dist host/trackpacer/_data .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The set-up itself.

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || \
	{ echo "Track Pacer needs Python 3.11 or newer, and there is no '$(PYTHON)'." >&2; \
	  echo "Install it, or name one: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Track Pacer needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) -V 2>&1)." >&2; \
	  echo "Name a newer one: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	{ echo "'$(PYTHON)' lacks its venv module (Debian, Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@echo "Setting up .venv with $$($(PYTHON) -V 2>&1)"
	@$(PYTHON) -m venv --clear .venv

$(TOOL): .venv/bin/python pyproject.toml constraints.txt
	@echo "Setting up: pacer and what it uses (about half a minute)"
	@$(PIP) -e .
	@$(PY) -m compileall -q host/trackpacer firmware/pacer
	@touch $@

$(TESTS): $(TOOL)
	@echo "Setting up: what the tests use (about half a minute)"
	@$(PIP) -e '.[test]'
	@rm -rf .venv/adafruit
	@$(PIP) --no-deps --target .venv/adafruit $(ADAFRUIT)
	@touch $@

$(WASM): $(TESTS) tests/vm/fetch_wasm.py host/trackpacer/web/npm.py
	@echo "Setting up: the 32-bit MicroPython VM (through npm)"
	@$(PY) -m tests.vm.fetch_wasm .venv/wasm
	@touch $@

$(FITSDK): $(TESTS) tests/formats/fetch_fit_sdk.py host/trackpacer/web/npm.py
	@echo "Setting up: Garmin's own reader of FIT files (through npm)"
	@$(PY) -m tests.formats.fetch_fit_sdk .venv/fitsdk
	@touch $@

$(AXE): $(TESTS) tests/web/fetch_axe.py host/trackpacer/web/npm.py
	@echo "Setting up: what looks for barriers in the page (through npm)"
	@$(PY) -m tests.web.fetch_axe .venv/axe
	@touch $@

$(PYODIDE): $(TESTS) host/trackpacer/web/runtime.py
	@echo "Setting up: the page's Python (through npm)"
	@$(PY) -m trackpacer.web.runtime
	@touch $@

$(STUBS): $(TESTS)
	@echo "Setting up: MicroPython's stubs for the linter"
	@rm -rf .venv/stubs
	@$(PIP) --no-deps --target .venv/stubs/esp32 $(STUBS_esp32)
	@$(PIP) --no-deps --target .venv/stubs/nrf $(STUBS_nrf)
	@$(PIP) --no-deps --target .venv/stubs/unix $(STUBS_unix)
	@$(PIP) --no-deps --target .venv/stubs/circuitpython $(STUBS_circuitpython)
	@touch $@
