# In: services whose filter buffers or comes behind, cuts or not. Out: streams as an application for Azure reads them with the official
# Python client.
from azure_calls import (
    CLEAN_COMPLETION,
    CLEAN_PROMPT,
    MESSAGES,
    MODEL,
    PREVIEW,
    PROMPT_LENGTH,
    TEXT,
    async_client,
    case,
    choices,
    chunks,
    client,
    plain_client,
    text,
)


def annotations(stream):
    return [choice for choice in choices(stream) if hasattr(choice, "content_filter_offsets")]


@case
def the_first_chunk_is_of_the_prompt():
    first = chunks(client())[0]
    assert (first.id, first.object, first.created, first.model, first.choices) == ("", "", 0, "", [])
    assert first.prompt_filter_results == [{"prompt_index": 0, "content_filter_results": CLEAN_PROMPT}]


@case
def the_second_has_the_role():
    choice = chunks(client())[1].choices[0]
    assert (choice.delta.role, choice.delta.content, choice.content_filter_results) == ("assistant", "", {})


@case
def a_buffered_text():
    stream = chunks(client())
    assert text(stream) == TEXT
    findings = [choice.content_filter_results for choice in choices(stream) if choice.delta.content]
    assert findings and all(found == CLEAN_COMPLETION for found in findings)


@case
def the_end_has_no_findings():
    last = choices(chunks(client()))[-1]
    assert (last.finish_reason, last.content_filter_results) == ("stop", {})


@case
def streamed_usage():
    stream = chunks(client(), stream_options={"include_usage": True})
    assert stream[-1].choices == [] and stream[-1].usage.completion_tokens > 0


@case
def the_helper_for_streams():
    with client().chat.completions.stream(model=MODEL, messages=MESSAGES) as stream:
        assert stream.get_final_completion().choices[0].message.content == TEXT


@case
async def the_asynchronous_client_streams():
    async with async_client() as under:
        stream = await under.chat.completions.create(model=MODEL, messages=MESSAGES, stream=True)
        assert text([chunk async for chunk in stream]) == TEXT


@case
def a_buffered_cut():
    stream = chunks(client("cut"))
    assert text(stream) == "Grüße"
    last = choices(stream)[-1]
    assert last.finish_reason == "content_filter"
    assert last.content_filter_results["violence"] == {"filtered": True, "severity": "medium"}


@case
def a_streamed_completion():
    stream = list(client().completions.create(model=MODEL, prompt="x", stream=True))
    assert stream[0].prompt_filter_results[0]["prompt_index"] == 0
    assert "".join(choice.text for choice in choices(stream)) == TEXT


@case
def a_streamed_response():
    events = list(client(api_version=PREVIEW).responses.create(model=MODEL, input="x", store=False, stream=True))
    assert events[-1].type == "response.completed"
    assert [entry["source_type"] for entry in events[-1].response.content_filters] == ["prompt", "completion"]


@case
def the_plain_surface_asked_for_findings():
    stream = chunks(plain_client(), extra_headers={"x-kinglet-annotations": "true"})
    assert stream[0].prompt_filter_results[0]["content_filter_results"] == CLEAN_PROMPT
    assert not hasattr(chunks(plain_client())[0], "prompt_filter_results")


@case
def text_comes_before_its_findings():
    stream = chunks(client("asynchronous"))
    assert text(stream) == TEXT
    kinds = ["findings" if annotations([chunk]) else "text" for chunk in stream if text([chunk]) or annotations([chunk])]
    assert kinds == ["text", "findings"] * (len(kinds) // 2)
    assert not any(hasattr(choice, "content_filter_results") for choice in choices(stream) if choice.delta)


@case
def offsets_from_the_start_of_the_prompt():
    found = [choice.content_filter_offsets for choice in annotations(chunks(client("asynchronous")))]
    assert found[0]["start_offset"] == PROMPT_LENGTH
    assert found[-1]["end_offset"] == found[-1]["check_offset"] == PROMPT_LENGTH + len(TEXT)
    checks = [offsets["check_offset"] for offsets in found]
    assert checks == sorted(checks)


@case
def findings_have_no_delta():
    for choice in annotations(chunks(client("asynchronous"))):
        assert choice.delta is None
        assert choice.content_filter_results == CLEAN_COMPLETION


@case
def an_asynchronous_cut():
    stream = chunks(client("asynchronous cut"))
    ends = [choice for choice in choices(stream) if choice.finish_reason]
    assert [choice.finish_reason for choice in ends] == ["content_filter"]
    assert ends[0].content_filter_results == {"violence": {"filtered": True, "severity": "medium"}}
    assert ends[0].content_filter_offsets["check_offset"] == ends[0].content_filter_offsets["start_offset"]


@case
def an_asynchronous_completion():
    stream = list(client("asynchronous").completions.create(model=MODEL, prompt="abc", stream=True))
    assert "".join(choice.text for choice in choices(stream)) == TEXT
    assert annotations(stream)[0].content_filter_offsets["start_offset"] == 3
