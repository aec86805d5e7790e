"""A tiny Llama with a byte-level BPE tokenizer and a chat template, made on the spot: no hub is needed."""

from __future__ import annotations

import json
from pathlib import Path

_CORPUS = [
    "Which keyword does Python use to define a function? Answer: def",
    "Answer this question about computing from what you know. I do not know.",
    "请根据你掌握的知识回答下面这道计算机领域的问题。答案：不知道。",
    "CORRECT INCORRECT NOT_ATTEMPTED A B C 正确 错误 未尝试",
] * 8

_CHAT_TEMPLATE = (
    "{% for message in messages %}<|{{ message['role'] }}|>\n{{ message['content'] }}<|end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>\n{% endif %}"
)


def make_tiny_model(folder: Path, hidden_size: int = 32, heads: int = 2, seed: int = 0) -> Path:
    """Save a two-layer Llama with random weights and its tokenizer into `folder`, and return it.

    `hidden_size / heads` is the head size: 16 as it stands; vLLM's CPU kernels want 64.
    """
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(
        _CORPUS,
        trainers.BpeTrainer(
            vocab_size=400,
            special_tokens=["<|endoftext|>", "<|end|>"],
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<|endoftext|>",
        eos_token="<|end|>",
        pad_token="<|endoftext|>",
        model_input_names=["input_ids", "attention_mask"],
    )
    wrapped.chat_template = _CHAT_TEMPLATE
    wrapped.model_max_length = 2048
    torch.manual_seed(seed)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(wrapped),
            hidden_size=hidden_size,
            intermediate_size=2 * hidden_size,
            num_hidden_layers=2,
            num_attention_heads=heads,
            num_key_value_heads=heads,
            max_position_embeddings=2048,
            bos_token_id=wrapped.bos_token_id,
            eos_token_id=wrapped.eos_token_id,
            pad_token_id=wrapped.pad_token_id,
        )
    )
    model.save_pretrained(folder)
    wrapped.save_pretrained(folder)
    assert json.loads((folder / "config.json").read_text())["model_type"] == "llama"
    return folder
