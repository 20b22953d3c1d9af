// The documentation of the events: a table in docs/operation.md, and a page with all fields, from the table of events.
import { readFileSync } from 'node:fs';
import { packageFile } from '../../app/package.js';
import type { EventKind } from '../../model/events/event-kind.js';
import { EVENTS } from '../../model/events/events.js';

const KINDS: [string, EventKind][] = Object.entries(EVENTS as unknown as Record<string, EventKind>);
const MARKS = ['<!-- events, from `npm run docs` -->', '<!-- end of events -->'] as const;

/** File name -> content. */
export function eventPages(): Record<string, string> {
  return { 'docs/operation.md': operationPage(), 'docs/events.md': eventsPage() };
}

function operationPage(): string {
  const page = readFileSync(packageFile('docs/operation.md'), 'utf8');
  const [before, rest] = page.split(MARKS[0]);
  const after = rest?.split(MARKS[1])[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/operation.md has lost ${MARKS.join(' or ')}`);
  const rows = KINDS.map(([name, kind]) => `| \`${name}\` | ${levelText(kind)} | ${kind.when} |`);
  const table = ['| event | level | when |', '|---|---|---|', ...rows].join('\n');
  return `${before}${MARKS[0]}\n${table}\n${MARKS[1]}${after}`;
}

function eventsPage(): string {
  const sections = KINDS.map(([name, kind]) => {
    const rows = Object.entries(kind.fields).map(([field, { meaning, isOptional, isLogged }]) => {
      const notes = [isOptional && 'may be absent', !isLogged && 'for listeners; not in the log'].filter(
        Boolean,
      );
      return `| \`${field}\` | ${meaning}${notes.length > 0 ? ` (${notes.join('; ')})` : ''} |`;
    });
    const table = ['| field | meaning |', '|---|---|', ...rows].join('\n');
    return `## \`${name}\`\n\n${upper(kind.when)}. Level: ${levelText(kind)}.\n\n${table}`;
  });
  return `${HEAD}\n${sections.join('\n\n')}\n`;
}

function levelText({ level, isAlwaysLogged }: EventKind): string {
  const text = typeof level === 'string' ? level : level.rule;
  return isAlwaysLogged ? `${text}, logged at every log level` : text;
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const HEAD = `# Events

Generated from the table of events (\`npm run docs\`): do not edit. The log writes these events, and \`onEvent\` of
\`loadSource\` and of \`ScheduleService\` receives them. Each event also has \`event\` (its name) and, where known, \`runId\`,
\`connection\` and \`pipeline\`. Log lines: [operation.md](operation.md).
`;
