"""Posts: role, union, person, term. Rights follow from them and end with them."""
