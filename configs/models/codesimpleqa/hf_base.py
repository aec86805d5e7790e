"""A base model with transformers, for codesimpleqa_base_gen. MODEL names it: a folder or a Hugging Face id."""

import os

from opencompass.models import HuggingFaceBaseModel

path = os.environ.get("MODEL", "Qwen/Qwen2.5-Coder-7B")

models = [
    dict(
        type=HuggingFaceBaseModel,
        abbr=f"{path.rstrip('/').split('/')[-1]}-hf",
        path=path,
        max_out_len=1024,
        batch_size=16,
        run_cfg=dict(num_gpus=int(os.environ.get("NUM_GPUS", "1"))),
    )
]
