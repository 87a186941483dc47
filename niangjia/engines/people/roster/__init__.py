"""Spreadsheets of a city's members: read, understood, checked, committed, and written again."""
