# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Part of ./dev: the demo. A demo server, generations of several processes in two project folders, and what shows
# them: the window and the tray, or text where there is no display. Whatever ends it, nothing is left but pictures.

demo_pids=()    # all that was started here, in that order
generations=()  # of these: the generating ones

# Started with a process group of its own, so that Ctrl-C reaches this script first.
start() {
    local log=$1
    shift
    "$@" </dev/null >"$log" 2>&1 &
    demo_pids+=($!)
}

is_running() { kill -0 "$1" 2>/dev/null; }

# Asked to end once (a second Ctrl-C would end a generation without its farewell), and killed where it does not.
# await_end PID SECONDS
await_end() {
    local pid=$1 tries=$(($2 * 20))
    while is_running "$pid" && ((tries-- > 0)); do sleep 0.05; done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
}

# Generations first: they cancel their work on the server while it is still there.
end_demo() {
    local status=$?
    trap '' INT TERM HUP
    trap - EXIT
    local i pid
    # Whoever ignores SIGINT from its start on, as a job of a script does, listens to SIGTERM.
    local number=INT
    if [[ -n ${ignores_interrupt:-} ]]; then number=TERM; fi
    for pid in "${generations[@]}"; do kill -"$number" "$pid" 2>/dev/null || true; done
    for pid in "${generations[@]}"; do await_end "$pid" 7; done
    for ((i = ${#demo_pids[@]} - 1; i >= 0; i--)); do
        kill -TERM "${demo_pids[i]}" 2>/dev/null || continue
        await_end "${demo_pids[i]}" 3
    done
    rm -rf "$private"
    rm -f "$pictures"/{cards,portraits}/.asset-generator-state.json
    if ((status > 128)); then say "The pictures that were made are in $pictures. Everything else of the demo is gone."; fi
    exit "$status"
}

# The user's own history, settings and running window stay out of it. The sockets of the desktop are named in
# full, because they are looked for in the folder that is replaced.
make_private() {
    private=$(mktemp -d "${TMPDIR:-/tmp}/asset-generator-demo.XXXXXX")
    mkdir -m 700 "$private"/{config,state,runtime,log}
    local own=${XDG_RUNTIME_DIR:-}
    if [[ -n ${WAYLAND_DISPLAY:-} && $WAYLAND_DISPLAY != /* ]]; then
        export WAYLAND_DISPLAY=$own/$WAYLAND_DISPLAY
    fi
    if [[ -z ${DBUS_SESSION_BUS_ADDRESS:-} && -S $own/bus ]]; then
        export DBUS_SESSION_BUS_ADDRESS=unix:path=$own/bus
    fi
    local name
    for name in "${!ASSET_GENERATOR_@}"; do unset "$name"; done
    export XDG_CONFIG_HOME=$private/config XDG_STATE_HOME=$private/state XDG_RUNTIME_DIR=$private/runtime
}

start_server() {
    start "$private/log/server" "$program" --cli demo-server --port 0 --step-ms 120
    local tries=200
    address=
    while [[ -z $address ]] && ((tries-- > 0)); do
        address=$(grep -m 1 -o '^http://[0-9.:]*' "$private/log/server" 2>/dev/null || true)
        if ! is_running "${demo_pids[0]}"; then break; fi
        sleep 0.05
    done
    if [[ -z $address ]]; then
        cat "$private/log/server" >&2
        say "The demo server did not start."
        exit 1
    fi
    mkdir -p "$XDG_CONFIG_HOME/asset-generator"
    (umask 077 && echo "api-url: $address" >"$XDG_CONFIG_HOME/asset-generator/config.yaml")
}

# generate PROJECT LABEL COUNT STEPS PROMPT
generate() {
    cd "$pictures/$1"
    start "$private/log/$1-$2" "$program" --cli generate image --api-url "$address" --label "$2" \
        --batch "$3" --steps "$4" --width 768 --height 512 --model demo --save-images --output-dir "$pictures/$1" --prompt "$5"
    generations+=($!)
    cd "$root"
}

# Each round starts some processes at once; the server has work for all of them.
generate_round() {
    generate cards "hero-$1" 4 20 "a red fox in deep snow, round $1"
    generate cards "tileset-$1" 2 30 "isometric castle tiles, round $1"
    generate portraits "captain-$1" 3 20 "portrait of a sea captain, round $1"
}

# Returns when the generations of this round are over; fails where one of them failed.
await_generations() {
    local pid failed=0
    for pid in "${generations[@]}"; do
        wait "$pid" || failed=1
    done
    generations=()
    return $failed
}

# True while the window stays; false where no display lets it in.
start_window() {
    if [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then return 1; fi
    start "$private/log/window" "$program" "$pictures/cards" "$pictures/portraits"
    window=$!
    local tries=30
    while is_running "$window" && ((tries-- > 0)); do sleep 0.1; done
    if is_running "$window"; then return 0; fi
    say "No window can be shown on this display; following as text."
    return 1
}

show_in_window() {
    say "The window shows them, and so does the tray. Cancel some, start one, close the window to end."
    say "(With a tray the program stays there: quit it from its menu, or press Ctrl-C here.)"
    local round=1
    while is_running "$window" && ((round <= 3)); do
        await_generations || say "One of the generations did not complete."
        if is_running "$window" && ((++round <= 3)); then generate_round $round; fi
    done
    wait "$window" 2>/dev/null || true
}

show_as_text() {
    "$program" --cli watch --all </dev/null &
    local watch=$! failed=0
    demo_pids+=("$watch")
    await_generations || failed=1
    sleep 1 # for the last words of the follower
    kill -TERM "$watch" 2>/dev/null || true
    await_end "$watch" 3
    say
    local picture
    while read -r picture; do echo "$picture"; done < <(find "$pictures" -name '*.png' -o -name '*.jpg' | sort)
    say "These pictures were made. Everything else of the demo is gone."
    if ((failed)); then
        tail -n 3 "$private"/log/{cards,portraits}-* >&2
        say "One of the generations did not complete."
    fi
    return $failed
}

# Tests give a program that is built already, and a folder for the pictures.
demo() {
    if [[ -n ${DEMO_PROGRAM:-} ]]; then program=$DEMO_PROGRAM; else (build); fi
    pictures=${DEMO_PICTURES:-}
    if [[ -z $pictures ]]; then
        mkdir -p "$root/build/demo"
        pictures=$(mktemp -d "$root/build/demo/$(date +%Y-%m-%d).XXXX")
    fi
    mkdir -p "$pictures"/{cards,portraits}
    set -m
    # SigIgn in /proc is a mask: bit 1 is SIGINT.
    if (((0x$(sed -n 's/^SigIgn:\s*//p' /proc/$$/status) & 2) != 0)); then ignores_interrupt=yes; fi
    trap end_demo EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    trap 'exit 129' HUP
    make_private
    start_server
    say "Demo server: $address. Pictures: $pictures"
    generate_round 1
    if start_window; then
        show_in_window
    else
        show_as_text
    fi
}
