"""Tokens a second of the paraphrase engine, beside llama.cpp's own ways to write.

    python benchmarks/paraphrase.py                     the embedded model at 1, 8, 32 sequences
    python benchmarks/paraphrase.py --quantise Q8_0     with weights that have faster kernels
    python benchmarks/paraphrase.py --model big.gguf --gpu-layers -1 --sequences 1 16 64 128
    python benchmarks/paraphrase.py --batched-bench .../llama-batched-bench

Everybody gets the prompts of the same tasks, four texts a seed, and the same sampling; the rate is
tokens drawn over the time from the first prompt to the last text, prompts read included. "one
sequence" is ``llama_cpp.Llama``, which writes one text after the other. llama.cpp's batched bench
is given prompts and texts as long as ours were on average, and neither samples nor stops.
Each has the machine to itself, one after the other, in a process of its own.
"""

import argparse
import json
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from audioflan.catalog.catalogue import Catalog
from audioflan.paraphrase import trial
from audioflan.paraphrase.engine import Prompt
from audioflan.paraphrase.model import obtain_model
from audioflan.paraphrase.settings import EMBEDDED_MODEL, ParaphraseSettings
from audioflan.paraphrase.trial import Rate

HOME = Path(__file__).resolve().parents[1]


def shown(name: str, rate: Rate) -> str:
    """One line of the table."""
    return (
        f"{name:24} {rate.texts:5} texts {rate.tokens:7,} tokens {rate.seconds:7.1f} s "
        f"{rate.speed:8,.0f} tokens/s"
    )


def make_prompts(settings: ParaphraseSettings, texts: int) -> list[Prompt]:
    """Prompts of the catalogue's tasks, for as many texts in all."""
    return trial.trial_prompts(Catalog.load(HOME).tasks.values(), settings, texts)


def ours(settings: ParaphraseSettings, model: Path, threads: int, texts: int) -> Rate:
    """The engine as the workflow runs it."""
    return trial.measure(settings, model, threads, make_prompts(settings, texts))


def one_sequence(settings: ParaphraseSettings, model: Path, threads: int, texts: int) -> Rate:
    """llama-cpp-python's own API: one text after the other."""
    from llama_cpp import Llama

    llama = Llama(
        str(model),
        n_ctx=settings.context,
        n_threads=threads,
        n_threads_batch=threads,
        n_gpu_layers=settings.gpu_layers,
        verbose=False,
    )
    prompts = make_prompts(settings, texts)
    asked = [(prompt, seed) for prompt in prompts for seed in prompt.sample_seeds()]
    write(llama, settings, *asked[-1])
    began = time.perf_counter()
    tokens = sum(write(llama, settings, *each) for each in asked)
    return Rate(len(asked), tokens, time.perf_counter() - began)


def write(llama: object, settings: ParaphraseSettings, prompt: Prompt, seed: int) -> int:
    """Have one text written; return its tokens."""
    answer = llama.create_chat_completion(  # type: ignore[attr-defined]
        [dict(message) for message in prompt.messages],
        temperature=settings.temperature,
        top_k=settings.top_k,
        top_p=settings.top_p,
        min_p=0.0,
        repeat_penalty=1.0,
        max_tokens=settings.max_tokens,
        seed=seed,
        stop=["\n"],
    )
    return int(answer["usage"]["completion_tokens"])


def batched_bench(
    program: str, settings: ParaphraseSettings, model: Path, threads: int, mean: tuple[int, int]
) -> float:
    """Tokens a second of llama.cpp's batched bench: one shared prompt, then texts side by side."""
    prompt, text = mean
    sequences = settings.sequences
    numbers = {
        "-m": model,
        "-c": sequences * settings.context,
        "-npp": prompt,
        "-ntg": text,
        "-npl": sequences,
        "-t": threads,
        "-tb": threads,
        "-ngl": settings.gpu_layers,
    }
    flags = [str(each) for pair in numbers.items() for each in pair]
    done = subprocess.run([program, *flags, "-pps"], capture_output=True, text=True, check=True)
    row = re.findall(r"^\|\s*\d+ .*\|$", done.stdout, re.MULTILINE)[-1]
    cells = [float(cell) for cell in row.strip("|").split("|")]
    generated, prompt_seconds, text_seconds = sequences * text, cells[4], cells[6]
    return generated / (prompt_seconds + text_seconds)


