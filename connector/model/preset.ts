// Presets: named groups of definitions, and the form in which definitions are written.
import type { Method, OptionGroups, ParameterBinding } from './definition.js';
import type { JsonValue, Scalar } from './json.js';
import type { QueryInput } from './relative-date.js';

/** A mapper as it is written: a constant, several constants, or a binding in full. */
export type BindingInput = Scalar | Scalar[] | ParameterBinding;

/** An endpoint definition as it is written: everything but name and path may be left out. */
export interface EndpointInput extends Partial<OptionGroups> {
  name: string;
  /** Default `GET`. */
  method?: Method;
  path: string;
  parameters?: Record<string, BindingInput>;
  query?: Record<string, QueryInput>;
  headers?: Record<string, string>;
  body?: JsonValue;
}

/** A named group of definitions: what a configuration uses by `preset: name`. */
export interface Preset {
  /** What the configuration writes. Letters, digits, `_`, `-`. */
  name: string;
  /** A few words for a list of examples. */
  title: string;
  /** One or two sentences: what is loaded and why one would want it. */
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
