"""Ratings: several questions, asked once; solved and satisfied are counted apart, a lawful "no" is no failure."""
