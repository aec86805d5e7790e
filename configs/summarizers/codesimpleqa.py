"""CodeSimpleQA in brief: per language the five figures, and both languages together.

Take it with `--summarizer codesimpleqa`; by domain with `--summarizer codesimpleqa/by_domain`, by programming
language with `--summarizer codesimpleqa/by_programming_language`.
"""

summarizer = dict(type="codesimpleqa_tasks.adapters.opencompass.CodeSimpleQASummarizer")

by_domain = dict(type="codesimpleqa_tasks.adapters.opencompass.CodeSimpleQASummarizer", by="domain")

by_programming_language = dict(
    type="codesimpleqa_tasks.adapters.opencompass.CodeSimpleQASummarizer", by="programming_language"
)
