"""What the researcher sees: sums per quarter of a year. No agent reads it."""

from sim.ledger.ledger import Ledger
from sim.ledger.record import AUTHORITY_COLUMNS, DOMAIN_COLUMNS

__all__ = ["AUTHORITY_COLUMNS", "DOMAIN_COLUMNS", "Ledger"]
