# `make demo` shows Trivium, `make test` tests it. Every target installs what it needs first.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := demo
MAKEFLAGS += --no-print-directory

PYTHON ?= python3.11
BIN := .venv/bin
INSTALLED := .venv/.installed
PYTEST := timeout 1800 $(BIN)/python -m pytest -n 2 --quiet
TEMPLATES = $$(git ls-files "*/templates/*.html" "*/templates/*.txt")

.PHONY: demo
demo: $(INSTALLED) ## set everything up and serve the product with example data
	TRIVIUM_DEMO=1 $(BIN)/python manage.py demo
	TRIVIUM_DEMO=1 exec $(BIN)/python manage.py serve

.PHONY: test
test: $(INSTALLED) ## all tests but the browser's, on SQLite
	env -u DATABASE_URL -u REDIS_URL $(PYTEST) -m "not browser" </dev/null

.PHONY: check
check: lint types deployable coverage test-postgresql test-browser ## everything else that a change must pass

.PHONY: lint
lint: $(INSTALLED) ## formatting, lint, templates, floors, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py makemigrations --check --dry-run

.PHONY: types
types: $(INSTALLED) ## mypy, strictly
	$(BIN)/mypy

.PHONY: deployable
deployable: $(INSTALLED) ## Django's own checks, under production's settings
	folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	env -u TRIVIUM_DEMO -u TRIVIUM_DEBUG TRIVIUM_DIR="$$folder" TRIVIUM_BASE_URL=https://dossiers.example.org \
		EMAIL_URL=smtp+tls://user:password@mail.example.org:587 \
		SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
		TRIVIUM_KEY_PEPPER="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

# Without what is drawn at random and without files from outside: each branch has a test that always meets it.
.PHONY: coverage
coverage: $(INSTALLED) ## measure that the engine's tests meet every line and branch of it
	rm -rf build/coverage; mkdir -p build/coverage
	TRIVIUM_TEST_DATA=nowhere timeout 600 $(BIN)/python -m coverage run -m pytest --quiet -n 2 \
		-m "not hypothesis" --ignore tests/formengine/leaks tests/formengine </dev/null
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

.PHONY: test-postgresql
test-postgresql: $(INSTALLED) ## the tests again, on a PostgreSQL that is started for them; the engine's know no database
	.ci/postgres $(PYTEST) -m "not browser" --ignore tests/formengine </dev/null

.PHONY: test-browser
test-browser: $(INSTALLED) ## the tests in a real Chromium
	CHROMIUM="$$(.ci/chromium)" $(PYTEST) -n 0 -m browser </dev/null

.PHONY: bench
bench: $(INSTALLED) ## measure what people wait for; the figures go to build/bench.json
	$(BIN)/python -m benchmarks </dev/null

.PHONY: prove
prove: $(INSTALLED) ## look hard for leaks and lost writes: many random models, races on PostgreSQL, every door as everybody
	HYPOTHESIS_EXAMPLES=2000 PROOF_ROUNDS=100 PROOF_KEYS=1000000 .ci/postgres timeout 3600 $(BIN)/python -m pytest -n 2 --quiet --timeout 1800 \
		tests/formengine/test_properties.py tests/formengine/test_twins.py tests/formengine/editing tests/dossiers tests/solicitations \
		tests/house/test_access_table.py tests/house/test_canaries.py tests/house/test_channels.py \
		tests/house/test_wagtail.py tests/journeys -m "not browser" </dev/null
	$(MAKE) mutants

.PHONY: prove-keys
prove-keys: $(INSTALLED) ## what is said of the key alone: a million of them, a hundred races, nothing left of one anywhere
	PROOF_ROUNDS=100 PROOF_KEYS=1000000 .ci/postgres timeout 3600 $(BIN)/python -m pytest -n 0 --quiet --timeout 1800 \
		--durations 12 tests/dossiers/test_keys.py tests/dossiers/test_throttling.py tests/solicitations/test_race.py \
		tests/solicitations/test_no_key_left.py tests/solicitations/test_many_processes.py </dev/null

.PHONY: mutants
mutants: $(INSTALLED) ## put small faults into the engine's heart, and name those that no test notices
	PYTHONHASHSEED=0 timeout 3600 $(BIN)/python -m tests.formengine.mutation </dev/null

.PHONY: format
format: $(INSTALLED) ## rewrite what `make lint` complains about, where a machine can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djade --target-version 5.2 $(TEMPLATES)

.PHONY: messages
messages: $(INSTALLED) ## collect the texts to translate into locale/, and compile them
	$(BIN)/python -m django makemessages --locale fr --extension html,txt,py,jinja --no-obsolete \
		--add-location file --ignore .venv --ignore var --ignore build --ignore tests --ignore benchmarks
	$(BIN)/python -m django compilemessages --locale fr --ignore .venv --verbosity 0

.PHONY: lock
lock: $(INSTALLED) ## resolve the pins of pyproject.toml again, with hashes
	$(BIN)/uv pip compile $(LOCK_OPTIONS) pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile $(LOCK_OPTIONS) --constraint requirements.lock --group dev pyproject.toml \
		--output-file requirements-dev.lock
LOCK_OPTIONS := --no-config --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

# The development lock holds the runtime lock's packages too, at the same versions. What it no longer holds goes away.
$(INSTALLED): requirements-dev.lock
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--requirement requirements-dev.lock </dev/null
	touch $@
