# Needs python3 (3.11 or newer, with venv) and make; everything else is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed
CALIBRATION := .venv/calibration

.PHONY: run test test-all check dock bench cluster docs clean

# The main job: the English baseline against the funding path of 2010 to 2020.
run: $(INSTALLED)
	$(BIN)/goldenthread run austerity

# The whole suite.
test: check
	$(BIN)/python -m pytest -n auto

# The same, and what needs the extra `calibration` (sbi, torch, cma), which it installs.
test-all: test $(CALIBRATION)
	$(BIN)/python -m pytest -n auto tests/calibration/neural

# Style, types and layers.
check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# The model against its twin: every scenario, 200 random sets of parameters, both ends of each
# parameter, and engines with a rule broken on purpose. About seven minutes.
dock: $(INSTALLED)
	$(BIN)/python -m benchmarks.dock --random 200 --ends --mutants

# How fast it is: docs/performance.md. Ten minutes in which nothing else should run.
bench: $(INSTALLED)
	$(BIN)/python -m benchmarks.speed --folder docs

clean:
	rm -rf .venv

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt -e '.[test,cluster]'
	@touch $@

$(CALIBRATION): $(INSTALLED)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt -e '.[calibration]'
	@touch $@

# The shipped scenarios that are set against an unchanged England, one at a time.
VALUED := austerity capacity_shortage training_cut targets_and_terror audit_abolished localism \
	policy_churn fragmented_providers coproduction stories digital_metrics hostile_environment \
	levelling_up goal_clarity demand_surge workload_relief

# The tables and the figures that the documents show.
docs: $(INSTALLED)
	(printf '# Parameters\n\nMade by `goldenthread parameters --markdown`.\n\n'; $(BIN)/goldenthread parameters --markdown) > docs/parameters.md
	$(BIN)/python -m calibration.standing > docs/calibration.md
	$(BIN)/python -m benchmarks.limits
	mkdir -p build && $(BIN)/goldenthread patterns --markdown > build/patterns.md
	cp build/patterns.md docs/patterns.md
	$(BIN)/goldenthread verdicts --markdown > build/verdicts.md
	cp build/verdicts.md docs/verdicts.md
	rm -rf build/thread && $(BIN)/goldenthread run austerity --out build/thread
	cp build/thread/thread.png docs/thread.png
	rm -rf build/whose && $(BIN)/goldenthread whose $(VALUED) --out build/whose
	cp build/whose/whose.png docs/whose.png

# Studies on a real SLURM of one node, with jobs killed on the way. A few minutes. Needs root on
# Linux, and SLURM: apt-get install --no-install-recommends slurm-wlm munge
cluster: $(INSTALLED)
	$(BIN)/python -m pytest -s -v -p no:cacheprovider -W default tests/cluster/on_slurm.py
