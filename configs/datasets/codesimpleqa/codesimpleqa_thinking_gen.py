"""CodeSimpleQA for models that think before they answer.

Room to think: raise max_out_len for models that need more (an answer cut off inside its thinking is not attempted).
Questions, judge and the rest are chosen as everywhere: CODESIMPLEQA_DATA, CODESIMPLEQA_JUDGE, ... in the environment,
or the same settings in the config (eval_codesimpleqa.py shows how).
"""

from opencompass.openicl.icl_prompt_template import PromptTemplate
from opencompass.openicl.icl_retriever import ZeroRetriever

codesimpleqa_thinking_reader_cfg = dict(input_columns=["prompt"], output_column="gold")

codesimpleqa_thinking_infer_cfg = dict(
    prompt_template=dict(
        type=PromptTemplate,
        template=dict(round=[dict(role="HUMAN", prompt="{prompt}")]),
    ),
    retriever=dict(type=ZeroRetriever),
    inferencer=dict(type="codesimpleqa_tasks.adapters.opencompass.GenInferencer", max_out_len=16384),
)

codesimpleqa_thinking_eval_cfg = dict(
    evaluator=dict(type="codesimpleqa_tasks.adapters.opencompass.CodeSimpleQAEvaluator"),
    pred_role="BOT",
)

codesimpleqa_thinking_datasets = [
    dict(
        abbr=f"codesimpleqa_{language}_thinking",
        type="codesimpleqa_tasks.adapters.opencompass.CodeSimpleQADataset",
        language=language,
        variant="thinking",
        reader_cfg=codesimpleqa_thinking_reader_cfg,
        infer_cfg=codesimpleqa_thinking_infer_cfg,
        eval_cfg=codesimpleqa_thinking_eval_cfg,
        k=1,
        n=1,
    )
    for language in ("en", "zh")
]

# One language alone: --datasets codesimpleqa_thinking_gen/codesimpleqa_en_thinking
codesimpleqa_en_thinking = codesimpleqa_thinking_datasets[:1]
codesimpleqa_zh_thinking = codesimpleqa_thinking_datasets[1:]
