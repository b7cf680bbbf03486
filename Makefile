# One list of commands: `make help`. Every target is safe to repeat and does the set-up that it needs.

PYTHON ?= python3
VENV   := .venv/bin
ARGS   ?=

.DEFAULT_GOAL := help
.PHONY: help run test check deep package lock clean

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

run: ## Open the window on notes/; without a display, leave pictures of it in build/demo/
	@$(PYTHON) packaging/prepare.py
	@$(PYTHON) packaging/run.py

test: ## Run the tests; ARGS goes to pytest: make test ARGS="-n 0 tests/core"
	@$(PYTHON) packaging/prepare.py --test
	@$(VENV)/python -m pytest -n 2 --dist loadfile --max-worker-restart 0 $(ARGS) # anew, it would wait for ever

check: ## Run everything that reads the code: style, types, architecture
	@$(PYTHON) packaging/prepare.py --test
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/lint-imports --no-logo

deep: ## Run the slow tests, then the two main commands and the packages in bare Debians (as root, some 40 minutes)
	@$(PYTHON) packaging/prepare.py --test
	@$(VENV)/python -m pytest -m deep -o faulthandler_timeout=3600 $(ARGS) || [ $$? = 5 ] # 5: there is none
	packaging/cleanroom.sh
	@$(MAKE) --no-print-directory package
	packaging/cleanroom_package.sh
	packaging/cleanroom_wheel.sh

package: ## Build everything that can be installed: the Debian package, an AppDir, the wheel; in build/package/out/
	@$(PYTHON) packaging/prepare.py
	@$(PYTHON) packaging/package.py $(ARGS)

lock: ## Fix the versions of all dependencies; ARGS=--upgrade takes the newest ones
	@$(PYTHON) packaging/prepare.py --test
	$(VENV)/python packaging/lock.py $(ARGS)

clean: ## Take away everything that was made here
	rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find reader tests packaging -name __pycache__ -prune -exec rm -rf {} +
