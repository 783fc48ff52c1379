# make run · make test · make quick · make bench · make attack. All rest on `make setup`, which does nothing the second time.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE := 1
# The next run of the tests starts in half the time where this one leaves its compiled modules.
test quick: export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup setup-dev run test quick bench attack test-package test-torch bench-torch lint clean

setup: .venv/ready
setup-dev: .venv/ready-dev node_modules/ready

.venv/ready: requirements.txt constraints.txt components/http/plotly_build.py
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	$(BIN)/python -m components.http.plotly_bundle
	$(BIN)/python -m components.http.film_libraries
	$(BIN)/python -m components.http.hdf5_library
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
	$(BIN)/python -m pytest -n 2 --dist loadfile -m browser

# Without a browser: what a change to the mathematics or the words needs before each commit.
quick: setup-dev
	$(BIN)/python -m pytest -n auto -m "not browser and not slow"

bench: setup-dev
	$(BIN)/python -m tests.browser.browsers
	$(BIN)/python -m benchmarks

# What one client can do to the others: on loopback, some 45 minutes, of which the soak is 30.
attack: setup-dev
	$(BIN)/python -m tests.attack

# tests/test_package.py takes what the package requires from .venv; here pip brings it, and nothing else is there.
test-package:
	rm -rf .package
	$(PYTHON) -m venv .package
	.package/bin/pip install --quiet --disable-pip-version-check .
	cd .package && bin/lossfold export "loss=linear&data=diabetes&l1=0.6"
	.package/bin/pip install --quiet --disable-pip-version-check ".[server]"
	cd .package && bin/python -c "import lossfold.app"

# PyTorch is no requirement: the README's recipe runs in an environment of its own.
test-torch: .torch/ready
	.torch/bin/python -m pytest --noconftest tests/torch_recipe.py

bench-torch: test-torch
	.torch/bin/pip install --quiet --disable-pip-version-check \
		loss-landscapes==3.0.6 landscaper==1.3.1 loss-landscape-3d==0.1.2
	# One of what they require asks for an older NumPy than JAX takes, and runs with a newer one.
	.torch/bin/pip install --quiet --disable-pip-version-check --no-deps -c constraints.txt numpy
	.torch/bin/python -m benchmarks.peers.torch_planes

.torch/ready: requirements.txt constraints.txt
	$(PYTHON) -m venv .torch
	.torch/bin/pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt torch==2.14.1 pytest
	touch $@

clean:
	rm -rf .venv .bench .cache .package .torch node_modules
