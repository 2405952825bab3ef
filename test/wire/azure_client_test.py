# In: running services in KINGLET_TEST_SERVICES, a JSON object of name to URL, and a key in KINGLET_TEST_KEY. Out: what the official Python
# client for Azure got from them, one line of JSON a case.
import asyncio
import json
import os
import time
import traceback

import openai

import azure_answer_cases
import azure_stream_cases
from azure_calls import CASES

assert azure_answer_cases and azure_stream_cases


def settle(function):
    try:
        outcome = function()
        if asyncio.iscoroutine(outcome):
            asyncio.run(outcome)
        return None
    except Exception as error:  # Every case is tried, whatever broke before.
        line = traceback.extract_tb(error.__traceback__)[-1].line
        return f"{type(error).__name__}: {error}".rstrip(": ") + f", at `{line}`"


print(f"client {openai.__version__}")
for name, function in CASES:
    started = time.monotonic()
    failure = settle(function)
    row = {"name": name, "failure": failure, "seconds": round(time.monotonic() - started, 2)}
    print(json.dumps(row, ensure_ascii=False), flush=True)
