"""Store a GGUF model with other weights: ``python -m ... <from> <to> <kind> <threads>``.

Runs in a process of its own because a damaged file may abort the native code. Ends with status 1
and the reason when it cannot be done.
"""

import ctypes
import os
import sys

import llama_cpp

from audioflan.paraphrase.engine._model import errors_only

PREFIX = "LLAMA_FTYPE_MOSTLY_"


def kinds() -> dict[str, int]:
    """Kinds of weights by their usual name (``Q8_0``), as llama.cpp numbers them."""
    named = {name.removeprefix(PREFIX): name for name in vars(llama_cpp) if PREFIX in name}
    return {kind: int(getattr(llama_cpp, name)) for kind, name in sorted(named.items())}


def main() -> None:
    """Quantise, from weights of whatever kind."""
    source, target, kind, threads = sys.argv[1:]
    if kind not in kinds():
        sys.exit(f"unknown kind of weights '{kind}'; known: {', '.join(kinds())}")
    llama_cpp.llama_log_set(errors_only, ctypes.c_void_p(0))
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype, params.nthread, params.allow_requantize = kinds()[kind], int(threads), True
    if llama_cpp.llama_model_quantize(os.fsencode(source), os.fsencode(target), params):
        sys.exit(f"llama.cpp cannot store this model as {kind}")


if __name__ == "__main__":
    main()
