// The list of files in the first walk of docs/ARCHITECTURE.md, from a trace and from the opening comments of the files.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MARKS = ['<!-- walk of a bill, from `npm run docs` -->', '<!-- end of the walk -->'];
const root = new URL('../', import.meta.url);

/** The steps of a bill: a point, and the files that are on the stack there for the first time. */
export function billWalk() {
  const script = fileURLToPath(new URL('walks.mjs', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' }));
}

/** The page with the walk of today. */
export function architecturePage(steps = billWalk()) {
  const page = readFileSync(new URL('docs/ARCHITECTURE.md', root), 'utf8');
  const [start, end] = MARKS.map((mark) => page.indexOf(mark));
  if (start < 0 || end < start) throw new Error(`docs/ARCHITECTURE.md has lost ${MARKS.join(' or ')}`);
  const lines = steps
    .filter(({ files }) => files.length > 0)
    .map(
      ({ point, files }) =>
        `**Until ${point}**\n\n${files.map((file) => `- ${linked(file)}: ${opening(file)}`).join('\n')}`,
    );
  return `${page.slice(0, start + MARKS[0].length)}\n\n${lines.join('\n\n')}\n\n${page.slice(end)}`;
}

function linked(file) {
  return `\`${file.replace('connector/', '')}\``;
}

/** The first sentence of the comment that opens a file. */
function opening(file) {
  const lines = readFileSync(new URL(file, root), 'utf8').split('\n');
  const comment = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('//')),
  );
  const text = comment.map((line) => line.slice(3)).join(' ');
  const [sentence = text] = /^.*?[.:](?= [A-Z]|$)/.exec(text) ?? [];
  const short = sentence.replace(/[.:]$/, '');
  return /^[A-Z][a-z ]/.test(short) ? `${short.charAt(0).toLowerCase()}${short.slice(1)}` : short;
}
