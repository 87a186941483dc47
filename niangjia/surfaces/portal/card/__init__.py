"""The member's card: a signed code that is good for a minute, and a page that checks it without the network."""
