# make demo | test | check | bench | soak | install | explorer | pictures | weights | merging | floors | readme | lock | clean | help
# needs Python >= 3.11 and make, nothing else

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
ifneq ($(shell command -v uv 2>/dev/null),)
NEW_VENV := uv venv --quiet --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV)
PIP := VIRTUAL_ENV=$(VENV) uv pip
QUIET := --quiet
else
NEW_VENV := $(PYTHON) -m venv $(VENV)
PIP := $(BIN)/python -m pip
QUIET := --quiet --disable-pip-version-check
endif
GOLD ?= tests/gold/train tests/gold/own
LOCK := uv pip compile pyproject.toml requirements.in --override requirements-override.in --universal \
	--python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet

.PHONY: help install demo test test-spark check lint types bench explorer pictures weights merging floors readme lock clean
.PHONY: soak audit sbom licences wheel

help:
	@echo 'make demo     set up, read seeds/, write out/ and say what was found'
	@echo 'make test     set up, run all tests'
	@echo 'make test-spark  the tests of the engines on Spark: installs pyspark, and Java from Debian where there is none'
	@echo 'make check    what CI runs: format, lint, types, tests'
	@echo 'make soak     what takes long: files mutated, builds killed, twenty thousand articles'
	@echo 'make audit    ask for known vulnerabilities of all that kg needs; fails where nobody answers'
	@echo 'make sbom     dist/sbom.json: all that kg needs, in CycloneDX'
	@echo 'make licences docs/licences.md: the licences of all that kg needs'
	@echo 'make wheel    dist/*.whl: the same commit gives the same bytes'
	@echo 'make bench    measure: how long a build takes, against the bare parser'
	@echo 'make install  set up only: .venv with locked versions and .venv/bin/kg'
	@echo 'make explorer bundle kg/data/explorer/page.js anew from explorer/src (needs node and npm)'
	@echo 'make pictures draw docs/*.png and docs/network.svg anew (needs Chromium)'
	@echo 'make weights  learn kg/data/weights anew from GOLD, folders of gold articles; TYPE=... one type from its gold lines'
	@echo 'make merging  fit kg/data/merging.tsv anew to MERGED, files of gold articles'
	@echo 'make floors   raise the figures of tests/floors.json to what is reached now'
	@echo 'make readme   write what README.md and the pages in docs/ show: outputs, answers, terms'
	@echo 'make lock     write requirements*.txt anew (needs uv)'
	@echo 'make clean    remove .venv, caches and what builds wrote'

install: $(STAMP)

# Nothing is resolved here: the lock file names every package with its hash, so --no-deps leaves no choice open.
LOCKED := --only-binary :all: --no-deps --require-hashes --requirement
$(STAMP): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'make: kg needs Python 3.11 or later: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)' >&2; exit 1; }
	@$(NEW_VENV)
	@$(PIP) install $(QUIET) $(LOCKED) requirements-dev.txt
	@$(PIP) install $(QUIET) --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: install
	@$(BIN)/kg build seeds --out out --summary

test: install
	@$(BIN)/python -m pytest --doctest-modules kg tests

# pyspark comes as source alone: hashes hold, but --only-binary would refuse it.
test-spark: install
	@command -v java >/dev/null || { apt-get update --quiet=2 && apt-get install --yes --quiet=2 default-jre-headless; }
	@$(PIP) install $(QUIET) --no-deps --require-hashes --requirement requirements-spark.txt
	@$(BIN)/python -m pytest tests/test_engines.py -k spark

check: lint types test

lint: install
	@$(BIN)/ruff format --check kg tests
	@$(BIN)/ruff check kg tests

types: install
	@$(BIN)/mypy --strict kg

bench: install
	@$(BIN)/python tests/bench.py
	@$(BIN)/python tests/bench_pictures.py
	@$(BIN)/python tests/bench_merging.py

# What takes an hour: ten thousand mutated files, a hundred killed builds, twenty thousand articles (docs/reliability.md).
soak: install
	@$(BIN)/python tests/soak.py $(SOAK)

# Never passes unseen: a package that the advisory service does not know, or no answer at all, is a failure.
audit: install
	@$(PIP) install $(QUIET) $(LOCKED) requirements-supply.txt
	@$(BIN)/pip-audit --strict --progress-spinner off --vulnerability-service osv --disable-pip --require-hashes \
		--requirement requirements.txt \
		|| { echo 'make audit: NOT AUDITED, or a package is vulnerable: read what stands above' >&2; exit 1; }

SBOM ?= dist/sbom.json
sbom: install
	@$(PIP) install $(QUIET) $(LOCKED) requirements-supply.txt
	@mkdir -p $(dir $(SBOM))
	@$(BIN)/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible -o $(SBOM)

licences: install
	@$(BIN)/python -m tests.licences

wheel: install
	@$(BIN)/python -m tests.wheel dist

# What the explorer's script is bundled from, and the readers of GEXF that the tests ask.
NODE_STAMP := explorer/node_modules/.installed
$(NODE_STAMP): explorer/package.json explorer/package-lock.json
	@npm ci --prefix explorer --silent
	@touch $(NODE_STAMP)

explorer: $(NODE_STAMP)
	@node explorer/build.mjs

pictures: demo
	@$(BIN)/kg export out/graph.ttl --to svg -o docs/network.svg
	@$(BIN)/python -m tests.screenshots

weights: install
	@$(PIP) install $(QUIET) $(LOCKED) requirements-train.txt
ifdef TYPE
	@$(BIN)/python -m tests.line_articles build/$(TYPE) $(TYPE)
	@$(BIN)/python -m kg.learn --type $(TYPE) build/$(TYPE)
else
	@$(BIN)/python -m tests.line_articles .lines
	@$(BIN)/python -m kg.learn $(GOLD) .lines
endif

# Of tests/gold/own the stories whose events tests/gold/one_event.tsv matches with those of others.
MERGED ?= tests/gold/train/*.json tests/gold/own/[u-y]*.json
merging: install
	@$(PIP) install $(QUIET) $(LOCKED) requirements-train.txt
	@$(BIN)/python -m kg.merging_lessons $(MERGED)

floors: install
	@$(BIN)/python -m tests.floors --raise

readme: demo
	@$(BIN)/python -m tests.readme_outputs
	@$(BIN)/python -m tests.pages

lock:
	@$(LOCK) --output-file requirements.txt
	@$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	@$(LOCK) --extra train --constraint requirements.txt --output-file requirements-train.txt
	@$(LOCK) --extra spark --constraint requirements.txt --output-file requirements-spark.txt
	@$(LOCK) --extra supply --constraint requirements-dev.txt --output-file requirements-supply.txt

clean:
	@rm -rf $(VENV) explorer/node_modules .mypy_cache .ruff_cache .pytest_cache build dist *.egg-info
	@find out -mindepth 1 ! -name README.md -delete
	@find kg tests -name __pycache__ -type d -prune -exec rm -rf {} +
