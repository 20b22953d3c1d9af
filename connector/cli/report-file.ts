// The report as a file for programs: whatever becomes of a load, the file tells of this load and of no other.
import { accessSync, constants, existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { version } from '../app/package.js';
import type { AccountsReport } from '../model/accounts-report.js';
import { ConfigError, noticesOf, StopError } from '../model/errors.js';
import type { Notice } from '../model/notice.js';
import { EXIT_CODES, type RunReport } from '../model/report.js';
import { visible } from '../model/visible.js';
import { clean } from './output.js';

/** A load that was refused: nothing was called. */
export interface RefusedReport {
  outcome: 'refused';
  reasons: Notice[];
}

/** The report cannot be written, after all. Exit code 1. */
export class ReportError extends StopError {
  constructor(message: string) {
    super('report-not-written', message);
  }
}

/** Found out before the first call, not after the last. Creates nothing. `-` is standard output. */
export function assertReportFile(file: string): void {
  if (file === '-') return;
  const folder = dirname(resolve(file));
  const refuse = (message: string) =>
    new ConfigError([{ code: 'file-unusable', where: `--report ${file}`, message }]);
  if (!existsSync(folder))
    throw refuse(`the folder ${folder} does not exist: create it, or name another file`);
  const exists = existsSync(file);
  if (exists && statSync(file).isDirectory()) throw refuse('is a folder: name a file in it');
  try {
    accessSync(exists ? file : folder, constants.W_OK);
  } catch {
    throw refuse('cannot be written: change the rights, or name another file');
  }
}

export function writeReport(file: string, report: RunReport | AccountsReport | RefusedReport): void {
  const exitCode = report.outcome === 'refused' ? 2 : EXIT_CODES[report.outcome];
  const whole = { reportVersion: 1, connectorVersion: version(), exitCode, ...report };
  const text = `${clean(JSON.stringify(whole, null, 2))}\n`;
  try {
    if (file === '-') process.stdout.write(visible(text));
    else writeFileSync(file, text);
  } catch (error) {
    throw new ReportError(
      `--report ${file}: cannot be written: ${(error as Error).message}. The load itself is done`,
    );
  }
}

/** The configuration, an option or the account was refused: the report says so in place of the one before. */
export function writeRefusal(file: string, error: ConfigError): void {
  writeReport(file, { outcome: 'refused', reasons: noticesOf(error) });
}
