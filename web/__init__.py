"""The Gradio page; the rest of the program uses what is named here."""

from web.catalogue import Catalogue
from web.desk import Desk, Holdings
from web.opening import open_page
from web.page import build_app, launch_options

__all__ = ["Catalogue", "Desk", "Holdings", "build_app", "launch_options", "open_page"]
