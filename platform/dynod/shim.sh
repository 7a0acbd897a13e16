#!/bin/sh
# Starts one dyno and keeps its exit status: sh shim.sh OPEN_FILES COMMAND ARGUMENTS…
# Standard input is a pipe from dynod, standard output and error are the dyno's output file, descriptor 3 is its exit file.
# Without the go line the command never runs: dynod died before it had written the dyno down.
trap : TERM INT HUP QUIT
ulimit -c 0 2>/dev/null
ulimit -n "$1" 2>/dev/null
shift
read -r go || exit 0
# A shell says "Terminated" of its child: not a word of the app. So only the child has the output file as standard error.
exec 4>&2 2>/dev/null
/bin/sh -c 'exec "$@" 2>&4 3>&- 4>&-' sh "$@" </dev/null
echo $? >&3
