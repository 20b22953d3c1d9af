// Messages of Airbyte: one JSON object a line.
import type { Clock } from '../../model/clock.js';
import type { LogLevel } from '../../model/events/event-kind.js';
import type { Scrub } from '../../model/secret.js';
import type { Messages, WantedStream } from '../messages.js';
import type { Failure } from '../outcomes.js';

type Status = 'STARTED' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE';

export interface AirbyteOptions {
  clock: Clock;
  /** Takes secrets out of what is said; records are printed as they are. */
  scrub: Scrub;
}

export class AirbyteMessages implements Messages {
  readonly #running = new Set<string>();

  constructor(private readonly options: AirbyteOptions) {}

  started(streams: readonly WantedStream[]): string[] {
    return streams.map(({ name }) => this.status(name, 'STARTED'));
  }

  records(stream: WantedStream, records: Parameters<Messages['records']>[1]): string[] {
    const name = JSON.stringify(stream.name);
    const at = this.options.clock.now();
    const first =
      this.#running.has(stream.name) || records.length === 0 ? [] : [this.status(stream.name, 'RUNNING')];
    this.#running.add(stream.name);
    const lines = records.map(({ text, nulled }) => {
      const changes = nulled.map((field) => ({
        field,
        change: 'NULLED',
        reason: 'SOURCE_SERIALIZATION_ERROR',
      }));
      const meta = changes.length > 0 ? `,"meta":${JSON.stringify({ changes })}` : '';
      return `{"type":"RECORD","record":{"stream":${name},"data":${text},"emitted_at":${at}${meta}}}`;
    });
    return [...first, ...lines];
  }

  states(states: Parameters<Messages['states']>[0]): string[] {
    return states.map(({ stream, state, records }) =>
      line({
        type: 'STATE',
        state: {
          type: 'STREAM',
          stream: { stream_descriptor: { name: stream }, stream_state: state },
          sourceStats: { recordCount: records },
        },
      }),
    );
  }

  log(level: LogLevel, message: string): string[] {
    return [line({ type: 'LOG', log: { level: level.toUpperCase(), message: this.options.scrub(message) } })];
  }

  waiting(streams: readonly WantedStream[], waitMs: number): string[] {
    const limited = {
      type: 'RATE_LIMITED',
      rate_limited: { quota_reset: this.options.clock.now() + Math.ceil(waitMs) },
    };
    return streams.map(({ name }) => this.status(name, 'RUNNING', { reasons: [limited] }));
  }

  estimate({ name }: WantedStream, rows: number): string[] {
    return [this.#trace({ type: 'ESTIMATE', estimate: { name, type: 'STREAM', row_estimate: rows } })];
  }

  ended(streams: Parameters<Messages['ended']>[0], failures: readonly Failure[]): string[] {
    const statuses = streams.map(({ stream, isComplete }) =>
      this.status(stream.name, isComplete ? 'COMPLETE' : 'INCOMPLETE'),
    );
    return [...failures.map((failure) => this.failure(failure)), ...statuses];
  }

  failure({ type, message, stream, stack }: Failure): string {
    const { scrub } = this.options;
    const error = {
      message: scrub(message),
      failure_type: `${type}_error`,
      ...(stack !== undefined && { stack_trace: scrub(stack) }),
      ...(stream !== undefined && { stream_descriptor: { name: stream } }),
    };
    return this.#trace({ type: 'ERROR', error });
  }

  status(name: string, status: Status, more: object = {}): string {
    return this.#trace({
      type: 'STREAM_STATUS',
      stream_status: { stream_descriptor: { name }, status, ...more },
    });
  }

  #trace({ type, ...more }: { type: string; [key: string]: unknown }): string {
    return line({ type: 'TRACE', trace: { type, emitted_at: this.options.clock.now(), ...more } });
  }
}

export function line(message: object): string {
  return JSON.stringify(message);
}
