# From a fresh checkout with Python 3.11+, make and git: `make run` and `make test` do the rest.

PYTHON ?= python3
VENV := .venv/bin
TEST_WORKERS ?= 2
ARGS ?=
# Compiled once and kept: every process that a test starts would do it again.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench format translations readability lock clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

setup: ## everything that run, check and test need
	@$(PYTHON) tools/setup.py test

run: ## the portal with its example data, on HOST (127.0.0.1) and PORT (8000)
	@$(PYTHON) tools/setup.py run
	@$(VENV)/python -m portal.cli prepare
	@exec $(VENV)/python -m portal.cli serve

test: ## all tests; ARGS="-k name" for some, TEST_WORKERS=0 for one at a time
	@$(PYTHON) tools/setup.py test
	@$(VENV)/python -m pytest -q -n $(TEST_WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: ## format, lint, types, import contracts, translations, house rules
	@$(PYTHON) tools/setup.py check
	@$(VENV)/python -m tools.check

bench: ## the benchmarks, as ratios, in a table
	@$(PYTHON) tools/setup.py bench
	@$(VENV)/python -m tests.bench $(ARGS)

format: ## what check asks of formatting and can be done by itself
	@$(PYTHON) tools/setup.py check
	@$(VENV)/ruff check --fix --exit-zero --quiet
	@$(VENV)/ruff format

translations: ## new and changed texts into the catalogues, to be translated there
	@$(PYTHON) tools/setup.py check
	@$(VENV)/python -m tools.translations

readability: ## how easily the public Dutch texts read, and which read worst
	@$(PYTHON) tools/setup.py check
	@$(VENV)/python -m tools.readability

lock: ## the lock files anew, after a change of requirements/*.in or package.json
	@$(PYTHON) tools/setup.py check
	@$(VENV)/python -m tools.lock $(ARGS)

clean: ## all that was made, but for the data in var/
	rm -rf .venv .venv-bench node_modules tests/bench/node_modules tests/servers/node_modules static/built var/bin build *.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find portal search_index tests tools -name __pycache__ -prune -exec rm -rf {} +
	find portal/translations -name '*.mo' -delete
