"""Every setting of a place: its type, its default, and a sentence that explains it.

Values come from environment variables (`CAREFOLK_` and the name in capitals) or from one TOML
file named by `CAREFOLK_CONFIG`; the environment wins. A wrong value ends the start with one
plain line. `docs/settings.md` is made from this file and compared with it in a test.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

PREFIX = "CAREFOLK_"
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")


class ConfigError(Exception):
    """A setting is missing or wrong. The message is one line for the operator."""


class Config(BaseModel):
    """The settings of one place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(
        "Carefolk", max_length=60, description="The name of the place, as people read it."
    )
    host: str = Field(
        "127.0.0.1",
        description="The host name people type, without https://. It becomes part of every "
        "handle and address, so choose it once.",
    )
    port: Annotated[int, Field(ge=1, le=65535)] = Field(
        8000, description="The port the web server listens on."
    )
    public_url: str = Field(
        "",
        description="The address of the place as people reach it, for example "
        "https://care.example. Empty means http://host:port.",
    )
    data: Path = Field(
        Path("var"), description="The folder for the database, pictures, keys and sockets."
    )
    database: str = Field(
        "",
        description="Empty for SQLite in the data folder, or "
        "postgresql://user:password@host:port/name.",
    )
    secret_key: str = Field(
        "",
        description="The key of the place. Empty means: made at the first start and kept in the "
        "data folder. Losing it signs everyone out and makes drafts unreadable.",
    )
    debug: bool = Field(False, description="Show details of errors. Never in production.")
    demo: bool = Field(
        False,
        description="This place has demo people whose sign-in codes are printed. They are "
        "refused from any other machine.",
    )
    throwaway: bool = Field(
        False,
        description="A temporary place for app developers: open sign-up, no confirmation mails, "
        "no limits. Gone when it stops. Only on this machine.",
    )
    sign_up: Literal["open", "approval", "invitation"] = Field(
        "open", description="Who may join: anyone, anyone a moderator approves, or people invited."
    )
    post_length: Annotated[int, Field(ge=100, le=50_000)] = Field(
        5_000, description="The longest post, in characters."
    )
    undo_seconds: Annotated[int, Field(ge=0, le=300)] = Field(
        30, description="For how many seconds a post can be taken back before it leaves the place."
    )
    picture_megabytes: Annotated[int, Field(ge=1, le=50)] = Field(
        12, description="The largest picture file, in megabytes."
    )
    web_processes: Annotated[int, Field(ge=1, le=64)] = Field(
        1, description="How many web processes serve pages."
    )
    stream_port: Annotated[int, Field(ge=0, le=65535)] = Field(
        0, description="The port of the live streams. 0 means the web port plus one."
    )
    mail: str = Field(
        "",
        description="How mail is sent: smtp://user:password@host:port (smtps:// for TLS from the "
        "start). Empty writes mails into the data folder.",
    )
    mail_from: str = Field("", description="The sender of mails. Empty means noreply@host.")
    behind_proxy: bool = Field(
        False,
        description="A reverse proxy on this machine adds X-Forwarded-For and "
        "X-Forwarded-Proto. Off means both are ignored.",
    )

    @field_validator("host")
    @classmethod
    def _host_is_bare(cls, value: str) -> str:
        if not value or "/" in value or " " in value or "@" in value:
            raise ValueError("must be a bare host name such as care.example")
        return value.lower()

    @field_validator("public_url")
    @classmethod
    def _url_has_scheme(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with https:// (or http:// on this machine)")
        return value.rstrip("/")

    @field_validator("database")
    @classmethod
    def _database_is_known(cls, value: str) -> str:
        if value and not value.startswith(("postgresql://", "postgres://", "sqlite:///")):
            raise ValueError("must be empty, sqlite:///path or postgresql://…")
        return value

    @field_validator("mail")
    @classmethod
    def _mail_is_known(cls, value: str) -> str:
        if value and not value.startswith(("smtp://", "smtps://")):
            raise ValueError("must be empty, smtp://… or smtps://…")
        return value

    @property
    def base_url(self) -> str:
        """The address of the place, without a slash at the end."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def media_dir(self) -> Path:
        return self.data / "media"

    @property
    def guard_socket(self) -> Path:
        return self.data / "run" / "guard.sock"

    @property
    def stream_listen_port(self) -> int:
        return self.stream_port or self.port + 1


def load(environ: Mapping[str, str] | None = None) -> Config:
    """Read the settings.

    Args:
        environ: variables to read; the process's own when left out.

    Raises:
        ConfigError: with one line that names the setting and says what is wrong.
    """
    environ = os.environ if environ is None else environ
    values = _from_file(environ.get(f"{PREFIX}CONFIG", ""))
    values |= {
        name: environ[PREFIX + name.upper()]
        for name in Config.model_fields
        if PREFIX + name.upper() in environ
    }
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        problem = first["msg"].removeprefix("Value error, ")
        known = name in Config.model_fields
        hint = "" if known else " (docs/settings.md lists every setting)"
        raise ConfigError(f"setting {name} ({PREFIX}{name.upper()}): {problem}{hint}") from None
    if config.throwaway and config.host not in LOOPBACK_HOSTS:
        raise ConfigError("setting throwaway: only on this machine (host 127.0.0.1 or localhost)")
    return config


def _from_file(path: str) -> dict[str, Any]:
    if not path:
        return {}
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"the settings file {path} cannot be read: {error.strerror}") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"the settings file {path} is not valid TOML: {error}") from None


def place_key(config: Config) -> str:
    """The secret of the place; made and kept, readable by its owner only, at the first start."""
    if config.secret_key:
        return config.secret_key
    path = config.data / "secret.key"
    if not path.exists():
        config.data.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass  # another process was faster; its key is the one
        else:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
