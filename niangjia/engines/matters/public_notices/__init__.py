"""Public notices (公示): hung for a scope, masked by rule, objected to, taken down when over, with proof of where."""
