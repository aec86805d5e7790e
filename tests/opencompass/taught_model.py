"""A tiny model that knows its answers by heart: right ones, wrong ones and "I do not know", learnt in one step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tiny_model import make_tiny_model

Lesson = tuple[str, str]
"""A user message and the answer to it."""


def make_taught_model(folder: Path, lessons: Sequence[Lesson]) -> Path:
    """Save a tiny chat model that answers each lesson's message, decoded greedily, with its answer; gives the folder.

    Its layers stay random: only the output matrix is fitted (by least squares) to the states at the answers'
    tokens, of which there must be fewer than the hidden size.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    make_tiny_model(folder, hidden_size=512, heads=8)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder)
    states, targets = [], []
    with torch.no_grad():
        for weights in model.model.parameters():
            if weights.dim() == 2:
                weights.mul_(4)  # far from linear, so that a single other word changes every later state
        for message, answer in lessons:
            prompt = tokenizer.apply_chat_template([{"role": "user", "content": message}], add_generation_prompt=True)
            reply = [*tokenizer(answer)["input_ids"], tokenizer.eos_token_id]
            hidden = model.model(torch.tensor([prompt + reply])).last_hidden_state[0]
            states.append(hidden[len(prompt) - 1 : -1].double())
            targets.extend(reply)
        matrix = torch.cat(states)
        assert len(matrix) < matrix.shape[1], f"{len(matrix)} tokens to learn, more than the hidden size"
        wanted = torch.full((len(targets), len(tokenizer)), -10.0, dtype=torch.float64)
        wanted[range(len(targets)), targets] = 10.0
        fitted = torch.linalg.lstsq(matrix, wanted, driver="gelsd").solution
        model.lm_head.weight.copy_(fitted.T.float())
    model.save_pretrained(folder)
    return folder
