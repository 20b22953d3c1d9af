// What happened in a load: the newest events of each level, so that many small ones push no warning out.
import {
  type EngineEvent,
  type LoadEvent,
  levelOf,
  sentenceOf,
} from '../../../connector/model/events/events.js';
import type { Scrub } from '../../../connector/model/secret.js';
import type { RunEvent } from '../../contract/run.js';
import { type Changes, Newest } from './changes.js';

const KEPT: Readonly<Record<RunEvent['level'], number>> = { debug: 100, info: 200, warn: 200, error: 50 };
const LONGEST = 1_000;

/** Fields that the head of a run has anyway. */
const LEFT_OUT = new Set(['event', 'runId', 'connection', 'pipeline', 'isFirst', 'accepted']);

export class EventLog {
  readonly #kept = Object.fromEntries(
    Object.entries(KEPT).map(([level, most]) => [level, new Newest<RunEvent>(most)]),
  ) as Record<RunEvent['level'], Newest<RunEvent>>;

  constructor(
    private readonly changes: Changes,
    private readonly scrub: Scrub,
  ) {}

  add(event: LoadEvent, part: number, at: number): void {
    const level = levelOf(event);
    const [text = ''] = sentenceOf(event, NO_TIMES);
    this.#kept[level].add({
      seq: this.changes.next(),
      at: new Date(at).toISOString(),
      level,
      event: event.event,
      part,
      text: this.#short(text),
      values: this.#values(event),
    });
  }

  after(since: number): RunEvent[] {
    return Object.values(this.#kept)
      .flatMap((kept) => kept.all().filter(({ seq }) => seq > since))
      .sort((a, b) => a.seq - b.seq);
  }

  #values(event: EngineEvent): RunEvent['values'] {
    const entries = Object.entries(event).flatMap(([name, value]): [string, string | number | boolean][] => {
      if (LEFT_OUT.has(name)) return [];
      if (typeof value === 'string') return [[name, this.#short(value)]];
      if (typeof value === 'number' || typeof value === 'boolean') return [[name, value]];
      if (name === 'rows') return [[name, sumOf(value as Record<string, number>)]];
      return Array.isArray(value)
        ? [[name, this.#short(value.filter((each) => typeof each === 'string').join(', '))]]
        : [];
    });
    return Object.fromEntries(entries);
  }

  #short(text: string): string {
    const clean = this.scrub(text);
    return clean.length > LONGEST ? `${clean.slice(0, LONGEST).toWellFormed()}…` : clean;
  }
}

const sumOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, each) => sum + each, 0);

/** Events of a load name no times of a schedule. */
const NO_TIMES = { at: (instant: string) => instant, until: (instant: string) => instant };
