#!/bin/sh
# Starts one dyno and keeps its exit status: sh shim.sh COMMAND ARGUMENTS…
# Standard input is a pipe from dynod, standard output and error are the dyno's output file, descriptor 3 is its exit file.
# Without the go line the command never runs: dynod died before it had written the dyno down.
trap : TERM INT HUP QUIT
ulimit -c 0 2>/dev/null
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -H -n)"
read -r go || exit 0
exec 4>&2 2>/dev/null # a shell says "Terminated" of its child: not a word of the app
"$@" </dev/null 2>&4 3>&- 4>&-
echo $? >&3
