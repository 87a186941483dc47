"""The rows of matters: what is true of them, whatever the drawing says."""
