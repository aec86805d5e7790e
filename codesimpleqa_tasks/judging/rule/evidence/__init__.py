"""Evidence: what in an answer speaks for its being right, wrong or no attempt, as numbers with readable names.

Each kind of doubt has evidence of its own. Most of it is 0 or 1; the rest lies between, or near. What each piece weighs
stands in weights.json, by its name.
"""
