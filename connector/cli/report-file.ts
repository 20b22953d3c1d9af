// The file of `--report`: it tells of this load, or is not there.
import { accessSync, constants, existsSync, rmSync, statSync, truncateSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { version } from '../app/package.js';
import { isSpecial, targetOf, writeInto } from '../disk/target.js';
import { modeOf, replaceFile } from '../disk/whole-file.js';
import type { AccountsReport } from '../model/accounts-report.js';
import { ConfigError, noticesOf, StopError } from '../model/errors.js';
import type { Notice } from '../model/notice.js';
import { EXIT_CODES, type RunReport } from '../model/report.js';
import { visible } from '../model/visible.js';
import { clean, note } from './output.js';

/** A load that was refused: nothing was called. */
export interface RefusedReport {
  outcome: 'refused';
  reasons: Notice[];
}

type AnyReport = RunReport | AccountsReport | RefusedReport;

/**
 * How the command ends. A load that a signal ended ends with 3 whatever `incompleteExit` says: who stopped it has work
 * left, and a scheduler must not take it for done.
 */
export function exitCodeOf(report: AnyReport, incompleteExit: number | undefined): number {
  if (report.outcome === 'refused') return 2;
  const parts = 'connections' in report ? report.connections : [report as RunReport];
  const isOwn = report.outcome === 'incomplete' && !parts.some(({ interrupted }) => interrupted);
  return (isOwn ? incompleteExit : undefined) ?? EXIT_CODES[report.outcome];
}

/** The report cannot be written although the file could be when the load started. Exit code 1. */
export class ReportError extends StopError {
  constructor(message: string) {
    super('report-not-written', message);
  }
}

const STANDARD_OUTPUT = '-';

export class ReportFile {
  #isWritten = false;
  /** Of an earlier report: the next one has it too. */
  readonly #mode: number | undefined;
  /** The file itself where the name is a link: the link stays. */
  readonly #target: string;

  /**
   * Removes the report of an earlier load.
   *
   * @param file as the option names it, `-` is standard output; absent: no report is wanted
   * @param incompleteExit exit code of an incomplete load in place of 3
   * @throws ConfigError where it cannot be written
   */
  constructor(
    private readonly file: string | undefined,
    private readonly incompleteExit?: number,
  ) {
    this.#target = '';
    if (file === undefined || file === STANDARD_OUTPUT) return;
    this.#target = assertWritable(file);
    this.#mode = modeOf(this.#target);
    remove(this.#target);
  }

  /** @returns the error where it cannot be written; then the file is not there */
  write(report: AnyReport): ReportError | undefined {
    const { file } = this;
    this.#isWritten = true;
    if (file === undefined) return undefined;
    const exitCode = exitCodeOf(report, this.incompleteExit);
    const whole = { reportVersion: 1, connectorVersion: version(), exitCode, ...report };
    const text = `${clean(JSON.stringify(whole, null, 2))}\n`;
    try {
      if (file === STANDARD_OUTPUT) process.stdout.write(visible(text));
      else writeText(this.#target, text, this.#mode);
      return undefined;
    } catch (error) {
      remove(this.#target);
      const words = `--report ${file}: cannot be written: ${(error as Error).message}`;
      return new ReportError(`${words}. ${OUTCOMES[report.outcome]}`);
    }
  }

  /** The load ended without a report: by a refusal, or by an error that `report` describes. Never throws. */
  writeError(error: unknown, report?: () => RunReport): void {
    if (this.#isWritten || this.file === undefined) return;
    const own: AnyReport | undefined =
      error instanceof ConfigError && !error.wasCalled
        ? { outcome: 'refused', reasons: noticesOf(error) }
        : report?.();
    const problem = own && this.write(own);
    if (problem) note(problem.message, 'error');
  }
}

const OUTCOMES: Record<AnyReport['outcome'], string> = {
  complete: 'The load itself is complete',
  incomplete: 'The load itself ended, and is incomplete',
  failed: 'The load itself failed',
  refused: 'The load was refused',
};

/** Checked before the first call. Creates nothing. Returns the file that the name leads to. */
function assertWritable(file: string): string {
  const folder = dirname(resolve(file));
  const refuse = (message: string) =>
    new ConfigError([{ code: 'file-unusable', where: `--report ${file}`, message }]);
  if (!existsSync(folder))
    throw refuse(`the folder ${folder} does not exist: create it, or name another file`);
  const exists = existsSync(file);
  if (exists && statSync(file).isDirectory()) throw refuse('is a folder: name a file in it');
  try {
    accessSync(exists ? file : folder, constants.W_OK);
    return targetOf(file);
  } catch (error) {
    throw refuse(`cannot be written: change the rights, or name another file (${(error as Error).message})`);
  }
}

/** Replaces a file at once; writes into what is none (a device, a pipe) and into a folder that takes no new file. */
function writeText(file: string, text: string, mode: number | undefined): void {
  try {
    if (isSpecial(file)) throw new Error('it cannot be replaced');
    replaceFile(file, text, mode === undefined ? {} : { mode });
  } catch (error) {
    if (!existsSync(file)) throw error;
    writeInto(file, text);
  }
}

/** Empties a file that its folder does not give up. Never throws. */
function remove(file: string): void {
  try {
    if (!statSync(file).isFile()) return;
    try {
      rmSync(file);
    } catch {
      truncateSync(file);
    }
  } catch {
    // It is not there.
  }
}
