# Makes and starts a PostgreSQL cluster of its own on loopback and waits for its input to end, which happens when the process that started this ends
# in whatever way; then it stops the server at once and removes the data. The password of its user 'finopsai' is the first line of the input.
# usage: sh -c "$(cat postgres.sh)" sh PORT FSYNC(on|off)
set -e
server=
data=$(mktemp -d "${TMPDIR:-/tmp}/finopsai-postgres-XXXXXX")
finish() {
  if [ -n "$server" ]; then kill -QUIT "$server" || true; wait "$server" || true; fi
  rm -rf "$data"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM
read -r password
programs=
for folder in $(echo "$PATH" | tr ':' ' ') $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
  if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then programs=$folder; break; fi
done
if [ -z "$programs" ]; then
  echo "Neither PATH nor /usr/lib/postgresql holds initdb and postgres. Install PostgreSQL (Debian: apt-get install postgresql)." >&2
  exit 1
fi
printf '%s' "$password" > "$data/password"
"$programs/initdb" -D "$data/cluster" -U finopsai --auth=scram-sha-256 --pwfile="$data/password" \
  --encoding=UTF8 --locale=C --no-sync > "$data/initdb.log" 2>&1 || { cat "$data/initdb.log" >&2; exit 1; }
"$programs/postgres" -D "$data/cluster" -p "$1" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$data" \
  -c max_connections=200 -c fsync="$2" > /dev/null &
server=$!
while read -r _; do :; done
