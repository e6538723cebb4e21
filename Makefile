# Imbang's commands. `make` lists them.

PYTHON ?= python3
BIN := .venv/bin
# one more than two cores: who drives a browser often waits for it; four took 20 s of processor
# time more and were no faster
WORKERS ?= 3

# pip compiles one file after the other; what then cannot be compiled is of other Pythons;
# nobody runs the tests of others
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
COMPILE = $(BIN)/python -m compileall -qq -j 0 -x '/tests?/' .venv/lib || true

.DEFAULT_GOAL := help
.PHONY: help run test check types sql layers format bench bench-data bench-peers sample regions bps docs lock upgrade audit licences clean

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/runtime ## Serve the dashboard on http://localhost:8501, with the sample if the store is empty
	@$(BIN)/imbang serve

# what is compiled once is there for the other worker, and for what tests start
test: export PYTHONDONTWRITEBYTECODE :=
test: .venv/dev ## Run every test (BROWSER=0 leaves out those in a browser)
	@tools/get_browser.sh $(BIN)/playwright
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

check: .venv/dev ## Lint, types, SQL and layers: ruff, mypy --strict, sqlfluff, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(MAKE) --no-print-directory --jobs=2 --output-sync types sql layers

types:
	$(BIN)/mypy --num-workers=2

sql:
	$(BIN)/sqlfluff lint queries --disable-progress-bar

layers:
	$(BIN)/lint-imports --no-cache

format: .venv/dev ## Write Python and SQL the one way
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix queries --disable-progress-bar

bench: .venv/dev ## Measure import, publish, questions and pages against their budgets
	@tools/get_browser.sh $(BIN)/playwright
	$(BIN)/python -m bench

bench-data: .venv/runtime ## Write made-up data of the nation into bench/data (docs/speed.md): make bench-data DATA=--small
	$(BIN)/python -m bench.scale.data $(DATA)

bench-peers: .venv/dev ## Beside other engines and dashboards: make bench-peers STORE=folder, published
	$(BIN)/python -m bench.peers --store $(STORE)

sample: .venv/runtime ## Write the sample's workbooks anew, the same from the same seed
	$(BIN)/python -m tools.sample

regions: .venv/runtime ## Pack the regions anew: make regions PACKAGE=folder of idn-area-data
	$(BIN)/python tools/make_regions.py $(PACKAGE)

bps: .venv/runtime ## Pack BPS' codes anew: make bps BRIDGED=folder LISTED=folder (SOURCES.md)
	$(BIN)/python -m tools.make_bps_codes $(BRIDGED) $(LISTED)

docs: .venv/runtime ## Write docs/datasets.md from the descriptions of the datasets
	$(BIN)/python -m imbang.intake.forms.documentation

lock: ## Pin by hash what pyproject.toml asks for anew; what is pinned keeps its version
	@tools/lock.sh $(PYTHON)

upgrade: ## Pin the newest versions that pyproject.toml allows
	@tools/lock.sh $(PYTHON) --upgrade

audit: .venv/runtime ## Ask whether what is pinned has known vulnerabilities (needs the internet)
	@$(BIN)/python -m tools.audit

licences: .venv/dev ## Write docs/licences.md from what is installed
	$(BIN)/python -m tools.licences

clean: ## Remove the environment and what tests left; the store stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/runtime: .venv/libraries
	@$(COMPILE)
	@touch $@

.venv/libraries: requirements.lock requirements-build.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Imbang needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing Imbang into .venv (once; about a minute) …"
	@$(INSTALL) --require-hashes -r requirements.lock -r requirements-build.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

# one core compiles what is there while the other installs the rest
.venv/dev: .venv/libraries requirements-dev.lock
	@($(COMPILE)) & $(INSTALL) --require-hashes -r requirements-dev.lock && wait && ($(COMPILE))
	@touch $@
