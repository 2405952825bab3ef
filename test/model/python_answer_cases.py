# In: nothing. Out: the Python client's cases about answers, usage, streams, limits, sampling and languages. Knows no server.
import time

from openai.types.chat import ChatCompletion, ChatCompletionChunk
from pydantic import BaseModel

from python_client_calls import (
    CONTEXT_TOKENS,
    COUNTING,
    MODEL,
    ask,
    body_of,
    case,
    chunks_of,
    seen,
    seen_of_stream,
    streamed,
    whole,
    words,
)


def strange_members(value, path=""):
    """Members that OpenAI's own types do not have, anywhere inside."""
    if isinstance(value, list):
        return [name for index, item in enumerate(value) for name in strange_members(item, f"{path}[{index}]")]
    if not isinstance(value, BaseModel):
        return []
    inner = [name for key in type(value).model_fields for name in strange_members(getattr(value, key), f"{path}.{key}")]
    return [f"{path}.{key}" for key in value.model_extra or {}] + inner


@case
def an_answer(under):
    answer = ask(under)
    message = answer.choices[0].message
    yield {"id": answer.id, "object": answer.object, "model": answer.model, "text": message.content, "role": message.role}
    assert answer.object == "chat.completion" and answer.id.startswith("chatcmpl-")
    assert answer.model.startswith(MODEL) and abs(answer.created - time.time()) < 60
    assert message.role == "assistant" and message.content and message.refusal is None and not message.tool_calls
    assert answer.choices[0].index == 0 and answer.choices[0].finish_reason in ("stop", "length")


@case
def an_answer_survives_strict_validation_and_a_round_trip(under):
    answer = ask(under)
    again = ChatCompletion.model_validate_json(answer.model_dump_json(), strict=True)
    yield again.model_dump()
    assert again.model_dump() == answer.model_dump()


@case
def chunks_survive_strict_validation_and_a_round_trip(under):
    chunks = chunks_of(under, stream_options={"include_usage": True})
    again = [ChatCompletionChunk.model_validate_json(chunk.model_dump_json(), strict=True) for chunk in chunks]
    yield len(again)
    assert [chunk.model_dump() for chunk in again] == [chunk.model_dump() for chunk in chunks]


@case
def no_member_is_there_that_OpenAI_does_not_have(under):
    chunks = chunks_of(under, stream_options={"include_usage": True})
    strange = strange_members(ask(under)) + [name for chunk in chunks for name in strange_members(chunk)]
    yield sorted(set(strange))
    assert strange == []


@case
def two_answers_have_two_ids_and_one_fingerprint(under):
    answers = [ask(under, max_tokens=1), ask(under, max_tokens=2)]
    yield [(answer.id, answer.system_fingerprint) for answer in answers]
    assert answers[0].id != answers[1].id
    assert answers[0].system_fingerprint == answers[1].system_fingerprint
    assert answers[0].system_fingerprint.startswith("fp_")


@case
def a_developer_turn_is_a_system_turn(under):
    def prompt(role):
        turns = [{"role": role, "content": "Answer in French."}, {"role": "user", "content": "Good morning!"}]
        return whole(under, messages=turns, max_tokens=1)["prompt"]

    counts = [prompt("system"), prompt("developer")]
    yield counts
    assert counts[0] == counts[1] > 5


@case
def every_turn_stands_in_the_prompt_with_all_its_tokens(under):
    def prompt(told):
        turns = [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": told},
            {"role": "assistant", "content": told},
            {"role": "user", "content": "What was said?"},
        ]
        return whole(under, messages=turns, max_tokens=1)["prompt"]

    told = "The quick brown fox jumps over the lazy dog."
    surplus = prompt(told) - prompt("x") - 2 * (len(under.tokenize(told)) - len(under.tokenize("x")))
    yield surplus
    assert surplus == 0


@case
def a_tool_answer_in_the_history(under):
    call = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Rome"}'}}
    turns = [
        {"role": "user", "content": "How warm is it in Rome?"},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "call_1", "content": '{"celsius": 31}'},
    ]
    answers = [whole(under, messages=turns), whole(under, messages=turns[:1], max_tokens=1)]
    yield answers
    assert answers[0]["completion"] > 0 and answers[0]["prompt"] > answers[1]["prompt"] + 10


@case
def a_text_in_one_part_is_the_text(under):
    parts = [{"type": "text", "text": COUNTING}]
    contents = (COUNTING, COUNTING, parts)
    answers = [whole(under, messages=[{"role": "user", "content": content}]) for content in contents][1:]
    yield answers
    assert {**answers[0], "cached": 0} == {**answers[1], "cached": 0}


@case
def several_parts_and_a_name(under):
    parts = [{"type": "text", "text": "Say"}, {"type": "text", "text": "hello."}]
    answer = whole(under, messages=[{"role": "user", "name": "ada", "content": parts}])
    yield answer
    assert answer["text"]


@case
def an_empty_text(under):
    answer = whole(under, messages="", max_tokens=2)
    yield answer
    assert answer["prompt"] > 0 and answer["completion"] > 0


