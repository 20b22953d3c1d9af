// A service that is watched: its runs are logged, counted and told as those of a load are, and its ticks beside them.

import { notStartedReport } from '../../app/not-started-report.js';
import type { ConfiguredSource } from '../../app/open.js';
import type { ServiceOptions } from '../../app/schedule/service.js';
import type { ConnectionReport } from '../../model/accounts-report.js';
import { DestinationError } from '../../model/errors.js';
import type { ScheduleEvent, ScheduleEventOf } from '../../model/events/schedule-events.js';
import type { Watch } from './watch.js';

export class ServiceWatch {
  /** Outcomes in this process by pipeline and connection: also of runs that leave no trace in the history. */
  readonly #outcomes = new Map<string, string>();
  readonly #telling = new Set<Promise<void>>();
  #finished = '';

  constructor(
    private readonly watch: Watch,
    private sources: readonly ConfiguredSource[],
  ) {}

  /** What the service is to be given beside its own. */
  options(): Pick<ServiceOptions, 'onLoadEvent' | 'onProgress' | 'askExpiry'> {
    const { onEvent, onProgress, asksExpiry } = this.watch;
    return {
      onLoadEvent: onEvent,
      onProgress: (source, progress) => onProgress(progress, source),
      askExpiry: asksExpiry,
    };
  }

  /** These are loaded next. */
  take(sources: readonly ConfiguredSource[]): void {
    this.sources = sources;
  }

  /** @param words the sentence of the event, with times as they are printed */
  observe(event: ScheduleEvent, words: string): void {
    this.watch.log.event(event, words);
    if (event.event === 'schedule.waiting') this.watch.nextRuns(event.next);
    if (event.event === 'schedule.finished') this.#ended(event);
    if (event.event === 'schedule.failed') this.#failed(event);
  }

  /** All who are to be told have been, or could not be. */
  async settled(): Promise<void> {
    await Promise.all(this.#telling);
  }

  #ended({ pipeline, tick, reports }: ScheduleEventOf<'schedule.finished'>): void {
    this.#finished = `${pipeline} ${tick}`;
    for (const [index, report] of reports.entries()) {
      const source = this.sources[index];
      if (source) this.#tell(pipeline, report, source);
    }
  }

  /** No run was begun, so that there is no report of it; of one that has ended the report is told already. */
  #failed({ pipeline, tick, message }: ScheduleEventOf<'schedule.failed'>): void {
    const [source] = this.sources;
    if (!source || this.#finished === `${pipeline} ${tick}`) return;
    const { connection: name = '' } = source.config;
    this.#tell(pipeline, { name, ...notStartedReport(new DestinationError(message), source) }, source);
  }

  #tell(pipeline: string, { name, ...report }: ConnectionReport, source: ConfiguredSource): void {
    this.watch.ended(report, source);
    const key = `${pipeline} ${name}`;
    const before = this.#outcomes.get(key);
    this.#outcomes.set(key, report.outcome);
    const telling = this.watch.notify(report, source, before).finally(() => this.#telling.delete(telling));
    this.#telling.add(telling);
  }
}
