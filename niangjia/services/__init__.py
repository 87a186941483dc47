"""What a union offers. Each folder here that has a `FACE` is a service; none imports another."""
