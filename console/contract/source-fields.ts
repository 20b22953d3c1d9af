// What the Source form is made of: presets, and the fields of the configuration as its schema has them.
import type { Plain } from './draft.js';

/** `GET /api/presets`: EXAMPLES. */
export interface PresetsAnswer {
  presets: PresetEntry[];
}

export interface PresetEntry {
  name: string;
  title: string;
  description: string;
  notes: string[];
  /** Of its page: `billing`, `inventory`, `examples`. */
  family: string;
  endpoints: { name: string; method: string; path: string; hasTable: boolean }[];
  rights: { method: string; path: string }[];
  /** Its definitions as own endpoints, to be changed in the form. */
  definitions: Plain[];
}

/** `GET /api/source/fields`: from the schema that reads the configuration. */
export interface FieldsAnswer {
  /** Of a definition: the groups `''`, `table`, `read`, `sync`, `write`. */
  definition: FieldGroup[];
  presetUse: FieldGroup[];
  /** By kind. */
  destinations: { type: string; description: string; fields: FieldEntry[] }[];
  schedule: FieldEntry[];
  connection: FieldGroup[];
  regions: string[];
}

export interface FieldGroup {
  /** `''` for the top of the entry. */
  group: string;
  title: string;
  description: string;
  fields: FieldEntry[];
}

export interface FieldEntry {
  key: string;
  /** One sentence, of the schema. */
  help: string;
  /** `text-list`: texts; `yaml`: anything else, edited as YAML. */
  kind: 'text' | 'secret' | 'number' | 'flag' | 'choice' | 'text-list' | 'yaml';
  choices?: string[];
  default?: Plain;
  required: boolean;
  range?: { least?: number; most?: number };
}
