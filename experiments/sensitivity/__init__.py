"""Which parameters matter for which link and outcome, and how sure that is."""
