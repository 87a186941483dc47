"""Where members meet the union: on a phone first."""
