# In: nothing. Out: the Python client's cases about its helpers, headers, time, cancellation, many at once and the list of models. Knows
# no server.
import asyncio
from concurrent.futures import ThreadPoolExecutor

import openai

from python_client_calls import COUNTING, MODEL, ask, body_of, case, failure, seen, seen_of_stream, streamed, whole


def long_answer(under):
    """An answer that takes seconds."""
    return {"messages": COUNTING, "max_tokens": 600, "logit_bias": under.forced("cat")}


@case
def the_stream_helper(under):
    stop = whole(under, messages=COUNTING)["text"][6:9]
    with under.client.chat.completions.stream(**body_of(messages=COUNTING, stop=[stop])) as stream:
        events = list(stream)
        answer = stream.get_final_completion()
    kinds = [event.type for event in events]
    text = answer.choices[0].message.content
    yield {"kinds": sorted(set(kinds)), "text": text, "reason": answer.choices[0].finish_reason}
    assert {"chunk", "content.delta", "content.done"} == set(kinds) and kinds.count("content.done") == 1
    assert text == "".join(event.delta for event in events if event.type == "content.delta") != ""
    assert [event.content for event in events if event.type == "content.done"] == [text]
    assert answer.choices[0].finish_reason == "stop"


@case
def the_stream_helper_says_when_the_limit_cut_the_answer(under):
    kind = "finished"
    with under.client.chat.completions.stream(**body_of(messages=COUNTING, max_tokens=2)) as stream:
        try:
            stream.get_final_completion()
        except openai.LengthFinishReasonError as error:
            kind = error.completion.choices[0].finish_reason
    yield kind
    assert kind == "length"


@case
def the_async_stream_helper_with_usage(under):
    stop = whole(under, messages=COUNTING)["text"][6:9]

    async def work(client):
        body = body_of(messages=COUNTING, stop=[stop], stream_options={"include_usage": True})
        async with client.chat.completions.stream(**body) as stream:
            return await stream.get_final_completion()

    answer = under.in_loop(work)
    yield seen(answer)
    assert answer.choices[0].finish_reason == "stop" and answer.choices[0].message.content
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens


@case
def the_parse_helper(under):
    stop = whole(under, messages=COUNTING)["text"][6:9]
    answer = under.client.chat.completions.parse(**body_of(messages=COUNTING, stop=stop))
    yield answer.choices[0].model_dump()
    assert answer.choices[0].message.content and answer.choices[0].message.parsed is None


@case
def the_async_client_streams_what_the_other_gets_whole(under):
    async def work(client):
        stream = await client.chat.completions.create(**body_of(messages=COUNTING, stream=True))
        return seen_of_stream([chunk async for chunk in stream])

    whole(under, messages=COUNTING)
    texts = [whole(under, messages=COUNTING)["text"], under.in_loop(work)["text"]]
    yield texts
    assert texts[0] == texts[1] != ""


@case
def raw_response_headers(under):
    raw = under.client.chat.completions.with_raw_response.create(**body_of(max_tokens=1))
    names = ("x-request-id", "content-type", "openai-version", "openai-processing-ms")
    yield {name: raw.headers.get(name) for name in names}
    assert raw.status_code == 200 and raw.headers["content-type"].startswith("application/json")
    assert raw.headers["x-request-id"].startswith("req_") and raw.headers["openai-version"]
    assert raw.headers["openai-processing-ms"].isdigit()
    assert raw.parse().choices[0].finish_reason == "length" and raw.retries_taken == 0


@case
def every_request_has_an_id_of_its_own(under):
    ids = [ask(under, max_tokens=1)._request_id, under.client.models.retrieve(MODEL)._request_id]
    ids.append(under.client.chat.completions.with_raw_response.create(**body_of(max_tokens=1, stream=True)).request_id)
    yield ids
    assert len(set(ids)) == 3 and all(text.startswith("req_") for text in ids)


@case
def a_streaming_response_line_by_line(under):
    create = under.client.chat.completions.with_streaming_response.create
    with create(**body_of(max_tokens=4, stream=True)) as response:
        kind = response.headers["content-type"]
        lines = [line for line in response.iter_lines() if line]
    yield {"kind": kind, "last": lines[-2:]}
    assert kind.startswith("text/event-stream") and lines[-1] == "data: [DONE]"
    assert all(line.startswith(("data: {", ":")) for line in lines[:-1])


@case
def a_streaming_response_of_a_whole_answer(under):
    with under.client.chat.completions.with_streaming_response.create(**body_of(max_tokens=2)) as response:
        answer = response.parse()
        request_id = response.headers.get("x-request-id")
    yield {"request_id": request_id, **seen(answer)}
    assert answer.usage.completion_tokens == 2 and request_id.startswith("req_")


@case
def members_for_the_books_are_taken(under):
    books = {"user": "ada", "safety_identifier": "ada", "metadata": {"team": "one"}, "prompt_cache_key": "one"}
    answer = ask(under, **books, store=False, service_tier="auto", response_format={"type": "text"})
    yield [answer.service_tier, answer.choices[0].message.content]
    assert answer.service_tier == "default" and answer.choices[0].message.content


@case
def null_is_as_absent(under):
    names = ("stop", "seed", "n", "top_p", "logit_bias", "presence_penalty", "stream", "user", "max_completion_tokens")
    nothing = dict.fromkeys(names)
    answers = [{**whole(under, **members), "cached": 0} for members in ({}, {}, {"extra_body": nothing})][1:]
    yield answers
    assert answers[0] == answers[1]


