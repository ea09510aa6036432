# Sourced by the commands beside it: says what is missing on this machine and how to get it.

missing() {
  printf '\n%s\n' "$1" >&2
  printf '  %s\n' "${@:2}" >&2
  exit 2
}

require_dotnet() {
  local wanted=10 version
  command -v dotnet >/dev/null || missing "The .NET $wanted SDK is missing." \
    "curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel $wanted.0" \
    'export PATH="$HOME/.dotnet:$PATH"'
  version=$(dotnet --list-sdks | sed -n "s/^\($wanted\.[0-9.]*\).*/\1/p" | tail -1)
  [ -n "$version" ] || missing "dotnet is here, but not its SDK of version $wanted: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -)" \
    "curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel $wanted.0"
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
}

require_node() {
  command -v node >/dev/null && command -v npm >/dev/null || missing "Node 20 or newer with npm is missing (it builds the browser code)." \
    "curl -fsSL https://deb.nodesource.com/setup_22.x | sudo -E bash -" \
    "sudo apt-get install -y nodejs"
  local major
  major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
  [ "$major" -ge 20 ] || missing "Node $(node --version) is too old; 20 or newer is needed." \
    "curl -fsSL https://deb.nodesource.com/setup_22.x | sudo -E bash -" \
    "sudo apt-get install -y nodejs"
}

# Installs Debian packages, or names them when that is not allowed.
install_packages() {
  [ $# -gt 0 ] || return 0
  local apt=(apt-get)
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      apt=(sudo -n apt-get)
    else
      missing "Needed, and only an administrator can install it:" "sudo apt-get install -y $*"
    fi
  fi
  command -v apt-get >/dev/null || missing "Needed; here is how Debian names it:" "apt-get install -y $*"
  echo "Installing $*"
  { timeout 120 "${apt[@]}" update -q && DEBIAN_FRONTEND=noninteractive timeout 600 "${apt[@]}" install -y -q --no-install-recommends "$@"; } >/dev/null || missing "Could not be installed:" "$*"
}
