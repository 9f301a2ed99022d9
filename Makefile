# The Threshold Guidance Bot. `make run` and `make test` set everything up themselves.
.DEFAULT_GOAL := help
.PHONY: help run test train stories names bench lint screenshots teams-playground mutate fuzz sbom
SHELL := /bin/sh
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
INSTALLED := .venv/.installed
TRAINED := models/.trained
LEARNT := models/.learnt
NODE := tests/teams/node_modules
# What the trained model depends on, besides the lock.
LEARNT_FROM := config.yml domain.yml data/nlu data/rules bot/rasa_bridge
UV_VERSION := 0.13.9
CYCLONEDX_VERSION := 7.5.0

# A fingerprint of files and folders, by content: times mean nothing after a clone.
fingerprint = find $(1) -type f ! -name '*.pyc' | LC_ALL=C sort | xargs cksum | cksum

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-16s %s\n", $$1, $$2}' Makefile

run: train ## serve the assistant on http://localhost:5005/
	@exec $(BIN)/guidance serve

train: .model .examples ## train the Rasa model and learn the examples, if what they learn from has changed

.PHONY: .model .examples
.model: $(INSTALLED).check
	@now="$$($(call fingerprint,requirements.lock $(LEARNT_FROM)))"; \
	if [ "$$now" != "$$(cat $(TRAINED) 2>/dev/null)" ] || ! ls models/*.tar.gz >/dev/null 2>&1; then \
	  echo "Training the model (about half a minute) ..."; mkdir -p models; \
	  if ! $(BIN)/rasa train --force --out models >models/train.log 2>&1; then \
	    tail -n 20 models/train.log; echo "Training failed; all of it is in models/train.log."; exit 1; fi; \
	  ls -t models/*.tar.gz | tail -n +3 | xargs rm -f; echo "$$now" >$(TRAINED); echo "Trained."; \
	fi

.examples: $(INSTALLED).check
	@now="$$($(call fingerprint,requirements.lock data/guidance bot/reading))"; \
	if [ "$$now" != "$$(cat $(LEARNT) 2>/dev/null)" ]; then \
	  echo "Learning the content's examples (a minute and a half the first time) ..."; mkdir -p models; \
	  $(BIN)/python -m bot.reading.learn && echo "$$now" >$(LEARNT); \
	fi

stories: $(INSTALLED).check ## learn the labelled stories anew, after changing them (over an hour)
	$(BIN)/python -m bot.reading.stories.learn

names: $(INSTALLED).check ## learn the marked texts anew, after changing them (five minutes)
	$(BIN)/python -m bot.reading.personal.learn

lint: $(INSTALLED).check ## check style, types, import arrows and content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/guidance check

test: ## lint, then every test (some need browsers, PostgreSQL, Redis and nginx: Debian's root gets them)
	@$(MAKE) --no-print-directory --jobs=4 --output-sync=target lint train .programs $(NODE).check
	OPENBLAS_NUM_THREADS=1 $(BIN)/pytest -n 3 --dist loadgroup --no-loadscope-reorder

# Programs that tests drive or serve with.
.PHONY: .programs
.programs:
	@{ command -v chromium && command -v firefox-esr && command -v redis-server && command -v nginx && \
	  ls /usr/lib/postgresql/*/bin/postgres; } >/dev/null 2>&1 || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo "Installing Chromium, Firefox, PostgreSQL, Redis and nginx for the tests ..."; \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends \
	    chromium firefox-esr postgresql redis-server nginx >/dev/null; \
	else echo "No Chromium, Firefox, PostgreSQL, Redis or nginx: their tests are skipped. Install them to run these."; fi

bench: train ## measure quality, and speed beside a plain Rasa starter (seventeen minutes)
	$(BIN)/python -m bench.decision
	$(BIN)/python -m bench.quality
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.fairness
	$(BIN)/python -m bench.questions
	$(BIN)/python -m bench.training
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.teams
	$(BIN)/python -m bench.throughput

screenshots: train ## pictures of the main states, into docs/images (needs Chromium)
	$(BIN)/python -m tests.browser.screenshots

