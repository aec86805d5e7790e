"""CodeSimpleQA for chat models, English and Chinese.

Questions, judge and the rest are chosen as everywhere: CODESIMPLEQA_DATA, CODESIMPLEQA_JUDGE, ... in the environment,
or the same settings in the config (eval_codesimpleqa.py shows how).
"""

from opencompass.openicl.icl_prompt_template import PromptTemplate
from opencompass.openicl.icl_retriever import ZeroRetriever

codesimpleqa_reader_cfg = dict(input_columns=["prompt"], output_column="gold")

codesimpleqa_infer_cfg = dict(
    prompt_template=dict(
        type=PromptTemplate,
        template=dict(round=[dict(role="HUMAN", prompt="{prompt}")]),
    ),
    retriever=dict(type=ZeroRetriever),
    inferencer=dict(type="codesimpleqa_tasks.adapters.opencompass.GenInferencer", max_out_len=512),
)

codesimpleqa_eval_cfg = dict(
    evaluator=dict(type="codesimpleqa_tasks.adapters.opencompass.CodeSimpleQAEvaluator"),
    pred_role="BOT",
)

codesimpleqa_datasets = [
    dict(
        abbr=f"codesimpleqa_{language}",
        type="codesimpleqa_tasks.adapters.opencompass.CodeSimpleQADataset",
        language=language,
        variant="chat",
        reader_cfg=codesimpleqa_reader_cfg,
        infer_cfg=codesimpleqa_infer_cfg,
        eval_cfg=codesimpleqa_eval_cfg,
        k=1,
        n=1,
    )
    for language in ("en", "zh")
]

# One language alone: --datasets codesimpleqa_gen/codesimpleqa_en
codesimpleqa_en = codesimpleqa_datasets[:1]
codesimpleqa_zh = codesimpleqa_datasets[1:]
