"""The register of a union's WeChat groups."""
