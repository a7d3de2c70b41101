"""Measuring: a file a hot path. Each prints `name: value (target)`; a missed one fails it."""
