# make demo   sets up, builds, and shows the whole story on real data
# make test   sets up, and runs all tests
# make install PREFIX=...   optimised programs with the Swift runtime inside
# make museum   plants every bug of the past in a copy, one at a time, and shows that each is found
# make mutants  the same with small mistakes everywhere
# make simulate WORLDS=...   simulated worlds, disks that fail; part of make test, as the museum is
# make prove MINUTES=60   all of that for an hour and more; writes Tests/PROOF.md
# make bench | lint | format | clean

SWIFT ?= swift
PREFIX ?= /usr/local
BUILD = $(SWIFT) build --explicit-target-dependency-import-check error
DEBUG_BIN = $(shell $(SWIFT) build --show-bin-path)
RELEASE = -c release --static-swift-stdlib
RELEASE_BIN = $(shell $(SWIFT) build $(RELEASE) --show-bin-path)
TEST = $(SWIFT) test --skip-build --disable-xctest
# Tests that keep a thread busy for seconds run apart: those that wait for the network have deadlines.
BUSY = '^(EndToEndTests\.(?!CutTests)|SyncSimulationTests)'
MINUTES ?= 60
export MINUTES
SOURCES = Package.swift Sources Tests Examples

.PHONY: setup demo test simulate build release install bench museum mutants prove lint format clean

setup:
	@sh .ci/setup

build: setup
	$(BUILD)

demo: setup
	$(BUILD) --product feltbog
	$(BUILD) --product feltbog-office
	BIN="$(DEBUG_BIN)" bash Examples/field-day/run.sh

test: setup
	$(BUILD) --build-tests
	$(TEST) --skip $(BUSY)
	$(TEST) --filter $(BUSY)
	$(MAKE) simulate museum

release: setup
	$(BUILD) $(RELEASE) --product feltbog
	$(BUILD) $(RELEASE) --product feltbog-office

install: release
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 "$(RELEASE_BIN)/feltbog" "$(RELEASE_BIN)/feltbog-office" "$(DESTDIR)$(PREFIX)/bin"

BENCH = --package-path Tests/Benchmarks --scratch-path .build-bench $(RELEASE)

bench: setup
	$(SWIFT) build $(BENCH)
	mkdir -p .build
	"$$($(SWIFT) build $(BENCH) --show-bin-path)/Bench" .build/bench.json

SIM = $(BUILD) $(RELEASE) --product feltbog-sim
PLANTED = --package-path .build-museum/tree --scratch-path .build-museum/scratch

WORLDS ?= 50000
DISK_WORLDS ?= 2000
SWEEP = --scenario local-write --scenario record-verdicts --scenario admit-with-rules

# Whole worlds from seeds, in memory and on simulated disks, and disks that fail at one call after another.
simulate: setup
	$(SIM)
	"$(RELEASE_BIN)/feltbog-sim" run --backend memory --steps 30 --seeds $(WORLDS)
	"$(RELEASE_BIN)/feltbog-sim" run --backend disk --steps 20 --seeds $(DISK_WORLDS)
	"$(RELEASE_BIN)/feltbog-sim" sweep $(SWEEP) --stride 7

# Planted sources have a build of their own, which keeps the dependencies. Only what has changed is built.
FORCE:

.build-museum/%-sim: setup FORCE
	$(SIM)
	"$(RELEASE_BIN)/feltbog-sim" plant --into .build-museum/tree $(if $(filter mutants,$*),--mutants)
	$(SIM) $(PLANTED)
	cp "$$($(SIM) $(PLANTED) --show-bin-path)/feltbog-sim" $@

museum: .build-museum/exhibits-sim
	.build-museum/exhibits-sim museum --planted .build-museum/exhibits-sim

mutants: .build-museum/mutants-sim
	.build-museum/mutants-sim mutants --planted .build-museum/mutants-sim

prove: .build-museum/exhibits-sim .build-museum/mutants-sim
	SIM="$(RELEASE_BIN)/feltbog-sim" EXHIBITS=.build-museum/exhibits-sim \
	MUTANTS=.build-museum/mutants-sim bash .ci/prove

lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)

format:
	$(SWIFT) format --in-place --recursive $(SOURCES)

clean:
	rm -rf .build .build-bench .build-museum
