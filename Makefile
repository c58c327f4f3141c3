.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
STUDY ?= midterm-2022

.venv/runtime: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/runtime

.venv/dev: requirements-dev.lock .venv/runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch .venv/dev

.venv/mutants: benchmarks/mutants/requirements.lock .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/mutants/requirements.lock
	touch .venv/mutants

.PHONY: report demo test lab encryption check format docs mutants lock clean help
report: .venv/runtime ## make the mid-term report from the real data (outputs/midterm-2022/)
	$(BIN)/wps-eval run $(STUDY)

demo: .venv/runtime ## make up demonstration data, their mid-term and their final report (outputs/demo-*/)
	$(BIN)/wps-eval demo
	$(BIN)/wps-eval run demo-midterm
	$(BIN)/wps-eval run demo-final

test: .venv/dev ## set everything up and pass the tests, the linter and the type checker
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

lab: .venv/runtime ## open the workbench in JupyterLab; at a port of your own: make lab PORT=9000
	@$(BIN)/python -m wps_eval.run.open_lab $(PORT)

check: .venv/runtime ## say what is wrong with the study's parameters and data: make check STUDY=midterm-2022
	$(BIN)/wps-eval check $(STUDY)

encryption: .venv/runtime ## add what `wps-eval lock-data` needs
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-encryption.lock

format: .venv/dev ## put the code into the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/runtime ## write docs/plan.md, docs/checklist.md, docs/api.md and the params schema again from the data and the code
	$(BIN)/python .ci/plan_page.py
	$(BIN)/python .ci/checklist_page.py
	$(BIN)/python .ci/api_page.py
	mkdir -p params/schema && $(BIN)/wps-eval schema > params/schema/study.json

mutants: .venv/mutants ## change the code in small ways and see whether the tests notice (hours; not in CI)
	$(BIN)/python benchmarks/mutants/run.py $(MUTANTS)

lock: ## resolve the two lock files again from pyproject.toml (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -q --extra workbench --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -q --extra workbench --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	echo 'pyrage>=1.4' | uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -q --python-version 3.11 -c requirements-dev.lock - -o requirements-encryption.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -q --python-version 3.11 -c requirements-dev.lock benchmarks/mutants/requirements.in -o benchmarks/mutants/requirements.lock
	$(PYTHON) .ci/environment.py

clean: ## remove what runs made, and the environment
	rm -rf outputs/* .venv .mutants .pytest_cache .mypy_cache .ruff_cache

help: ## print these lines
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10
