"""The places of China and where a text names them; the room's door."""

from places.divisions import Division, division_of_code, divisions, named, place_of, prefecture_of, province_of
from places.mentions import Mention, find_english, find_mentions
from places.zones import find_zone

__all__ = [
    "Division",
    "Mention",
    "division_of_code",
    "divisions",
    "find_english",
    "find_mentions",
    "find_zone",
    "named",
    "place_of",
    "prefecture_of",
    "province_of",
]
