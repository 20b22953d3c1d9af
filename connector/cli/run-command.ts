// Runs one command, from its arguments to the exit code. Explains refusals and failures on standard error.
import { CommanderError } from 'commander';
import { ConfigError, formatIssue, InterruptedError, isExpected } from '../model/errors.js';
import { withoutLikelyKeys, withoutUrlSecrets } from '../model/like-secrets.js';
import { visibleLine } from '../model/visible.js';
import { wrap } from '../text/wrap.js';
import { releaseLibraryNoise } from './library-noise.js';
import { noteText, resetOutput } from './output.js';
import { resetCommands } from './process.js';
import { makeProgram } from './program.js';
import { ReportFile } from './report-file.js';

/** Runs the command and sets `process.exitCode`: 0 done, 1 failed, 2 refused before any load, 3 incomplete. */
export async function runCommand(args: readonly string[]): Promise<void> {
  resetOutput();
  resetCommands();
  try {
    await makeProgram().parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      if (error.exitCode !== 0) refuseReport(args, error);
      if (error.code === 'commander.excessArguments') adviseOption(args);
    } else {
      explain(error);
      process.exitCode = exitCodeOf(error);
    }
  } finally {
    releaseLibraryNoise();
  }
}

/** Options that are wrong as such are refused before any of them is read: the report says that, too. */
function refuseReport(args: readonly string[], { message }: CommanderError): void {
  const index = args.findIndex((arg) => arg === '--report' || arg.startsWith('--report='));
  const file = args[index]?.split('=', 2)[1] ?? args[index + 1];
  if (index < 0 || file === undefined || file.startsWith('--')) return;
  const issue = { code: 'option-value', where: 'options', message: message.replace(/^error: /, '') } as const;
  try {
    new ReportFile(file).writeError(new ConfigError([issue]));
  } catch (error) {
    explain(error);
  }
}

/** A configuration or a destination is an option, not an argument: whoever types it bare is shown how. */
function adviseOption(args: readonly string[]): void {
  const at = args.findIndex((arg, index) => index > 0 && /\.(ya?ml|jsonc?)$|^[a-z]+:./i.test(arg));
  const [arg] = args.slice(at);
  if (at < 0 || arg === undefined || args[at - 1]?.startsWith('-')) return;
  const shown = withoutLikelyKeys(withoutUrlSecrets(arg));
  write(`Next: write \`${/\.(ya?ml|jsonc?)$/i.test(arg) ? '--config' : '--to'} ${shown}\``);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError) return error.wasCalled ? 1 : 2;
  return error instanceof InterruptedError ? 3 : 1;
}

/** What ended the command, in words on standard error. */
export function explain(error: unknown): void {
  if (error instanceof ConfigError) {
    const count = error.issues.length;
    write(`Refused, nothing was loaded or changed: ${count === 1 ? 'one problem' : `${count} problems`}`);
    for (const issue of error.issues) write(`  ${formatIssue(issue)}`);
    if (error.issues.some(({ code }) => code === 'credentials-missing'))
      write('Next: `source-ovhcloud login --link-only` prints the page on which keys are made');
  } else if (isExpected(error)) {
    write(error.message);
  } else {
    const failure = error instanceof Error ? error : new Error(String(error));
    write(
      `Unexpected: ${failure.message}. This is a fault of source-ovhcloud: please report it with these lines.`,
    );
    noteText(stackOf(failure), 'error');
  }
}

/** Wraps at words on a terminal. Elsewhere each message is one line, so that programs can search it. */
function write(text: string): void {
  noteText(wrap(visibleLine(text), process.stderr.columns || Number.POSITIVE_INFINITY, 4), 'error');
}

/** Indents a stack, so that no line of it looks like one of the command. */
function stackOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .map((line) => `    ${line.trim()}`)
    .join('\n');
}