WRITERS = {"ours": ours, "one sequence": one_sequence}


def measured(name: str, given: argparse.Namespace, settings: ParaphraseSettings) -> Rate:
    """One writer in a process of its own."""
    request = {"name": name, "settings": settings.__dict__, "texts": given.texts}
    request |= {"model": str(given.model), "threads": given.threads}
    command = [sys.executable, __file__, "--measure", json.dumps(request)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name} failed:\n{done.stderr[-2000:]}")
    return Rate(**json.loads(done.stdout.splitlines()[-1]))


def measure(request: str) -> None:
    """Print one measurement as JSON."""
    asked = json.loads(request)
    settings = ParaphraseSettings(**asked["settings"])
    rate = WRITERS[asked["name"]](settings, Path(asked["model"]), asked["threads"], asked["texts"])
    print(json.dumps(rate.__dict__))


def compare(given: argparse.Namespace, settings: ParaphraseSettings) -> None:
    """Print the table."""
    alone = None
    if not given.skip_one:
        few = argparse.Namespace(**{**vars(given), "texts": max(8, given.texts // 10)})
        alone = measured("one sequence", few, settings)
        print(shown("one sequence", alone), flush=True)
    for sequences in given.sequences:
        wide = replace(settings, sequences=sequences)
        texts = min(given.texts, given.waves * sequences)
        share = argparse.Namespace(**{**vars(given), "texts": texts})
        rate = measured("ours", share, wide)
        print(shown(f"ours, {sequences} sequences", rate), end="", flush=True)
        print(f"  {rate.speed / alone.speed:.1f} times one sequence" if alone else "", flush=True)
        if given.batched_bench:
            mean = (prompt_length(given, settings), round(rate.tokens / rate.texts))
            bench = batched_bench(given.batched_bench, wide, given.model, given.threads, mean)
            print(f"batched bench, {sequences:3} sequences {bench:38,.0f} tokens/s", end="")
            print(f"  ours is {rate.speed / bench:.2f} of it", flush=True)


def prompt_length(given: argparse.Namespace, settings: ParaphraseSettings) -> int:
    """Mean tokens of the prompts."""
    from audioflan.paraphrase.engine._model import Model

    model = Model(given.model, vocabulary_only=True)
    prompts = make_prompts(settings, given.texts)
    lengths = [len(model.prompt(prompt.messages)) for prompt in prompts]
    return round(sum(lengths) / len(lengths))


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, help="a GGUF file (default: the embedded one)")
    parser.add_argument("--sequences", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--texts", type=int, default=400, help="texts to write at most")
    parser.add_argument("--waves", type=int, default=24, help="texts a sequence at most")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--gpu-layers", type=int, default=0, help="-1: all")
    parser.add_argument("--kv", choices=["auto", "split", "unified"], default="auto")
    parser.add_argument("--context", type=int, default=768)
    parser.add_argument("--quantise", help="kind of weights to store the model with, as Q8_0")
    parser.add_argument("--batched-bench", help="the program llama-batched-bench")
    parser.add_argument("--skip-one", action="store_true", help="leave 'one sequence' out")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measure(given.measure)
        return
    settings = ParaphraseSettings(
        source="generate",
        model=str(given.model or EMBEDDED_MODEL),
        quantise=given.quantise,
        gpu_layers=given.gpu_layers,
        kv=given.kv,
        context=given.context,
    )
    given.model = obtain_model(settings, HOME / "build" / "archives" / "models")
    compare(given, settings)


if __name__ == "__main__":
    main()
