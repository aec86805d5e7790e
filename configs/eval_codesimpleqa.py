"""The full example: copy the configs folder, change this file, run it.

    cp -r "$(codesimpleqa configs-path)" configs
    opencompass configs/eval_codesimpleqa.py

What inference and evaluation run on is OpenCompass' own business: `infer` and `eval` below are its settings for
one machine; `--slurm -p PARTITION` on the command line replaces them.
"""

from mmengine.config import read_base
from opencompass.partitioners import NaivePartitioner, NumWorkerPartitioner
from opencompass.runners import LocalRunner
from opencompass.tasks import OpenICLEvalTask, OpenICLInferTask

with read_base():
    from .datasets.codesimpleqa.codesimpleqa_gen import codesimpleqa_datasets
    from .models.codesimpleqa.hf_chat import models as hf_models
    from .summarizers.codesimpleqa import summarizer

# Our settings. What is left out is taken from the environment (CODESIMPLEQA_DATA, CODESIMPLEQA_JUDGE, ...), then
# from the defaults: the built-in questions and the rule judge. A judge's key is only ever read from the environment
# (CODESIMPLEQA_JUDGE_API_KEY): what stands here is copied into the results.
settings = dict(
    # data='official',                  # or 'builtin', a JSONL file, a Hugging Face dataset id
    # judge='my_judge.yaml',            # or a judge of ours by name: codesimpleqa judges
    # judge_model='gpt-4.1',
    # judge_base_url='http://127.0.0.1:8000/v1',
    # concurrency=256,
    # ungraded_tolerance=0.01,
)

datasets = codesimpleqa_datasets
for dataset in datasets:
    dataset.update(settings)
    dataset["eval_cfg"]["evaluator"].update(settings)
    # dataset['n'] = dataset['k'] = 4   # four answers to each question (give the model a temperature)
    # dataset['reader_cfg']['test_range'] = '[:20]'  # a first try; the summary says that it is one
del dataset

models = hf_models

infer = dict(
    # force_rebuild: OpenCompass remembers a dataset's size by its name, and would cut other data by that.
    partitioner=dict(type=NumWorkerPartitioner, num_worker=1, force_rebuild=True),
    runner=dict(type=LocalRunner, max_num_workers=1, task=dict(type=OpenICLInferTask)),
)
eval = dict(
    partitioner=dict(type=NaivePartitioner),
    runner=dict(type=LocalRunner, max_num_workers=2, task=dict(type=OpenICLEvalTask)),
)
