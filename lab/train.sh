#!/bin/sh
# In: KINGLET_DATA (default /work/shared/data), a Python with requirements.txt, Node 24 as NODE (default node); --labels FILE for what
# operators said. Out: artifacts/first-stage, and its measurements on standard output. About six minutes on one core.
set -eu
if [ "${1:-}" = --labels ]; then set -- --labels "$(realpath "$2")"; fi
cd "$(dirname "$0")"
data=${KINGLET_DATA:-/work/shared/data}
node=${NODE:-node}
python=${PYTHON:-python3}
work=${KINGLET_WORK:-$(mktemp -d)}
"$python" -m first_stage.collect "$data" "$work" "$@"
"$node" featurise.ts "$work"
"$node" other-words.ts "$work"
"$python" -m first_stage.train "$work" ../artifacts/first-stage "$node"
"$python" -m first_stage.report "$work" ../artifacts/first-stage
"$node" disguise-held-out.ts "$work" ../artifacts/first-stage
