// The reference of the presets: an index, and a page for each family with calls, rights, tables and columns.
import { PRESET_FAMILIES } from '../../../endpoints/presets.js';
import { REGIONS } from '../../../endpoints/regions.js';
import { presetPlan } from '../../app/reference/digest.js';
import { storedReference } from '../../app/reference/files.js';
import type { Plan } from '../../model/plan.js';
import type { Preset, PresetFamily } from '../../model/preset.js';
import type { Reference } from '../../model/reference.js';
import { gapNotes } from '../../model/region-gaps.js';
import { type AccessRule, accessRules } from '../../plan/access-rules.js';
import { type CallCount, estimate } from '../../plan/estimate.js';
import { objectSection } from './object-section.js';

export function presetPages(): Record<string, string> {
  const pages = PRESET_FAMILIES.map((family): [string, string] => [
    `docs/presets/${family.name}.md`,
    familyPage(family, storedReference(family.name)),
  ]);
  return { 'docs/presets/README.md': indexPage(), ...Object.fromEntries(pages) };
}

const MADE = 'Generated from `endpoints/` (`npm run docs`): do not edit.';

const indexHead = `# Presets

Named groups of endpoint definitions: \`endpoints: [ { preset: bills } ]\`.
${MADE}
Two presets that need the same list read it once. The page of a preset has its calls, its rights, its tables and every
column. A configuration can change each of its definitions: [definitions.md](../definitions.md#presets).
\`source-ovhcloud examples NAME\` prints one as definitions to copy.

Columns are those of the API's own documents, stored in \`endpoints/reference/\`. A load reads the documents of its day,
and the data has the last word. \`npm run docs -- --schemas FOLDER\` renews the stored ones from a folder with documents.
How replies become rows, types and money: [tables.md](../tables.md).
`;

const SHOWN_RULES = 2;

function indexPage(): string {
  const sections = PRESET_FAMILIES.flatMap(({ name, title, presets }) => [
    `## [${title}](${name}.md)`,
    '',
    '| preset | what | tables | rights |',
    '|---|---|---|---|',
    ...presets.map((preset) => indexRow(name, preset)),
    '',
  ]);
  return [indexHead, ...sections].join('\n');
}

function indexRow(family: string, preset: Preset): string {
  const rules = rulesOf(presetPlan(preset));
  const more = rules.length > SHOWN_RULES ? ` and ${rules.length - SHOWN_RULES} more` : '';
  const stored = preset.endpoints.filter(({ table }) => table !== false);
  const tables = stored.map(({ name }) => `\`${name}\``).join(', ');
  const rights = rules.slice(0, SHOWN_RULES).map(ruleText).join(', ');
  return `| [${preset.name}](${family}.md#preset-${preset.name}) | ${preset.title} | ${tables} | ${rights}${more} |`;
}

function familyPage({ title, presets }: PresetFamily, reference: Reference): string {
  const head = `# ${title}

Presets with their calls, rights, tables and columns; [all presets](README.md).
${MADE}

- Every table also has \`_account\`, \`_run_id\` and \`_loaded_at\`. **key** marks a column of the primary key, of which
  \`_account\` is always a part. [tables.md](../tables.md) explains the types; \`null\` marks columns that the API may leave empty.
- Calls: "for each item of a list" means for each row of that list. A paged list takes one call for each page.
- Rights: in addition to the listed ones, \`GET /auth/details\` and \`GET /auth/currentCredential\`. IAM actions are for a service
  account; \`source-ovhcloud rights\` collects the rights of a whole configuration.
`;
  const shown = new Map<string, string>();
  return [head, ...presets.map((preset) => presetSection(preset, reference, shown))].join('\n');
}

/** @param shown source objects that are on the page already, with their preset. */
function presetSection(preset: Preset, reference: Reference, shown: Map<string, string>): string {
  const plan = presetPlan(preset);
  const actions = new Set(plan.nodes.flatMap(({ name }) => reference[name]?.actions ?? []));
  const calls = new Map(
    estimate(plan, new Map(), 1).nodes.map(({ node, calls }) => [node.name, callText(calls)]),
  );
  const objects = plan.nodes.map((node) => {
    const where = shown.get(node.name);
    if (where === undefined) shown.set(node.name, preset.name);
    return objectSection(node, reference[node.name], calls.get(node.name) ?? '', where);
  });
  return [
    `## Preset ${preset.name}`,
    '',
    `${preset.title}. ${preset.description}`,
    '',
    ...[...(preset.notes ?? []), ...gapNotes(REGIONS, preset.endpoints)].map((note) => `- ${note}`),
    `- Access rules: ${rulesOf(plan).map(ruleText).join(', ')}`,
    ...(actions.size > 0 ? [`- IAM actions: ${[...actions].sort().map(code).join(', ')}`] : []),
    '',
    ...objects,
  ].join('\n');
}

function rulesOf(plan: Plan): AccessRule[] {
  return accessRules(plan).filter((rule) => !rule.path.startsWith('/auth/'));
}

function ruleText({ method, path }: AccessRule): string {
  return code(`${method} ${path}`);
}

function callText({ factor, times }: CallCount): string {
  const number = factor.toLocaleString('en');
  const calls = `${number} call${factor === 1 ? '' : 's'}`;
  return times === undefined ? calls : `${calls} for each item of ${code(times)}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
