"""A chat model with vLLM. MODEL names it: a folder or a Hugging Face id; NUM_GPUS is its tensor parallelism."""

import os

from opencompass.models import VLLMwithChatTemplate

path = os.environ.get("MODEL", "Qwen/Qwen2.5-Coder-32B-Instruct")
num_gpus = int(os.environ.get("NUM_GPUS", "1"))

models = [
    dict(
        type=VLLMwithChatTemplate,
        abbr=f"{path.rstrip('/').split('/')[-1]}-vllm",
        path=path,
        model_kwargs=dict(tensor_parallel_size=num_gpus),
        generation_kwargs=dict(temperature=0),
        max_seq_len=32768,
        max_out_len=16384,
        batch_size=1024,
        run_cfg=dict(num_gpus=num_gpus),
    )
]
