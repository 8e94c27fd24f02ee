#!/usr/bin/env python3
"""Fine-tune the encoder: train.py MINILM PIECES.jsonl OUT [--held-out=0,1]

MINILM is the folder of the published weights, PIECES what pieces.py wrote.  The
word table and the lowest layers stay as they are, so their states are made
once.  Articles of the folds held out aren't trained on; OUT.tsv gets the scores
of their items.  After each epoch OUT.pt gets the weights.
"""
import argparse
import json
import random

import numpy as np
import torch
from torch.nn import functional as F

from bert import Encoder, load_minilm

CODES = "SsCcUB"
BFLOAT = torch.autocast("cpu", torch.bfloat16)


def read(path):
    items = [json.loads(line) for line in open(path, encoding="utf-8")]
    return [i for i in items if "code" in i]


def padded(items):
    length = (max(len(i["pieces"]) for i in items) + 7) // 8 * 8
    ids = torch.zeros(len(items), length, dtype=torch.long)
    kinds, mask = torch.zeros_like(ids), torch.zeros(len(items), length, dtype=torch.bool)
    for row, item in enumerate(items):
        n = len(item["pieces"])
        ids[row, :n] = torch.tensor(item["pieces"])
        kinds[row, :n] = torch.tensor(item["segments"])
        mask[row, :n] = True
    return ids, kinds, mask


def keep_states(model, items, frozen):
    order = sorted(items, key=lambda i: len(i["pieces"]))
    with torch.inference_mode(), BFLOAT:
        for at in range(0, len(order), 64):
            part = order[at:at + 64]
            states = model.bottom(*padded(part), frozen).bfloat16()
            for row, item in enumerate(part):
                item["states"] = states[row, :len(item["pieces"])].clone()


def batch(items):
    length = (max(len(i["pieces"]) for i in items) + 7) // 8 * 8
    states = torch.zeros(len(items), length, items[0]["states"].shape[1], dtype=torch.bfloat16)
    mask = torch.zeros(len(items), length, dtype=torch.bool)
    for row, item in enumerate(items):
        n = len(item["pieces"])
        states[row, :n] = item["states"]
        mask[row, :n] = True
    return states.float(), mask, torch.tensor([i["target"] for i in items])


def scores(model, items, frozen):
    model.eval()
    order = sorted(range(len(items)), key=lambda i: len(items[i]["pieces"]))
    out = np.zeros((len(items), len(CODES)), np.float32)
    with torch.inference_mode(), BFLOAT:
        for at in range(0, len(order), 64):
            rows = order[at:at + 64]
            out[rows] = model(*batch([items[i] for i in rows]), frozen).float().numpy()
    return out


def batches(items, size, dice):
    """Texts of like length together, the batches in any order."""
    order = list(range(len(items)))
    dice.shuffle(order)
    chunks = [sorted(order[i:i + 512], key=lambda i: len(items[i]["pieces"])) for i in range(0, len(order), 512)]
    made = [chunk[i:i + size] for chunk in chunks for i in range(0, len(chunk), size)]
    dice.shuffle(made)
    return [[items[i] for i in one] for one in made]


def optimiser(model, args, steps):
    for name, p in model.named_parameters():
        layer = int(name.split(".")[1]) if name.startswith("layer.") else -1
        p.requires_grad = name.startswith("head") or layer >= args.frozen
    head = list(model.head.parameters())
    body = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("head")]
    groups = [{"params": [p for p in body if p.dim() > 1], "lr": args.rate, "weight_decay": 0.01},
              {"params": [p for p in body if p.dim() == 1], "lr": args.rate, "weight_decay": 0.0},
              {"params": head, "lr": args.head_rate, "weight_decay": 0.01}]
    opt = torch.optim.AdamW(groups, fused=True)
    ramp = torch.optim.lr_scheduler.LambdaLR(
        opt, lambda s: min((s + 1) / (0.1 * steps), max(0.0, (steps - s) / (0.9 * steps))))
    return opt, ramp, head + body


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("minilm")
    args.add_argument("pieces")
    args.add_argument("out")
    args.add_argument("--held-out", default="")
    args.add_argument("--epochs", type=int, default=4)
    args.add_argument("--batch", type=int, default=32)
    args.add_argument("--rate", type=float, default=1.5e-4)
    args.add_argument("--head-rate", type=float, default=1e-3)
    args.add_argument("--frozen", type=int, default=2, help="layers that stay as they are")
    args.add_argument("--threads", type=int, default=1)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    dice = random.Random(args.seed)
    model = Encoder()
    load_minilm(args.minilm, model)
    model.eval()
    items = read(args.pieces)
    keep_states(model, items, args.frozen)
    held = set(map(int, args.held_out.split(","))) if args.held_out else set()
    train = [i for i in items if i["fold"] not in held]
    test = [i for i in items if i["fold"] in held]
    # a rare code counts more, by the root of how rare it is
    code = np.array([CODES.index(i["code"]) for i in items])
    weight = (np.bincount(code, minlength=len(CODES)) / len(code)) ** -0.5
    weight = torch.tensor(weight / weight[code].mean(), dtype=torch.float32)
    steps = args.epochs * ((len(train) + args.batch - 1) // args.batch)
    opt, ramp, params = optimiser(model, args, steps)
    for epoch in range(args.epochs):
        model.train()
        losses = []
        for part in batches(train, args.batch, dice):
            with BFLOAT:
                got = model(*batch(part), args.frozen).float()
            loss = F.cross_entropy(got, torch.tensor([CODES.index(i["code"]) for i in part]), weight=weight)
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(params, 1.0)
            opt.step()
            ramp.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}", flush=True)
        torch.save(model.state_dict(), args.out + ".pt")
        if test:
            got = scores(model, test, args.frozen)
            right = (got.argmax(1) == [CODES.index(i["code"]) for i in test]).mean()
            print(f"  codes right of {len(test)} held out: {right:.3f}", flush=True)
            with open(args.out + ".tsv", "w", encoding="utf-8") as file:
                for item, row in zip(test, got):
                    file.write("\t".join([item["id"], *(f"{v:.4f}" for v in row)]) + "\n")


if __name__ == "__main__":
    main()
