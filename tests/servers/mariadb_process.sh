# SPDX-License-Identifier: BSL-1.0
# What the scripts for one server and for a cluster share: to be sourced.

# The server refuses to run as root.
as=()
if [[ $(id -u) == 0 ]]; then as=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
run() { (cd / && HOME=/tmp LC_ALL=C "${as[@]}" "$@"); }

# Ends the server with this directory at once, as a crash would. Its data stay.
crash() {
    local process=
    if [[ -s $1/pid ]]; then process=$(cat "$1/pid"); fi
    [[ -n $process ]] || return 0
    kill -KILL "$process" 2>/dev/null || true
    while kill -0 "$process" 2>/dev/null; do sleep 0.02; done
    rm -f "$1/pid"
}
