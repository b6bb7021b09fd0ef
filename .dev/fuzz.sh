# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Part of ./dev: the fuzzer.

fuzz_packages=(clang libclang-rt-dev llvm)

fuzzers=(statedocument servermessage picturename)

# run_fuzzer SECONDS NAME. What it finds worth keeping stays in the build folder, and what breaks something there too.
run_fuzzer() {
    local scratch=$root/build/fuzz/$2
    local corpora=("$scratch/corpus" "$root/tests/fuzz/corpus/$2")
    mkdir -p "$scratch/corpus"
    if [[ $2 == statedocument ]]; then
        PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/acceptance/corpus.py" "$scratch/seeds"
        corpora+=("$scratch/seeds")
    fi
    say "Fuzzing $2 for $1 s; the log is $scratch/log."
    if ! "$root/build/fuzz/bin/fuzz_$2" -max_total_time="$1" -max_len=8192 -timeout=10 \
        -dict="$root/tests/fuzz/$2.dict" -artifact_prefix="$scratch/" "${corpora[@]}" >"$scratch/log" 2>&1; then
        grep -v '^#[0-9]' "$scratch/log" | tail -n 40 >&2
        say "It broke; the bytes that do it are named above."
        return 1
    fi
    grep '^Done ' "$scratch/log"
}

# fuzz [SECONDS [NAME]]. Without a name all are searched, one after the other.
fuzz() {
    local seconds=${1:-600}
    if [[ ! $seconds =~ ^[1-9][0-9]*$ ]]; then
        say "“$seconds” is no number of seconds. See ./dev help."
        exit 2
    fi
    if [[ " ${fuzzers[*]} " != *" ${2:-${fuzzers[0]}} "* ]]; then
        say "There is no fuzzer “$2”. There are: ${fuzzers[*]}."
        exit 2
    fi
    install_packages "${build_packages[@]}" "${fuzz_packages[@]}"
    compile fuzz fuzzers
    local name failed=0
    if (($# > 1)); then fuzzers=("$2"); fi
    for name in "${fuzzers[@]}"; do
        run_fuzzer "$seconds" "$name" || failed=1
    done
    return $failed
}
