// Presets (named groups of definitions), and definitions as users write them.
import type { Accept } from './accept.js';
import type { Method, OptionGroups, ParameterBinding } from './definition.js';
import type { JsonValue, Scalar } from './json.js';
import type { QueryInput } from './relative-date.js';

/** A binding as users write it: a constant, several constants, or a full binding. */
export type BindingInput = Scalar | Scalar[] | ParameterBinding;

/** A definition as users write it: everything but name and path is optional. */
export interface EndpointInput extends Partial<OptionGroups> {
  name: string;
  /** Default `GET`. */
  method?: Method;
  path: string;
  parameters?: Record<string, BindingInput>;
  query?: Record<string, QueryInput>;
  headers?: Record<string, string>;
  body?: JsonValue;
  accept?: Accept;
}

/** A named group of definitions, used by `preset: name`. */
export interface Preset {
  /** Name in the configuration: letters, digits, `_`, `-`. */
  name: string;
  /** A few words for a list of examples. */
  title: string;
  /** One or two sentences: what it loads and what that is good for. */
  description: string;
  endpoints: readonly EndpointInput[];
  /** Facts that a user should know before the first run, one sentence each. */
  notes?: readonly string[];
}

/** Presets that are shown together. */
export interface PresetFamily {
  /** Name of its page. */
  name: string;
  title: string;
  presets: readonly Preset[];
}
