# Stet's build.  `make help` lists what it can do.
#
# Two builds live side by side: build/ for users, build/san/ with address and
# undefined-behaviour sanitizers (make SAN=1 …).  Dependencies between files
# are found by the compiler; a new .c file in src/, tests/unit/ or tests/fuzz/
# needs no line here.

CC      = gcc
DATA    = ../shared/data
PREFIX  = /usr/local
T       = 60

PACKAGES = libxml-2.0 sqlite3 libzstd libarchive libutf8proc libcjson nettle \
           libmicrohttpd zlib

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
       -Wmissing-prototypes -Wvla -Wwrite-strings -Wcast-qual -Wformat=2 \
       -Wundef -Wnull-dereference -Wimplicit-fallthrough

BUILD   = build
OPTIM   = -O2 -g -fstack-protector-strong -D_FORTIFY_SOURCE=2
ifdef SAN
BUILD   = build/san
OPTIM   = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
          -fno-omit-frame-pointer
endif
ifdef CI
WARN   += -Werror
endif

CFLAGS  = -std=c17 -D_GNU_SOURCE $(OPTIM) $(WARN) -pthread -Isrc \
          $(shell pkg-config --cflags $(PACKAGES)) -MMD -MP
LDLIBS  = $(shell pkg-config --libs $(PACKAGES)) -llinear -llbfgs -pthread -lm

STAGES  = $(filter-out src/main.c,$(wildcard src/*/*.c))
OBJECTS = $(STAGES:%.c=$(BUILD)/%.o)
LIB     = $(BUILD)/libstet.a
UNITS   = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/*.c))
FUZZERS = $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
REPLAYS = $(FUZZERS:%=$(BUILD)/tests/%)
EVALS   = $(patsubst eval/%.c,$(BUILD)/eval/%,$(wildcard eval/*.c))

.PHONY: all help demo test check lint fuzz bench eval golden format install \
        clean tests man
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BUILD)/stet ## the program

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | sort

$(BUILD)/stet: $(BUILD)/src/main.o $(LIB)
	$(CC) $(OPTIM) -o $@ $^ $(LDLIBS)

# web/ is put into the program as well (tools/embed).
WEB     = $(shell find web -type f)
$(BUILD)/web.c: tools/embed web $(WEB)
	@mkdir -p $(@D)
	tools/embed web $(BUILD)/web > $@
$(BUILD)/web.o: $(BUILD)/web.c
	$(CC) $(CFLAGS) -c -o $@ $<

$(LIB): $(OBJECTS) $(BUILD)/web.o
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c -o $@ $<

# The models are put into the program (classify/builtin.c, resolve/ref_model.c).
$(BUILD)/src/classify/builtin.o: models/stance-1.model
$(BUILD)/src/resolve/ref_model.o: models/refstring-1.model

tests: $(BUILD)/stet $(UNITS) $(REPLAYS)

$(BUILD)/tests/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o \
                       $(BUILD)/tests/fuzz/replay.o $(BUILD)/tests/check.o \
                       $(BUILD)/tests/paper.o $(BUILD)/tests/site.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(OPTIM) -o $@ $^ $(LDLIBS)

$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(BUILD)/tests/check.o \
                  $(BUILD)/tests/paper.o $(BUILD)/tests/site.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(OPTIM) -o $@ $^ $(LDLIBS)

$(BUILD)/bench/%: $(BUILD)/bench/%.o $(BUILD)/tests/paper.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(OPTIM) -o $@ $^ $(LDLIBS)

$(BUILD)/tests/%.o $(BUILD)/bench/%.o: CFLAGS += -Itests

$(BUILD)/eval/%: $(BUILD)/eval/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(OPTIM) -o $@ $^ $(LDLIBS)

demo: all ## read examples/ and print a report
	@tools/demo $(BUILD)/stet

test: tests ## every test; ends in "N passed, N failed"
	@tests/run $(BUILD)

check: lint ## lint, tests, and the tests again under sanitizers
	@$(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory SAN=1 test

lint: ## layers, layout, clang-tidy, shellcheck
	@tools/lint

fuzz: $(BUILD)/web.c ## fuzz each target for T seconds (clang)
	@tools/fuzz $(T) $(FUZZERS)

BENCHES = $(patsubst bench/%.c,$(BUILD)/bench/%,$(wildcard bench/*.c))
bench: all $(BENCHES) ## speed, memory and size on DATA
	@bench/run $(BUILD)/stet $(DATA)

eval: all $(EVALS) ## accuracy on DATA; writes eval/scores.tsv
	@eval/run $(BUILD) $(DATA)

golden: all ## write the expected dumps anew; then read the diff
	@tests/golden/write $(BUILD)/stet

format: ## clang-format over all of our C
	@clang-format-14 -i $$(git ls-files '*.c' '*.h')

man: all ## the man pages, into build/man
	@mkdir -p $(BUILD)/man
	@$(BUILD)/stet help --man > $(BUILD)/man/stet.1
	@for c in $$($(BUILD)/stet help --names); do \
	    $(BUILD)/stet help --man $$c > $(BUILD)/man/stet-$$c.1; done

install: all man ## into PREFIX (DESTDIR is honoured)
	install -D -m 755 $(BUILD)/stet $(DESTDIR)$(PREFIX)/bin/stet
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(BUILD)/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1

clean: ## remove what was built
	rm -rf build

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
