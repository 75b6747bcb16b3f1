# Everything a fresh machine needs but Python (3.11 or newer) and make is set up by the first target asked for.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= demo

.PHONY: demo test run check lock screens clean

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "需要 Python 3.11 或更新的版本：make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# The sample branch with its signed returns, made anew. No screen is needed.
demo: $(VENV)/.ready
	rm -rf "$(DEMO)"
	$(BIN)/liangxin-desktop demo "$(DEMO)"

# The whole suite, offscreen, on all cores.
test: $(VENV)/.ready
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist worksteal

run: $(VENV)/.ready
	$(BIN)/liangxin-desktop

check: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Every page of the sample branch as pictures, light and dark, in three sizes.
screens: $(VENV)/.ready
	QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/screens.py screens

lock: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf "$(VENV)" "$(DEMO)" screens .mypy_cache .ruff_cache .hypothesis
