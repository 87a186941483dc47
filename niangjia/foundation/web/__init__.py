"""The frames, fragments and behaviours that every page is made of."""
