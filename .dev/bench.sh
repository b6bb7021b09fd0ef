# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Part of ./dev: the benchmarks.

bench_packages=(golang-go)

# The earlier tool's stand-in, for the store's benchmark alone.
build_predecessor() {
    install_packages "${bench_packages[@]}"
    GOCACHE=$root/build/bench/go GO111MODULE=off \
        go build -o "$root/build/bench/predecessor" "$root/tests/bench/predecessor/main.go"
}

# run_benchmark NAME [ARGUMENT…]; each knows its own arguments.
run_benchmark() {
    local benchmark=$root/build/bench/bench/bench_$1
    if [[ ! -x $benchmark ]]; then
        say "There is no benchmark “$1”. See tests/bench."
        return 2
    fi
    echo "$1"
    case $1 in
    store)
        (build_predecessor) || return
        "$benchmark" "${@:2}"
        ;;
    *)
        "$benchmark" -o -,csv "${@:2}" | awk -F, '{ gsub(/"/, ""); printf "  %-12s %-16s %10.4f ms\n", $1, $2, $4 }'
        ;;
    esac
}

# bench [NAME [ARGUMENT…]]. Fails where a target is not met, after all have run.
bench() {
    install_packages "${build_packages[@]}"
    compile bench benchmarks
    if (($#)); then
        run_benchmark "$@"
        return
    fi
    local benchmark failed=0
    for benchmark in "$root"/build/bench/bench/bench_*; do
        run_benchmark "${benchmark##*/bench_}" || failed=1
    done
    return $failed
}
