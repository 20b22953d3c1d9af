// Reads `schedule` of a configuration: checks its times and the names that it uses, and resolves presets to names.
import { nearest } from '../model/names.js';
import type { Preset } from '../model/preset.js';
import { shortestGap, ticksOf } from '../schedule/cron.js';
import type { Pipeline } from '../schedule/pipeline.js';
import { collectDefinitions } from './definition-list.js';
import { Issues } from './file/issues.js';
import type { KeyPath } from './file/place.js';
import { describe } from './schema/explain.js';
import { scheduleSchema, type WrittenSchedule } from './schema/schedule-schema.js';

export interface ScheduleReading {
  /** The configuration. `written` is the same before variables were replaced; messages show only that. */
  values: Record<string, unknown>;
  written: unknown;
  presets: readonly Preset[];
  nowMs: number;
  issues: Issues;
}

/** The pipelines of a configuration, none without `schedule`. Adds what is wrong to `issues`. */
export function readSchedule(reading: ScheduleReading): Pipeline[] {
  const { schedule } = reading.values;
  const parsed = scheduleSchema.safeParse(schedule);
  if (!parsed.success) return [];
  const { data } = parsed;
  const isList = Array.isArray(data);
  const pipelines = (isList ? data : [data]).map((pipeline, index) => ({
    pipeline,
    path: isList ? ['schedule', index] : ['schedule'],
  }));
  const known = new KnownNames(reading);
  for (const [index, { pipeline, path }] of pipelines.entries()) {
    const twin = pipelines.slice(0, index).some((other) => other.pipeline.name === pipeline.name);
    if (twin)
      reading.issues.at(
        [...path, 'name'],
        'config-name-taken',
        `"${pipeline.name}" is taken; each pipeline needs its own name`,
      );
    checkTimes(pipeline, path, reading);
    known.check(pipeline, path);
  }
  return pipelines.map(({ pipeline }) => known.resolve(pipeline));
}

/** A fixed leap year: a schedule that is valid today stays valid. */
const SOME_YEAR = Date.UTC(2024, 0, 1);

function checkTimes({ cron, timeZone, jitter }: WrittenSchedule, path: KeyPath, reading: ScheduleReading) {
  const { issues, written } = reading;
  const ticks = ticksOf(cron, timeZone);
  if (ticks.after(0) === undefined) {
    const at = [...path, 'cron'];
    issues.at(
      at,
      'config-value',
      `${describe(written, at)}: never comes, because there is no such day; write another expression`,
    );
    return;
  }
  const gap = shortestGap(ticks, SOME_YEAR);
  if (gap !== undefined && jitter * 1000 >= gap) {
    const at = [...path, 'jitter'];
    const allowed = `less than the ${gap / 1000} seconds between two runs`;
    issues.at(at, 'config-value', `${describe(written, at)}; allowed: ${allowed}`);
  }
}

/** The names that a pipeline may use: source objects, presets and connections of the configuration. */
class KnownNames {
  readonly #names: string[];
  readonly #presets = new Map<string, Set<string>>();
  readonly #connections: string[];

  constructor(private readonly reading: ScheduleReading) {
    const { endpoints, connections } = reading.values;
    this.#names = this.#namesOf(endpoints);
    for (const entry of groups(endpoints)) {
      if (typeof entry.preset !== 'string') continue;
      const names = this.#presets.get(entry.preset) ?? new Set();
      for (const name of this.#namesOf([entry])) names.add(name);
      this.#presets.set(entry.preset, names);
    }
    this.#connections = groups(connections).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  }

  check({ only, presets, connections }: WrittenSchedule, path: KeyPath): void {
    const hint = (name: string) =>
      this.#presets.has(name) ? '; it is a preset: write it under "presets"' : '';
    this.#checkEach(only, [...path, 'only'], 'unknown source object', this.#names, hint);
    this.#checkEach(presets, [...path, 'presets'], 'not a preset of "endpoints"', [...this.#presets.keys()]);
    if (connections && this.#connections.length === 0) {
      const message = 'narrows to connections, but the configuration has none: leave it out';
      this.reading.issues.at([...path, 'connections'], 'config-conflict', message);
    } else this.#checkEach(connections, [...path, 'connections'], 'unknown connection', this.#connections);
  }

  resolve({ only, presets, connections, ...rest }: WrittenSchedule): Pipeline {
    const ofPresets = (presets ?? []).flatMap((name) => [...(this.#presets.get(name) ?? [])]);
    const names = [...new Set([...(only ?? []), ...ofPresets])];
    return {
      ...rest,
      ...(only || presets ? { only: names } : {}),
      ...(connections ? { connections } : {}),
    };
  }

  #checkEach(
    names: readonly string[] | undefined,
    path: KeyPath,
    problem: string,
    known: readonly string[],
    hintFor: (name: string) => string = () => '',
  ): void {
    const { issues, written } = this.reading;
    for (const [index, name] of (names ?? []).entries()) {
      if (known.includes(name)) continue;
      const at = [...path, index];
      const meant = nearest(name, known);
      const hint = hintFor(name) || (meant === undefined ? '' : ` (did you mean "${meant}"?)`);
      issues.at(
        at,
        'config-name-unknown',
        `${problem}: ${describe(written, at)}${hint}; allowed: ${known.join(', ') || 'none'}`,
      );
    }
  }

  #namesOf(entries: unknown): string[] {
    const { written, presets, issues, nowMs } = this.reading;
    // Issues of the entries themselves are reported where they are read.
    const found = collectDefinitions(entries, written, presets, new Issues(issues.places), nowMs);
    return [...new Set(found.map(({ definition }) => definition.name))];
  }
}

function groups(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) return [];
  return value.filter((entry) => typeof entry === 'object' && entry !== null && !Array.isArray(entry));
}
