"""What runs in the guarded child: nothing here may import Django, or trust a byte of the file."""
