"""A sheet as a Word file and as a page to print; its code."""
