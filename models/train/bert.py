"""A small BERT in torch, to be trained for the six codes.

Six layers of width 384, learnt positions, two kinds of segment, layer norm
after each half, GELU by the error function; on top one linear layer over the
state at the target joined to the mean of all states.
"""
import json
import math

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F


def whole_dropout(x, drop):
    """The same places of the width dropped for all pieces of a text: cheap, and no worse here."""
    return x * F.dropout(torch.ones_like(x[:, :1]), drop) if drop else x


class Layer(nn.Module):
    def __init__(self, width, inner, heads, drop):
        super().__init__()
        self.heads = heads
        self.drop = drop
        self.query_key_value = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x, mask):
        n, length, width = x.shape
        drop = self.drop if self.training else 0.0
        qkv = self.query_key_value(x).view(n, length, 3, self.heads, -1)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        weight = (q @ k.transpose(2, 3)) * (width // self.heads) ** -0.5 + mask
        mixed = weight.softmax(3).to(v.dtype) @ v
        mixed = self.out(mixed.transpose(1, 2).reshape(n, length, width))
        x = self.norm1(x + whole_dropout(mixed, drop))
        return self.norm2(x + whole_dropout(self.down(F.gelu(self.up(x))), drop))


class Encoder(nn.Module):
    def __init__(self, vocab=30522, width=384, inner=1536, heads=12, layers=6, classes=6, drop=0.1, places=512):
        super().__init__()
        self.drop = drop
        self.word = nn.Embedding(vocab, width)
        self.place = nn.Embedding(places, width)
        self.kind = nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layer = nn.ModuleList(Layer(width, inner, heads, drop) for _ in range(layers))
        self.head = nn.Linear(2 * width, classes)

    def bottom(self, ids, kinds, mask, layers):
        """The states after so many layers; they can be kept when these stay as they are."""
        places = torch.arange(ids.shape[1])
        x = self.norm(self.word(ids) + self.place(places) + self.kind(kinds))
        return self.climb(x, mask, 0, layers)

    def climb(self, x, mask, first, last):
        seen = torch.where(mask, 0.0, -1e4)[:, None, None, :]
        for layer in self.layer[first:last]:
            x = layer(x, seen)
        return x

    def forward(self, x, mask, target, first):
        x = self.climb(x, mask, first, len(self.layer))
        at = x[torch.arange(x.shape[0]), target]
        share = mask.to(x.dtype)[:, :, None]
        mean = (x * share).sum(1) / share.sum(1)
        joined = torch.cat((at, mean), 1)
        return self.head(F.dropout(joined, self.drop if self.training else 0.0))


def load_minilm(folder, model):
    """The weights of the published sentence encoder; the head stays fresh."""
    config = json.load(open(f"{folder}/config.json", encoding="utf-8"))
    assert config["hidden_size"] == 384 and config["num_hidden_layers"] >= len(model.layer)
    given = load_file(f"{folder}/model.safetensors")
    given = {name.removeprefix("bert."): t for name, t in given.items()}
    with torch.no_grad():
        embeddings = "embeddings."
        model.word.weight.copy_(given[embeddings + "word_embeddings.weight"])
        model.place.weight.copy_(given[embeddings + "position_embeddings.weight"])
        model.kind.weight.copy_(given[embeddings + "token_type_embeddings.weight"])
        copy_pair(model.norm, given, embeddings + "LayerNorm")
        for i, layer in enumerate(model.layer):
            at = f"encoder.layer.{i}."
            own = [at + "attention.self." + part for part in ("query", "key", "value")]
            layer.query_key_value.weight.copy_(torch.cat([given[o + ".weight"] for o in own]))
            layer.query_key_value.bias.copy_(torch.cat([given[o + ".bias"] for o in own]))
            copy_pair(layer.out, given, at + "attention.output.dense")
            copy_pair(layer.norm1, given, at + "attention.output.LayerNorm")
            copy_pair(layer.up, given, at + "intermediate.dense")
            copy_pair(layer.down, given, at + "output.dense")
            copy_pair(layer.norm2, given, at + "output.LayerNorm")
        nn.init.normal_(model.head.weight, std=0.02)
        nn.init.zeros_(model.head.bias)


def copy_pair(to, given, name):
    to.weight.copy_(given[name + ".weight"])
    to.bias.copy_(given[name + ".bias"])
