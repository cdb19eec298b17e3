# Everything runs in .venv, made from requirements.lock: hashes only, the same versions
# on every machine.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
INSTALLED := .venv/installed
SPARK := .venv-spark/installed

.PHONY: help setup run test test-slow test-spark mutants dev lint parse bench clean

setup: $(INSTALLED)  ## the virtual environment, from the lock file

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /:/' | \
	  while IFS=: read -r name says; do printf '  make %-11s %s\n' "$$name" "$$says"; done

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

run: $(INSTALLED)  ## the demonstration, from landing to publication
	$(BIN)/loyalty demo

test: $(INSTALLED)  ## every test that takes seconds, in two processes
	$(BIN)/pytest -n 2 --dist loadfile

test-slow: $(INSTALLED)  ## kills, full disks, the UI's server, backups, the wheel
	$(BIN)/pytest -m slow

$(SPARK): requirements-spark.lock
	$(PYTHON) -m venv .venv-spark
	.venv-spark/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock
	touch $@

# In runs of minutes, Java's second compiler costs more than it saves.
test-spark: $(INSTALLED) $(SPARK)  ## the models on Spark give the rows they give on DuckDB
	JAVA_TOOL_OPTIONS=-XX:TieredStopAtLevel=1 $(BIN)/pytest -m spark

mutants: $(INSTALLED)  ## small mistakes in the deciding SQL: does a test notice each?
	$(BIN)/python -m tests.mutants

dev: $(INSTALLED)  ## Dagster's UI and daemon over the demonstration's home
	$(BIN)/loyalty dev --home home/demo --programme complete_journey

lint: $(INSTALLED)  ## style, types, SQL, and a parse in which a deprecation is an error
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --disable-progress-bar dbt_project
	$(MAKE) --no-print-directory parse

parse: $(INSTALLED)  ## dbt's parse of the project, from nothing
	$(BIN)/python -m tests.dbt.parse_without_deprecations

bench: $(INSTALLED)  ## what a run costs on generated data: ORDERS="1e5 1e6", MEMORY=6GB
	$(BIN)/python -m tests.bench $(ORDERS) $(if $(MEMORY),--memory $(MEMORY)) --to bench.json

clean:  ## remove what the others have made
	rm -rf .venv .venv-spark home dist bench.json .pytest_cache .mypy_cache .ruff_cache
