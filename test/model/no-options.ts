// The option groups of a definition that sets none.
import type { OptionGroups } from '../../connector/model/definition.js';

export const NO_OPTIONS: OptionGroups = { table: {}, read: {}, sync: {}, write: {} };