@case
def usage_adds_up(under):
    usage = ask(under).usage
    yield usage.model_dump()
    assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens
    assert 0 <= usage.prompt_tokens_details.cached_tokens <= usage.prompt_tokens
    assert usage.completion_tokens_details.reasoning_tokens == 0


@case
def the_second_of_two_equal_requests_is_cached(under):
    messages = f"{words(60)} Say hello."
    answers = [whole(under, messages=messages, max_tokens=2) for _ in range(2)]
    yield [(answer["cached"], answer["prompt"]) for answer in answers]
    assert answers[0]["cached"] < 40 and 60 < answers[1]["cached"] < answers[1]["prompt"]


@case
def the_turns_before_the_last_are_cached_and_a_stream_says_so(under):
    turns = [{"role": "user", "content": f"{words(60)} Say hello."}]
    answer = whole(under, messages=turns, max_tokens=4)
    turns += [{"role": "assistant", "content": answer["text"]}, {"role": "user", "content": "Again."}]
    usage = chunks_of(under, messages=turns, max_tokens=1, stream_options={"include_usage": True})[-1].usage
    yield usage.model_dump()
    assert usage.prompt_tokens_details.cached_tokens > 60


@case
def streamed_and_whole_are_the_same(under):
    whole(under, messages=COUNTING)
    texts = [whole(under, messages=COUNTING)["text"], streamed(under, messages=COUNTING)["text"]]
    yield texts
    assert texts[0] == texts[1] != ""


@case
def a_stream_has_its_role_first_its_reason_once_and_its_usage_last(under):
    chunks = chunks_of(under, messages=COUNTING, logit_bias=under.forced("cat"), stream_options={"include_usage": True})
    outcome = seen_of_stream(chunks)
    yield outcome
    assert outcome["roles"] == ["assistant"] and chunks[0].choices[0].delta.role == "assistant"
    assert outcome["reasons"] == ["length"] and chunks[-2].choices[0].finish_reason == "length"
    assert chunks[-1].choices == [] and chunks[-1].usage.completion_tokens == 16
    assert all(chunk.usage is None for chunk in chunks[:-1])


@case
def a_stream_without_include_usage_has_none(under):
    chunks = chunks_of(under, messages=COUNTING)
    yield [(len(chunk.choices), chunk.usage is None) for chunk in chunks]
    assert all(len(chunk.choices) == 1 and chunk.usage is None for chunk in chunks)


@case
def all_chunks_have_one_id_time_model_and_fingerprint(under):
    heads = {(chunk.id, chunk.created, chunk.model, chunk.system_fingerprint) for chunk in chunks_of(under)}
    yield sorted(heads)
    assert len(heads) == 1


@case
def a_stream_comes_in_pieces(under):
    deltas = streamed(under, logit_bias=under.forced("cat"))["deltas"]
    yield deltas
    assert len([delta for delta in deltas if delta]) > 8


@case
def two_choices(under):
    answers = [whole(under, messages=COUNTING, n=n, logit_bias=under.forced("cat")) for n in (1, 2)]
    yield answers
    assert len(answers[1]["texts"]) == 2 and all("cat" in text for text in answers[1]["texts"])
    assert answers[1]["completion"] == 32 and answers[1]["prompt"] == answers[0]["prompt"]


@case
def two_choices_streamed(under):
    choices = [choice for chunk in chunks_of(under, messages=COUNTING, n=2, stop=["never"]) for choice in chunk.choices]
    texts = ["".join(choice.delta.content or "" for choice in choices if choice.index == index) for index in (0, 1)]
    reasons = sorted(choice.index for choice in choices if choice.finish_reason is not None)
    yield {"texts": texts, "finished": reasons}
    assert all(texts) and reasons == [0, 1]


@case
def max_tokens(under):
    answer = whole(under, messages=COUNTING, max_tokens=1)
    yield answer
    assert answer["reason"] == "length" and answer["completion"] == 1


@case
def max_completion_tokens(under):
    body = body_of(messages=COUNTING, max_completion_tokens=3)
    del body["max_tokens"]
    answer = seen(under.client.chat.completions.create(**body))
    yield answer
    assert answer["reason"] == "length" and answer["completion"] == 3


@case
def a_stop_string(under):
    usual = whole(under, messages=COUNTING)["text"]
    stop = usual[5:6]
    answer = whole(under, messages=COUNTING, stop=stop)
    yield {"usual": usual, "stop": stop, **answer}
    assert answer["reason"] == "stop" and answer["text"] == usual[: usual.index(stop)]


@case
def a_stop_string_over_several_tokens_streamed(under):
    usual = whole(under, messages=COUNTING)["text"]
    stop = usual[3:9]
    answer = streamed(under, messages=COUNTING, stop=["never", stop, "said", "aloud"])
    yield {"usual": usual, "stop": stop, **answer}
    assert len(stop) == 6
    assert answer["reasons"] == ["stop"] and answer["text"] == usual[: usual.index(stop)]


