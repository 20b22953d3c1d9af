// examples: lists the presets, and prints one as definitions for a configuration.
import { stringify } from 'yaml';
import { PRESETS } from '../../../endpoints/presets.js';
import { REGIONS } from '../../../endpoints/regions.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import type { Preset } from '../../model/preset.js';
import { gapNotes } from '../../model/region-gaps.js';
import { print, printText } from '../output.js';

export function examples(name?: string): void {
  if (name === undefined) listPresets();
  else printText(presetYaml(presetNamed(name)));
}

function listPresets(): void {
  const width = Math.max(...PRESETS.map((preset) => preset.name.length));
  for (const preset of PRESETS) {
    print(`${preset.name.padEnd(width)}  ${preset.title}`);
    for (const { method = 'GET', path } of preset.endpoints)
      print(`${' '.repeat(width)}    ${method} ${path}`);
  }
  printText(
    '\nUse one as `endpoints: [ { preset: NAME } ]`; see its definitions with `source-ovhcloud examples NAME`.',
  );
}

export function presetNamed(name: string): Preset {
  const preset = PRESETS.find((candidate) => candidate.name === name);
  if (preset) return preset;
  const names = PRESETS.map((candidate) => candidate.name);
  const hint = nearest(name, names);
  const message = `there is no preset "${name}"; ${hint ? `did you mean "${hint}"?` : `there are: ${names.join(', ')}`}`;
  throw new ConfigError([{ code: 'option-value', where: 'preset', message }]);
}

/** A preset as definitions, with its notes as comments. */
export function presetYaml(preset: Preset): string {
  const notes = [...(preset.notes ?? []), ...gapNotes(REGIONS, preset.endpoints)];
  const words = [preset.title, preset.description, ...notes];
  const comments = words.map((line) => `# ${line}`).join('\n');
  return `${comments}\n${stringify({ endpoints: preset.endpoints }, { lineWidth: 0 }).trimEnd()}`;
}
