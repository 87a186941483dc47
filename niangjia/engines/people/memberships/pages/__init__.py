"""The desk's pages for what becomes of memberships."""
