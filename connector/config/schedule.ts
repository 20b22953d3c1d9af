// Reads `schedule` of a configuration: checks its times and the names that it uses, and resolves presets to names.
import { isForItself } from '../model/definition.js';
import { shortestGap, ticksOf } from '../schedule/cron.js';
import type { Pipeline } from '../schedule/pipeline.js';
import type { KeyPath } from './file/key-path.js';
import { groupsIn, type Reading, refuseName } from './reading.js';
import { describe } from './schema/explain.js';
import { scheduleSchema, type WrittenSchedule } from './schema/schedule-schema.js';

/** Each costs a look at the calendar. */
const MOST_PIPELINES = 500;

/** The pipelines of a configuration, none without `schedule`. Adds what is wrong to `issues`. */
export function readSchedule(reading: Reading): Pipeline[] {
  const { schedule } = reading.values;
  const parsed = scheduleSchema.safeParse(schedule);
  if (!parsed.success) return [];
  const { data } = parsed;
  const isList = Array.isArray(data);
  const pipelines = (isList ? data : [data]).map((pipeline, index) => ({
    pipeline,
    path: isList ? ['schedule', index] : ['schedule'],
  }));
  if (pipelines.length > MOST_PIPELINES) {
    const message = `has ${pipelines.length} pipelines; allowed: at most ${MOST_PIPELINES}`;
    reading.issues.at(['schedule'], 'config-value', message);
    return [];
  }
  const known = new KnownNames(reading);
  const names = new Set<string>();
  for (const { pipeline, path } of pipelines) {
    const isTwin = names.has(pipeline.name);
    names.add(pipeline.name);
    if (isTwin)
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

function checkTimes({ cron, timeZone, jitter }: WrittenSchedule, path: KeyPath, reading: Reading) {
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

  constructor(private readonly reading: Reading) {
    const { entries, values } = reading;
    this.#names = [
      ...new Set(entries.flatMap(({ definitions }) => definitions.map(({ definition }) => definition.name))),
    ];
    for (const { preset, definitions } of entries) {
      if (preset === undefined) continue;
      const names = this.#presets.get(preset) ?? new Set();
      // Id lists without a table come along with what is mapped from them.
      for (const { definition } of definitions) if (isForItself(definition)) names.add(definition.name);
      this.#presets.set(preset, names);
    }
    this.#connections = groupsIn(values.connections).flatMap(({ name }) =>
      typeof name === 'string' ? [name] : [],
    );
  }

  check({ only, presets, alone, connections }: WrittenSchedule, path: KeyPath): void {
    if (alone && !only && !presets) {
      const message = 'has no meaning without `only` or `presets`: everything is loaded';
      this.reading.issues.at([...path, 'alone'], 'config-conflict', message);
    }
    const hint = (name: string) =>
      this.#presets.has(name) ? '; it is a preset: write it under "presets"' : undefined;
    this.#checkEach(only, [...path, 'only'], 'unknown source object', this.#names, hint);
    this.#checkEach(presets, [...path, 'presets'], 'not a preset of "endpoints"', [...this.#presets.keys()]);
    if (connections && this.#connections.length === 0) {
      const message = 'narrows to connections, but the configuration has none: leave it out';
      this.reading.issues.at([...path, 'connections'], 'config-conflict', message);
    } else this.#checkEach(connections, [...path, 'connections'], 'unknown connection', this.#connections);
  }

  resolve({ only, presets, alone, connections, ...rest }: WrittenSchedule): Pipeline {
    const ofPresets = (presets ?? []).flatMap((name) => [...(this.#presets.get(name) ?? [])]);
    const names = [...new Set([...(only ?? []), ...ofPresets])];
    return {
      ...rest,
      ...(only || presets ? { only: names } : {}),
      ...(alone ? { alone } : {}),
      ...(connections ? { connections } : {}),
    };
  }

  #checkEach(
    names: readonly string[] | undefined,
    path: KeyPath,
    problem: string,
    known: readonly string[],
    hintFor: (name: string) => string | undefined = () => undefined,
  ): void {
    for (const [index, name] of (names ?? []).entries()) {
      if (known.includes(name)) continue;
      refuseName(this.reading, [...path, index], { problem, name, known, hint: hintFor(name) });
    }
  }
}
