"""A message to many: whom it reaches, what it costs, who confirms it, and the card for the WeChat groups."""
