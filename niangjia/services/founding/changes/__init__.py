"""What changes between elections: officers, the legal-person certificate, the union itself."""
