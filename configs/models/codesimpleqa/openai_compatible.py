"""A model behind an OpenAI-compatible address. MODEL is its name there, OPENAI_BASE_URL the address (".../v1").

The key is read from OPENAI_API_KEY by OpenCompass when it makes its requests (key='ENV'): written here, it would
be copied into the results.
"""

import os

from opencompass.models import OpenAISDK

path = os.environ.get("MODEL", "gpt-4.1-mini")

models = [
    dict(
        type=OpenAISDK,
        abbr=f"{path.rstrip('/').split('/')[-1]}-api",
        path=path,
        key="ENV",
        openai_api_base=os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1"),
        # Its tokenizer is only used to estimate lengths; 'cl100k_base' would be downloaded.
        tokenizer_path=os.environ.get("TOKENIZER"),
        meta_template=dict(
            round=[
                dict(role="HUMAN", api_role="HUMAN"),
                dict(role="BOT", api_role="BOT", generate=True),
            ]
        ),
        query_per_second=64,
        batch_size=64,
        max_workers=64,
        max_seq_len=32768,
        max_out_len=16384,
        temperature=0,
        retry=5,
    )
]
