// What the form is made of, asked once: the fields of the configuration, and the presets.

import type { FieldsAnswer, PresetsAnswer } from '../../contract/source-fields.js';
import { notAsked, put } from '../state/asked.js';
import { ask } from '../state/server.js';

export const fields = notAsked<FieldsAnswer>();
export const presets = notAsked<PresetsAnswer>();

export function loadSchema(): void {
  if (fields.peek().state === 'none') void put(fields, () => ask('GET /api/source/fields', {}));
  if (presets.peek().state === 'none') void put(presets, () => ask('GET /api/presets', {}));
}
