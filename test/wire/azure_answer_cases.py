# In: services whose filter finds nothing, blocks the prompt or cuts the answer. Out: whole answers and errors, as an application for Azure
# reads them with the official Python client.
import httpx2 as httpx
import openai

from azure_calls import (
    CLEAN_COMPLETION,
    CLEAN_PROMPT,
    KEY,
    MESSAGES,
    MODEL,
    PREVIEW,
    SERVICES,
    TEXT,
    async_client,
    case,
    chat,
    client,
    failure,
    plain_client,
)


@case
def a_chat():
    answer = chat(client())
    assert answer.choices[0].message.content == TEXT
    assert answer.choices[0].finish_reason == "stop"
    assert answer.model == "gpt-4o-mini-2024-07-18"


@case
def the_prompt_is_annotated():
    assert chat(client()).prompt_filter_results == [{"prompt_index": 0, "content_filter_results": CLEAN_PROMPT}]


@case
def the_choice_is_annotated():
    assert chat(client()).choices[0].content_filter_results == CLEAN_COMPLETION


@case
def every_choice_is_annotated():
    found = [choice.content_filter_results for choice in chat(client(), n=3).choices]
    assert found == [CLEAN_COMPLETION] * 3


@case
def usage():
    told = chat(client()).usage
    assert told.total_tokens == told.prompt_tokens + told.completion_tokens > 0


@case
def headers():
    raw = client().chat.completions.with_raw_response.create(model=MODEL, messages=MESSAGES)
    assert raw.headers["apim-request-id"] == raw.headers["x-request-id"] == raw.parse()._request_id
    assert raw.headers["x-ms-region"] == "local"
    assert raw.headers["x-ms-deployment-name"] == MODEL


@case
def the_deployment_of_the_client_wins():
    assert chat(client(azure_deployment=MODEL), model="nothing like it").choices[0].message.content == TEXT


@case
def a_base_url_with_the_deployment():
    under = openai.AzureOpenAI(
        base_url=f"{SERVICES['clean']}/openai/deployments/{MODEL}", api_key=KEY, api_version=PREVIEW, max_retries=0
    )
    assert chat(under).choices[0].message.content == TEXT


@case
def a_token():
    assert chat(client(api_key=None, azure_ad_token=KEY)).choices[0].message.content == TEXT


@case
def a_token_provider():
    assert chat(client(api_key=None, azure_ad_token_provider=lambda: KEY)).choices[0].message.content == TEXT


@case
async def the_asynchronous_client():
    async with async_client() as under:
        answer = await under.chat.completions.create(model=MODEL, messages=MESSAGES)
    assert answer.choices[0].content_filter_results == CLEAN_COMPLETION


@case
def a_completion():
    answer = client().completions.create(model=MODEL, prompt="say hello")
    assert answer.choices[0].text == TEXT
    assert answer.choices[0].content_filter_results == CLEAN_COMPLETION
    assert answer.prompt_filter_results == [{"prompt_index": 0, "content_filter_results": CLEAN_PROMPT}]


@case
def several_prompts():
    answer = client().completions.create(model=MODEL, prompt=["a", "b"])
    assert [result["prompt_index"] for result in answer.prompt_filter_results] == [0, 1]


@case
def embeddings():
    answer = client().embeddings.create(model="text-embedding-3-small", input=["a", "b"])
    assert [len(item.embedding) for item in answer.data] == [4, 4]


@case
def models():
    found = {model.id: model for model in client().models.list()}
    assert found[MODEL].capabilities["chat_completion"] is True
    assert found["text-embedding-3-small"].capabilities["embeddings"] is True


@case
def a_response():
    answer = client(api_version=PREVIEW).responses.create(model=MODEL, input="say hello", store=False)
    assert answer.output_text == TEXT
    prompt, completion = answer.content_filters
    assert (prompt["source_type"], completion["source_type"]) == ("prompt", "completion")
    assert completion["content_filter_results"] == CLEAN_COMPLETION


@case
def responses_need_their_version():
    error = failure(lambda: client().responses.create(model=MODEL, input="x", store=False))
    assert (error.status_code, error.code) == (400, "BadRequest")


