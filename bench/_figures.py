"""Figures: printed one a line, with the target; the bench fails when one is missed."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Figures:
    missed: list[str] = field(default_factory=list)

    def show(self, name: str, value: float, unit: str = "") -> None:
        """A figure without a target."""
        print(f"{name}: {_short(value)}{unit}", flush=True)

    def most(self, name: str, value: float, target: float, unit: str = "") -> None:
        self._judge(name, value, f"at most {_short(target)}{unit}", unit, good=value <= target)

    def least(self, name: str, value: float, target: float, unit: str = "", aim: str = "") -> None:
        words = f"at least {_short(target)}{unit}" + (f", aim {aim}" if aim else "")
        self._judge(name, value, words, unit, good=value >= target)

    def equal(self, name: str, value: float, target: float) -> None:
        self._judge(name, value, f"exactly {_short(target)}", "", good=value == target)

    def end(self) -> int:
        """The exit code."""
        for name in self.missed:
            print(f"MISSED: {name}")
        return int(bool(self.missed))

    def _judge(self, name: str, value: float, target: str, unit: str, *, good: bool) -> None:
        print(f"{name}: {_short(value)}{unit} ({target}){'' if good else '  MISSED'}", flush=True)
        if not good:
            self.missed.append(name)


def _short(value: float) -> str:
    return f"{value:.0f}" if value == int(value) or abs(value) >= 100 else f"{value:.2f}"
