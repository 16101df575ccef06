"""Waits for work that the page does beside its readers."""

import time


def wait_for(worker, timeout_s=300):
    """The state of a rebuilder or an evaluator when its work is over."""
    deadline = time.monotonic() + timeout_s
    while worker.state.is_running:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return worker.state
