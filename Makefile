# Needs python3 (3.11 or newer, with venv) and make; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
CALIBRATION := $(VENV)/calibration
QUALITY := $(VENV)/quality
SITE := $(VENV)/site

.PHONY: run test test-all test-pythons browser check dock attack mutation coverage scale bench calibration linkage cluster \
	docs site supply package clean

# The main job: the English baseline against the funding path of 2010 to 2020.
run: $(INSTALLED)
	$(BIN)/goldenthread run austerity

# The whole suite. The page is tested in a real browser, which is installed where that can be done.
test: check browser
	$(BIN)/python -m pytest -n auto

browser:
	@command -v chromium chromium-browser >/dev/null || \
	{ test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
	echo 'WARNING: no Chromium is here and none can be installed: THE PAGE IS NOT TESTED.' >&2

# The same, and what needs the extra `calibration` (sbi, torch, cma), which it installs.
test-all: test $(CALIBRATION)
	$(BIN)/python -m pytest -n auto tests/calibration/neural

# The suite on several Pythons, an environment each: Mesa 3.3.1 on 3.11, Mesa 3.5 from 3.12 on.
PYTHONS ?= python3.11 python3.12 python3.13
test-pythons:
	for python in $(PYTHONS); do $(MAKE) PYTHON=$$python VENV=.venv/$$(basename $$python) test || exit 1; done

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

# Broken files at every door, and studies killed at random moments: docs/reliability.md. An hour.
attack: $(INSTALLED)
	ATTACK_CASES=10000 ATTACK_STUDIES=50 $(BIN)/python -m pytest -p no:cacheprovider tests/attack

# Which packages come with the program, what for, and under which licences: docs/dependencies.md.
supply: $(INSTALLED) $(CALIBRATION) $(SITE) $(QUALITY)
	mkdir -p build && $(BIN)/python -m benchmarks.supply > build/dependencies.md
	cp build/dependencies.md docs/dependencies.md

# Wheel and source distribution, what is in them, and the program out of each, installed into
# environments of its own: alone and with each extra. Half an hour; prints seconds and sizes.
package: $(INSTALLED)
	rm -rf build/dist && $(PYTHON) -m venv --clear build/builder
	build/builder/bin/python -m pip install --disable-pip-version-check --quiet -c constraints.txt build
	build/builder/bin/python -m build --outdir build/dist
	$(BIN)/python -m pytest -s -p no:cacheprovider tests/packaging/clean_installs.py

# Every rule broken in every small way, and docked with the twin: docs/verification.md. An hour of
# two processors; when it is stopped, the same again goes on.
mutation: $(QUALITY)
	$(BIN)/python -m benchmarks.mutation --kept build/mutation.jsonl

# The whole suite, and which branches it takes: docs/reliability.md, build/coverage/index.html. What
# is compiled cannot be followed, so small worlds are docked uncompiled for the rules.
coverage: $(QUALITY) browser
	$(BIN)/python -m pytest -n auto --cov --cov-report=
	NUMBA_DISABLE_JIT=1 $(BIN)/python -m coverage run -m benchmarks.docking.uncompiled --all
	$(BIN)/python -m coverage combine --append
	$(BIN)/python -m coverage report
	$(BIN)/python -m coverage html -d build/coverage

# The largest studies, worlds and designs: docs/reliability.md. Half an hour in which nothing else
# should run.
scale: $(INSTALLED)
	$(BIN)/python -m benchmarks.scale

clean:
	rm -rf .venv

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt -e '.[test,cluster,dashboard]'
	@touch $@

$(QUALITY): $(INSTALLED)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt -e '.[quality]'
	@touch $@

$(CALIBRATION): $(INSTALLED)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt -e '.[calibration]'
	@touch $@

# The posterior that comes with the program, and docs/validation.md. An hour of two processors;
# when it is stopped, the same again goes on.
calibration: $(CALIBRATION)
	if [ -d build/calibration ]; then $(BIN)/goldenthread calibrate england_children --budget 6000 --resume build/calibration; \
	else $(BIN)/goldenthread calibrate england_children --budget 6000 --out build/calibration; fi
	mkdir -p calibration/posteriors
	cp build/calibration/results/posterior.parquet calibration/posteriors/england_children.parquet
	rm -rf build/validation && $(BIN)/goldenthread validate calibration/targets/england_children.csv --draws 200 --runs build/validating --out build/validation
	$(BIN)/goldenthread patterns --json > build/patterns.json
	$(BIN)/python -m calibration.account build/calibration/results build/validation build/patterns.json

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
	rm -rf build/verdicts && $(BIN)/goldenthread verdicts --out build/verdicts
	cp build/verdicts/verdicts.md docs/verdicts.md
	$(BIN)/python -m experiments.verdicts build/verdicts
	rm -rf build/thread && $(BIN)/goldenthread run austerity --out build/thread
	cp build/thread/thread.png docs/thread.png
	rm -rf build/whose && $(BIN)/goldenthread whose $(VALUED) --out build/whose --markdown > build/whose-value.md
	cp build/whose-value.md docs/whose-value.md
	cp build/whose/whose.png docs/whose.png
	rm -rf build/specificity && $(BIN)/goldenthread specificity --out build/specificity --markdown > build/specificity.md
	cp build/specificity.md docs/specificity.md
	cp build/specificity/specificity.png docs/specificity.png
	$(BIN)/python -m dashboard.classroom.lessons docs/teaching

# The documents as a site, in build/site. A broken link, or a link to a heading that is not there,
# fails.
site: $(SITE)
	$(BIN)/zensical build --strict --clean -f mkdocs.yml

$(SITE): $(INSTALLED)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt -e '.[docs]'
	@touch $@

# Twenty parameters, of which shares of variance are timed, and six that both worlds are asked for.
TWENTY := accountability_stakes,audit_rate,central_alignment,training,establishment,recruitment,base_threshold,supervision,briefing,coproduction,discretion,task_pace,need_start,need_worsening,effectiveness,measure_validity,story_weight,planned_workload,overtime_response,assessment_hours
SIX := central_alignment,task_pace,need_start,effectiveness,accountability_stakes,planned_workload

# Where the linkage breaks: the study, and docs/where-linkage-breaks.md from it. More than an hour
# of two processors; when it is stopped, the same again goes on.
linkage: $(INSTALLED)
	mkdir -p build
	$(BIN)/goldenthread atlas --screening 20 --samples 1024 --out build/linkage --resume
	$(BIN)/goldenthread robust --worlds 128 --out build/linkage --resume --posterior
	$(BIN)/goldenthread discover --screening 20 --samples 512 --event broken --event bypass --event 'gap>40' --out build/linkage --resume
	$(BIN)/goldenthread sensitivity --both-worlds --parameters $(SIX) --samples 64 --replicates 5 --lever grant --out build/linkage --resume
	$(BIN)/goldenthread sensitivity --method sobol --parameters $(TWENTY) --samples 1024 --replicates 1 --lever grant --out build/linkage/twenty --resume
	$(BIN)/python -m experiments.linkage build/linkage

# Studies on a real SLURM of one node, with jobs killed on the way. A few minutes. Needs root on
# Linux, and SLURM: apt-get install --no-install-recommends slurm-wlm munge
cluster: $(INSTALLED)
	$(BIN)/python -m pytest -s -v -p no:cacheprovider -W default tests/cluster/on_slurm.py
