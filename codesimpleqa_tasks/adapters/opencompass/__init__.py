"""OpenCompass: the classes that the configs under configs/ name.

Inference and evaluation run in processes of their own, which have only the config in common: each class makes
what it needs from its arguments, and what inference must hand on to evaluation stands in the prediction files
(the whole document, as "gold").
"""

from codesimpleqa_tasks.adapters.opencompass.dataset import CodeSimpleQADataset
from codesimpleqa_tasks.adapters.opencompass.evaluator import CodeSimpleQAEvaluator
from codesimpleqa_tasks.adapters.opencompass.inferencer import GenInferencer
from codesimpleqa_tasks.adapters.opencompass.llm_judge import (
    CodeSimpleQALLMEvaluator,
    JudgePromptTemplate,
    read_verdicts,
)
from codesimpleqa_tasks.adapters.opencompass.summarizer import CodeSimpleQASummarizer

__all__ = [
    "CodeSimpleQADataset",
    "CodeSimpleQAEvaluator",
    "CodeSimpleQALLMEvaluator",
    "CodeSimpleQASummarizer",
    "GenInferencer",
    "JudgePromptTemplate",
    "read_verdicts",
]
