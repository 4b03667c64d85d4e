"""Which package of levers keeps the thread whole in whatever world one may live in."""
