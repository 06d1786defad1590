# Needs Python 3.11 or later and make; brings everything else itself. `make` alone lists what can be made.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
UV_VERSION := 0.13.8
UV := .tools/uv-$(UV_VERSION)/bin/uv
VENV := backend/.venv
INSTALLED := $(VENV)/.installed
OIDC := backend/tests/identity/oidc_provider
PHONES := backend/tests/sync/phones
PACKAGES := node_modules/.installed
SCREENS := web/dist/.built
FIELD := field/dist/.built

# Where tools/node puts Node.js on a machine without a recent one.
export PATH := $(CURDIR)/.tools/bin:$(PATH)

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: install $(SCREENS) $(FIELD) ## start Fettle with a database of its own
	$(VENV)/bin/fettle run

.PHONY: test
test: test-api test-web ## run every test

.PHONY: test-api
test-api: install system-packages node-packages rclone ## run the tests of the server, with coverage
	cd backend && .venv/bin/python -m pytest -n 2 --cov --cov-branch

.PHONY: test-web
test-web: install system-packages $(SCREENS) $(FIELD) ## run the tests of the screens, in a browser as well
	npm run -s test -w web
	npm run -s test -w field
	npm run -s e2e -w web

.PHONY: check
check: install $(PACKAGES) ## check format, style, types, module borders and generated files
	tools/check

.PHONY: bench
bench: install system-packages $(SCREENS) $(FIELD) ## run the benchmarks
	cd backend && .venv/bin/python -m benchmarks

.PHONY: install
install: $(INSTALLED) ## install what running and checking need

.PHONY: lock
lock: $(UV) ## choose the newest allowed versions anew and pin them
	cd backend && ../$(UV) pip compile --upgrade --group pyproject.toml:dev --generate-hashes --no-emit-index-url \
		--no-header --no-annotate --quiet -o requirements.lock pyproject.toml

.PHONY: clean
clean: ## remove what make has installed
	rm -rf .tools $(VENV) node_modules web/node_modules web/dist field/node_modules field/dist field/.expo field/android field/ios $(OIDC)/node_modules $(PHONES)/node_modules

$(UV):
	$(PYTHON) -m venv .tools/uv-$(UV_VERSION)
	.tools/uv-$(UV_VERSION)/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	touch $@

$(INSTALLED): backend/requirements.lock backend/pyproject.toml $(UV)
	test -x $(VENV)/bin/python || $(UV) venv --quiet --python $(PYTHON) $(VENV)
	$(UV) pip sync --quiet --python $(VENV)/bin/python backend/requirements.lock
	$(UV) pip install --quiet --python $(VENV)/bin/python --no-deps -e backend
	touch $@

.PHONY: system-packages
system-packages:
	@tools/system-packages

.PHONY: rclone
rclone: ## (for the tests) fetch a server of S3
	@tools/rclone

# The screens: what npm brings, and what Vite makes of it.
$(PACKAGES): package-lock.json package.json $(wildcard web/package.json field/package.json packages/*/package.json)
	tools/node
	npm ci --no-audit --no-fund --loglevel=error
	touch $@

.PHONY: screens
screens: $(SCREENS) $(FIELD) ## build the screens

$(SCREENS): $(PACKAGES) web/index.html web/vite.config.ts $(shell find web/src web/public web/scripts packages/*/src -type f 2>/dev/null)
	npm run -s build -w web
	touch $@

# The field app: what Expo makes of it for browsers.
$(FIELD): $(PACKAGES) $(wildcard field/*.ts field/*.js) $(shell find field/app field/src field/public field/assets field/scripts packages/*/src packages/sync -type f 2>/dev/null)
	npm run -s build -w field
	touch $@

.PHONY: check-native
check-native: $(PACKAGES) ## build the field app for iOS and Android as far as goes without their tools
	npm run -s check:native -w field

# The tests sign in at an independent OpenID provider and sync with the client that phones have, which are npm packages.
TEST_PACKAGES := $(foreach each,$(OIDC) $(PHONES),$(if $(wildcard $(each)/package.json),$(each)/node_modules/.installed))

.PHONY: node-packages
node-packages: $(TEST_PACKAGES)

$(TEST_PACKAGES): %/node_modules/.installed: %/package.json %/package-lock.json
	tools/node
	cd $* && npm ci --no-audit --no-fund
	touch $@
