# In: llama.cpp server parameters as JSON in KINGLET_ENGINE_PARAMETERS (the record of src/engine/llama/parameters.ts) and the
# key in LLAMA_API_KEY. Out: xllamacpp's server on that port until stdin closes, the parent dies or SIGTERM comes.
# Must not know what is asked of it, and never prints the key.
import ctypes
import json
import os
import signal
import sys
import threading

KV_TYPES = ("f32", "f16", "bf16", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0", "iq4_nl")


def die(message):
    print(f"xllamacpp-launcher: {message}", file=sys.stderr, flush=True)
    os._exit(2)


def die_with_parent():
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
    # The system's own way: a handler in Python would wait until a model has finished loading.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # The parent decides when a terminal's Ctrl-C ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=exit_when_stdin_closes, daemon=True).start()


def exit_when_stdin_closes():
    try:
        while os.read(0, 4096):
            pass
    except OSError:
        pass
    os._exit(0)


def kv_type(xllamacpp, name):
    if name not in KV_TYPES:
        die(f"unknown KV type {name!r}; known: {', '.join(KV_TYPES)}")
    return getattr(xllamacpp.ggml_type, f"GGML_TYPE_{name.upper()}")


def adapter(xllamacpp, path):
    information = xllamacpp.CommonAdapterLoraInfo()
    information.path = path
    information.scale = 1.0
    return information


def server_parameters(xllamacpp, asked):
    parameters = xllamacpp.CommonParams()
    parameters.hostnames = [asked["host"]]
    parameters.port = asked["port"]
    parameters.api_keys = [os.environ["LLAMA_API_KEY"]] if os.environ.get("LLAMA_API_KEY") else []
    parameters.model.path = asked["modelPath"]
    if asked.get("projectorPath"):
        parameters.mmproj.path = asked["projectorPath"]
    parameters.model_alias = {asked["alias"]}
    parameters.n_ctx = asked["contextTokens"]
    parameters.n_parallel = asked["slotCount"]
    parameters.cpuparams.n_threads = asked["threads"]
    parameters.cpuparams_batch.n_threads = asked["threads"]
    parameters.n_threads_http = asked.get("httpThreads", -1)
    parameters.n_batch = asked["batchTokens"]
    parameters.n_ubatch = asked["microBatchTokens"]
    flash = {"auto": "AUTO", "on": "ENABLED", "off": "DISABLED"}[asked["flashAttention"]]
    parameters.flash_attn_type = getattr(xllamacpp.llama_flash_attn_type, f"LLAMA_FLASH_ATTN_TYPE_{flash}")
    parameters.cache_type_k = kv_type(xllamacpp, asked["kvTypeK"])
    parameters.cache_type_v = kv_type(xllamacpp, asked["kvTypeV"])
    if asked.get("gpuLayers") is not None:
        parameters.n_gpu_layers = asked["gpuLayers"]
    if asked.get("adapterPaths"):
        parameters.lora_adapters = [adapter(xllamacpp, path) for path in asked["adapterPaths"]]
        parameters.lora_init_without_apply = True
    if asked.get("pooling") is not None:
        parameters.embedding = True
        parameters.pooling_type = getattr(xllamacpp.llama_pooling_type, f"LLAMA_POOLING_TYPE_{asked['pooling'].upper()}")
    rope = asked.get("ropeScaling")
    if rope is not None:
        parameters.rope_scaling_type = xllamacpp.llama_rope_scaling_type.LLAMA_ROPE_SCALING_TYPE_YARN
        parameters.rope_freq_scale = 1.0 / rope["factor"]
        parameters.yarn_orig_ctx = rope["originalContextTokens"]
    # The binary's own flag adds this separator too: the server joins folder and file name without one.
    parameters.slot_save_path = os.path.join(asked["slotSaveFolder"], "")
    # What the defaults would share between callers.
    parameters.slot_prompt_similarity = 0.0
    parameters.cache_ram_mib = 0
    parameters.kv_unified = False
    parameters.cache_idle_slots = False
    parameters.endpoint_metrics = True
    parameters.endpoint_slots = True
    parameters.use_jinja = True
    parameters.prefill_assistant = False
    parameters.ui = False
    parameters.offline = True
    parameters.warmup = True
    return parameters


def main():
    die_with_parent()
    text = os.environ.get("KINGLET_ENGINE_PARAMETERS")
    if text is None:
        die("KINGLET_ENGINE_PARAMETERS is not set")
    try:
        import xllamacpp
    except ImportError as error:
        die(f"the engine library does not load here: {error}")
    try:
        parameters = server_parameters(xllamacpp, json.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        die(f"KINGLET_ENGINE_PARAMETERS is not usable: {type(error).__name__}: {error}")
    try:
        server = xllamacpp.Server(parameters)
    except Exception as error:
        die(f"the engine did not start: {error}")
    print(f"listening on {server.listening_address}", file=sys.stderr, flush=True)
    while True:
        signal.pause() if hasattr(signal, "pause") else threading.Event().wait(3600)


main()
