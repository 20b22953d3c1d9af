// The observer of a service: its runs are observed as those of a load are, and its ticks beside them.
import { emptyReport } from '../../app/not-started-report.js';
import type { ConfiguredSource } from '../../app/open.js';
import type { ServiceOptions } from '../../app/schedule/service.js';
import type { ConnectionReport } from '../../model/accounts-report.js';
import type { ScheduleEvent, ScheduleEventOf } from '../../model/events/schedule-events.js';
import { noteFailure, type Observer } from './observer.js';

export class ServiceObserver {
  /** Outcomes in this process by pipeline and connection, also of runs that the history does not have. */
  readonly #outcomes = new Map<string, string>();
  readonly #notifying = new Set<Promise<void>>();
  #finished = '';

  constructor(
    private readonly observer: Observer,
    private sources: readonly ConfiguredSource[],
    private readonly output: { quiet?: boolean } = {},
  ) {}

  /** Options of the service that this observer fills. */
  options(): Pick<ServiceOptions, 'onLoadEvent' | 'onProgress' | 'onSchedule' | 'askExpiry'> {
    const { onEvent, onProgress, expectRuns, asksExpiry } = this.observer;
    return {
      onLoadEvent: onEvent,
      onProgress: (source, progress, pipeline) => onProgress(progress, source, pipeline),
      onSchedule: expectRuns,
      askExpiry: asksExpiry,
    };
  }

  /** The sources of the next run. */
  setSources(sources: readonly ConfiguredSource[]): void {
    this.sources = sources;
  }

  /** @param words the sentence of the event, with times as they are printed */
  observe(event: ScheduleEvent, words: string): void {
    this.observer.log.event(event, words);
    if (event.event === 'schedule.waiting') this.observer.nextRuns(event.next);
    if (event.event === 'schedule.finished') this.#finish(event);
    if (event.event === 'schedule.failed') this.#fail(event);
  }

  /** Resolves when all notifications are sent, or have failed. */
  async settled(): Promise<void> {
    await Promise.all(this.#notifying);
  }

  #finish({ pipeline, tick, reports }: ScheduleEventOf<'schedule.finished'>): void {
    this.#finished = `${pipeline} ${tick}`;
    for (const [index, report] of reports.entries()) {
      const source = this.sources[index];
      noteFailure(
        { ...report, name: [pipeline, report.name].filter(Boolean).join(' ') },
        this.output,
        this.observer,
      );
      if (source) this.#runEnded(pipeline, report, source);
    }
  }

  /** A tick without a run has no report; after a run its report is already observed. */
  #fail({ pipeline, tick, code, message }: ScheduleEventOf<'schedule.failed'>): void {
    const [source] = this.sources;
    if (!source || this.#finished === `${pipeline} ${tick}`) return;
    const { connection: name = '' } = source.config;
    this.#runEnded(pipeline, { name, ...emptyReport(source, 'failed', [{ code, message }]) }, source);
  }

  #runEnded(pipeline: string, { name, ...report }: ConnectionReport, source: ConfiguredSource): void {
    this.observer.ended(report, source, pipeline);
    const key = `${pipeline} ${name}`;
    const previous = this.#outcomes.get(key);
    this.#outcomes.set(key, report.outcome);
    const notifying = this.observer
      .notify(report, source, { pipeline, previous })
      .finally(() => this.#notifying.delete(notifying));
    this.#notifying.add(notifying);
  }
}
