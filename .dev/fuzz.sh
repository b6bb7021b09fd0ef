# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Part of ./dev: the fuzzer.

fuzz_packages=(clang libclang-rt-dev llvm)

# What it finds worth keeping stays in the build folder, and what breaks something there too.
fuzz() {
    local seconds=${1:-600}
    if [[ ! $seconds =~ ^[1-9][0-9]*$ ]]; then
        say "“$seconds” is no number of seconds. See ./dev help."
        exit 2
    fi
    install_packages "${build_packages[@]}" "${fuzz_packages[@]}"
    compile fuzz fuzz_statedocument
    local scratch=$root/build/fuzz/statedocument
    mkdir -p "$scratch/corpus"
    PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/acceptance/corpus.py" "$scratch/seeds"
    say "Fuzzing for $seconds s; the log is $scratch/log."
    if ! "$root/build/fuzz/bin/fuzz_statedocument" -max_total_time="$seconds" -max_len=8192 -timeout=10 \
        -dict="$root/tests/fuzz/statedocument.dict" -artifact_prefix="$scratch/" \
        "$scratch/corpus" "$root/tests/fuzz/corpus" "$scratch/seeds" >"$scratch/log" 2>&1; then
        grep -v '^#[0-9]' "$scratch/log" | tail -n 40 >&2
        say "It broke; the bytes that do it are named above."
        exit 1
    fi
    grep '^Done ' "$scratch/log"
}
