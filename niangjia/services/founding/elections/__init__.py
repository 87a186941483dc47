"""The election of a committee: candidates, the sheet of the count and its rules, the result, its approval."""
