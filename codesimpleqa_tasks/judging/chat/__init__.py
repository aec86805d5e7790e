"""Judging by chat completion: any endpoint that speaks the OpenAI protocol."""
