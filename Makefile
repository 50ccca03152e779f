# make site builds the demo clinic; make test runs the whole suite. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Python keeps what it has compiled, whatever the shell tells it: the next start is sooner.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: site test serve benchmarks bench audit screenshots looks clean

site: $(VENV)/site.stamp
	@$(BIN)/python build.py
	@echo "Here that is: make serve"

serve: $(VENV)/site.stamp
	@$(BIN)/python build.py serve

test: $(VENV)/test.stamp
	@CHROMIUM=$$(.ci/chromium | tail -n 1) && export CHROMIUM && $(BIN)/python -m pytest -n 2 --dist loadgroup

benchmarks: $(VENV)/site.stamp
	@$(BIN)/python benchmarks/demo.py

bench: $(VENV)/site.stamp
	@.ci/bench-tools $(BIN)/python $(CURDIR)/.bench
	@$(BIN)/python benchmarks/build.py --serve $(COMPARE)

audit: site
	@CHROMIUM=$$(.ci/chromium | tail -n 1) && export CHROMIUM && NODE=$$(.ci/audit-tools | tail -n 1) && "$$NODE" audit/main.mjs site $(AUDIT)

screenshots: $(VENV)/test.stamp
	@CHROMIUM=$$(.ci/chromium | tail -n 1) && export CHROMIUM && $(BIN)/python docs/screenshots.py

looks: $(VENV)/test.stamp
	@CHROMIUM=$$(.ci/chromium | tail -n 1) && export CHROMIUM && $(BIN)/python docs/screenshots.py $(or $(FOLDER),looks)

clean:
	rm -rf $(VENV) .cache .pytest_cache .hypothesis
	find site -mindepth 1 ! -name .gitignore -delete

$(BIN)/python:
	@.ci/venv $(PYTHON) $(VENV)

$(VENV)/site.stamp: requirements.txt | $(BIN)/python
	@echo "Installing what the site needs into $(VENV) (once)."
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-test.txt $(VENV)/site.stamp
	@echo "Installing what the tests need into $(VENV) (once)."
	@$(PIP) install --require-hashes -r requirements-test.txt
	@touch $@
