"""Finding one's own record after a telephone was proven, and linking it to the account."""
