# make run · make test · make quick · make bench. All rest on `make setup`, which does nothing the second time.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: setup setup-dev run test quick bench lint clean

setup: .venv/ready
setup-dev: .venv/ready-dev node_modules/ready

.venv/ready: requirements.txt constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	$(BIN)/python -m components.http.plotly_bundle
	touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	touch $@

node_modules/ready: package.json package-lock.json .venv/ready-dev
	$(BIN)/python -m tests.js.lint fetch
	mkdir -p node_modules
	touch $@

run: setup
	$(BIN)/python app.py

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/python -m tests.js.lint

test: lint
	$(BIN)/python -m tests.browser.browsers
	$(BIN)/python -m pytest -n 2 -m "not browser"
	$(BIN)/python -m pytest -m browser

# Without a browser: what a change to the mathematics or the words needs before each commit.
quick: setup-dev
	$(BIN)/python -m pytest -n auto -m "not browser"

bench: setup-dev
	$(BIN)/python -m tests.browser.browsers
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv .bench .cache node_modules
