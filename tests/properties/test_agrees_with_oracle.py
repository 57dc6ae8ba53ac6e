"""The product against the oracle: on random pairs of ruleset and dossier both conclude the same, from states to actions."""

from typing import Any

import pytest
from hypothesis import given, settings
from tests.oracle.generate import pairs, seeded_pair
from tests.properties.product import differences, judge


@pytest.mark.parametrize("block", range(4))
def test_seeded_pairs_are_judged_as_the_oracle_judges_them(block: int) -> None:
    found = {}
    for seed in range(50 * block, 50 * (block + 1)):
        rules, dossier = seeded_pair(seed)
        if wrong := differences(rules, dossier, judge(rules, dossier)):
            found[seed] = wrong
    assert found == {}


@given(pair=pairs())
@settings(max_examples=25)
def test_any_pair_is_judged_as_the_oracle_judges_it(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    assert differences(*pair, judge(*pair)) == {}
