# Kabar. "make check" is what has to pass; it needs Go and git, and a C compiler
# for the race detector (without one the tests run without it).

export CGO_ENABLED = 0

# Where material that is not part of the repository lies: treebanks for train,
# annotated reports for eval.
SHARED ?= ../shared

FUZZTIME ?= 5s

.PHONY: all build check fmt vet lint generate test fuzz demo bench eval train clean

all: build

## build: the program, in bin/
build:
	go build -trimpath -o bin/kabar ./cmd/kabar

## check: all that has to pass before a change is in
check: fmt vet lint generate test
	@echo "make check: all passed"

fmt:
	@echo "== gofmt"
	@bad=$$(git ls-files -co --exclude-standard '*.go' | xargs gofmt -l); \
	if [ -n "$$bad" ]; then echo "not formatted:"; echo "$$bad"; exit 1; fi

vet:
	@echo "== go vet"
	go vet ./...

lint:
	@echo "== staticcheck"
	go tool staticcheck ./...

# Generated files must be as their generators make them.
generate:
	@echo "== go generate"
	@before=$$(git diff | cksum; git ls-files -o --exclude-standard | cksum); \
	go generate ./... || exit 1; \
	after=$$(git diff | cksum; git ls-files -o --exclude-standard | cksum); \
	if [ "$$before" != "$$after" ]; then echo "generated files were stale; they are rewritten now"; git status --short; exit 1; fi

# Fuzz targets run on their seeds here, as tests. The race detector makes a run
# about ten times slower, so it sees the rooms that goroutines meet in, without
# the tests that only repeat: the sessions start the program a hundred times,
# and TestWorkers codes the same reports inside one process.
RACE      = ./internal/cli ./internal/code ./internal/export ./internal/intake ./internal/know ./internal/lang
RACE_SKIP = ^(TestScripts|TestExamples)$$

test:
	@echo "== go test"
	go test ./...
	@if command -v "$${CC:-cc}" >/dev/null; then \
		echo "CGO_ENABLED=1 go test -race $(RACE)"; \
		CGO_ENABLED=1 go test -race -skip '$(RACE_SKIP)' $(RACE); \
	else \
		echo "no C compiler: no go test -race"; \
	fi

## fuzz: each fuzz target for FUZZTIME
fuzz:
	@grep -rl --include='*_test.go' '^func Fuzz' internal | xargs -n1 dirname | sort -u | while read dir; do \
		sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' $$dir/*_test.go | while read target; do \
			echo "== $$dir $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) ./$$dir </dev/null || exit 1; \
		done || exit 1; \
	done

## demo: code the examples; a table here, JSON Lines in out/demo.jsonl
demo: build
	@mkdir -p out
	bin/kabar code -o table --date 2025-07-12 examples/kunjungan.txt examples/unjuk-rasa.txt examples/visit.txt examples/wire.jsonl
	bin/kabar code -o jsonl --date 2025-07-12 examples/kunjungan.txt examples/unjuk-rasa.txt examples/visit.txt examples/wire.jsonl > out/demo.jsonl
	@echo
	@echo "wrote out/demo.jsonl ($$(wc -l < out/demo.jsonl | tr -d ' ') events)"

## bench: the speed of each stage
bench:
	go test -run '^$$' -bench . -benchmem ./...

## eval: measure quality on SHARED, and rewrite testdata/eval
eval: build
	go run ./dev/eval -shared $(SHARED)

## train: learn the language models from SHARED, and rewrite data/models
train:
	go run ./dev/train -ud $(SHARED)/data/ud -icon $(SHARED)/data/icon/id/constituency -ner $(SHARED)/data/ner -news $(SHARED)/data/news/id_reports.jsonl.gz

clean:
	rm -rf bin out
