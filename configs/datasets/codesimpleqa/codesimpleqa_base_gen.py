"""CodeSimpleQA for base models: five worked examples stand before every question.

Questions, judge and the rest are chosen as everywhere: CODESIMPLEQA_DATA, CODESIMPLEQA_JUDGE, ... in the environment,
or the same settings in the config (eval_codesimpleqa.py shows how).
"""

from opencompass.openicl.icl_inferencer import GenInferencer
from opencompass.openicl.icl_prompt_template import PromptTemplate
from opencompass.openicl.icl_retriever import ZeroRetriever

codesimpleqa_base_reader_cfg = dict(input_columns=["prompt"], output_column="gold")

codesimpleqa_base_infer_cfg = dict(
    prompt_template=dict(
        type=PromptTemplate,
        template="{prompt}",
    ),
    retriever=dict(type=ZeroRetriever),
    inferencer=dict(type=GenInferencer, max_out_len=128, stopping_criteria=["\n"]),
)

codesimpleqa_base_eval_cfg = dict(
    evaluator=dict(type="codesimpleqa_tasks.adapters.opencompass.CodeSimpleQAEvaluator"),
    pred_role="BOT",
)

codesimpleqa_base_datasets = [
    dict(
        abbr=f"codesimpleqa_{language}_base",
        type="codesimpleqa_tasks.adapters.opencompass.CodeSimpleQADataset",
        language=language,
        variant="base",
        reader_cfg=codesimpleqa_base_reader_cfg,
        infer_cfg=codesimpleqa_base_infer_cfg,
        eval_cfg=codesimpleqa_base_eval_cfg,
        k=1,
        n=1,
    )
    for language in ("en", "zh")
]

# One language alone: --datasets codesimpleqa_base_gen/codesimpleqa_en_base
codesimpleqa_en_base = codesimpleqa_base_datasets[:1]
codesimpleqa_zh_base = codesimpleqa_base_datasets[1:]
