# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Part of ./dev: the benchmarks.

bench_packages=(golang-go golang-github-gorilla-websocket-dev)

# build_stand_in NAME: does as the earlier tool did, for one benchmark. Its libraries are Debian's.
build_stand_in() {
    install_packages "${bench_packages[@]}"
    GOCACHE=$root/build/bench/go GO111MODULE=off GOPATH=/usr/share/gocode \
        go build -o "$root/build/bench/$1" "$root/tests/bench/$1/main.go"
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
    store | wire)
        local -A stand_ins=([store]=predecessor [wire]=wirereader)
        (build_stand_in "${stand_ins[$1]}") || return
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
