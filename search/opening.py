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
        settings: names the index, where models lie and the server of a served one. An encoder that was
            set by hand is loaded, one that is a default is not: an index names its own.
        encoder: to use instead of both; it must be the same model.
        options: what takes part in the search; None for what the settings ask for.

    Raises:
        BrokenIndexError: there is no index, or it is damaged.
        IndexMismatchError: it was built with another encoder than the one that is set, or has an older
            layout.
        ModelUnavailableError: its encoder cannot be loaded here, or its server not be asked.
    """
    index = open_index(settings.index)
    chosen = settings.encoder if "encoder" in settings.model_fields_set else index.manifest.encoder.spec
    ensemble = load_ensemble(
        encoder or chosen, cache=settings.cache, threads=settings.threads, endpoint=settings.endpoint
    )
    return Searcher(index, ensemble, options or SearchOptions.of(settings.search))
