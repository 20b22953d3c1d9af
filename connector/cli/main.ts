#!/usr/bin/env node
// The command: source-ovhcloud.
import { takeLibraryNoise } from './library-noise.js';
import { watchOutput } from './output.js';
import { explain, runCommand } from './run-command.js';

takeLibraryNoise();
process.on('uncaughtException', (error) => {
  explain(error);
  process.exit(1);
});
watchOutput();
await runCommand(process.argv.slice(2));
