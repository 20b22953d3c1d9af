// One source object in the reference: its route, its calls, and its tables with their columns.

import type { PlanNode } from '../../model/plan.js';
import type { ReferenceColumn, ReferenceObject, ReferenceTable } from '../../model/reference.js';
import { routeOf } from '../../plan/path-template.js';
import { deprecationText } from '../../schemas/deprecation.js';
import { modeText } from '../../text/mode-text.js';

/** @param shown the preset of the same page that lists its columns */
export function objectSection(
  node: PlanNode,
  object: ReferenceObject | undefined,
  calls: string,
  shown: string | undefined,
): string {
  const head = [
    `### ${node.name}`,
    '',
    `\`${node.definition.method} ${routeOf(node.path)}\` · ${calls}${modePart(node)}${statusText(object)}`,
    '',
  ];
  if (!object) return [...head, 'Its columns are not known here: they come from the data.', ''].join('\n');
  if (shown !== undefined) return [...head, `As under [${shown}](#preset-${shown}).`, ''].join('\n');
  const [own, ...children] = object.tables;
  return [
    ...head,
    ...(object.about ? [`${plain(object.about)}.`.replace(/\.\.$/, '.'), ''] : []),
    ...(own
      ? tableLines(own, [...object.secrets.map(secretRow), ...(object.leftOut ?? []).map(leftOutRow)])
      : ['No table: it is read for its items, from which others are mapped.', '']),
    ...children.flatMap((table) => [`Child table \`${table.table}\`:`, '', ...tableLines(table, [])]),
  ].join('\n');
}

function tableLines({ key, columns }: ReferenceTable, notLoaded: readonly string[]): string[] {
  const rows = [...columns.map((column) => columnRow(column, key.includes(column.name))), ...notLoaded];
  const keyText =
    key.length > 0 ? `Key: ${key.map((name) => `\`${name}\``).join(', ')}` : 'No key: rows append';
  if (rows.length === 0) return [keyText, ''];
  return [keyText, '', '| column | type | null | what it is |', '|---|---|---|---|', ...rows, ''];
}

const secretRow = (path: string) => `| \`${path}\` | | | not loaded: a secret |`;

const leftOutRow = (path: string) =>
  `| \`${path}\` | | | left out, with all below it: \`include: [${path.split('.').at(-1)}]\` loads it |`;

function columnRow({ name, type, nullable, about = '' }: ReferenceColumn, isKey: boolean): string {
  const words = [isKey ? '**key**' : '', plain(about)].filter(Boolean).join(' ');
  return `| \`${name}\` | ${type} | ${nullable ? 'null' : ''} | ${words} |`;
}

/** `BETA`, or the deprecation with its dates and replacement. */
function statusText(object: ReferenceObject | undefined): string {
  if (!object) return '';
  const [method = '', path = ''] = object.route.split(' ');
  const end = deprecationText(method, path, object.status);
  if (end !== undefined) return ` · **${plain(end.slice(`${object.route} is `.length))}**`;
  const { value } = object.status;
  return value === 'PRODUCTION' || value === '' ? '' : ` · ${value}`;
}

/** A text of the API, escaped: nothing in it is Markdown. */
function plain(text: string): string {
  return text.replace(/[\\`*_<>[\]|~]/g, '\\$&');
}

function modePart(node: PlanNode): string {
  const words = modeText(node, (name) => `\`${name}\``);
  return words === '' ? '' : ` · ${words}`;
}
