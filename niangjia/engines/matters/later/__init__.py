"""What happened on paper and is entered later; what was finished and is corrected or revoked."""
