"""The program as others install it: what is in its files, and whether it works out of them."""
