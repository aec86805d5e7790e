"""A chat model with transformers. MODEL names it: a folder or a Hugging Face id."""

import os

from opencompass.models import HuggingFacewithChatTemplate

path = os.environ.get("MODEL", "Qwen/Qwen2.5-Coder-7B-Instruct")

models = [
    dict(
        type=HuggingFacewithChatTemplate,
        abbr=f"{path.rstrip('/').split('/')[-1]}-hf",
        path=path,
        max_out_len=1024,
        batch_size=16,
        run_cfg=dict(num_gpus=int(os.environ.get("NUM_GPUS", "1"))),
    )
]
