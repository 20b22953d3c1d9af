// Makes docs/errors.md: every code, its meaning, and what to do.
import { CODE_GROUPS, type CodeGroup } from '../../model/codes/codes.js';

const HEAD = `# Codes of errors, reasons and warnings

Made from the table of codes (\`npm run docs\`): do not edit by hand.

Reports (\`reasons\`, \`warnings\`), the table \`_ovh_run\`, events, and the errors of the library carry a code for programs
beside a sentence for people. A code keeps its meaning, and new ones may be added; the words of a sentence may change.
The shape of a report is in [report.schema.json](report.schema.json), the exit codes are in [operation.md](operation.md).`;

export function errorsPage(): string {
  return `${[HEAD, ...CODE_GROUPS.map(section)].join('\n\n')}\n`;
}

function section({ title, about, codes }: CodeGroup): string {
  const rows = Object.entries(codes).map(([code, { means, next }]) => `| \`${code}\` | ${means} | ${next} |`);
  return [
    `## ${title}`,
    '',
    about,
    '',
    '| Code | What it means | What to do |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}
