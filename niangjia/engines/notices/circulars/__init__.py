"""What a union sends to the unions below it; each confirms receipt, replies, passes it on."""
