# The commands people type. Each sets up what it needs, once; `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
# The first Python that is new enough; PYTHON=… overrides.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

# A virtual environment knows its own path: when the project was moved, it is made anew.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
$(shell rm -f $(READY))
endif

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(READY) ## Make the virtual environment with the pinned dependencies

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; set PYTHON=/path/to/python" >&2; exit 3; }
	@echo "setting up $(VENV) ($$($(PYTHON) --version))"
	@test -x $(BIN)/python && grep -qs "$(CURDIR)/$(VENV)" $(BIN)/activate || rm -rf $(VENV)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q scripts
	@printf '%s' "$(CURDIR)" > $@

.PHONY: migrate
migrate: $(READY) ## Apply pending migrations to the development database
	@$(BIN)/pgassay migrate

.PHONY: rollback
rollback: $(READY) ## Undo the last migration
	@$(BIN)/pgassay rollback

.PHONY: status
status: $(READY) ## Show every migration and its state
	@$(BIN)/pgassay status

.PHONY: seed
seed: $(READY) ## Load development data; running it again changes nothing
	@$(BIN)/pgassay seed

.PHONY: reset
reset: $(READY) ## Drop the development database, migrate and seed it anew
	@$(BIN)/pgassay reset --yes

.PHONY: psql
psql: $(READY) ## A SQL prompt on the development database
	@$(BIN)/pgassay db psql

.PHONY: db-start
db-start: $(READY) ## Start the development server
	@$(BIN)/pgassay db start

.PHONY: db-stop
db-stop: $(READY) ## Stop the development server and the one for tests
	@$(BIN)/pgassay db stop

.PHONY: test
test: lint test-pgtap test-python ## Everything: lint, pgTAP, pytest

.PHONY: test-db
test-db: $(READY) ## The pgTAP files alone, those that something changed for, on a throwaway database
	@$(BIN)/pgassay test --changed

.PHONY: test-pgtap
test-pgtap: $(READY) ## All pgTAP files, whatever passed before
	@$(BIN)/pgassay test

.PHONY: test-assay
test-assay: $(READY) ## A sample of the mutants, the same every time, for at most half a minute once the files are known
	@$(BIN)/pgassay assay --sample 300 --limit 30

.PHONY: test-accepted
test-accepted: $(READY) ## Every mutant that assay.toml says a test in Python kills, and that test behind it
	@$(BIN)/pgassay assay --shown

# Tests that start and stop the PostgreSQL servers of this machine are alone with them.
WITH_SERVERS := tests/lint tests/locks tests/catalogue/test_read.py tests/tap/test_matrix.py

.PHONY: test-python
test-python: $(READY) ## The harness's own tests
	@$(BIN)/python -m pytest -m "not engine" --numprocesses 3 --dist loadfile $(addprefix --ignore=,$(WITH_SERVERS))
	@$(BIN)/python -m pytest $(WITH_SERVERS)

.PHONY: assay
assay: $(READY) ## Weaken every object of the schema, and see which test notices
	@$(BIN)/pgassay assay

.PHONY: coverage
coverage: $(READY) ## For every object, which assertions notice it
	@$(BIN)/pgassay coverage

.PHONY: test-shop
test-shop: $(READY) ## The races and properties of the shop, twenty times as long as in test-python
	@SHOP_LONGER=20 $(BIN)/python -m pytest tests/shop --hypothesis-profile=thorough --timeout 3600

# Every test that compares the database with a model in Python.
MODELS := $(shell grep -rl 'settings=examples' tests --include='test_*.py' 2>/dev/null | sort)

.PHONY: test-models
test-models: $(READY) ## The models in Python against the database, 200 random histories of up to 40 steps each; takes minutes
	@$(BIN)/python -m pytest $(MODELS) --hypothesis-profile=thorough --hypothesis-show-statistics --timeout 3600

