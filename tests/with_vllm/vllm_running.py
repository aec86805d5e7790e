"""What the runs of vLLM share."""

SMALL = {"VLLM_CPU_KVCACHE_SPACE": "1", "VLLM_LOGGING_LEVEL": "WARNING"}
"""What makes vLLM modest on a small machine: one GiB for its cache, and few words."""
