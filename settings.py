"""One frozen tree of settings, made once at the edge and passed down; unknown keys are errors."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from pydantic_settings import SettingsError as UnreadableSettingError

from errors import SettingsError

PREFIX = "YAODIAN_"
SETTINGS_FILE = "yaodian.toml"
_ENCODERS = "bundled, e5, muse, a sentence-transformers name or path, or `openai:MODEL`"


class Group(BaseModel):
    """A branch of the tree: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ChunkSettings(Group):
    """How a section is cut into passages."""

    max_chars: int = Field(default=400, ge=50, le=4000, description="most characters of a passage")


class SearchSettings(Group):
    """How passages are ranked."""

    top: int = Field(default=10, ge=1, le=1000, description="hits shown")
    late_interaction: bool = Field(default=True, description="rerank the best passages by their tokens")
    reranked: int = Field(default=50, ge=1, le=1000, description="passages that late interaction looks at")
    collapse: bool = Field(default=True, description="of passages that say nearly the same show one")


class ServerSettings(Group):
    """A server that speaks the OpenAI protocol; without ``base_url`` nothing is ever sent anywhere."""

    base_url: str = Field(default="", description="address of the server, mostly with `/v1` at its end")
    api_key: SecretStr = Field(default=SecretStr(""), description="key of that server; better in the environment")
    timeout_s: float = Field(default=60, gt=0, le=3600, description="seconds to wait for the server")
    retries: int = Field(default=3, ge=0, le=10, description="times a busy or failing server is asked again")

    @field_validator("base_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        """A key inside the address would stand in every message that names the server."""
        parts = urlsplit(value.strip())
        if value.strip() and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("expected an address such as http://127.0.0.1:8080/v1")
        if parts.username or parts.password or parts.query:
            raise ValueError("expected an address without a name, password or query in it: put the key into api_key")
        return value.strip().rstrip("/")

    @field_validator("api_key")
    @classmethod
    def _is_key(cls, value: SecretStr) -> SecretStr:
        """A key read from a file has a line end; one that no header can hold would fail with itself in the message."""
        key = value.get_secret_value().strip()
        if not key.isascii() or not key.isprintable() or " " in key:
            raise ValueError("expected ASCII characters without white space")
        return SecretStr(key)


class EndpointSettings(ServerSettings):
    """A server of embeddings, asked where the encoder is ``openai:MODEL``."""

    batch_texts: int = Field(default=64, ge=1, le=2048, description="most texts of one request")
    batch_chars: int = Field(default=32_000, ge=1, description="most characters of one request")
    max_chars: int = Field(default=4000, ge=100, description="most characters sent of one text")
    dimensions: int = Field(default=0, ge=0, le=65_536, description="shorter vectors where the model can; 0 = its own")
    query_prompt: str = Field(default="", description="what the model wants before a question")
    passage_prompt: str = Field(default="", description="what it wants before a passage")


class LlmSettings(ServerSettings):
    """A server of a chat model that writes answers from the findings; not asked unless ``model`` is set."""

    model: str = Field(default="", description="name of the model as its server knows it; empty = no model writes")
    timeout_s: float = Field(default=120, gt=0, le=3600, description="seconds for the whole answer")
    retries: int = Field(default=1, ge=0, le=10, description="times a busy or failing server is asked again")
    max_tokens: int = Field(default=800, ge=1, le=32_768, description="most tokens of an answer")
    temperature: float = Field(default=0.0, ge=0, le=2, description="0 = the likeliest words")
    max_chars: int = Field(default=8000, ge=500, description="most characters of findings handed over")
    failing: Literal["mark", "drop"] = Field(
        default="mark", description="what happens to a sentence that fails its check: mark or drop"
    )


class PageSettings(Group):
    """Where and how the page is served."""

    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: int = Field(default=7860, ge=1, le=65535, description="port to listen on")
    names: tuple[str, ...] = Field(default=(), description="further host names under which the page is called")
    users: dict[str, SecretStr] = Field(
        default={}, exclude=True, description="users and their passwords, or their hashes; empty = no sign-in"
    )
    editing: Literal["users", "local", "off"] = Field(
        default="users",
        description="who may change reports and rebuild: signed-in users (without users: this machine), "
        "this machine, nobody",
    )
    questions_per_minute: int = Field(default=60, ge=0, description="most questions of one client; 0 = no limit")
    waiting: int = Field(default=100, ge=1, le=10_000, description="most questions that wait for their turn")
    upload_mb: int = Field(default=20, ge=1, le=100, description="most megabytes of a file that is added")
    uploads_per_hour: int = Field(default=200, ge=0, description="most files that one client adds; 0 = no limit")
    upload_types: tuple[str, ...] = Field(
        default=(".txt", ".md", ".html", ".docx", ".pdf"), description="suffixes of files that may be added"
    )
    runs: Path = Field(default=Path("runs"), description="folder of the results of evaluations")
    suites: Path = Field(default=Path("suites"), description="folder of question files that may be run from the page")
    feedback: Path | None = Field(
        default=None, description="file of judged answers; unset = `INDEX.feedback.jsonl` beside the index"
    )
    judgements_per_hour: int = Field(default=60, ge=0, description="most answers that one client judges; 0 = no limit")


class Settings(BaseSettings):
    """All settings: defaults, then ``yaodian.toml``, then ``YAODIAN_…`` in the environment.

    A nested key is written ``YAODIAN_PAGE__PORT=8000`` in the environment and ``port = 8000``
    under ``[page]`` in the file.
    """

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        toml_file=SETTINGS_FILE,
        hide_input_in_errors=True,  # a value may be a key
    )

    corpus: Path = Field(default=Path("corpus/reports"), description="folder of reports")
    index: Path = Field(default=Path("index"), description="folder of the index")
    cache: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("yaodian")),
        description="folder for unpacked models",
    )
    encoder: str = Field(default="bundled", description=_ENCODERS)
    threads: int = Field(default=0, ge=0, le=256, description="threads for the models; 0 = one a core")
    chunk: ChunkSettings = ChunkSettings()
    search: SearchSettings = SearchSettings()
    endpoint: EndpointSettings = EndpointSettings()
    llm: LlmSettings = LlmSettings()
    page: PageSettings = PageSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line over environment over file over defaults."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**overrides: Any) -> Settings:  # noqa: ANN401 - values are validated by pydantic
    """Read the settings; ``overrides`` (from the command line) win, None means not given.

    Raises:
        SettingsError: a key is unknown, a value is out of range or cannot be read, or the settings
            file is no TOML; names the key, the variable or the file.
    """
    _refuse_unknown_environment()
    given = {key: value for key, value in overrides.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            raise SettingsError(key, f"no such setting; expected one of {', '.join(_keys(Settings))}") from error
        found = "a value that is not shown here" if _may_hold_key(first["loc"]) else repr(first["input"])
        raise SettingsError(key, f"found {found}; {first['msg'].lower()}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        reason = f'is no TOML ({error}); expected lines such as encoder = "e5", mend or remove the file'
        raise SettingsError(SETTINGS_FILE, reason) from error
    except UnreadableSettingError as error:
        message = str(error).replace('"', "")
        raise SettingsError("in the environment", f"{message}; write nested ones as {PREFIX}PAGE__PORT=8000") from error


def _may_hold_key(location: tuple[int | str, ...]) -> bool:
    """Whether the value at a place in the tree may be or hold the key of a server or a user's password."""
    secret = {"endpoint": ("api_key", "base_url"), "llm": ("api_key", "base_url"), "page": ("users",)}
    return location[0] in secret and (len(location) == 1 or location[1] in secret[str(location[0])])


def _keys(tree: type[BaseModel]) -> Iterator[str]:
    """All dotted names of the tree, in its order."""
    for name, field in tree.model_fields.items():
        branch = field.annotation
        if isinstance(branch, type) and issubclass(branch, BaseModel):
            yield from (f"{name}.{key}" for key in _keys(branch))
        else:
            yield name


def _refuse_unknown_environment() -> None:
    """pydantic-settings ignores unknown variables; a misspelt one must not be a silent default."""
    known = set(Settings.model_fields)
    for name in os.environ:
        if name.startswith(PREFIX):
            field = name.removeprefix(PREFIX).lower().split("__")[0]
            if field not in known:
                raise SettingsError(name, f"no such setting; expected one of {', '.join(sorted(known))}")
