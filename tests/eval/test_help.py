"""What only one command needs must not slow the others down."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sklearn", "scipy.optimize", "pandas", "torch", "transformers")


def test_help_loads_no_library_that_fits_or_encodes():
    code = f"import sys, eval.__main__; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
