# The commands of this house. Each is a script in scripts/ that also runs by itself.
.DEFAULT_GOAL := help
.PHONY: help run test bench mutants pictures fmt lint unit http browser

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r name text; do printf '  make %-9s %s\n' "$$name" "$$text"; done

run: ## build, and open a demo school at http://127.0.0.1:8080 (data in var/demo)
	@scripts/run.sh

test: ## everything CI runs: format, lints, rules, both databases, HTTP, browser
	@scripts/test.sh

bench: ## measure, and show it beside the last committed result
	@scripts/bench.sh

mutants: ## change the rules in hundreds of ways: does a test notice? (half an hour, not in CI)
	@scripts/mutants.sh

pictures: ## a picture of every page, state, width and language, into e2e/pictures/
	@scripts/browser.sh pictures

fmt: ## is everything formatted?
	@scripts/fmt.sh

lint: ## clippy, where a warning is an error
	@scripts/lint.sh

unit: ## rules, properties, both databases
	@scripts/rust.sh unit

http: ## the real program, over HTTP
	@scripts/rust.sh http

browser: ## every page and every journey in a real browser
	@scripts/browser.sh test
