"""The life of a paper: draft, checked, signed, sealed, delivered, filed; revoked."""
