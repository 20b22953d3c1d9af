#!/usr/bin/env node
// The command under the name that programs look for: a source of Airbyte.
process.argv.splice(2, 0, 'airbyte');
await import('../main.js');
