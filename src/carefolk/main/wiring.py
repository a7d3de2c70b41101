"""Everything that is plugged in, by name. Read this file once and you know the house."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from carefolk.people.protocols import Holder, TieSink
from carefolk.publishing.protocols import Maker, Sink

makers: tuple[Maker, ...] = ()
sinks: tuple[Sink, ...] = ()
tie_sinks: tuple[TieSink, ...] = ()
reaction_sinks: tuple[Any, ...] = ()
holders: tuple[Holder, ...] = ()
jobs: Mapping[str, Callable[..., None]] = {}
