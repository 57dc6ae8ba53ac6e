"""The fingerprint: RFC 8785 to the byte, decimals as written, the same whatever the order of keys."""

import hashlib
from decimal import Decimal
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from tests.authoring.small import MASK, read

from tijian.authoring.digest import canonical, digest
from tijian.authoring.validate import validate
from tijian.model.ruleset import RulesetFile

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=5),
    max_leaves=20,
)


@given(PLAIN)
def test_the_canonical_form_is_that_of_an_independent_implementation(data: Any) -> None:
    assert canonical(data) == rfc8785.dumps(data)


def test_keys_are_sorted_by_utf16_code_units_as_the_standard_shows() -> None:
    names = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert canonical(names) == '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'.encode()


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_decimal_is_the_text_of_its_digits(number: Decimal) -> None:
    text = canonical([number]).decode()[2:-2]
    assert "e" not in text.lower()
    assert Decimal(text) == number


def test_a_decimal_is_written_as_it_was_written() -> None:
    written = ["3", "3.0", "0.50", "-0", "0.0000001", "1000"]
    assert canonical(read("[" + ", ".join(written) + "]").data) == rfc8785.dumps(written)


def test_the_digest_is_sha256_of_the_canonical_form() -> None:
    assert digest({"b": 1, "a": Decimal("2.50")}) == "sha256:" + hashlib.sha256(b'{"a":"2.50","b":1}').hexdigest()


def test_a_model_is_digested_as_the_json_that_it_prints() -> None:
    model = validate(RulesetFile, read(MASK))
    assert canonical(model) == rfc8785.dumps(model.model_dump(mode="json", by_alias=True))
    assert b'"class":"key"' in canonical(model)
    assert canonical({"inside": [model]}) == b'{"inside":[' + canonical(model) + b"]}"


@pytest.mark.parametrize("value", [1.5, float("nan"), b"x", {1: 2}, {"a"}, object()])
def test_what_json_cannot_say_for_certain_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical([value])


@pytest.mark.parametrize("value", [2**53, -(2**53), Decimal("NaN"), Decimal("Infinity"), "\ud800"])
def test_what_readers_disagree_about_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):
        canonical([value])
