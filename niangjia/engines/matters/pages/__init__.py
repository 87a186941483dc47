"""The pages of a matter, at the desk and in the portal."""