.PHONY: test-prisma
test-prisma: $(READY) ## The application's real client reads and writes every table; needs node and npm
	@PRISMA=install $(BIN)/python -m pytest tests/nexus/test_prisma.py

.PHONY: test-matrix
test-matrix: $(READY) ## The pgTAP files on every PostgreSQL from 15 up on this machine, 16 and 17 fetched if they are not
	@$(BIN)/pgassay matrix --fetch

.PHONY: test-faults
test-faults: $(READY) ## Kill migrator and server after every statement of what docs/faults.md has not; may be interrupted
	@$(BIN)/pgassay faults --record docs

.PHONY: rehearse
rehearse: $(READY) ## Every migration while clients work on 100,000 rows a table, those that docs/rehearsals.md has not
	@$(BIN)/pgassay rehearse --context platform --seconds 0.3 --record docs
	@for name in $$(cd migrations && ls -d */ | tr -d / | grep -vx platform); do \
		$(BIN)/pgassay rehearse --context $$name --schema $$name --seconds 0.3 --record docs || exit; done

.PHONY: test-docker
test-docker: $(READY) ## Build the image and run the pgTAP files in it; needs a Docker engine
	@$(BIN)/pgassay --docker test
	@$(BIN)/python -m pytest tests/docker

.PHONY: db-validate
db-validate: $(READY) ## The development database is what its migrations say, and every integrity check holds
	@$(BIN)/pgassay drift
	@$(BIN)/pgassay integrity

.PHONY: db-test-migrations
db-test-migrations: $(READY) ## Every migration forward, backward and forward again, with rows in every table
	@$(BIN)/pgassay verify

.PHONY: db-performance
db-performance: $(READY) ## What row security costs the hot queries of queries/, as ratios
	@$(BIN)/python -m benchmarks row_security

.PHONY: db-security
db-security: $(READY) ## The pgTAP files about row security, privileges, encryption, and what must not leak
	@$(BIN)/pgassay test lints 'platform/*encrypt*' 'platform/*key*' 'platform/*privileges*' 'platform/*log*' \
		'learn/*polic*' 'learn/*privileges*' 'learn/what_each*' 'learn/what_is_hidden*' 'learn/the_views*' \
		'learn/a_search*' 'nexus/*polic*' 'nexus/*privileges*' 'nexus/people*' 'shop/*privileges*' 'shop/each_role*'

.PHONY: db-integrity
db-integrity: $(READY) ## Integrity checks, the seals of the audit log, and partitions of the development database
	@$(BIN)/pgassay integrity
	@$(BIN)/pgassay audit verify
	@$(BIN)/pgassay partitions status

.PHONY: db-load-test
db-load-test: $(READY) ## A million people, 20 million events, 1,000 clients through PgBouncer; takes minutes, 10 GB
	@$(BIN)/python -m benchmarks.load $(LOAD)

.PHONY: lint
lint: $(READY) ## Check Python, types, and the migration files
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/pgassay check
	@$(BIN)/pgassay lint

.PHONY: locks
locks: $(READY) ## Trace the locks of every migration and compare them with lint; takes minutes, writes docs/locks*
	@$(BIN)/pgassay locks --every-version --sizes 0 --record docs
	@$(BIN)/pgassay locks --sizes 200,1000,5000 --record docs --unrecorded

.PHONY: format
format: $(READY) ## Format the Python code
	@$(BIN)/ruff check --quiet --fix
	@$(BIN)/ruff format --quiet

.PHONY: bench
bench: $(READY) ## Measure against the peers; takes minutes, installs them in a cache
	@$(BIN)/python -m benchmarks

.PHONY: lock
lock: $(READY) ## Pin the newest allowed dependencies into requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --group dev --extra embedded --extra pytest pyproject.toml -o requirements.lock

.PHONY: clean
clean: ## Stop the servers and delete everything that was made, the development database included
	@test ! -x $(BIN)/pgassay || $(BIN)/pgassay db stop
	@rm -rf .pg $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache scripts/*.egg-info
