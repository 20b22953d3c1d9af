// EXAMPLES: the presets, with what each reads and the rights that it needs.
import type { JsonValue } from '../../../connector/model/json.js';
import { toPlain } from '../../../connector/model/plain-json.js';
import type { Preset } from '../../../connector/model/preset.js';
import { leastRules } from '../../../connector/plan/access-rules.js';
import { withoutBranch } from '../../../connector/plan/path-template.js';
import { PRESET_FAMILIES } from '../../../endpoints/presets.js';
import type { PresetEntry, PresetsAnswer } from '../../contract/source-fields.js';

export function presetsAnswer(): PresetsAnswer {
  return {
    presets: PRESET_FAMILIES.flatMap(({ name, presets }) => presets.map((preset) => entryOf(preset, name))),
  };
}

function entryOf({ name, title, description, notes = [], endpoints }: Preset, family: string): PresetEntry {
  const routes = endpoints.map(({ method = 'GET', path }) => ({ method, path: withoutBranch(path) }));
  return {
    name,
    title,
    description,
    notes: [...notes],
    family,
    endpoints: endpoints.map(({ name: object, method = 'GET', path, table }) => ({
      name: object,
      method,
      path,
      hasTable: table !== false,
    })),
    rights: leastRules(routes),
    definitions: endpoints.map((each) => toPlain(each as unknown as JsonValue)),
  };
}
