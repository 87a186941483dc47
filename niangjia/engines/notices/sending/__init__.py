"""Messages from their being sent to their being read: rows, whether they are wanted, when, and by which channel."""
