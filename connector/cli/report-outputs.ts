// The files of `report`: checked before the database is asked, written whole, for their owner alone.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Language } from '../../console/ui/formats.js';
import type { Theme } from '../../reports/report/page-options.js';
import type { ReportData } from '../../reports/report/report-data.js';
import {
  renderReport,
  renderReportCsv,
  renderReportMarkdown,
  renderReportXlsx,
} from '../app/mart/render-report.js';
import { makeFolder } from '../disk/access.js';
import { replaceFile } from '../disk/whole-file.js';
import { ConfigError } from '../model/errors.js';

export interface ReportOutputs {
  /** Absent: not wanted. `''`: named by the month. */
  html?: string;
  xlsx?: string;
  /** A folder. */
  csv?: string;
  markdown?: string;
  json?: string;
  /** The HTML is written in each, the other files in the first. */
  languages: Language[];
  theme: Theme;
}

/** @throws ConfigError where a file or a folder cannot be written */
export function assertOutputs({ html, xlsx, csv, markdown, json }: ReportOutputs): void {
  for (const [option, file] of Object.entries({ html, xlsx, markdown, json })) {
    if (file === undefined) continue;
    const refuse = (message: string) =>
      new ConfigError([{ code: 'file-unusable', where: `--${option} ${file}`.trim(), message }]);
    const folder = dirname(resolve(file === '' ? 'report' : file));
    if (!existsSync(folder))
      throw refuse(`the folder ${folder} does not exist: create it, or name another file`);
    if (file !== '' && statSync(file, { throwIfNoEntry: false })?.isDirectory())
      throw refuse('is a folder: name a file in it');
    try {
      accessSync(folder, constants.W_OK);
    } catch (error) {
      throw refuse(
        `cannot be written: change the rights, or name another place (${(error as Error).message})`,
      );
    }
  }
  if (csv !== undefined && existsSync(csv) && !statSync(csv).isDirectory())
    throw new ConfigError([
      {
        code: 'file-unusable',
        where: `--csv ${csv}`,
        message: 'is a file: name a folder, which may be a new one',
      },
    ]);
}

/** Returns the files that were written, as a person would name them, the HTML first. */
export async function writeOutputs(data: ReportData, outputs: ReportOutputs): Promise<string[]> {
  const [language = 'en'] = outputs.languages;
  const written: string[] = [];
  const write = (file: string, content: string | Uint8Array) => {
    replaceFile(file, content);
    written.push(file);
  };
  if (outputs.html !== undefined) {
    const first = outputs.html === '' ? `report-${data.month}.html` : outputs.html;
    const names = new Map(
      outputs.languages.map((each, index) => [each, index === 0 ? first : withLanguage(first, each)]),
    );
    for (const [each, file] of names) {
      const alternates = Object.fromEntries([...names].map(([other, name]) => [other, hrefOf(name)]));
      write(file, await renderReport(data, { language: each, theme: outputs.theme, alternates }));
    }
  }
  if (outputs.xlsx !== undefined) {
    write(outputs.xlsx, await renderReportXlsx(data, language));
  }
  if (outputs.csv !== undefined) {
    makeFolder(outputs.csv);
    // Also tables without rows: a file of an earlier report must not stay for one of this.
    for (const [name, text] of await renderReportCsv(data, language))
      replaceFile(join(outputs.csv, name), text);
    written.push(outputs.csv);
  }
  if (outputs.markdown !== undefined) {
    write(outputs.markdown, await renderReportMarkdown(data, language));
  }
  if (outputs.json !== undefined) write(outputs.json, `${JSON.stringify(data, null, 2)}\n`);
  return written;
}

/** `report.html` -> `report.fr.html` */
function withLanguage(file: string, language: Language): string {
  return /\.html?$/i.test(file) ? file.replace(/\.(html?)$/i, `.${language}.$1`) : `${file}.${language}`;
}

/** Relative to a file in the same folder. */
function hrefOf(file: string): string {
  return encodeURIComponent(file.split(/[/\\]/).at(-1) ?? file);
}
