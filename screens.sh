#!/usr/bin/env bash
# Makes a picture of every screen of the console in every state, in both themes, as wide as a desk and as a phone, in
# artifacts/screens; a state that axe finds fault with, or that does not come about, is a failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

rm -rf artifacts/screens
dotnet build tests/Baton.Web.Tests -c Release -v q -nologo
dotnet test tests/Baton.Web.Tests -c Release --no-build --nologo -v q --filter "FullyQualifiedName~ScreenTests"
echo "$(find artifacts/screens -name '*.png' | wc -l) pictures in artifacts/screens"
