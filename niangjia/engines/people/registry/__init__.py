"""The register at the desk: lists, search, a person's page, entering and exporting."""
