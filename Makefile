# The commands of Ordonnancier. Each does all of its own set-up; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help demo test setup app check lint corpus evaluate bench-parse bench-register bench-match \
  bench-ocr bench-signs bench-numbers bench-batch bench-window ablation-ocr lock clean screenshots monkey package \
  smoke
CORPUS := build/corpus
PYTHON := .venv/bin/python
COUNT := 100000
MINUTES := 60
PAGES := 8

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 22

demo: setup ## Read the sample prescription: table, encrypted register, CSV
	@.venv/bin/ordonnancier demo

test: setup ## Run every test
	@packaging/setup.sh --with strace xvfb
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n auto

setup: ## Install what is missing: system packages, virtual environment, the project
	@packaging/setup.sh

app: setup ## Open the desktop application
	@$(PYTHON) -m desktop

corpus: ## Make the fixed set of made-up prescriptions (16 layouts, 8 degradations)
	@packaging/setup.sh --fonts
	@test -e $(CORPUS)/index.jsonl || .venv/bin/ordonnancier synth \
	  --count 128 --seed 20261122 --out $(CORPUS) --workers 2

evaluate: corpus ## Measure reading on it, beside plain Tesseract
	@.venv/bin/ordonnancier evaluate $(CORPUS) --against tesseract-plain --workers 2 \
	  --report build/worst.html

bench-register: setup ## Time the register beside plain SQLite (COUNT=100000 prescriptions)
	@$(PYTHON) -m tests.storage.bench_register $(COUNT)

bench-parse: setup ## Measure how fast lines are read, beside edsnlp (installed apart)
	@$(PYTHON) -m tests.extraction.bench_parse

bench-match: setup ## Measure matching on the official files: BDPM=folder
	@$(PYTHON) -m ordonnancier.lexicon.matching_bench $(BDPM)

bench-signs: setup ## Find ½ ¼ ¾ µ × ≥ ≤ in fonts not learned from (names the fonts to install)
	@$(PYTHON) -m tests.ocr.bench_signs --workers 2

bench-numbers: setup ## Count wrong numbers that pass as sure, right ones that are asked
	@packaging/setup.sh --fonts
	@$(PYTHON) -m tests.ocr.bench_numbers 64 --workers 2

bench-ocr: setup ## Read made-up pages beside plain Tesseract (PAGES=8)
	@packaging/setup.sh --fonts
	@$(PYTHON) -m tests.ocr.bench_pages $(PAGES)
	@$(PYTHON) -m tests.ocr.bench_files $(PAGES)

bench-window: setup ## How long the window is away while it reads and searches (COUNT=100000)
	@$(PYTHON) -m tests.desktop.bench_window $(COUNT)

bench-batch: setup ## Read an archive by 1 and 2 workers and Dask, beside Tesseract (PAGES=8)
	@packaging/setup.sh --fonts
	@$(PYTHON) -m tests.ordonnancier.bench_batch --pages $(PAGES)

ablation-ocr: setup ## Read made-up pages with each step of cleaning left out (PAGES=8)
	@packaging/setup.sh --fonts
	@$(PYTHON) -m tests.ocr.bench_pages --ablation $(PAGES)

check: lint test ## The whole gate: lint, types, import layers, tests

lint: setup ## Lint, types, import layers
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

screenshots: setup ## Renew the guide's pictures from the real windows
	@$(PYTHON) packaging/screenshots.py

monkey: setup ## Press random keys in the real window (MINUTES=60)
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.desktop.monkey --minutes $(MINUTES)

package: setup ## Build the application folder, the Debian package and the kit for air-gapped machines
	@packaging/build.sh

smoke: ## Try the kit on a bare Debian without any network interface (root)
	@packaging/smoke.sh

lock: ## Renew requirements.lock from pyproject.toml (needs uv)
	@uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --upgrade \
	  --extra dev --python-version 3.11 --custom-compile-command "make lock" \
	  --output-file requirements.lock pyproject.toml
	@uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --upgrade \
	  --extra package --python-version 3.11 --constraint requirements.lock \
	  --custom-compile-command "make lock" --output-file packaging/requirements.lock pyproject.toml

clean: ## Remove the virtual environment, caches and the demo's files
	@rm -rf .venv demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	  .import_linter_cache *.egg-info
