#!/usr/bin/env node
// The command under the name that programs look for: a Singer tap.
process.argv.splice(2, 0, 'tap');
await import('../main.js');
