"""What the processor offers: cores to share out, and whether it multiplies bfloat16 by itself."""

from __future__ import annotations

import os
from enum import StrEnum


class Precision(StrEnum):
    """The number format the weights are kept and multiplied in."""

    FP32 = "fp32"
    BF16 = "bf16"


def count_threads(threads: int) -> int:
    """The number of threads to use.

    Args:
        threads: what the settings ask for; 0 means one for every core this process may run on.
            More than that is slow: with 4 threads on 2 cores a muse query took 170 ms, not 1.
    """
    if threads > 0:
        return threads
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def best_precision() -> Precision:
    """bfloat16 where the processor multiplies it in hardware, fp32 elsewhere.

    Decided by the processor's flags (AVX512-BF16, AMX, Arm BF16) and never by a stopwatch, so that
    one machine always builds the same vectors. Where bfloat16 is only emulated it is slower.
    """
    import torch

    flags = torch.cpu.get_capabilities()
    is_native = any(flags.get(flag, False) for flag in ("avx512_bf16", "amx_bf16", "bf16"))
    return Precision.BF16 if is_native else Precision.FP32
