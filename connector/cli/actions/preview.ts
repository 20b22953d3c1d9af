// preview: shows the first rows of one source object, and its request as curl.
import { type Preview, previewSource } from '../../app/preview.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import { type Cell, JsonText } from '../../model/table.js';
import { tableText } from '../../text/table-text.js';
import type { ConfigOptions } from '../commands/options.js';
import type { PreviewOptions } from '../commands/preview.js';
import { note, printText, textColumns } from '../output.js';
import { firstDraft, sourceFrom } from './sources.js';

export async function preview(name: string, chosen: PreviewOptions): Promise<void> {
  const { connection, ...rest } = chosen;
  const options = { ...rest, connection: connection === undefined ? [] : [connection] };
  const rows = wholeNumber(options.rows);
  assertKnown(name, options);
  const first = await previewSource(sourceFrom({ ...options, only: [name], preview: true }), name, rows);
  if (first.nothing !== undefined) {
    note(`${name}: nothing to show: ${first.nothing}`);
    process.exitCode = 1;
  } else showRows(first);
  printText(first.curl);
  for (const text of first.notes) note(`note: ${text}`);
}

/** Columns that are not shown, because every row has the same value. */
const OWN_COLUMNS = new Set(['_account', '_run_id', '_loaded_at', '_deleted_at', '_snapshot_at']);

function showRows({ batch, total, calls }: Preview): void {
  const columns = batch.schema.columns.map(({ name }, index) => ({ name, index }));
  const shown = columns.filter(({ name }) => !OWN_COLUMNS.has(name));
  const cells = batch.rows.map((row) => shown.map(({ index }) => cellText(row[index] ?? null)));
  const heads = shown.map(({ name }) => name);
  printText(tableText(heads, cells, { width: textColumns() }).join('\n'));
  printText(`\n${batch.rows.length} of ${total} in this reply, ${calls} calls; the same request by hand:\n`);
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new ConfigError([
    { code: 'option-value', where: '--rows', message: `"${text}": allowed is a whole number from 1 to 9999` },
  ]);
}

function assertKnown(name: string, options: ConfigOptions): void {
  const names = firstDraft({ ...options, only: undefined }).config.endpoints.map((each) => each.name);
  if (names.includes(name)) return;
  const hint = nearest(name, names);
  const message = `there is no source object "${name}"; ${hint ? `did you mean "${hint}"?` : `there are: ${names.join(', ')}`}`;
  throw new ConfigError([{ code: 'config-name-unknown', where: 'preview', message }]);
}

export function cellText(cell: Cell): string {
  if (cell === null) return '';
  return cell instanceof JsonText ? cell.text : String(cell);
}
