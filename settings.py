"""One frozen tree of settings, made once at the edge and passed down; unknown keys are errors."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from pydantic_settings import SettingsError as UnreadableSettingError

from errors import SettingsError

PREFIX = "YAODIAN_"
SETTINGS_FILE = "yaodian.toml"


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


class PageSettings(Group):
    """Where and how the page is served."""

    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: int = Field(default=7860, ge=1, le=65535, description="port to listen on")


class Settings(BaseSettings):
    """All settings: defaults, then ``yaodian.toml``, then ``YAODIAN_…`` in the environment.

    A nested key is written ``YAODIAN_PAGE__PORT=8000`` in the environment and ``port = 8000``
    under ``[page]`` in the file.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=PREFIX, env_nested_delimiter="__", toml_file=SETTINGS_FILE
    )

    corpus: Path = Field(default=Path("corpus/reports"), description="folder of reports")
    index: Path = Field(default=Path("index"), description="folder of the index")
    cache: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("yaodian")),
        description="folder for unpacked models",
    )
    encoder: str = Field(default="bundled", description="bundled, e5, muse, or a sentence-transformers name or path")
    threads: int = Field(default=0, ge=0, le=256, description="threads for the models; 0 = one a core")
    chunk: ChunkSettings = ChunkSettings()
    search: SearchSettings = SearchSettings()
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
        raise SettingsError(key, f"found {first['input']!r}; {first['msg'].lower()}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        reason = f'is no TOML ({error}); expected lines such as encoder = "e5", mend or remove the file'
        raise SettingsError(SETTINGS_FILE, reason) from error
    except UnreadableSettingError as error:
        message = str(error).replace('"', "")
        raise SettingsError("in the environment", f"{message}; write nested ones as {PREFIX}PAGE__PORT=8000") from error


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