teams-playground: train $(NODE).check ## the bot in a client like Teams, in the browser (needs npm)
	@test -f $(NODE)/.package-lock.json || exit 1; \
	GUIDANCE_TEAMS_DEVELOPMENT=true $(BIN)/guidance serve & trap "kill $$!" EXIT; trap exit INT TERM; \
	cd $(NODE) && node @microsoft/m365agentsplayground/cli.js --channel-id msteams --disable-telemetry \
	  --app-endpoint http://127.0.0.1:5005/api/messages

mutate: $(INSTALLED).check ## change the decision on purpose and see that tests notice (ten minutes)
	$(BIN)/python -m bench.mutation

# Microsoft's card renderer, manifest schemas and playground, for the tests of Teams: never shipped.
.PHONY: $(NODE).check
$(NODE).check:
	@now="$$($(call fingerprint,tests/teams/package-lock.json))"; \
	if ! { command -v npm && command -v node; } >/dev/null 2>&1; then \
	  echo "No npm found: the tests that need it are skipped. Install Node.js with npm to run them."; \
	elif [ "$$now" != "$$(cat $(NODE)/.installed 2>/dev/null)" ]; then \
	  echo "Installing npm packages for the tests of Teams ..."; \
	  npm ci --prefix tests/teams --ignore-scripts --no-audit --no-fund --loglevel=error && \
	    echo "$$now" >$(NODE)/.installed || echo "They could not be installed: the tests that need them are skipped."; \
	fi

fuzz: train ## ten thousand random turns, and whatever the API's description allows (half an hour)
	OPENBLAS_NUM_THREADS=1 $(BIN)/pytest -n 2 --timeout=0 --hypothesis-profile fuzz \
	  tests/conversations/test_whatever_is_said.py tests/dialogue/test_any_conversation.py tests/api/test_openapi.py

sbom: $(INSTALLED).check ## list what is installed, with licences, in sbom.json (CycloneDX)
	.uv/bin/uv tool run --quiet --python $(BIN)/python --from cyclonedx-bom==$(CYCLONEDX_VERSION) \
	  cyclonedx-py environment --pyproject pyproject.toml --short-PURLs --output-reproducible \
	  --output-file sbom.json $(BIN)/python

# Installs again only when the lock or the project's own metadata changed.
.PHONY: $(INSTALLED).check
$(INSTALLED).check:
	@now="$$($(call fingerprint,requirements.lock pyproject.toml))"; \
	if [ "$$now" != "$$(cat $(INSTALLED) 2>/dev/null)" ]; then \
	  $(MAKE) --no-print-directory .install && echo "$$now" >$(INSTALLED); \
	fi

# Python 3.10 is a working python3.10, else pyenv's (its shim may be inactive), else uv's.
# uv lives in a small environment of its own; a .python-version file cannot hide it there.
.PHONY: .install
.install:
	@set -e; echo "Setting up .venv (a minute or two the first time) ..."; \
	py=""; for one in python3.10 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.10.*/bin/python3.10; do \
	  if "$$one" -c 'import venv, ssl' >/dev/null 2>&1; then py="$$one"; break; fi; done; \
	if [ ! -x .uv/bin/uv ]; then \
	  any="$$py"; [ -n "$$any" ] || any=python3; \
	  "$$any" -m venv .uv && .uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION) || \
	    { echo "Needs Python 3 with venv, and a way to the package index. Install them and try again."; exit 1; }; fi; \
	if [ -z "$$py" ]; then py=3.10; .uv/bin/uv python install 3.10 || \
	  { echo "Python 3.10 could not be downloaded. Install it (python3.10 or pyenv) and try again."; exit 1; }; fi; \
	[ -x $(BIN)/python ] || .uv/bin/uv venv --quiet --no-project --python "$$py" .venv; \
	.uv/bin/uv pip install --python $(BIN)/python --require-hashes --compile-bytecode -r requirements.lock; \
	.uv/bin/uv pip install --python $(BIN)/python --quiet --no-deps --editable .
