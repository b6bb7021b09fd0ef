# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Part of ./dev: recordings of real servers, replayed in both directions.

# replay DIR [FILE…]
replay() {
    install_packages "${build_packages[@]}"
    local from=$PWD folder=${1:-}
    if [[ -z $folder ]]; then
        say "Name a folder of recordings: ./dev replay DIR [FILE…]"
        exit 2
    fi
    if [[ $folder != /* ]]; then folder=$from/$folder; fi
    compile dev replay
    exec "$root/build/dev/tests/replay/replay" "$folder" "${@:2}"
}
