#!/usr/bin/env python3
"""What the linear model and the encoder say together: mix.py PIECES.jsonl OUT.mix HELD_OUT.tsv...

PIECES is what pieces.py wrote, HELD_OUT what train.py wrote: scores of items
the encoder wasn't trained on.  Each fold is judged by a mix, a boost and
thresholds fitted on the other folds.  Prints how right each tier is alone
and both together, with 95 % intervals of the difference (1,000 bootstrap
samples of citing articles, seed 1); writes the numbers of the mix (weights,
shifts, boost, thresholds), fitted on all folds.
"""
import argparse
import json

import numpy as np

CODES = "SsCcUB"
STRICT = np.array([0, 2, 1, 2, 2, 2])  # supporting, contrasting, mentioning
NAMES = ("supporting", "contrasting", "mentioning")
STEPS = 0.5 + 0.05 * np.arange(10)  # as in src/classify/decide.h


def strict(p):
    return np.stack([p[:, 0], p[:, 2], p[:, [1, 3, 4, 5]].sum(1)], 1)


def f1(truth, said):
    return np.array([2 * ((truth == k) & (said == k)).sum() / max(1, (truth == k).sum() + (said == k).sum())
                     for k in range(3)])


def decide(p, boost):
    return (strict(p) * np.array([boost, boost, 1])).argmax(1)


def find_boost(p, truth):
    """The middle of those that do about as well as the best (decide.c)."""
    boosts = 1 + 0.05 * np.arange(21)
    got = np.array([f1(truth, decide(p, b)).mean() for b in boosts])
    return boosts[got > got.max() - 0.003].mean()


def recall_at(truth, p, k, precision=0.8):
    order = np.argsort(-p, kind="stable")
    hit = np.cumsum(truth[order] == k)
    fine = hit >= precision * np.arange(1, len(truth) + 1)
    return hit[fine].max() / (truth == k).sum() if fine.any() else 0.0


def find_threshold(truth, p, k, precision):
    order = np.argsort(-p, kind="stable")
    hit = np.cumsum(truth[order] == k)
    fine = np.nonzero(hit >= precision * np.arange(1, len(truth) + 1))[0]
    return float(p[order][fine.max()]) if len(fine) else 1.0


def calibration(truth, p):
    sure, best = strict(p).max(1), strict(p).argmax(1)
    place = np.minimum(9, (sure * 10).astype(int))
    return sum(abs(sure[place == b].sum() - (best == truth)[place == b].sum()) for b in range(10)) / len(truth)


def mixed(numbers, linear, score):
    z = numbers[0] * np.log(linear + 1e-6) + numbers[1] * score + numbers[2:]
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def fit(linear, score, code, steps=2000, rate=0.05):
    """Weights of the two and a shift a code, as likely as can be; Adam."""
    numbers, m, v = np.array([0.6, 0.5] + [0.0] * 6), np.zeros(8), np.zeros(8)
    log = np.log(linear + 1e-6)
    for t in range(1, steps + 1):
        g = mixed(numbers, linear, score)
        g[np.arange(len(code)), code] -= 1
        g /= len(code)
        slope = np.concatenate([[(g * log).sum(), (g * score).sum()], g.sum(0)])
        slope[2:] += 1e-3 * numbers[2:]
        m, v = 0.9 * m + 0.1 * slope, 0.99 * v + 0.01 * slope ** 2
        numbers = numbers - rate * (m / (1 - 0.9 ** t)) / (np.sqrt(v / (1 - 0.99 ** t)) + 1e-9) * (1 - t / (steps + 1))
    return numbers


def tell(name, truth, p, said):
    got = f1(truth, said)
    s3 = strict(p)
    print(f"{name:22s} {got.mean():.3f} {got[0]:.3f} {got[1]:.3f} {got[2]:.3f}   "
          f"{recall_at(truth, s3[:, 0], 0):.3f} {recall_at(truth, s3[:, 1], 1):.3f}   {calibration(truth, p):.3f}")
    return got.mean()


def difference(articles, truth, a, b):
    groups = {}
    for i, article in enumerate(articles):
        groups.setdefault(article, []).append(i)
    groups = [np.array(g) for g in groups.values()]
    dice = np.random.default_rng(1)
    got = []
    for _ in range(1000):
        pick = np.concatenate([groups[i] for i in dice.integers(0, len(groups), len(groups))])
        got.append(f1(truth[pick], b[pick]).mean() - f1(truth[pick], a[pick]).mean())
    return np.percentile(got, [2.5, 97.5])


def by_fold(fold, work):
    """`work(rest, part)` for each fold; what it gives, put together."""
    out = None
    for f in np.unique(fold):
        part, rest = fold == f, fold != f
        got = work(rest, part)
        if out is None:
            out = np.zeros((len(fold),) + got.shape[1:], got.dtype)
        out[part] = got
    return out


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("pieces")
    args.add_argument("out")
    args.add_argument("held_out", nargs="+")
    args.add_argument("--unsure", type=float, default=0.9)
    args = args.parse_args()
    score_of = {}
    for path in args.held_out:
        for line in open(path, encoding="utf-8"):
            name, *values = line.split("\t")
            score_of[name] = [float(v) for v in values]
    items = [i for i in map(json.loads, open(args.pieces, encoding="utf-8")) if i["id"] in score_of]
    code = np.array([CODES.index(i["code"]) for i in items])
    truth, fold = STRICT[code], np.array([i["fold"] for i in items])
    linear = np.array([i["p"] for i in items])
    score = np.array([score_of[i["id"]] for i in items])
    alone = np.exp(score - score.max(1, keepdims=True))
    alone /= alone.sum(1, keepdims=True)
    together = by_fold(fold, lambda rest, part: mixed(fit(linear[rest], score[rest], code[rest]), linear[part], score[part]))

    def said(p):
        return by_fold(fold, lambda rest, part: decide(p[part], find_boost(p[rest], truth[rest])))

    print(f"n {len(items)}, articles {len(set(i.get('citing', i['id']) for i in items))}, folds {sorted(set(fold.tolist()))}")
    print(f"{'':22s} macro supp. contr. ment.  R@.80 supp., contr.  ECE")
    base = said(linear)
    tell("linear", truth, linear, base)
    tell("encoder", truth, alone, said(alone))
    for unsure in (0.5, 0.6, 0.7, 0.8, 0.9, 1.1):
        asked = linear.max(1) < unsure
        p = np.where(asked[:, None], together, linear)
        now = said(p)
        macro = tell(f"both below {unsure:.1f}", truth, p, now)
        low, high = difference([i.get("citing", i["id"]) for i in items], truth, base, now)
        print(f"{'':22s} asked {asked.mean():.3f}; macro-F1 {macro - f1(truth, base).mean():+.4f} [{low:+.4f}, {high:+.4f}]")
    numbers = fit(linear, score, code)
    p = np.where((linear.max(1) < args.unsure)[:, None], mixed(numbers, linear, score), linear)
    s3 = strict(p)
    extra = [args.unsure, *numbers.tolist(), find_boost(p, truth)]
    for k in (0, 1):
        extra += [find_threshold(truth, s3[:, k], k, step) for step in STEPS]
    print("numbers", " ".join(f"{e:.3f}" for e in extra))
    json.dump(extra, open(args.out, "w", encoding="utf-8"))


if __name__ == "__main__":
    main()
