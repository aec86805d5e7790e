# make eval: the main job. make test: all tests. Each makes the virtual environment it needs; nothing else is touched.
PYTHON ?= python3
SOURCES := setup.cfg pyproject.toml $(shell find codesimpleqa_tasks tasks judges configs -type f -not -path '*/__pycache__/*' 2>/dev/null)

.PHONY: eval test lint clean

eval: .venv/installed
	.venv/bin/codesimpleqa eval

test: .venv-test/installed
	.venv-test/bin/python -P -m pytest $(TESTS)

lint: .venv-test/installed
	.venv-test/bin/ruff check .
	.venv-test/bin/ruff format --check .
	.venv-test/bin/mypy

.venv/installed: $(SOURCES)
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check '.[lm-eval]'
	touch $@

# The package itself is installed again on every change, its dependencies only when their list has changed.
.venv-test/installed: $(SOURCES) .venv-test/dependencies
	.venv-test/bin/pip install --quiet --disable-pip-version-check --no-deps --force-reinstall .
	touch $@

.venv-test/dependencies: setup.cfg
	$(PYTHON) -m venv .venv-test
	.venv-test/bin/pip install --quiet --disable-pip-version-check '.[lm-eval,test,lint]'
	touch $@

clean:
	rm -rf .venv .venv-test build dist *.egg-info
