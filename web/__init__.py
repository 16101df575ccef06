"""The Gradio page; the rest of the program uses what is named here."""

from web.catalogue import Catalogue
from web.desk import Desk, Holdings
from web.hosts import is_loopback
from web.opening import open_page
from web.page import build_app, launch_options
from web.passwords import hash_password

__all__ = ["Catalogue", "Desk", "Holdings", "build_app", "hash_password", "is_loopback", "launch_options", "open_page"]
