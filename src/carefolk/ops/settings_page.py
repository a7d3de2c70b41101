"""The page of settings, made from kit/config.py."""

from __future__ import annotations

import typing
from typing import Annotated, Any, Literal

from carefolk.kit.config import FILE_VARIABLE, Config, variable_of

HEAD = f"""# Settings

Made from `src/carefolk/kit/config.py` by `carefolk settings --markdown`; a test compares the two.

Each setting is an environment variable, or a line in one TOML file whose path is in
`{FILE_VARIABLE}`. The environment wins. A wrong or misspelt setting ends the start with one
line that names it.

```toml
name = "Riverside"
public_url = "https://riverside.example"
host = "riverside.example"
```

| in the file | in the environment | type | default | what it does |
|---|---|---|---|---|
"""


def as_markdown() -> str:
    rows = [
        f"| `{name}` | `{variable_of(name)}` | {_type_of(name)} | {_default_of(name)} | "
        f"{Config.model_fields[name].description} |\n"
        for name in Config.model_fields
    ]
    return HEAD + "".join(rows)


def as_text() -> str:
    return "".join(
        f"{variable_of(name)}  ({_type_of(name)}; default {_default_of(name).replace('`', '')})\n"
        f"    {field.description}\n"
        for name, field in Config.model_fields.items()
    )


def _default_of(name: str) -> str:
    default = Config.model_fields[name].default
    if isinstance(default, bool):
        return "yes" if default else "no"
    return f"`{default}`" if str(default) else "empty"


def _type_of(name: str) -> str:
    field = Config.model_fields[name]
    annotation: Any = field.annotation
    if typing.get_origin(annotation) is Annotated:
        annotation = typing.get_args(annotation)[0]
    if typing.get_origin(annotation) is Literal:
        return " or ".join(f"`{value}`" for value in typing.get_args(annotation))
    words = {bool: "yes or no", int: "whole number", str: "text"}.get(annotation, "folder")
    limits = {type(part).__name__: part for part in field.metadata}
    if "Ge" in limits and "Le" in limits:
        return f"{words}, {limits['Ge'].ge} to {limits['Le'].le}"
    return words
