#!/usr/bin/env python3
"""Items as the encoder sees them: pieces.py STET MINILM ITEMS.jsonl >PIECES.jsonl

A line each: what the linear model says of it that was trained on the other
folds (`stet model train`), and the pieces of the headings, the sentence
before, the sentence about the target, the sentence after.  The target and
other citations are pieces of their own; names of cited people are left out.
"""
import json
import re
import subprocess
import sys
import tempfile
import unicodedata

CODES = "SsCcUB"
FOLDS = 5
HEADING, BEFORE, SENTENCE, AFTER = 12, 32, 64, 16  # pieces of each, at most
TARGET, OTHER, SELF = "[MASK]", "[unused2]", "[unused3]"
NAMES = r"(?:[A-Z][\w'’-]+(?: (?:and|&) [A-Z][\w'’-]+| et al\.?| and (?:colleagues|coworkers)) ?)?"
YEARS = r"\((?:[^()]{0,240}?\b)?(?:1[789]|20)\d\d[a-z]?\b[^()]{0,240}\)"
NUMBERS = r"\[[\d\s,;–-]+\]"
CITATION = re.compile(f"{NAMES}(?:{YEARS}|{NUMBERS})")
MARK = "\ue000"  # the target, while the text is one string
WORD = re.compile(r"\[MASK\]|\[unused2\]|[^\W_]+|[!-/:-@\[-`{-~]")


def fold_of(item):
    """FNV-1a of the citing article, as src/classify/train.c deals them."""
    value = 14695981039346656037
    for byte in (item.get("citing") or item["id"]).encode():
        value = (value ^ byte) * 1099511628211 % 2 ** 64
    return (value >> 20) % FOLDS


def plain(text):
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if unicodedata.category(c) != "Mn")


class Cutter:
    def __init__(self, minilm):
        names = [line.rstrip("\n") for line in open(f"{minilm}/vocab.txt", encoding="utf-8")]
        self.number = {name: i for i, name in enumerate(names)}

    def word(self, word):
        out, start = [], 0
        while start < len(word):
            end = len(word)
            mark = "##" if start else ""
            while end > start and mark + word[start:end] not in self.number:
                end -= 1
            if end == start or len(word) > 100:
                return [self.number["[UNK]"]]
            out.append(self.number[mark + word[start:end]])
            start = end
        return out

    def text(self, text):
        out = []
        for word in WORD.findall(text):
            special = word in (TARGET, OTHER)
            out += [self.number[word]] if special else self.word(plain(word))
        return out


def fold_citations(text):
    """A bracket with the target becomes the target, other brackets a citation."""
    return CITATION.sub(lambda m: f" {TARGET if MARK in m.group() else OTHER} ", text).replace(MARK, f" {TARGET} ")


def sentence_pieces(cutter, item):
    text, marker = item["sentence"], item["marker"]
    # a marker inside brackets: the bracket is found by a number in its place
    inside = text[:marker["start"]] + MARK + text[marker["end"]:]
    bracket = re.compile(rf"{NAMES}[\[(][^\[\]()]{{0,240}}{MARK}[^\[\]()]{{0,240}}[\])]")
    inside = bracket.sub(MARK, inside)
    got = cutter.text(fold_citations(inside))
    at = got.index(cutter.number[TARGET])
    start = max(0, min(at - SENTENCE // 2, len(got) - SENTENCE))
    return got[start:start + SENTENCE], at - start


def view(cutter, item):
    number = cutter.number
    head = [number["[CLS]"]] + [number[SELF]] * bool(item.get("self_citation"))
    head += cutter.text(" / ".join(item.get("headings") or []))[-HEADING:] + [number["[SEP]"]]
    head += cutter.text(fold_citations(item.get("before") or ""))[-BEFORE:] + [number["[SEP]"]]
    sentence, at = sentence_pieces(cutter, item)
    tail = [number["[SEP]"]] + cutter.text(fold_citations(item.get("after") or ""))[:AFTER] + [number["[SEP]"]]
    return {"pieces": head + sentence + tail,
            "segments": [0] * len(head) + [1] * len(sentence) + [0] * len(tail),
            "target": len(head) + at}


def run(stet, args, items):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps(i) + "\n" for i in items))
        file.flush()
        done = subprocess.run([stet, *args, file.name], check=True, capture_output=True, text=True)
    return done.stdout


def linear(stet, items):
    """The six probabilities of each, by a model of the other folds."""
    out = {}
    for fold in range(FOLDS):
        with tempfile.NamedTemporaryFile(suffix=".model") as model:
            run(stet, ["model", "train", f"--out={model.name}"], [i for i in items if fold_of(i) != fold])
            got = run(stet, ["classify", "--codes", f"--model={model.name}"], [i for i in items if fold_of(i) == fold])
        for line in got.splitlines():
            line = json.loads(line)
            out[line["id"]] = [line.get("codes", {}).get(c, 1 / len(CODES)) for c in CODES]
    return out


def main():
    stet, minilm, path = sys.argv[1:4]
    items = [json.loads(line) for line in open(path, encoding="utf-8")]
    cutter, p = Cutter(minilm), linear(stet, items)
    for item in items:
        line = {"id": item["id"], "citing": item.get("citing") or item["id"], "fold": fold_of(item),
                "code": item["code"], "p": p[item["id"]], **view(cutter, item)}
        print(json.dumps(line))


if __name__ == "__main__":
    main()
