"""Returns: fixed layouts, prefilled, checked, frozen when handed in, corrected by a new version."""