@case
def the_v1_route_with_the_plain_client():
    answer = chat(plain_client(path="/openai/v1/"))
    assert answer.choices[0].content_filter_results == CLEAN_COMPLETION


@case
def an_older_version_without_annotations():
    answer = chat(client(api_version="2023-05-15"))
    assert answer.choices[0].message.content == TEXT
    assert not hasattr(answer, "prompt_filter_results")


@case
def a_policy_by_name():
    assert chat(client(), extra_headers={"x-policy-id": "Strict"}).choices[0].message.content == TEXT


@case
def a_policy_that_is_none():
    error = failure(lambda: chat(client(), extra_headers={"x-policy-id": "no name"}))
    assert (error.status_code, error.code) == (400, "InvalidContentFilterPolicy")


@case
def a_deployment_that_is_not_there():
    error = failure(lambda: chat(client(), model="nothing"))
    assert isinstance(error, openai.NotFoundError) and error.code == "DeploymentNotFound"


@case
def a_version_that_is_none():
    error = failure(lambda: chat(client(api_version="2024-10-22")))
    assert (error.status_code, error.body) == (404, {"code": "404", "message": "Resource not found"})


@case
def a_wrong_key():
    error = failure(lambda: chat(client(api_key="wrong-key-0123456789abcdef")))
    assert isinstance(error, openai.AuthenticationError) and error.code == "401"
    assert "invalid subscription key" in error.message


@case
def batches_are_not_there():
    error = failure(
        lambda: client().batches.create(
            input_file_id="f", endpoint="/v1/chat/completions", completion_window="24h"
        )
    )
    assert (error.status_code, error.code) == (404, "404")


@case
def a_wrong_member_is_named():
    error = failure(lambda: chat(client(), temperature=3))
    assert (error.status_code, error.param) == (400, "temperature") and isinstance(error.code, str)


@case
def an_embedding_of_a_chat_model():
    error = failure(lambda: client().embeddings.create(model=MODEL, input="a"))
    assert (error.status_code, error.code) == (400, "OperationNotSupported")


@case
def a_blocked_prompt():
    error = failure(lambda: chat(client("blocked")))
    assert isinstance(error, openai.BadRequestError)
    assert (error.code, error.param, error.type) == ("content_filter", "prompt", None)
    inner = error.body["innererror"]
    assert inner["code"] == "ResponsibleAIPolicyViolation"
    assert inner["content_filter_result"]["jailbreak"] == {"filtered": True, "detected": True}


@case
def a_blocked_prompt_of_a_stream():
    assert failure(lambda: chat(client("blocked"), stream=True)).code == "content_filter"


@case
def a_blocked_prompt_of_a_completion():
    error = failure(lambda: client("blocked").completions.create(model=MODEL, prompt="x"))
    assert error.body["status"] == 400


@case
def a_blocked_prompt_of_a_response():
    under = client("blocked", api_version=PREVIEW)
    assert failure(lambda: under.responses.create(model=MODEL, input="x", store=False)).code == "content_filter"


@case
def a_blocked_prompt_on_the_plain_surface():
    error = failure(lambda: chat(plain_client("blocked")))
    assert error.code == "content_filter" and "innererror" not in error.body


@case
def an_answer_that_is_cut():
    choice = chat(client("cut")).choices[0]
    assert (choice.finish_reason, choice.message.content) == ("content_filter", "Grüße")
    assert choice.content_filter_results["violence"] == {"filtered": True, "severity": "medium"}


@case
def an_answer_that_is_cut_at_once():
    choice = chat(client("cut at once")).choices[0]
    assert (choice.finish_reason, choice.message.content) == ("content_filter", None)
    assert "content" not in choice.message.model_fields_set


@case
def a_response_that_is_cut():
    answer = client("cut", api_version=PREVIEW).responses.create(model=MODEL, input="x", store=False)
    assert (answer.status, answer.incomplete_details.reason) == ("incomplete", "content_filter")
    assert [entry["blocked"] for entry in answer.content_filters] == [False, True]


@case
def the_bytes_of_a_missing_route():
    answer = httpx.get(f"{SERVICES['clean']}/openai/files", headers={"api-key": KEY})
    assert (answer.status_code, answer.text) == (404, '{"error":{"code":"404","message":"Resource not found"}}')
