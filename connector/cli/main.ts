#!/usr/bin/env node
// The command: source-ovhcloud.
import { CommanderError } from 'commander';
import { ConfigError, DestinationError, InterruptedError, StopError } from '../model/errors.js';
import { note } from './output.js';
import { makeProgram } from './program.js';

/** 2: nothing was called. 1: it failed on the way. */
function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError) return 2;
  return error instanceof InterruptedError ? 3 : 1;
}

function explain(error: unknown): void {
  if (error instanceof ConfigError) {
    const count = error.issues.length;
    note(
      `The configuration cannot be used (${count === 1 ? 'one problem' : `${count} problems`}); nothing was called:`,
    );
    for (const line of error.message.split('\n')) note(`  ${line}`);
  } else if (
    error instanceof StopError ||
    error instanceof DestinationError ||
    error instanceof InterruptedError
  ) {
    note(error.message);
  } else {
    const failure = error instanceof Error ? error : new Error(String(error));
    note(
      `Unexpected: ${failure.message}. This is a fault of source-ovhcloud: please report it with these lines.`,
    );
    note(failure.stack ?? '');
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read our output has gone, as with `| head`.
  if (error.code === 'EPIPE') process.exit(0);
});

try {
  await makeProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    explain(error);
    process.exitCode = exitCodeOf(error);
  }
}
