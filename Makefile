# make demo and make test set everything up by themselves; the rest is for developers.
.DEFAULT_GOAL := help
.PHONY: help demo test lint gate clean

BIN := .venv/bin

help:
	@echo "make demo   set up, then show the whole way on two sample newspapers (no network)"
	@echo "make test   set up, then run the tests"
	@echo "make lint   lint, types and import order"
	@echo "make gate   scores on the sample gold against the pinned floors"

.venv/.demo: pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh ""
	@touch $@

.venv/.test: pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh "[dev,browser]"
	@touch $@ .venv/.demo

demo: .venv/.demo
	@$(BIN)/vifacts demo

test: .venv/.test
	@$(BIN)/python -m pytest

lint: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: .venv/.test
	$(BIN)/python scripts/gate.py

clean:
	rm -rf .venv dist .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
