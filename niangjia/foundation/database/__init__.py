"""The rights of the two roles, and what every table promises."""
