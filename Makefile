# Everything a person does with the portal.  Each target installs what it needs first.

# The system's own where it will do: it is kept up to date with the system, and its distributor has optimised it.
ifndef PYTHON
PYTHON := $(shell for python in /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
endif
PORT ?= 8000
BIN := .venv/bin
# One more than there are processors: tests that stop and start services, and journeys, wait now and then.
WORKERS := $(shell $(PYTHON) -c 'import os; print(len(os.sched_getaffinity(0)) + 1)' 2>/dev/null || echo 2)
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
MANAGE := $(BIN)/python manage.py
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Tests start some hundred processes: what each compiles is kept for the next.
test test-services test-browser: export PYTHONDONTWRITEBYTECODE =

.PHONY: help run setup develop test test-services test-browser pictures bench lint format messages backup restore schema lock clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## /\1\t/p' Makefile | expand -t 16

run: setup  ## the portal on this machine: database, demonstration township (EMPTY=1: none), web server, worker, beat
	@env PORT=$(PORT) $(BIN)/python scripts/run --check
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@$(if $(EMPTY),$(MANAGE) setup_code --if-empty,$(MANAGE) load_demo --if-empty)
	@printf '\n  http://localhost:%s/    (Ctrl-C stops everything)\n\n' $(PORT)
	@exec env PORT=$(PORT) $(BIN)/python scripts/run

test: develop  ## the whole suite on the embedded default, SQLite and the file-system broker
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not services and not browser and not bench"

test-services: develop  ## what of the suite uses the database, on PostgreSQL and Redis with a real worker, throw-away instances
	scripts/with-services $(BIN)/pytest -n $(WORKERS) -m "not browser and not bench"

test-browser: develop  ## the journeys in a real browser
	scripts/install-browser
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -m browser

pictures: develop  ## take the pictures of the handbook and of the READMEs anew
	scripts/install-browser
	$(BIN)/pytest -n $(WORKERS) -m browser tests/browser/test_pictures.py
	cp -r var/pictures/. docs/pictures/

bench: develop  ## the measures of speed and scale, as a table and as JSON lines
	$(BIN)/python -m tests.bench

lint: develop  ## formatting, lint, types, import order, migrations, translations, deployment check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --no-incremental . scripts/with-services && $(BIN)/mypy --no-incremental scripts/run
	$(BIN)/lint-imports --no-logo
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) catalogues check
	env DATA_DIR=var/check HTTPS=true SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
		$(MANAGE) check --deploy --fail-level WARNING

format: develop  ## put the code into its usual form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

messages: develop  ## take new source strings into locale/
	$(MANAGE) catalogues update

setup: .venv/runtime node_modules/.installed $(CATALOGUES)  ## what the portal needs to run

develop: setup .venv/development  ## what its tests need besides

.venv/bin/pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer that can make virtual environments is needed and was not found." \
		"On Debian and Ubuntu, as root: apt-get install python3-venv.  Or: make PYTHON=/path/to/python" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.txt | .venv/bin/pip
	$(PIP) -r requirements.txt
	@touch $@

.venv/development: requirements-dev.txt .venv/runtime
	$(PIP) -r requirements-dev.txt
	@touch $@

node_modules/.installed: package-lock.json | .venv/bin/pip
	scripts/npm ci --silent
	@touch $@

$(CATALOGUES): %.mo: %.po .venv/runtime
	$(MANAGE) catalogues compile

LOCK = $(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --quiet --upgrade

backup: setup  ## all data into one file, restored once for a trial: make backup [FILE=path]
	@$(MANAGE) backup $(if $(FILE),"$(FILE)")

restore: setup  ## all data out of a back-up: make restore FILE=path [REPLACE=yes]
	@test -n "$(FILE)" || { echo "Which one?  make restore FILE=path" >&2; exit 2; }
	@$(MANAGE) restore "$(FILE)" $(if $(REPLACE),--replace)

schema: setup  ## write docs/api-schema.yml anew
	$(MANAGE) spectacular --lang en --fail-on-warn --validate --file docs/api-schema.yml

lock: develop  ## pin every dependency anew
	$(BIN)/pip install --quiet uv
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	$(LOCK) --group node -o requirements-node.txt
	$(LOCK) --group sentry -c requirements.txt -o requirements-sentry.txt
	scripts/npm update --silent

clean:  ## remove what was installed; var/ with its data stays
	rm -rf .venv node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
