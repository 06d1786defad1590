"""Money and quantities: decimals of fixed scale, rounded half to even once, at the line."""

from decimal import ROUND_HALF_EVEN, Decimal

CENT = Decimal("0.01")


def amount(quantity: Decimal, unit_cost: Decimal) -> Decimal:
    """`quantity x unit_cost` in the tenant's currency, rounded half to even to two places."""
    return (quantity * unit_cost).quantize(CENT, rounding=ROUND_HALF_EVEN)
