"""How often one client may do something."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

# Clients beyond this are forgotten, the longest unseen first: memory stays bounded whoever asks.
MOST_CLIENTS = 10_000


class Limiter:
    """Counts what clients did within the last while.

    Args:
        most: how often within the while; 0 for no limit.
        within_s: the while, in seconds.
        clock: seconds from any origin.

    Example:
        >>> limiter = Limiter(2, within_s=60, clock=iter([0.0, 1.0, 2.0, 61.0]).__next__)
        >>> [limiter.take("li") for _ in range(4)]
        [0.0, 0.0, 58.0, 0.0]
    """

    def __init__(self, most: int, *, within_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._within_s, self._clock = most, within_s, clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, client: str) -> float:
        """Count one more of a client.

        Returns:
            0 where it may; else the seconds until it may again, and nothing is counted.
        """
        if not self._most:
            return 0.0
        with self._lock:
            now = self._clock()
            times = self._seen.setdefault(client, deque())
            self._seen.move_to_end(client)
            while len(self._seen) > MOST_CLIENTS:
                self._seen.popitem(last=False)
            while times and times[0] <= now - self._within_s:
                times.popleft()
            if len(times) >= self._most:
                return times[0] + self._within_s - now
            times.append(now)
            return 0.0


def client_of(address: str, user: str = "") -> str:
    """Who is counted as one: a user, else an address; of IPv6 the network, of which one house has a whole one.

    Example:
        >>> client_of("10.0.0.7"), client_of("2001:db8::1:2"), client_of("10.0.0.7", "li")
        ('10.0.0.7', '2001:db8::/64', 'user li')
    """
    if user:
        return f"user {user}"
    try:
        version = ipaddress.ip_address(address).version
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if version == 6 else address