@case
def a_stop_string_in_the_first_token(under):
    usual = whole(under, messages=COUNTING, max_tokens=1)["text"]
    answer = whole(under, messages=COUNTING, stop=usual[:1])
    yield answer
    assert answer["text"] == "" and answer["reason"] == "stop"


@case
def a_prompt_near_the_end_of_the_context_is_answered_up_to_it(under):
    answer = whole(under, messages=words(CONTEXT_TOKENS - 70), max_tokens=200, logit_bias=under.forced("cat"))
    yield answer
    assert answer["prompt"] > CONTEXT_TOKENS - 70 and 0 < answer["completion"] < 80
    assert answer["prompt"] + answer["completion"] <= CONTEXT_TOKENS and answer["reason"] == "length"


@case
def a_seed_gives_the_same_text_again(under):
    members = {"messages": "Invent a name for a cat.", "temperature": 1, "seed": 42}
    texts = [whole(under, **members)["text"] for _ in range(2)]
    yield texts
    assert texts[0] == texts[1]


@case
def other_seeds_give_other_texts(under):
    texts = [whole(under, messages="Invent a story.", temperature=1.5, seed=seed)["text"] for seed in range(4)]
    yield texts
    assert len(set(texts)) > 1


@case
def a_seed_of_64_bits(under):
    answer = whole(under, seed=-(2**53) + 1, max_tokens=2)
    yield answer
    assert answer["completion"] > 0


@case
def a_banned_token_does_not_come(under):
    usual = whole(under, messages=COUNTING, max_tokens=1)["text"]
    banned = {str(under.tokenize(usual)[0]): -100}
    text = whole(under, messages=COUNTING, max_tokens=1, logit_bias=banned)["text"]
    yield [usual, text]
    assert text != usual


@case
def a_forced_token_comes(under):
    text = whole(under, max_tokens=4, logit_bias=under.forced("cat"))["text"]
    yield text
    assert text.split() == ["cat"] * 4


@case
def penalties_make_what_was_said_rarer(under):
    members = {"messages": "Say one word.", "logit_bias": under.forced("cat", "dog"), "max_tokens": 24}
    texts = [whole(under, **members, frequency_penalty=penalty)["text"].split() for penalty in (-2, 2)]
    yield texts
    assert abs(texts[1].count("cat") - texts[1].count("dog")) < abs(texts[0].count("cat") - texts[0].count("dog"))


@case
def top_p_of_0_takes_the_likeliest(under):
    likeliest = whole(under, messages=COUNTING, max_tokens=4)["text"]
    texts = [whole(under, messages=COUNTING, temperature=1, top_p=0, max_tokens=4)["text"] for _ in range(2)]
    yield [likeliest, *texts]
    assert texts == [likeliest] * 2


@case
def the_ends_of_every_range_are_taken(under):
    ends = {"temperature": 2, "top_p": 1, "presence_penalty": -2, "frequency_penalty": 2, "logit_bias": {}, "n": 1}
    answer = whole(under, **ends, max_tokens=4)
    yield answer
    assert answer["completion"] > 0


SENTENCES = {
    "German": "Größe, Fuß und Übermut",
    "Polish": "Zażółć gęślą jaźń",
    "Russian": "Съешь ещё этих булок",
    "Arabic": "مرحبا بالعالم",
    "Hindi": "नमस्ते दुनिया",
    "Chinese": "你好，世界，今天天气很好",
    "Japanese": "こんにちは世界、元気ですか",
    "Korean": "안녕하세요 세계",
    "emoji": "👩‍🚀🏳️‍🌈👍🏽 e\u0301",
}


def repeating(sentence):
    """A conversation in which even the smallest model says the sentence again."""
    turns = [{"role": "user", "content": sentence}, {"role": "assistant", "content": sentence}]
    return turns * 3 + turns[:1]


def language_case(sentence):
    def run(under):
        members = {"max_tokens": 32, "stream_options": {"include_usage": True}}
        chunks = chunks_of(under, messages=repeating(sentence), **members)
        outcome = seen_of_stream(chunks)
        short = whole(under, messages=repeating("x"), max_tokens=1)["prompt"]
        surplus = chunks[-1].usage.prompt_tokens - short - 7 * (len(under.tokenize(sentence)) - 1)
        yield {"text": outcome["text"], "deltas": outcome["deltas"], "surplus": surplus}
        # All of it stands in the prompt, and what the model repeats of it, it repeats in whole characters.
        assert surplus == 0
        assert not outcome["text"].isascii() and "\ufffd" not in outcome["text"]
        for delta in outcome["deltas"]:
            delta.encode("utf-8", "strict")

    return run


for language, sentence in SENTENCES.items():
    case(language_case(sentence), f"{language}: whole characters there and back")


@case
def a_limit_within_a_character_leaves_whole_ones(under):
    asked = repeating(SENTENCES["emoji"])
    texts = [whole(under, messages=asked, max_tokens=limit)["text"] for limit in range(1, 7)]
    texts += [streamed(under, messages=asked, max_tokens=limit)["text"] for limit in range(1, 7)]
    yield texts
    assert all("\ufffd" not in text for text in texts) and texts[:6] == texts[6:]
