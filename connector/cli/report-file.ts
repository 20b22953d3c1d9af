// The report as a file for programs: whatever becomes of a load, the file tells of this load and of no other.
import { accessSync, constants, existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError } from '../model/errors.js';
import type { RunReport } from '../model/report.js';
import type { SeveralReport } from '../model/several-report.js';
import { clean } from './output.js';

/** The report cannot be written, after all. Exit code 1. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}

/** Found out before the first call, not after the last. Creates nothing. `-` is standard output. */
export function assertReportFile(file: string): void {
  if (file === '-') return;
  const folder = dirname(resolve(file));
  const refuse = (message: string) => new ConfigError([{ where: `--report ${file}`, message }]);
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

export function writeReport(file: string, report: RunReport | SeveralReport): void {
  const text = `${clean(JSON.stringify(report, null, 2))}\n`;
  try {
    if (file === '-') process.stdout.write(text);
    else writeFileSync(file, text);
  } catch (error) {
    throw new ReportError(
      `--report ${file}: cannot be written: ${(error as Error).message}. The load itself is done`,
    );
  }
}
