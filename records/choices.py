"""The closed choices that reports and questions share."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """The language a question or a text is written in."""

    EN = "en"
    HANS = "zh-Hans"
    HANT = "zh-Hant"


class Level(StrEnum):
    """The administrative level of the place that wrote a report."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What a report holds: what was done, what is planned, or both."""

    SUMMARY = "summary"
    PLAN = "plan"
    BOTH = "both"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """Whether a text speaks of things done, things planned or problems."""

    DONE = "done"
    PLANNED = "planned"
    BOTH = "both"
    PROBLEM = "problem"
    NONE = "none"
