# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Part of ./dev: pictures of the window with sessions of the demo, in a desktop of its own that nobody sees.

source "$root/.dev/demo.sh"

# The colours of a light and of a dark desktop, where Qt looks for them.
write_colours() {
    local window view text
    case $1 in
    light) window=239,240,241 view=255,255,255 text=35,38,41 ;;
    dark) window=42,46,50 view=27,30,32 text=252,252,252 ;;
    esac
    mkdir -p "$XDG_CONFIG_HOME"
    cat >"$XDG_CONFIG_HOME/kdeglobals" <<COLOURS
[General]
font=DejaVu Sans,10,-1,5,50,0,0,0,0,0
[KDE]
widgetStyle=fusion
[Colors:Window]
BackgroundNormal=$window
ForegroundNormal=$text
[Colors:Button]
BackgroundNormal=$window
ForegroundNormal=$text
[Colors:View]
BackgroundNormal=$view
BackgroundAlternate=$window
ForegroundNormal=$text
ForegroundLink=41,128,185
ForegroundVisited=127,140,141
[Colors:Selection]
BackgroundNormal=61,174,233
ForegroundNormal=252,252,252
[Colors:Tooltip]
BackgroundNormal=$window
ForegroundNormal=$text
COLOURS
    export QT_QPA_PLATFORMTHEME=kde KDE_SESSION_VERSION=5
}

# Something of each kind: done, failed, left by a dead process, waiting and drawing.
start_sessions() {
    generate cards "fox" 1 5 "a grey fox in the rain"
    generate cards "harbour" 1 20 "harbour at dawn demo-fail"
    wait "${generations[@]}" || true
    generations=()
    generate cards "tileset" 4 60 "isometric castle tiles"
    local doomed=${generations[-1]}
    generate cards "hero" 4 40 "a red fox in deep snow, soft light"
    sleep 5
    generate portraits "captain" 2 60 "portrait of a sea captain"
    generate portraits "queue" 8 20 "portrait sketches in charcoal"
    sleep 2
    { kill -KILL "$doomed" && wait "$doomed"; } 2>/dev/null || true
}

# Runs inside the private desktop: shot_scene FILE SCHEME
shot_scene() {
    local file=$1 scheme=$2
    pictures=$SESSION_DIR/projects
    mkdir -p "$pictures"/{cards,portraits}
    set -m
    trap end_demo EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    make_private
    # shellcheck disable=SC2031
    write_colours "$scheme"
    start_server
    start "$private/log/window" "$program" "$pictures/cards" "$pictures/portraits"
    window=$!
    xdotool search --sync --onlyvisible --pid "$window" >/dev/null
    start_sessions
    local id
    id=$(xdotool search --onlyvisible --pid "$window" | tail -n 1)
    xdotool windowfocus "$id" key --window "$id" Home Down Down
    sleep 3
    import -window "$id" "$file"
    say "$file"
}

shots() {
    if [[ ${1:-} == --inside ]]; then
        shot_scene "$2" "$3"
        return
    fi
    setup
    (build)
    local folder
    folder=$(realpath -m "${1:-$root/build/shots}")
    mkdir -p "$folder"
    local scheme percent
    for scheme in light dark; do
        for percent in 100 200; do
            local scale=$((percent / 100))
            "$root/tests/support/private-session" --no-a11y --timeout 120 --scale "$scale" \
                --size "$((1360 * scale))x$((860 * scale))" -- \
                "$root/dev" shots --inside "$folder/window-$scheme-$percent.png" "$scheme"
        done
    done
}