@case
def foreign_headers_and_queries_do_no_harm(under):
    client = under.new_client(organization="org-1", project="proj_1", default_query={"api-version": "1"})
    answer = seen(client.chat.completions.create(**body_of(max_tokens=2), extra_headers={"x-foreign": "1"}))
    yield answer
    assert answer["completion"] == 2


@case
def an_error_is_not_tried_again(under):
    asked = []
    hooks = {"request": [lambda request: asked.append(request.headers.get("x-stainless-retry-count"))]}
    with openai.DefaultHttpxClient(event_hooks=hooks) as http_client:
        client = under.new_client(max_retries=2, http_client=http_client)
        error = failure(lambda: client.chat.completions.create(**body_of(temperature=3)))
    yield {"asked": asked, **error}
    assert asked == ["0"] and error["kind"] == "BadRequestError"


@case
def a_timeout_is_one_and_the_next_is_answered(under):
    asked = []
    hooks = {"request": [lambda request: asked.append(request.headers.get("x-stainless-retry-count"))]}
    kind = "answered"
    with openai.DefaultHttpxClient(event_hooks=hooks) as http_client:
        client = under.new_client(http_client=http_client, timeout=0.5)
        try:
            client.chat.completions.create(**body_of(**long_answer(under)))
        except openai.APITimeoutError as error:
            kind = type(error).__name__
    after = whole(under, max_tokens=2)
    yield {"kind": kind, "asked": asked, "after": after["completion"]}
    assert kind == "APITimeoutError" and asked == ["0"] and after["completion"] == 2


@case
def streams_that_are_left_early_free_their_slots(under):
    for _ in range(4):
        with ask(under, stream=True, **long_answer(under)) as stream:
            for chunk in stream:
                if chunk.choices[0].delta.content:
                    break
    after = whole(under, max_tokens=2)
    yield after["completion"]
    assert after["completion"] == 2


@case
def a_stream_helper_that_is_left_early(under):
    with under.client.chat.completions.stream(**body_of(**long_answer(under))) as stream:
        for event in stream:
            if event.type == "content.delta" and event.delta:
                break
        snapshot = stream.current_completion_snapshot.choices[0].message.content
    after = streamed(under, max_tokens=2)
    yield [snapshot, after["text"]]
    assert snapshot and after["reasons"] == ["length"]


@case
def a_cancelled_task_and_the_next(under):
    async def work(client):
        kind = "answered"
        try:
            await asyncio.wait_for(client.chat.completions.create(**body_of(**long_answer(under))), 0.5)
        except asyncio.TimeoutError:
            kind = "cancelled"
        return [kind, (await client.chat.completions.create(**body_of(max_tokens=2))).usage.completion_tokens]

    outcome = under.in_loop(work)
    yield outcome
    assert outcome == ["cancelled", 2]


@case
def a_task_cancelled_within_its_stream(under):
    async def work(client):
        begun = asyncio.Event()

        async def read():
            async for chunk in await client.chat.completions.create(**body_of(**long_answer(under)), stream=True):
                begun.set()

        task = asyncio.create_task(read())
        await asyncio.wait_for(begun.wait(), 30)
        task.cancel()
        ended = await asyncio.gather(task, return_exceptions=True)
        answer = await client.chat.completions.create(**body_of(max_tokens=2))
        return [type(ended[0]).__name__, answer.usage.completion_tokens]

    outcome = under.in_loop(work)
    yield outcome
    assert outcome == ["CancelledError", 2]


WORDS = ("cat", "dog", "house", "water", "book", "green")


@case
def six_tasks_at_once_each_get_their_own_answer(under):
    biases = {word: under.forced(word) for word in WORDS}

    async def work(client):
        async def one(index, word):
            body = body_of(messages=f"Say {word}.", max_tokens=6, logit_bias=biases[word])
            if index % 2 == 0:
                return (await client.chat.completions.create(**body)).choices[0].message.content
            stream = await client.chat.completions.create(**body, stream=True)
            return seen_of_stream([chunk async for chunk in stream])["text"]

        return await asyncio.gather(*(one(index, word) for index, word in enumerate(WORDS)))

    texts = under.in_loop(work)
    yield texts
    assert [text.split() for text in texts] == [[word] * 6 for word in WORDS]


@case
def four_threads_share_a_client(under):
    def one(word):
        return streamed(under, messages=f"Say {word}.", max_tokens=6, logit_bias=under.forced(word))["text"]

    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(one, WORDS[:4]))
    yield texts
    assert [text.split() for text in texts] == [[word] * 6 for word in WORDS[:4]]


@case
def the_list_of_models(under):
    page = under.client.models.list()
    models = [model.model_dump() for model in page]
    yield models
    assert page.object == "list" and MODEL in [model["id"] for model in models]
    assert all(model["object"] == "model" and model["created"] > 0 and model["owned_by"] for model in models)


@case
def each_model_of_the_list_is_found_and_answers(under):
    async def work(client):
        names = [model.id async for model in client.models.list()]
        found = [(await client.models.retrieve(name)).id for name in names]
        answers = [await client.chat.completions.create(**body_of(model=name, max_tokens=1)) for name in names]
        return [names, found, [answer.usage.completion_tokens for answer in answers]]

    outcome = under.in_loop(work)
    yield outcome
    assert outcome[0] == outcome[1] != [] and set(outcome[2]) == {1}
