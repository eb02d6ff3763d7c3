# 衡策 Hengce. Two commands are enough: `make run` and `make test`. They need Python 3.11 or later and a package index.

# An active virtual environment is used if it can be (its path must have no blanks); otherwise .venv, which is made when it is not there.
ACTIVE := $(shell [ -w "$$VIRTUAL_ENV" ] && "$$VIRTUAL_ENV/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo "$$VIRTUAL_ENV")
VENV ?= $(if $(filter 1,$(words $(ACTIVE))),$(ACTIVE),.venv)
PORT ?= $(or $(HENGCE_PORT),8000)
PYTEST ?=

BIN := $(VENV)/bin
# The environment is as good as the files that describe it: another content, or another place, is another stamp.
SUM = $(firstword $(shell { pwd; cat $(1); } | cksum))
READY := $(VENV)/.hengce-$(call SUM,requirements.lock pyproject.toml .ci/setup)
LINT_READY := $(VENV)/.hengce-lint-$(call SUM,requirements-lint.lock .ci/setup)
SCAN_READY := $(VENV)/.hengce-scan-$(call SUM,requirements-scan.lock .ci/setup)
SOAK_READY := $(VENV)/.hengce-soak-$(call SUM,requirements-soak.lock .ci/setup)

.PHONY: help run test scan soak lint format setup build lock
.DEFAULT_GOAL := help

help:  ## this list
	@awk -F ':.*##' '/^[a-z]+:.*##/ { printf "make %-8s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY)  ## set up, build the graph, serve it on 127.0.0.1:8000 (PORT=…) and print a first answer
	@$(BIN)/hengce build
	@.ci/first-answer $(BIN) http://127.0.0.1:$(PORT) $$$$ & exec $(BIN)/hengce serve --port $(PORT)

test: $(READY)  ## set up, run all tests (PYTEST='-k words' for some of them)
	@$(BIN)/pytest -n auto --dist worksteal $(PYTEST)

scan: $(READY) $(SCAN_READY)  ## install what recognises scans and pictures (120 MB), and what tests it

soak: $(READY) $(SOAK_READY)  ## read spoilt texts, fuzz readers and service, rebuild under 64 clients, each for five minutes, and kill 200 builds (MINUTES=60, SEED=1, POINTS=1000)
	@$(BIN)/python -m tests.extract.faults $(or $(POINTS),200)
	@$(BIN)/python -m tests.api.changeover $(or $(MINUTES),5)
	@$(BIN)/python -m tests.extract.soak $(or $(MINUTES),5) $(or $(SEED),1)
	@$(BIN)/python -m tests.api.fuzzing $(or $(MINUTES),5) $(or $(SEED),1)
	@if $(BIN)/python -c 'import atheris' 2>/dev/null; then $(BIN)/python -m tests.extract.guided $(or $(MINUTES),5) $(or $(SEED),1); \
	    else echo 'guided fuzzing left out: Atheris runs on Linux only'; fi

lint: $(READY) $(LINT_READY)  ## style, types, and the order of the rooms
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@.ci/types $(BIN)

format: $(READY) $(LINT_READY)  ## put the code into the common format
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

setup: $(READY)  ## only set up

build: $(READY)  ## wheel and source distribution, in dist/
	@$(BIN)/python -c "from setuptools import build_meta as b; b.build_sdist('dist'); b.build_wheel('dist')" >/dev/null
	@ls dist

lock:  ## pin the newest versions anew (needs uv)
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock' \
	    --extra test --output-file requirements.lock pyproject.toml
	printf '%s\n' basedpyright lxml-stubs ruff | uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command 'make lock' --constraint requirements.lock --output-file requirements-lint.lock -
	printf '%s\n' onnxruntime opencv-python-headless pillow rapidocr | uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command 'make lock' --constraint requirements.lock --output-file requirements-scan.lock -
	printf '%s\n' "atheris; sys_platform == 'linux'" | uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command 'make lock' --constraint requirements.lock --output-file requirements-soak.lock -

$(READY):
	@.ci/setup $(VENV) requirements.lock --project
	@rm -f $(VENV)/.hengce-[0-9]*
	@touch $@

$(LINT_READY): $(READY)
	@.ci/setup $(VENV) requirements-lint.lock
	@rm -f $(VENV)/.hengce-lint-*
	@touch $@

$(SCAN_READY): $(READY)
	@.ci/setup $(VENV) requirements-scan.lock
	@rm -f $(VENV)/.hengce-scan-*
	@touch $@

$(SOAK_READY): $(READY)
	@.ci/setup $(VENV) requirements-soak.lock
	@rm -f $(VENV)/.hengce-soak-*
	@touch $@
