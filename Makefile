# The one list of commands. Everything but `site` and `test` is for those who change lockstep itself.
GO ?= go
RACE := $(shell command -v gcc >/dev/null 2>&1 && [ "$$($(GO) env CGO_ENABLED)" = 1 ] && echo yes)
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
FUZZTIME ?= 30s

EXPLORE := themes/explore/bundle/explore.js

.PHONY: site test check golden picture bench fuzz explore clean

site: explore ## build the demo in content/ into public/
	$(GO) run ./cmd/lockstep build

test: explore ## all tests; says what this machine could not run
	$(GO) test -timeout 60m ./...
	@[ -z "$(RACE)" ] || { echo '$(GO) test -race -short'; $(GO) test -race -short -timeout 60m $$($(GO) list ./... | grep -v /cmd/); }
	@[ -n "$(RACE)" ] || echo "not run: the race detector (it needs gcc)"
	@[ -n "$(CHROMIUM)" ] || echo "not run: browser tests (they need chromium)"
	@[ -f $(EXPLORE) ] || echo "not run: exploring charts (it needs: npm ci && make explore)"
	@[ -f node_modules/axe-core/axe.min.js ] || echo "not run: accessibility tests (they need: npm ci)"

explore: ## bundle what the button Explore needs, where npm ci was run; without it there is no such button
	@[ ! -d node_modules/echarts ] || $(MAKE) --no-print-directory $(EXPLORE)

$(EXPLORE): themes/explore/explore.js package-lock.json
	node_modules/.bin/esbuild $< --bundle --minify --format=iife --target=es2022 --charset=utf8 --legal-comments=none --log-level=warning --outfile=$@ \
		--banner:js='/* holds Apache ECharts, zrender and tslib; their licences are in explore-licences.txt */'
	@cd node_modules && for file in echarts/LICENSE echarts/NOTICE echarts/licenses/* zrender/LICENSE tslib/LICENSE.txt; do \
		printf '%s\n\n' "== $$file"; cat "$$file"; printf '\n\n'; done > '$(CURDIR)/themes/explore/bundle/explore-licences.txt'

check: ## what must hold before a commit: form, tests, goldens, the demo
	@unformatted=$$(gofmt -l cmd generator themes *.go); [ -z "$$unformatted" ] || { echo "gofmt: $$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(MAKE) test
	$(MAKE) golden
	$(GO) run ./cmd/lockstep check --strict

golden: ## rewrite the goldens, and fail if that changes any
	$(GO) test ./generator/frontmatter ./generator/plan ./generator/markdown ./generator/rules ./generator/figure ./generator/evidence ./cmd/lockstep -update
	git diff --exit-code -- '*/testdata/*' content/larkmere/data content/docs/commands.md

picture: ## take the picture of the demo that the README shows
	@[ -n "$(CHROMIUM)" ] || { echo "the picture needs chromium"; exit 1; }
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && $(GO) run ./cmd/lockstep build -o "$$folder/site" && \
		$(CHROMIUM) --headless=new --no-sandbox --disable-gpu --disable-background-networking --no-first-run --hide-scrollbars \
		--user-data-dir="$$folder/browser" --window-size=1200,900 --screenshot=$(CURDIR)/content/docs/overview.png "file://$$folder/site/larkmere/index.html" 2>/dev/null

bench: ## measure; compare two runs with: go tool benchstat old.txt new.txt
	$(GO) test -run XXX -bench . -benchmem -count 6 ./... | tee bench.txt

fuzz: ## look for inputs that break a parser, FUZZTIME each
	@for pkg in $$($(GO) list ./...); do \
		for name in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "$$pkg $$name"; $(GO) test -run XXX -fuzz "^$$name$$" -fuzztime $(FUZZTIME) $$pkg || exit 1; \
		done; \
	done

clean: ## take away what was built
	find public -mindepth 1 ! -name .gitignore -delete
	find themes/explore/bundle -mindepth 1 ! -name .gitkeep -delete
	rm -f bench.txt
