"""Shared tools: no tables, knows no room. A file enters when two rooms need it."""
