"""What `niangjia roster` does: lists in and out by command, as the platform or as an account."""
