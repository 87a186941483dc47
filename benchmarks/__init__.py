"""Speed, measured side by side in one run: `./do bench [PREFIX]` prints one JSON line per figure."""
