"""Any number of scenarios, compared replicate by replicate with one of them."""
