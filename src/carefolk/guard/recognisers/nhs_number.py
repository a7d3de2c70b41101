"""NHS numbers: ten digits, the last a check digit by modulus 11.

Source: NHS Data Dictionary, attribute NHS NUMBER. Weights 10 down to 2 over nine digits; 11 minus
the remainder is the tenth digit, 11 standing for 0, and 10 meaning that no such number exists.

Traps: one ten-digit number in eleven passes by chance, phone numbers among them, so an unspaced
number that begins with 0 counts only beside the letters NHS. Scotland's CHI number has the same
length and check; it begins with a date of birth and is taken as well, which is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark
from carefolk.guard.patterns import compile_pattern
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_TEN_DIGITS = compile_pattern(r"\b(\d(?:[ .\-/]{0,2}\d){9})\b")
_NAMED = compile_pattern(r"\b(?:nhs|chi|hospital|patient)\b", any_case=True)


def find(prepared: Prepared) -> Iterator[Mark]:
    for match in _TEN_DIGITS.finditer(prepared.shadow):
        start, end = match.span(1)
        digits = "".join(filter(str.isdigit, match.group(1)))
        named = _NAMED.search(prepared.around(start, end, 40)) is not None
        if check_digit_fits(digits) and (named or not digits.startswith("0")):
            yield Mark(Kind.NHS_NUMBER, start, end, "named" if named else "checksum", digits)


def check_digit_fits(digits: str) -> bool:
    """Whether ten digits carry the right modulus 11 check digit."""
    if len(set(digits)) == 1:
        return False
    total = sum(
        weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=False)
    )
    return (11 - total % 11) % 11 == int(digits[9])
