# In: the environment of the test. Out: the official client for Azure towards each of its services, what came of a call, and the list that
# cases enter. Knows no case.
import json
import os

import openai

SERVICES = json.loads(os.environ["KINGLET_TEST_SERVICES"])
KEY = os.environ["KINGLET_TEST_KEY"]
MODEL = "gpt-4o-mini"
STABLE = "2024-10-21"
PREVIEW = "2025-04-01-preview"
MESSAGES = [{"role": "user", "content": "say hello"}]
PROMPT_LENGTH = 9
TEXT = "Grüße 👩‍🚀 你好 e\u0301."
SAFE = {"filtered": False, "severity": "safe"}
UNSEEN = {"filtered": False, "detected": False}
HARMS = {"hate": SAFE, "self_harm": SAFE, "sexual": SAFE, "violence": SAFE}
CLEAN_PROMPT = {**HARMS, "jailbreak": UNSEEN}
CLEAN_COMPLETION = {**HARMS, "protected_material_code": UNSEEN, "protected_material_text": UNSEEN}
CASES = []


def case(function):
    CASES.append((function.__name__.replace("_", " "), function))
    return function


def settings(service, **given):
    return {
        "azure_endpoint": SERVICES[service],
        "api_key": KEY,
        "api_version": STABLE,
        "max_retries": 0,
        "timeout": 60,
        **given,
    }


def client(service="clean", **given):
    return openai.AzureOpenAI(**settings(service, **given))


def async_client(service="clean", **given):
    return openai.AsyncAzureOpenAI(**settings(service, **given))


def plain_client(service="clean", path="/v1"):
    return openai.OpenAI(base_url=SERVICES[service] + path, api_key=KEY, max_retries=0)


def chat(under, **members):
    return under.chat.completions.create(**{"model": MODEL, "messages": MESSAGES, **members})


def chunks(under, **members):
    return list(chat(under, stream=True, **members))


def choices(stream):
    return [choice for chunk in stream for choice in chunk.choices]


def text(stream, index=0):
    deltas = [choice.delta for choice in choices(stream) if choice.index == index]
    return "".join(delta.content or "" for delta in deltas if delta is not None)


def failure(call):
    """What the client throws."""
    try:
        call()
    except openai.APIStatusError as error:
        return error
    raise AssertionError("was answered")
