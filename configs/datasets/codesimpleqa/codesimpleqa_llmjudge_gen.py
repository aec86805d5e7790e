"""CodeSimpleQA for chat models, judged by a model that OpenCompass itself runs (GenericLLMEvaluator).

For a judge that must run under OpenCompass' runners, such as a local model on Slurm. In all other cases take
codesimpleqa_gen and name an LLM judge there. The judge below is behind an OpenAI-compatible address; any model config
of OpenCompass can stand in its place. Its key is read from OPENAI_API_KEY.
"""

import os

from opencompass.models import OpenAISDK
from opencompass.openicl.icl_prompt_template import PromptTemplate
from opencompass.openicl.icl_retriever import ZeroRetriever

codesimpleqa_llmjudge_judge_cfg = dict(
    type=OpenAISDK,
    path=os.environ.get("CODESIMPLEQA_JUDGE_MODEL", ""),
    openai_api_base=os.environ.get("CODESIMPLEQA_JUDGE_BASE_URL", "https://api.openai.com/v1"),
    key="ENV",
    tokenizer_path=os.environ.get("TOKENIZER"),
    meta_template=dict(
        round=[
            dict(role="HUMAN", api_role="HUMAN"),
            dict(role="BOT", api_role="BOT", generate=True),
        ],
        reserved_roles=[dict(role="SYSTEM", api_role="SYSTEM")],
    ),
    query_per_second=64,
    batch_size=256,
    max_workers=64,
    max_seq_len=32768,
    max_out_len=1024,
    temperature=0,
    retry=5,
)

codesimpleqa_llmjudge_reader_cfg = dict(input_columns=["prompt"], output_column="gold")

codesimpleqa_llmjudge_infer_cfg = dict(
    prompt_template=dict(
        type=PromptTemplate,
        template=dict(round=[dict(role="HUMAN", prompt="{prompt}")]),
    ),
    retriever=dict(type=ZeroRetriever),
    inferencer=dict(type="codesimpleqa_tasks.adapters.opencompass.GenInferencer", max_out_len=512),
)

codesimpleqa_llmjudge_eval_cfg = dict(
    evaluator=dict(
        type="codesimpleqa_tasks.adapters.opencompass.CodeSimpleQALLMEvaluator",
        judge_cfg=codesimpleqa_llmjudge_judge_cfg,
        prompt_template=dict(type="codesimpleqa_tasks.adapters.opencompass.JudgePromptTemplate", judge="llm"),
        dict_postprocessor=dict(type="codesimpleqa_tasks.adapters.opencompass.read_verdicts"),
    ),
    pred_role="BOT",
)

codesimpleqa_llmjudge_datasets = [
    dict(
        abbr=f"codesimpleqa_{language}",
        type="codesimpleqa_tasks.adapters.opencompass.CodeSimpleQADataset",
        language=language,
        variant="chat",
        check_judge=False,
        reader_cfg=codesimpleqa_llmjudge_reader_cfg,
        infer_cfg=codesimpleqa_llmjudge_infer_cfg,
        eval_cfg=codesimpleqa_llmjudge_eval_cfg,
        k=1,
        n=1,
    )
    for language in ("en", "zh")
]

# One language alone: --datasets codesimpleqa_llmjudge_gen/codesimpleqa_en_llmjudge
codesimpleqa_en_llmjudge = codesimpleqa_llmjudge_datasets[:1]
codesimpleqa_zh_llmjudge = codesimpleqa_llmjudge_datasets[1:]
