# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Part of ./dev: many processes in one project, killed and stopped.

# storm [SECONDS [PRESET]]. STORM_FOLDER names the folder to be in.
storm() {
    local seconds=${1:-300} preset=${2:-dev}
    if [[ ! $seconds =~ ^[1-9][0-9]*$ ]]; then
        say "“$seconds” is no number of seconds."
        exit 2
    fi
    install_packages "${build_packages[@]}"
    compile "$preset" sessionactor tst_sessionstorm
    # The thread sanitizer takes the start of a process for a fork that lives on.
    export TSAN_OPTIONS=${TSAN_OPTIONS:-die_after_fork=0:suppressions=$root/tests/support/tsan.supp}
    export STORM_SECONDS=$seconds QTEST_FUNCTION_TIMEOUT=$((seconds * 4000 + 600000))
    "$root/build/$preset/tests/tst_sessionstorm"
}
