#!/usr/bin/env node
// The command: source-ovhcloud.
import { takeLibraryNoise } from './library-noise.js';
import { watchOutput } from './output.js';
import { runCommand } from './run-command.js';

takeLibraryNoise();
watchOutput();
await runCommand(process.argv.slice(2));
