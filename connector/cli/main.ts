#!/usr/bin/env node
// The command: source-ovhcloud.
import { CommanderError } from 'commander';
import { ConfigError, DestinationError, InterruptedError, StopError } from '../model/errors.js';
import { wrap } from '../text/wrap.js';
import { note, watchOutput } from './output.js';
import { makeProgram } from './program.js';
import { ReportError } from './report-file.js';

/** 2: refused before anything was loaded. 1: it failed on the way. */
function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError) return 2;
  return error instanceof InterruptedError ? 3 : 1;
}

function explain(error: unknown): void {
  if (error instanceof ConfigError) {
    const count = error.issues.length;
    tell(`Refused, nothing was loaded or changed: ${count === 1 ? 'one problem' : `${count} problems`}`);
    for (const line of error.message.split('\n')) tell(`  ${line}`);
    if (error.issues.some(({ key }) => key !== undefined && /(^|\.)auth$/.test(key)))
      tell('Next: `source-ovhcloud login --link-only` prints the page on which keys are made');
  } else if (isExpected(error)) {
    tell(error.message);
  } else {
    const failure = error instanceof Error ? error : new Error(String(error));
    tell(
      `Unexpected: ${failure.message}. This is a fault of source-ovhcloud: please report it with these lines.`,
    );
    note(failure.stack ?? '', 'error');
  }
}

function isExpected(error: unknown): error is Error {
  return [StopError, DestinationError, InterruptedError, ReportError].some((kind) => error instanceof kind);
}

/** Broken at words on a terminal; whole for programs that search. */
function tell(text: string): void {
  note(wrap(text, process.stderr.columns || Number.POSITIVE_INFINITY, 4), 'error');
}

watchOutput();

try {
  await makeProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    explain(error);
    process.exitCode = exitCodeOf(error);
  }
}
