"""What waits for whom: lists of tasks, and many completed together."""
