/** Reads option values by their specification, also from the texts of a command line. */
import type { OptionSpec, SandboxInput, SandboxOptions } from './options.js';
import { sandboxOptions } from './options.js';

/** An option has a value that it does not allow; the message is for people. */
export class OptionError extends Error {}

const specs = new Map<string, OptionSpec>(sandboxOptions.map((spec) => [spec.name, spec]));

/** All options: these values, checked, over the defaults. */
export function readOptions(input: SandboxInput | Readonly<Record<string, unknown>>): SandboxOptions {
  const values: Record<string, unknown> = {};
  for (const spec of sandboxOptions) values[spec.name] = spec.default;
  return mergeOptions(values, input, false);
}

/** The options with some changed while the sandbox runs. */
export function changeOptions(
  current: SandboxOptions,
  changes: Readonly<Record<string, unknown>>,
): SandboxOptions {
  return mergeOptions(current, changes, true);
}

function mergeOptions(base: object, changes: object, liveOnly: boolean): SandboxOptions {
  const values: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const spec = specs.get(name);
    if (!spec) throw new OptionError(`unknown option ${name}`);
    if (liveOnly && !spec.live) throw new OptionError(`option ${name} cannot be changed while running`);
    values[name] = readValue(spec, value);
  }
  // The specifications cover every name of SandboxOptions with a value of its kind.
  return values as unknown as SandboxOptions;
}

function readValue(spec: OptionSpec, value: unknown): unknown {
  if (spec.kind === 'whole' || spec.kind === 'number') return readNumber(spec, value);
  if (spec.kind === 'flag') return readFlag(spec, value);
  if (spec.kind === 'list') return readList(spec, value);
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') throw new OptionError(`option ${spec.name} is a text`);
  return checkChoice(spec, text);
}

function readNumber(spec: OptionSpec, value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const fits =
    typeof number === 'number' &&
    (spec.kind === 'whole' ? Number.isSafeInteger(number) : Number.isFinite(number));
  if (!fits) throw new OptionError(`option ${spec.name} is a ${spec.kind === 'whole' ? 'whole ' : ''}number`);
  if (number < (spec.minimum ?? number))
    throw new OptionError(`option ${spec.name} is at least ${spec.minimum}`);
  if (number > (spec.maximum ?? number))
    throw new OptionError(`option ${spec.name} is at most ${spec.maximum}`);
  return number;
}

function readFlag(spec: OptionSpec, value: unknown): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new OptionError(`option ${spec.name} is true or false`);
}

function readList(spec: OptionSpec, value: unknown): readonly string[] {
  const items: unknown[] =
    typeof value === 'string' ? value.split(',').filter((item) => item !== '') : asList(spec, value);
  return items.map((item) => {
    if (typeof item !== 'string' && typeof item !== 'number')
      throw new OptionError(`option ${spec.name} is a list of texts`);
    return checkChoice(spec, String(item).trim());
  });
}

function asList(spec: OptionSpec, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new OptionError(`option ${spec.name} is a list`);
  return value;
}

function checkChoice(spec: OptionSpec, text: string): string {
  if (spec.choices && !spec.choices.includes(text)) {
    throw new OptionError(`option ${spec.name}: ${text} is not one of ${spec.choices.join(', ')}`);
  }
  return text;
}
