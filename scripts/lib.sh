# What the scripts share. Sourced: it changes to the project's root, which `$root` names.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
release=.build/release/almoner

# What linking takes: the prompt's libedit with what its static library needs, hashes, regular expressions, compression.
link_packages=(libedit-dev libbsd-dev libmd-dev libncurses-dev libpcre2-dev zlib1g-dev)

say() { printf '%s\n' "$*" >&2; }

# Installs those of the given Debian packages that are missing.
need_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Installing ${missing[*]} (apt-get)"
  local sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  quietly "${sudo[@]}" apt-get update
  quietly "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

need_swift() {
  command -v swift >/dev/null && return
  say 'A Swift 6.3 toolchain is needed, and there is no `swift` in PATH: https://www.swift.org/install/linux/'
  exit 1
}

# Runs a command and shows what it says only where it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" </dev/null >"$log" 2>&1 || status=$?
  [ $status -eq 0 ] || { cat "$log" >&2; say "failed: $*"; }
  rm -f "$log"
  return $status
}

# Builds the static release binary `$release` where a source is newer than it.
build_release() {
  local stamp=.build/almoner-release.stamp
  if [ -x $release ] && [ -e $stamp ] && [ -z "$(find Package.swift Sources -newer $stamp -print -quit)" ]; then
    return
  fi
  need_swift
  need_packages "${link_packages[@]}" || return
  say 'Building almoner (some minutes the first time)'
  mkdir -p .build
  touch $stamp.new
  build_static almoner || return
  mv $stamp.new $stamp
}

# Builds one static release binary.
build_static() {
  quietly swift build -c release --product "$1" --static-swift-stdlib -Xswiftc -static-executable \
    -Xlinker --gc-sections -Xlinker -s
}

cd "$root"
