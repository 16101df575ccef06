# Two commands do it all: `make run` and `make test`.
PYTHON ?= python3
DATA ?= ../shared
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
LLM_VENV := .venv-llm
LLM_STAMP := $(LLM_VENV)/.installed

export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The tests start a hundred processes: what is compiled once is kept, even where the machine says otherwise. Two
# processes of tests share two cores, so the threads of a model wait without spinning.
PYTEST := PYTHONDONTWRITEBYTECODE= OMP_WAIT_POLICY=PASSIVE HF_HUB_OFFLINE=1 $(BIN)/python -m pytest

.PHONY: run test test-llm quick setup index lint fix eval results docs screenshots clean

run: $(STAMP) ## the page on 127.0.0.1:7860; builds the index of the demo corpus first if there is none
	$(BIN)/python app.py

test: setup lint ## linters and the whole suite
	$(PYTEST) -m "not slow" -n 2 --dist loadfile -q
	$(PYTEST) -m "slow and not alone" -n 2 --dist loadfile --no-loadscope-reorder -q
	$(PYTEST) -m alone -q

test-llm: setup $(LLM_STAMP) ## the writing model's part of the suite, against a small real model; the first time compiles llama.cpp
	LLM_PYTHON=$(abspath $(LLM_VENV))/bin/python $(PYTEST) tests/llm -q

quick: setup ## the fast part of the suite, in a few minutes
	$(PYTEST) -m "not slow" -n 2 --dist loadfile -q

setup: $(STAMP) $(DEV_STAMP) ## virtual environment and pinned dependencies

$(STAMP): requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else "Yaodian needs Python 3.11 to 3.13, found " + sys.version.split()[0] + ": run make with PYTHON=/path/to/python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch $@

$(DEV_STAMP): requirements-dev.txt $(STAMP)
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	touch $@

$(LLM_STAMP): requirements-llm.txt
	test -x $(LLM_VENV)/bin/python || $(PYTHON) -m venv $(LLM_VENV)
	$(LLM_VENV)/bin/python -m pip install --quiet -r requirements-llm.txt
	touch $@

index: $(STAMP) ## rebuild the index of the demo corpus
	$(BIN)/python -m indexer build --corpus corpus/reports --index index

eval: $(STAMP) ## the demo suite
	$(BIN)/python -m eval run demo

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: setup ## what the linters can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

results: $(STAMP) ## measure anew what README.md shows; DATA names the folder of public sets, an hour on two cores
	$(BIN)/python -m eval publish --data $(DATA)
	$(BIN)/python -m eval tables

docs: setup ## the tables of README.md, from the code and from eval/results
	$(BIN)/python -m tests.settings_table
	$(BIN)/python -m eval tables

screenshots: setup ## the pictures of README.md, from the page over the demo corpus; needs Chromium
	$(BIN)/python -m tests.web.make_screenshots

clean: ## everything that can be made again, models in the user's cache excepted
	rm -rf $(VENV) $(LLM_VENV) index runs .pytest_cache .mypy_cache .ruff_cache
