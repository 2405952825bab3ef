#!/bin/sh
# In: the path of a model of Qwen2's architecture as GGUF, and minutes to train (default 60); KINGLET_DATA (default /work/shared/data), KINGLET_HOME with an engine,
# a Python with requirements-hierarchy.txt, Node 24 as NODE. Out: in KINGLET_WORK an adapter as GGUF, and the draft of its card on standard output.
set -eu
model=$(realpath "$1")
minutes=${2:-60}
cd "$(dirname "$0")"
data=${KINGLET_DATA:-/work/shared/data}
node=${NODE:-node}
python=${PYTHON:-python3}
work=${KINGLET_WORK:-$(mktemp -d)}
mkdir -p "$work"
# Threads that wait for one another do not take the processor from what runs beside them.
export OMP_WAIT_POLICY=PASSIVE
# PAIRS, EPOCHS, STEPS and RANK make it smaller, to try it out.
[ -f "$work/asked.jsonl" ] || "$python" -m hierarchy.pairs "$data" "$work" ${PAIRS:-} >&2
[ -f "$work/said.jsonl" ] || "$node" hierarchy-prompts.ts "$model" "$work/asked.jsonl" "$work/said.jsonl"
[ -f "$work/checked-said.jsonl" ] || "$node" hierarchy-prompts.ts "$model" "$work/checked.jsonl" "$work/checked-said.jsonl"
"$python" -m hierarchy.weights "$model" "$work" >&2
"$python" -m hierarchy.choose "$work" >&2
"$python" -m hierarchy.train "$model" "$work" --minutes "$minutes" --epochs "${EPOCHS:-1}" --rank "${RANK:-8}" ${STEPS:+--steps "$STEPS"} >&2
"$python" -m hierarchy.export "$work/adapter-best" "$model" "$work/hierarchy.gguf" >&2
"$node" hierarchy-prompts.ts "$model" "$work/held.jsonl" "$work/held-said.jsonl" "$work/hierarchy.gguf"
"$python" -m hierarchy.report "$work" "$work/hierarchy.gguf"
