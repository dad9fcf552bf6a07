"""Prints the crates of a Cargo.lock as sources for flatpak-builder: `flatpak-sources.py Cargo.lock`."""

import json
import sys
import tomllib

with open(sys.argv[1], "rb") as file:
    packages = tomllib.load(file)["package"]
sources = []
for package in packages:
    if "checksum" not in package:
        continue
    name = f"{package['name']}-{package['version']}"
    sources.append({
        "type": "archive",
        "archive-type": "tar-gzip",
        "url": f"https://static.crates.io/crates/{package['name']}/{name}.crate",
        "sha256": package["checksum"],
        "dest": f"cargo/vendor/{name}",
    })
    sources.append({
        "type": "inline",
        "contents": json.dumps({"package": package["checksum"], "files": {}}),
        "dest": f"cargo/vendor/{name}",
        "dest-filename": ".cargo-checksum.json",
    })
sources.append({
    "type": "inline",
    "contents": '[source.crates-io]\nreplace-with = "vendored-sources"\n\n'
    '[source.vendored-sources]\ndirectory = "cargo/vendor"\n',
    "dest": "cargo",
    "dest-filename": "config.toml",
})
json.dump(sources, sys.stdout, indent=1)
