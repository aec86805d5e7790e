"""CodeSimpleQA for the evaluation harnesses people already run."""

__version__ = "0.1.0"
