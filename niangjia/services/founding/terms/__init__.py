"""What runs out and what is missing: terms, certificates, posts; warnings in time, delays of an election."""
