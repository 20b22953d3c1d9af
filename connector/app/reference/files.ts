// The digest on disk: `endpoints/reference/FAMILY.json`. Only the documentation reads it.
import { readFileSync } from 'node:fs';
import { PRESET_FAMILIES } from '../../../endpoints/presets.js';
import type { Reference } from '../../model/reference.js';
import { apiDocumentsFromFolder } from '../../schemas/document-sources.js';
import { packageFile } from '../package.js';
import { referenceOf } from './digest.js';

const nameOf = (family: string) => `endpoints/reference/${family}.json`;

/** The stored digest of a family of presets. */
export function storedReference(family: string): Reference {
  return JSON.parse(readFileSync(packageFile(nameOf(family)), 'utf8')) as Reference;
}

/** File name -> content, from a folder with documents: `v1/*.json`, `v2/*.json`. */
export function renewedReference(folder: string): Record<string, string> {
  const documents = apiDocumentsFromFolder(folder);
  return Object.fromEntries(
    PRESET_FAMILIES.map(({ name, presets }) => [
      nameOf(name),
      referenceText(referenceOf(presets, documents)),
    ]),
  );
}

/** A line for each column, so that a change of the API is a change of a few lines. */
function referenceText(reference: Reference): string {
  const objects = Object.entries(reference).map(([name, { tables, ...rest }]) => {
    const lines = Object.entries(rest).map(([key, value]) => `    ${line(key)}: ${line(value)},`);
    const texts = tables.map(({ table, key, columns }) => {
      const rows = columns.map((column) => `          ${line(column)}`).join(',\n');
      const body = columns.length === 0 ? '[]' : `[\n${rows}\n        ]`;
      return `      {\n        "table": ${line(table)},\n        "key": ${line(key)},\n        "columns": ${body}\n      }`;
    });
    return `  ${line(name)}: {\n${lines.join('\n')}\n    "tables": [\n${texts.join(',\n')}\n    ]\n  }`;
  });
  return `{\n${objects.join(',\n')}\n}\n`;
}

function line(value: unknown): string {
  return JSON.stringify(value);
}
