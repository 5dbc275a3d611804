# Every target sets up what it needs. `make run` and `make test` are the two to know.
PYTHON ?= python3.11
ifeq (, $(shell command -v $(PYTHON) 2>/dev/null))
PYTHON := python3
endif
BIN := .venv/bin
MESSAGES := $(wildcard src/kawaraban/desk/locale/*/LC_MESSAGES/django.po)

.PHONY: help run test test-sqlite test-postgresql lint types bench quality docs screenshots lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

.venv/run: requirements.txt pyproject.toml $(MESSAGES)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements-dev.txt .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: .venv/run ## the demo: a desk on a throw-away folder, following the newsstand's made-up press
	$(BIN)/kawaraban demo

test: test-sqlite test-postgresql ## every test, on SQLite and PostgreSQL, pages in Chromium

test-sqlite: .venv/dev lint types
	$(BIN)/pytest -n 2 --dist worksteal

test-postgresql: .venv/dev
	KAWARABAN_TEST_DATABASE=postgresql $(BIN)/pytest -n 2 --dist worksteal

lint: .venv/dev ## ruff, the stations' import contract, the templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	find src -path '*/templates/*' -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --target-version 5.2 --check

types: .venv/dev ## mypy, strict on the stations
	$(BIN)/mypy

bench: .venv/dev ## speed and memory; writes docs/benchmarks.md
	$(BIN)/python -m tools.bench

quality: .venv/dev ## quality figures on the project's own data; fails when one drops
	$(BIN)/python -m tools.quality

docs: .venv/dev ## checks the documents: links, the command's help, the pictures
	$(BIN)/python -m tools.check_docs

screenshots: .venv/dev ## pictures of every page, under docs/screenshots/
	$(BIN)/python -m tools.screenshots

lock: ## pins every dependency by hash
	$(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command 'make lock' --group build pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command 'make lock' --all-extras --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean: ## removes what the other targets made
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
