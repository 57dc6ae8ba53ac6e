"""The order in which the attributes of a product are best asked. The workbook's page of the product and the phone's form come in here."""

from ...authoring.program import Program, reads
from ...model.ruleset import Attribute


def asking_order(program: Program) -> list[tuple[str, Attribute]]:
    """An attribute after those that decide whether it is asked, the most decisive first."""
    product = program.ruleset.product
    asked_when = {name: reads(program.asked_when.get(name)) for name in product}

    def depth(name: str, above: tuple[str, ...] = ()) -> int:
        others = asked_when[name] & asked_when.keys() if name not in above else frozenset()
        return max((1 + depth(other, (*above, name)) for other in others), default=0)

    def rank(name: str) -> tuple[int, int, str]:
        return depth(name), -sum(name in others for others in asked_when.values()), name

    return [(name, product[name]) for name in sorted(product, key=rank)]
