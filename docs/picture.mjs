// Draws docs/demo.svg, the picture in the README, from what `source-ovhcloud demo` prints. `npm run docs` calls it, and a
// test fails when the picture differs from the demo.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CHARACTER = 7.8;
const LINE = 18;
const MARGIN = 20;

/** Rows of the ledger that the picture shows, with their two heads. */
const LEDGER_ROWS = 12;
/** The day on which the picture is the same for ever. */
export const PICTURE_DAY = '2026-11-16';

/** The lines of the demo's output that the picture shows: sample rows, verdict, ledger, calls. */
export function pictureLines(output) {
  const lines = output.split('\n');
  const find = (start) => {
    const at = lines.findIndex((line) => line.startsWith(start));
    if (at < 0) throw new Error(`the demo prints no line that begins with "${start}"`);
    return at;
  };
  const block = (at) => lines.slice(at, lines.indexOf('', at));
  const ways = lines.find((line) => / lists and objects with \d+ calls/.test(line)) ?? '';
  return [
    '$ npm run demo',
    '',
    ...block(find('bills (')),
    '',
    ...block(find('bill_details (')),
    '',
    lines[find('Complete:')] ?? '',
    '',
    ...block(find('source object')).slice(0, LEDGER_ROWS),
    '…',
    '',
    ways,
  ];
}

/** A terminal that follows the reader's light or dark theme. */
export function svgOf(lines) {
  const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * CHARACTER) + 2 * MARGIN;
  const height = lines.length * LINE + 2 * MARGIN;
  const texts = lines.map((line, index) => {
    const kind = /^\$/.test(line)
      ? 'strong'
      : /^Complete/.test(line)
        ? 'good'
        : /^[- ]+$/.test(line)
          ? 'faint'
          : '';
    const name = kind && ` class="${kind}"`;
    return line && `  <text x="${MARGIN}" y="${MARGIN + 13 + index * LINE}"${name}>${escaped(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
  <title id="title">npm run demo: bills, their lines, and the ledger that accounts for each of them</title>
  <style>
    rect { fill: #f6f8fa; stroke: #d1d9e0 }
    text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; fill: #1f2328 }
    .strong { font-weight: 600 } .good { fill: #1a7f37; font-weight: 600 } .faint { fill: #8c959f }
    @media (prefers-color-scheme: dark) {
      rect { fill: #151b23; stroke: #3d444d } text { fill: #f0f6fc } .good { fill: #3fb950 } .faint { fill: #656c76 }
    }
  </style>
  <rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${texts.filter(Boolean).join('\n')}
</svg>
`;
}

function escaped(line) {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(' ', '\u00a0');
}

/** Runs the demo in a folder of its own and writes the picture. */
export function drawPicture() {
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-picture-'));
  try {
    const main = fileURLToPath(new URL('../dist/connector/cli/main.js', import.meta.url));
    const output = execFileSync(process.execPath, [main, 'demo', '--day', PICTURE_DAY], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    writeFileSync(new URL('demo.svg', import.meta.url), svgOf(pictureLines(output)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
