"""The office registers: what came in, what went out, what was sealed."""
