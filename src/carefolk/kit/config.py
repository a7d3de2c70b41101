"""Every setting of a place: its type, its default, and a sentence that explains it.

Values come from environment variables (`CAREFOLK_` and the name in capitals) or from one TOML
file named by `CAREFOLK_CONFIG`; the environment wins. A wrong value ends the start with one
plain line. `docs/settings.md` is made from this file and compared with it in a test.
"""

from __future__ import annotations

import difflib
import os
import secrets
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

PREFIX = "CAREFOLK_"
FILE_VARIABLE = f"{PREFIX}CONFIG"
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")
LONGEST_SOCKET_PATH = 103  # macOS; Linux takes four more


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
    listen: str = Field(
        "127.0.0.1",
        description="The address the web server listens on. Leave it when a reverse proxy on "
        "this machine stands in front.",
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
        Path("var"),
        validate_default=True,
        description="The folder for the database, pictures, keys and sockets.",
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
    guard_address: str = Field(
        "",
        description="The Unix socket of the guard's process. Empty means run/guard.sock in the "
        "data folder.",
    )
    web_processes: Annotated[int, Field(ge=1, le=64)] = Field(
        1, description="How many web processes serve pages."
    )
    web_threads: Annotated[int, Field(ge=1, le=64)] = Field(
        4, description="How many requests one web process answers at the same time."
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

    @field_validator("data")
    @classmethod
    def _data_is_absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

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
    def sqlite_path(self) -> Path:
        """The database file; meaningless with PostgreSQL."""
        return Path(self.database.removeprefix("sqlite:///") or self.data / "carefolk.sqlite3")

    @property
    def media_dir(self) -> Path:
        return self.data / "media"

    @property
    def guard_socket(self) -> Path:
        return Path(self.guard_address or self.data / "run" / "guard.sock")

    @property
    def run_dir(self) -> Path:
        """Sockets and process ids; nothing in it outlives the processes."""
        return self.data / "run"

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
    values = _from_file(environ.get(FILE_VARIABLE, "")) | _from_environment(environ)
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        if name not in Config.model_fields:
            raise ConfigError(f"setting {name}: {_unknown(name)}") from None
        problem = first["msg"].removeprefix("Value error, ")
        raise ConfigError(f"setting {name} ({variable_of(name)}): {problem}") from None
    _require_fitting(config)
    return config


def variable_of(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def _from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    values = {}
    for variable in sorted(environ):
        if not variable.startswith(PREFIX) or variable == FILE_VARIABLE:
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in Config.model_fields:
            raise ConfigError(f"setting {variable}: {_unknown(name)}")
        values[name] = environ[variable]
    return values


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, Config.model_fields, n=1)
    hint = f"did you mean {near[0]}?" if near else "docs/settings.md lists every setting"
    return f"there is no such setting; {hint}"


def _require_fitting(config: Config) -> None:
    """Refuse settings that are right one by one and wrong together."""
    for name in ("throwaway", "demo"):
        if getattr(config, name) and config.host not in LOOPBACK_HOSTS:
            raise ConfigError(
                f"setting {name} ({variable_of(name)}): only on this machine "
                "(host 127.0.0.1 or localhost)"
            )
    if len(os.fsencode(config.guard_socket)) > LONGEST_SOCKET_PATH:
        raise ConfigError(
            f"setting guard_address ({variable_of('guard_address')}): the path of a Unix socket "
            f"has at most {LONGEST_SOCKET_PATH} bytes; choose a shorter data folder or name one "
            "here"
        )


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
        _make_key(path)
    return path.read_text(encoding="ascii").strip()


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=path.parent, prefix=".secret-")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        # A link appears whole or not at all; when another process was faster, its key is the one.
        os.link(written, path)
    except FileExistsError:
        pass
    finally:
        Path(written).unlink()
