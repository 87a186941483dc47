"""The programs' door: `/api/v1/`, the same actions as the pages."""
