# The commands of this repository; each calls a small script in tools/ or tests/.
# SPDX-License-Identifier: EUPL-1.2
.PHONY: run build check check-quick check-long bench install clean format sources

run: ## set up, build, fill var/ with the demo, serve
	@tools/setup run
	@tools/build build --target helhet
	@tools/run

build:
	@tools/setup run
	@tools/build

check: ## every test; last line "N passed, N failed"
	@tests/run

check-quick: ## format, our checks, unit tests
	@tests/run --quick

check-long: ## as check, with minutes of fuzzing and 300 crashes
	@tests/run --long

bench: build
	@bench/run

install: build
	@meson install -C build --no-rebuild --quiet

sources: ## docs/SOURCES.md from the "Source:" lines of the code
	@tools/build build --target tools/check && mkdir -p docs && build/tools/check --write-sources >/dev/null

format:
	@git ls-files -co --exclude-standard '*.c' '*.h' | xargs clang-format -i

clean:
	@rm -rf build build-*
