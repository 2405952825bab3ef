#!/bin/sh
# In: KINGLET_DATA (default /work/shared/data), a Python with requirements.txt, Node 24 as NODE (default node). Out: artifacts/pages, and its
# measurements on standard output. About two minutes on one core.
set -eu
cd "$(dirname "$0")"
data=${KINGLET_DATA:-/work/shared/data}
node=${NODE:-node}
python=${PYTHON:-python3}
work=${KINGLET_WORK:-$(mktemp -d)}
# Sums over several threads differ from run to run.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
"$python" -m pages.collect "$data" "$work"
"$python" -m pages.unseen "$data" "$work"
"$node" featurise-pages.ts "$work"
"$python" -m pages.train "$work" ../artifacts/pages "$node"
"$python" -m pages.report "$work" ../artifacts/pages
