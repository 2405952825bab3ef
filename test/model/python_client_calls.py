# In: the official Python client towards any server. Out: what came of one call, in the few members that cases look at, and the list
# that cases enter. Knows no case.
import asyncio
import json
import urllib.request
from dataclasses import dataclass, replace
from functools import cached_property

import openai

MODEL = "gpt-4o-mini"
CONTEXT_TOKENS = 1024
COUNTING = "Count from 1 to 20 in digits, separated by a comma and a space. Nothing else."
#: Name and function. A case yields what came of it, then asserts what OpenAI's API promises of that.
CASES = []


def case(function, name=None):
    CASES.append((name or function.__name__.replace("_", " "), function))
    return function


@dataclass(frozen=True)
class Under:
    base_url: str
    key: str
    #: Where the model's own tokenizer answers, whichever server is asked.
    tokenizer_url: str
    tokenizer_key: str

    def _settings(self):
        return {"base_url": self.base_url, "api_key": self.key, "max_retries": 0, "timeout": 60}

    @cached_property
    def client(self):
        return openai.OpenAI(**self._settings())

    def new_client(self, **settings):
        return openai.OpenAI(**{**self._settings(), **settings})

    def with_key(self, key):
        return replace(self, key=key)

    def in_loop(self, work):
        """What `work(async client)` gives, in an event loop of its own."""

        async def run():
            async with openai.AsyncOpenAI(**self._settings()) as client:
                return await work(client)

        return asyncio.run(run())

    def tokenize(self, text):
        request = urllib.request.Request(
            f"{self.tokenizer_url}/tokenize",
            json.dumps({"content": text, "parse_special": False, "add_special": False}).encode(),
            {"authorization": f"Bearer {self.tokenizer_key}", "content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["tokens"]

    def forced(self, *words):
        """The bias that leaves nothing else to say, and so no end before `max_tokens`."""
        return {str(self.tokenize(f" {word}")[0]): 100 for word in words}


def body_of(messages="Say hello.", **members):
    turns = [{"role": "user", "content": messages}] if isinstance(messages, str) else messages
    return {"model": MODEL, "messages": turns, "temperature": 0, "max_tokens": 16, **members}


def ask(under, **members):
    return under.client.chat.completions.create(**body_of(**members))


def seen(answer):
    return {
        "texts": [choice.message.content for choice in answer.choices],
        "text": answer.choices[0].message.content,
        "reason": answer.choices[0].finish_reason,
        "prompt": answer.usage.prompt_tokens,
        "completion": answer.usage.completion_tokens,
        "cached": answer.usage.prompt_tokens_details.cached_tokens,
    }


def whole(under, **members):
    return seen(ask(under, **members))


def seen_of_stream(chunks):
    choices = [choice for chunk in chunks for choice in chunk.choices]
    deltas = [choice.delta.content or "" for choice in choices]
    return {
        "deltas": deltas,
        "text": "".join(deltas),
        "roles": [choice.delta.role for choice in choices if choice.delta.role is not None],
        "reasons": [choice.finish_reason for choice in choices if choice.finish_reason is not None],
    }


def chunks_of(under, **members):
    return list(ask(under, stream=True, **members))


def streamed(under, **members):
    return seen_of_stream(chunks_of(under, **members))


def failure(call):
    """What a client throws, member by member."""
    try:
        call()
    except openai.APIStatusError as error:
        return seen_of_error(error)
    return {"kind": "answered"}


def seen_of_error(error):
    return {
        "kind": type(error).__name__,
        "status": error.status_code,
        "code": error.code,
        "param": error.param,
        "type": error.type,
        "request_id": error.request_id,
        "members": sorted(error.body) if isinstance(error.body, dict) else None,
        "message": error.message[:160],
    }


_fresh = 0


def words(count):
    """With a number of its own, so that no other case has left its prompt in a cache."""
    global _fresh
    _fresh += 1
    return f"{_fresh}. {'word ' * count}"
