# make, make test, make demo: each does everything it needs itself, packages included (apt as root, else a list).
PRESET ?= dev
JOBS ?= $(shell nproc)
BUILD := build/$(PRESET)
CYCLES ?= 100

.PHONY: build test test-more soak install bench lint lint-quick format clean demo help
.DEFAULT_GOAL := build

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

build: ## both products, in build/$(PRESET) (PRESET=dev, release, asan or tsan)
	@cmake/packages build
	@$(if $(filter dev asan tsan,$(PRESET)),cmake/packages test)
	@cmake --preset $(PRESET) --log-level=WARNING >/dev/null
	@cmake --build --preset $(PRESET) --parallel $(JOBS)

test: ## every suite on throwaway servers: unit, symbols, sql, isolation, e2e, faults, prisma, typescript
	@cmake/packages build run test $(if $(CI),maps)
	@$(MAKE) --no-print-directory build PRESET=dev
	@ctest --preset dev --parallel $(JOBS)

test-more: ## what takes longer: the sanitizers, forty crash cycles, large transactions, a short fuzz run
	@cmake/packages build run test maps fuzz
	@cmake/test-more $(JOBS)

soak: ## crash cycles for as long as you like, and transactions of 5,000,000 rows: make soak CYCLES=1000
	@cmake/packages build run test
	@$(MAKE) --no-print-directory build PRESET=dev
	@BUILD_DIR=build/dev FAULTS_CYCLES=$(CYCLES) /usr/bin/python3 -m pytest -q -s -p no:cacheprovider tests/faults/test_cycles.py
	@BUILD_DIR=build/dev ENDURANCE_ROWS=5000000 /usr/bin/python3 -m pytest -q -s -p no:cacheprovider tests/endurance

install: ## the release build: the extension into PostgreSQL's directories, the program into /usr/local/bin
	@$(MAKE) --no-print-directory build PRESET=release
	@cmake --install build/release

bench: ## the figures of the README, on a release build
	@cmake/packages build run test maps bench
	@$(MAKE) --no-print-directory build PRESET=release
	@cmake/bench

lint: lint-quick ## all of lint-quick, then clang-tidy over every source, which takes a quarter of an hour
	@cmake/lint/tidy $(JOBS)

lint-quick: ## clang-format, shellcheck, and the SQL against a real catalogue
	@cmake/packages build run test lint
	@$(MAKE) --no-print-directory build PRESET=dev
	@cmake/lint/scripts
	@cmake/lint/format
	@cmake/lint/sql

format: ## clang-format in place
	@cmake/packages lint
	@git ls-files '*.cpp' '*.hpp' | xargs -r clang-format-14 -i

clean: ## removes build/
	@rm -rf build

demo: ## Condoit, the worker and ThreatMap's rows, live on a throwaway server
	@cmake/packages build run
	@$(MAKE) --no-print-directory build PRESET=release
	@BUILD_DIR=build/release sql/condoit/demo
