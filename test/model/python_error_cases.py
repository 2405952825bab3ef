# In: nothing. Out: the Python client's cases about what is refused: parameters, models, paths and keys. Knows no server.
import openai

from python_client_calls import CONTEXT_TOKENS, ask, body_of, case, failure, seen_of_error, whole, words

WRONG_KEY = "wrong-key-0123456789"
TOOL_TURN = {"role": "tool", "tool_call_id": "x", "content": "y"}
REFUSED = {
    "no messages": ({"messages": []}, "messages", None),
    "messages left out": ({"messages": openai.omit}, "messages", "missing_required_parameter"),
    "a role that is none": ({"messages": [{"role": "king", "content": "x"}]}, "messages[0].role", "invalid_value"),
    "a number for a text": ({"messages": [{"role": "user", "content": 5}]}, "messages[0].content", "invalid_type"),
    "a tool answer without a call": ({"messages": [TOOL_TURN]}, "messages.[0].role", None),
    "a temperature too high": ({"temperature": 3}, "temperature", None),
    "a top_p too high": ({"top_p": 1.5}, "top_p", None),
    "a penalty too low": ({"frequency_penalty": -3}, "frequency_penalty", None),
    "no choice": ({"n": 0}, "n", None),
    "no token": ({"max_tokens": 0}, "max_tokens", None),
    "more tokens than a model gives": ({"max_tokens": 16385}, "max_tokens", None),
    "a word for a number": ({"max_tokens": "many"}, "max_tokens", "invalid_type"),
    "both limits": ({"max_completion_tokens": 3}, "max_tokens", "invalid_parameter_combination"),
    "five stop strings": ({"stop": list("abcde")}, "stop", None),
    "a bias for a token that is none": ({"logit_bias": {"9999999": 1}}, "logit_bias", None),
    "stream options without a stream": ({"stream_options": {"include_usage": True}}, "stream_options", None),
    "an unknown parameter": ({"extra_body": {"temprature": 1}}, "temprature", "unknown_parameter"),
}


def refusal_case(members, param, code):
    def run(under):
        error = failure(lambda: ask(under, **members))
        yield error
        assert error["kind"] == "BadRequestError" and error["status"] == 400
        assert error["param"] == param and error["type"] == "invalid_request_error"
        assert code is None or error["code"] == code
        assert error["members"] == ["code", "message", "param", "type"] and error["request_id"].startswith("req_")

    return run


for refused, (members, param, code) in REFUSED.items():
    case(refusal_case(members, param, code), f"error: {refused}")


@case
def a_prompt_over_the_context(under):
    errors = [failure(lambda: ask(under, messages=words(CONTEXT_TOKENS + 100), stream=stream)) for stream in (False, True)]
    yield errors
    for error in errors:
        assert error["kind"] == "BadRequestError" and error["param"] == "messages"
        assert error["code"] == "context_length_exceeded" and f" {CONTEXT_TOKENS} tokens" in error["message"]


@case
def an_error_of_a_stream_is_thrown_before_it_begins(under):
    error = failure(lambda: ask(under, stream=True, temperature=3))
    yield error
    assert error["kind"] == "BadRequestError" and error["param"] == "temperature"


@case
def the_async_client_throws_the_same_error(under):
    async def work(client):
        try:
            await client.chat.completions.create(**body_of(temperature=3))
        except openai.BadRequestError as error:
            return seen_of_error(error)
        return "answered"

    errors = [under.in_loop(work), failure(lambda: ask(under, temperature=3))]
    yield errors
    assert {**errors[0], "request_id": ""} == {**errors[1], "request_id": ""}


@case
def a_model_that_is_none(under):
    errors = [failure(lambda: ask(under, model="gpt-9")), failure(lambda: under.client.models.retrieve("gpt-9"))]
    yield errors
    for error in errors:
        assert error["kind"] == "NotFoundError" and error["code"] == "model_not_found" and "gpt-9" in error["message"]
        assert error["type"] == "invalid_request_error" and error["request_id"].startswith("req_")


@case
def a_path_that_is_none(under):
    error = failure(lambda: under.client.get("/nothing", cast_to=object))
    yield error
    assert error["kind"] == "NotFoundError" and error["type"] == "invalid_request_error"
    assert "/nothing" in error["message"] and error["request_id"].startswith("req_")


@case
def a_wrong_key(under):
    error = failure(lambda: ask(under.with_key(WRONG_KEY)))
    yield error
    assert error["kind"] == "AuthenticationError" and error["code"] == "invalid_api_key"
    assert error["type"] == "invalid_request_error" and error["request_id"].startswith("req_")
    assert WRONG_KEY not in error["message"]


@case
def no_key(under):
    error = failure(lambda: ask(under, extra_headers={"Authorization": openai.omit}))
    yield error
    assert error["kind"] == "AuthenticationError" and error["code"] is None and "API key" in error["message"]


@case
def the_key_in_the_header_of_Azure(under):
    answer = whole(under, max_tokens=2, extra_headers={"Authorization": openai.omit, "api-key": under.key})
    yield answer
    assert answer["completion"] == 2
