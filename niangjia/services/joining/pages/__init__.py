"""Pages: finding a union, applying, the desk."""
