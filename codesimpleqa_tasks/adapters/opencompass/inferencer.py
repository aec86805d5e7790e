"""Generation that puts the prompt to chat models as it is written."""

from __future__ import annotations

from typing import Any

from opencompass.openicl.icl_inferencer import GenInferencer as OpenCompassGenInferencer


class GenInferencer(OpenCompassGenInferencer):  # type: ignore[misc]
    """OpenCompass' GenInferencer without the line end that its default chat format adds to every user message.

    (That format holds an empty system turn, which is merged into the user's with a line end between them.) Models with
    a format of their own get the prompt through that. It has the name of what it stands for because
    OpenCompass' concurrent task exchanges inferencers by name.
    """

    def get_generation_prompt_list_from_retriever_indices(self, *arguments: Any, **named: Any) -> list[Any]:
        """The prompts of all rows, in the form that the model class parses."""
        prompts = super().get_generation_prompt_list_from_retriever_indices(*arguments, **named)
        return [self._as_written(prompt) for prompt in prompts]

    def _as_written(self, prompt: Any) -> Any:
        turns = [] if isinstance(prompt, str) else [part for part in prompt if "role" in part]
        if len(turns) != 1:
            return prompt
        text = turns[0]["prompt"]
        parsed = self.model.parse_template(prompt, mode="gen")
        line_end_added = isinstance(parsed, list) and parsed == [{"role": "HUMAN", "prompt": f"{text}\n"}]
        return text if line_end_added else prompt
