# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Part of ./dev: the checks of format, spelling and code.

sources() { git ls-files --cached --others --exclude-standard -- "$@" | while read -r f; do [[ ! -f $f ]] || echo "$f"; done; }

# Files that differ from the main line, and those not committed yet.
changed() {
    local base
    base=$(git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main 2>/dev/null || echo HEAD)
    { git diff --name-only "$base" -- "$@" && git ls-files --others --exclude-standard -- "$@"; } | sort -u |
        while read -r f; do [[ ! -f $f ]] || echo "$f"; done
}

check_format() {
    sources '*.cpp' '*.h' | xargs -r clang-format --dry-run -Werror
}

check_spelling() {
    sources '*.cpp' '*.h' '*.md' '*.txt' '*.py' '*.sh' dev .ci/run | xargs -r codespell --quiet-level 2
}

check_licence_lines() {
    local file missing=0
    while read -r file; do
        if ! head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later'; then
            say "$file: the SPDX line is missing"
            missing=1
        fi
    done < <(sources '*.cpp' '*.h' '*.py' '*.sh' '*CMakeLists.txt' '*.cmake' dev .ci/run .clang-format .clang-tidy)
    return $missing
}

# The headless half knows no picture and no window class (but for its room of picture work).
check_core_walls() {
    local headers
    headers=$(qmake6 -query QT_INSTALL_HEADERS)
    local file name found=0
    while IFS=: read -r file name; do
        if [[ -e $headers/QtGui/$name || -e $headers/QtWidgets/$name ]]; then
            say "$file: includes <$name>"
            found=1
        fi
    done < <(sources 'core/*.cpp' 'core/*.h' 'app/cli/*.cpp' 'app/cli/*.h' | grep -v '^core/imaging/' |
        xargs -r grep -Ho '^#include <Q[A-Za-z]*>' | sed 's/#include <\(.*\)>/\1/')
    return $found
}

# clang-tidy reads what moc made, so all is built first. Each file must do without the headers that were parsed before.
check_code() {
    local files
    if [[ ${1:-} == all ]]; then
        mapfile -t files < <(sources '*.cpp')
    else
        mapfile -t files < <(changed '*.cpp')
    fi
    if ((${#files[@]} == 0)); then return 0; fi
    compile dev || return 1
    mkdir -p build/lint
    sed 's/-Winvalid-pch -include [^ ]*cmake_pch.hxx//' build/dev/compile_commands.json >build/lint/compile_commands.json
    say "clang-tidy on ${#files[@]} files"
    printf '%s\n' "${files[@]}" |
        xargs -r -n 1 -P "$(nproc)" clang-tidy -p build/lint --quiet 2> >(grep -v 'warnings generated\|warning generated' >&2)
}

lint() {
    cd "$root"
    install_packages "${build_packages[@]}" "${lint_packages[@]}"
    local failed=0
    check_format || failed=1
    check_spelling || failed=1
    check_licence_lines || failed=1
    check_core_walls || failed=1
    check_code "$@" || failed=1
    if ((failed)); then
        say "lint: something is to be mended, see above."
    else
        say "lint: nothing to say."
    fi
    return $failed
}
