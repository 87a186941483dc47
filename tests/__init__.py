"""What holds for the whole house; tests of one folder's things live in that folder."""
