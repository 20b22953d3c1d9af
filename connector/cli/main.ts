#!/usr/bin/env node
// The command: source-ovhcloud.
import { watchOutput } from './output.js';
import { runCommand } from './run-command.js';

watchOutput();
await runCommand(process.argv.slice(2));
