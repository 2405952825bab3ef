# In: a running server in KINGLET_TEST_URL and KINGLET_TEST_KEY, a tokenizer in KINGLET_TEST_TOKENIZER_URL and _KEY. Out: what the
# official Python client got from it, one line of JSON a case, and what OpenAI's API promises otherwise.
import json
import os
import time
import traceback

import openai

import python_answer_cases
import python_error_cases
import python_exchange_cases
from python_client_calls import CASES, Under

assert python_answer_cases and python_exchange_cases and python_error_cases


def settle(function, under):
    outcome = None
    steps = function(under)
    try:
        outcome = next(steps)
        next(steps, None)
        return outcome, None
    except Exception as error:  # Every case is tried, whatever broke before.
        line = traceback.extract_tb(error.__traceback__)[-1].line
        failure = f"{type(error).__name__}: {error}".rstrip(": ") + f", at `{line}`"
        return (failure if outcome is None else outcome), failure


environment = os.environ
server = Under(
    base_url=environment["KINGLET_TEST_URL"],
    key=environment["KINGLET_TEST_KEY"],
    tokenizer_url=environment["KINGLET_TEST_TOKENIZER_URL"],
    tokenizer_key=environment["KINGLET_TEST_TOKENIZER_KEY"],
)
print(f"client {openai.__version__}")
for name, function in CASES:
    started = time.monotonic()
    outcome, failure = settle(function, server)
    row = {"name": name, "outcome": outcome, "failure": failure, "seconds": round(time.monotonic() - started, 2)}
    print(json.dumps(row, ensure_ascii=False, default=str), flush=True)
