#!/bin/sh
# In: KINGLET_DATA (default /work/shared/data), a Python with requirements.txt, Node 24 as NODE (default node). Out: artifacts/instructions, and its
# measurements on standard output. About a minute on one core.
set -eu
cd "$(dirname "$0")"
data=${KINGLET_DATA:-/work/shared/data}
node=${NODE:-node}
python=${PYTHON:-python3}
work=${KINGLET_WORK:-$(mktemp -d)}
# Sums over several threads differ from run to run.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
"$python" -m instructions.collect "$data" "$work"
"$node" featurise-instructions.ts "$work"
"$python" -m instructions.train "$work" ../artifacts/instructions
"$python" -m instructions.report "$work"
