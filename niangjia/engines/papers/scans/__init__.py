"""Stamped papers that come back by a scanner, and find their own file by the code on them."""
