"""The ways Yaodian can fail: each error keeps its values and builds its message once."""

from __future__ import annotations

from enum import StrEnum


class YaodianError(Exception):
    """Anything a user can put right; the command line prints it as one line and exits with 1."""


class CorpusError(YaodianError):
    """A file or folder of reports cannot be used.

    Args:
        source: the file or folder, as the user knows it.
        reason: what was found, what was expected and what to do, without a full stop.
    """

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__(f"{source}: {reason}")


class NameTakenError(CorpusError):
    """A file cannot be put into a corpus, since a report of its name is there.

    Args:
        source: the file.
        taken_by: the one that is there.
    """

    def __init__(self, source: str, taken_by: str) -> None:
        self.taken_by = taken_by
        super().__init__(source, f"{taken_by} is there already and has the same name: rename one of the two")


class SettingsError(YaodianError):
    """A setting is unknown or has a value that cannot be used.

    Args:
        key: the setting's dotted name.
        reason: what was found, what was expected and what to do.
    """

    def __init__(self, key: str, reason: str) -> None:
        self.key = key
        self.reason = reason
        super().__init__(f"setting {key}: {reason}")


class BrokenIndexError(YaodianError):
    """An index folder is missing, damaged, locked or half-built.

    Args:
        folder: the index folder.
        reason: what was found, what was expected and what to do.
    """

    def __init__(self, folder: str, reason: str) -> None:
        self.folder = folder
        self.reason = reason
        super().__init__(f"index {folder}: {reason}")


class IndexMismatchError(YaodianError):
    """An index was built with something else than what is asked for now.

    Args:
        field: what differs, e.g. ``"encoder"`` or ``"layout"``.
        built_with: the value in the manifest.
        asked_for: the value now.
        command: the command that mends it.
    """

    def __init__(self, field: str, built_with: str, asked_for: str, command: str) -> None:
        self.field = field
        self.built_with = built_with
        self.asked_for = asked_for
        self.command = command
        super().__init__(
            f"the index was built with {field} {built_with}, this run asks for {asked_for}: run `{command}`"
        )


class ModelUnavailableError(YaodianError):
    """A model cannot be loaded.

    Args:
        model: its name or path.
        reason: what was found, what was expected and what to do.
    """

    def __init__(self, model: str, reason: str) -> None:
        self.model = model
        self.reason = reason
        super().__init__(f"model {model}: {reason}")


class EndpointFault(StrEnum):
    """What is wrong between this program and a server of models."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    UNAUTHORIZED = "unauthorized"
    NOT_FOUND = "not_found"
    BUSY = "busy"
    REFUSED = "refused"
    FAILED = "failed"
    UNUSABLE = "unusable"


class EndpointError(ModelUnavailableError):
    """A server that is asked for a model cannot be reached, refuses, fails, or answers nonsense.

    Args:
        model: as the server is asked for it.
        fault: what kind of failure it is.
        reason: names the server, what was found, what was expected and what to do; never a key.
    """

    def __init__(self, model: str, fault: EndpointFault, reason: str) -> None:
        self.fault = fault
        super().__init__(model, reason)


class EvaluationError(YaodianError):
    """A suite or a file of questions cannot be used.

    Args:
        source: the suite or file.
        reason: what was found, what was expected and what to do.
    """

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__(f"{source}: {reason}")


class FilterError(YaodianError):
    """A question is narrowed to something that does not exist.

    Args:
        field: what is narrowed, e.g. ``"place"``.
        value: what was given.
        expected: what would do.
    """

    def __init__(self, field: str, value: str, expected: str) -> None:
        self.field = field
        self.value = value
        self.expected = expected
        super().__init__(f"filter {field}: nothing is called {value!r}; expected {expected}")
