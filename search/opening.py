"""From the settings to a searcher over the current index."""

from __future__ import annotations

from embeddings import load_ensemble
from indexer import open_index
from search.options import SearchOptions
from search.searcher import Searcher
from settings import Settings


def open_searcher(settings: Settings, *, encoder: str | None = None, options: SearchOptions | None = None) -> Searcher:
    """Open the index and load the encoders it was built with.

    Args:
        settings: names the index and where models lie.
        encoder: to use instead of the one in the index's manifest; it must be the same model.
        options: what takes part in the search; None for what the settings ask for.

    Raises:
        BrokenIndexError: there is no index, or it is damaged.
        IndexMismatchError: it was built with another encoder or an older layout.
        ModelUnavailableError: its encoder cannot be loaded here.
    """
    index = open_index(settings.index)
    spec = encoder or index.manifest.encoder.spec
    ensemble = load_ensemble(spec, cache=settings.cache, threads=settings.threads)
    return Searcher(index, ensemble, options or SearchOptions.of(settings.search))
