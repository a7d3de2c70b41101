# Carefolk. `make` alone lists what there is.
MAKEFLAGS += --no-print-directory
PYTHON ?= python3
export PYTHON

.PHONY: help run test check bench fmt lint

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 14

run: ## serve a place with demo people on http://127.0.0.1:8000 (PORT=… for another port)
	@tools/venv requirements.lock
	@exec .venv/bin/carefolk serve --demo $(if $(PORT),--port $(PORT))

test: ## the whole suite, on SQLite and on PostgreSQL (STRICT=1: nothing may be skipped)
	@tools/venv requirements-dev.lock
	@exec .venv/bin/python tools/suite.py

check: ## the everyday part of the suite, in under a minute
	@tools/venv requirements-dev.lock
	@exec .venv/bin/python tools/suite.py --everyday

bench: ## measure one hot path: make bench NAME=home
	@tools/venv requirements-dev.lock
	@exec .venv/bin/python tools/bench.py "$(NAME)"

fmt: ## format the code and mend what can be mended by itself
	@tools/venv requirements-dev.lock
	@.venv/bin/ruff check --quiet --fix-only .
	@.venv/bin/ruff format .

lint: ## style, types, import contracts, migrations, house checks
	@tools/venv requirements-dev.lock
	@exec .venv/bin/python tools/lint.py
