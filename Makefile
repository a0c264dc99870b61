# Common Measure. `make run` opens the dashboard, `make test` checks everything. Both make .venv on first use.
# Another Python: make run PYTHON=python3.12

.DEFAULT_GOAL := help
.PHONY: help run dev test quick coverage lint bench screenshots methods snapshot requirements oldest clean

VENV   := .venv
PY     := $(VENV)/bin/python
PORT   ?= 8501
# Only this machine is served; ADDRESS=0.0.0.0 serves the network (docs/deploying.md).
ADDRESS ?= localhost
# A browser is opened where there is a screen to open it on.
HEADLESS ?= $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname)),false,true)
SERVE  = $(PY) -m streamlit run app.py --server.address $(ADDRESS) --server.port $(PORT) --server.headless $(HEADLESS) --server.showEmailPrompt false
# Compiled modules are written, whatever the environment says: the tests start some hundred processes.
export PYTHONDONTWRITEBYTECODE =
# Two processes, a file of tests in one of them: what its tests share is made once. With three, browsers are late on two
# cores, and tests of what comes when fail now and then.
TWO      := -n 2 --dist loadfile
COVERAGE := --cov=indicators --cov=data --cov=pages --cov=web
RUN    := $(VENV)/.run-installed
DEV    := $(VENV)/.dev-installed
INSTALL := $(PY) -m pip install --disable-pip-version-check --quiet --require-hashes
RESOLVE := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header
# The newest Python that really starts: a name on the path may be a shim without an interpreter behind it.
NEWEST = for name in $(PYTHON) python3.14 python3.13 python3.12 python3.11 python3 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUN) ## open the dashboard in the browser (PORT=8501)
	$(SERVE)

dev: $(RUN) ## the same, and reload when a file changes
	$(SERVE) --server.fileWatcherType auto --server.runOnSave true

test: $(DEV) lint ## everything that CI checks
	$(PY) -m tools.browser --install
	$(PY) -m pytest -q -m "not browser" $(TWO) $(COVERAGE) --cov-report=
	@echo "Lines run by these tests: $$($(PY) -m coverage report --format=total) % (make coverage lists the others)"
	$(PY) -m pytest -q -m browser $(TWO)

quick: $(DEV) ## the tests without engines and browser
	$(PY) -m pytest -q -m "not browser" $(TWO) --ignore tests/engines

coverage: $(DEV) ## the lines that no test runs, browser apart
	$(PY) -m pytest -q -m "not browser" $(TWO) $(COVERAGE) --cov-report=term-missing:skip-covered

lint: $(DEV) ## style, types and import rules
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

bench: $(DEV) ## one table: speed, memory, bytes
	$(PY) -m tools.browser --install
	$(PY) -m bench

screenshots: $(DEV) ## pictures of every page in screenshots/, and those of the README
	$(PY) -m tools.browser --install
	$(PY) -m tools.screenshots

methods: $(RUN) ## write docs/methods.md from the specs
	$(PY) -m tools.methods

snapshot: $(RUN) ## rebuild the embedded snapshot: make snapshot INPUTS=folder
	@test -n "$(INPUTS)" || { echo "Say where the publishers' files are: make snapshot INPUTS=folder"; exit 2; }
	$(PY) -m data build --inputs "$(INPUTS)" --out data/snapshots --keep 1

requirements: ## resolve the lists of pyproject.toml (needs uv; UPGRADE=1 takes newer versions)
	$(RESOLVE) $(if $(UPGRADE),--upgrade) --all-extras --group dev -o requirements-dev.txt
	$(RESOLVE) $(if $(UPGRADE),--upgrade) --extra build -c requirements-dev.txt -o requirements.txt

oldest: ## the oldest packages that pyproject.toml allows, into the same two files (needs uv; CI tests with them)
	$(RESOLVE) --upgrade --resolution lowest-direct --extra build -o requirements.txt
	$(RESOLVE) --upgrade --all-extras --group dev -c requirements.txt -o requirements-dev.txt

clean: ## remove .venv and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache screenshots

$(PY):
	@python=$$($(NEWEST)); \
	test -n "$$python" || { echo "Common Measure needs Python 3.11 or newer: install it (Debian and Ubuntu: apt install python3 python3-venv) and try again."; exit 2; }; \
	"$$python" -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing: install it (Debian and Ubuntu: apt install python3-venv) and try again."; exit 2; }; \
	echo "Making $(VENV) with $$("$$python" --version). The first time takes a few minutes."; \
	"$$python" -m venv $(VENV) || { rm -rf $(VENV); exit 2; }

$(RUN): requirements.txt | $(PY)
	$(INSTALL) -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt | $(PY)
	$(INSTALL) -r requirements-dev.txt
	@touch $@ $(RUN)
