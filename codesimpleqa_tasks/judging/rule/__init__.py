"""The built-in judge: deterministic rules over the text of an answer."""
