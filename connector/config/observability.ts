// How loads are observed: log, metrics and notifications, as values.
import type { LogLevel } from '../model/events/event-kind.js';
import { Secret } from '../model/secret.js';

/** Outcomes that can send a notification. */
export const NOTIFIED = ['failed', 'incomplete', 'recovered'] as const;
export type NotifiedOutcome = (typeof NOTIFIED)[number];

export interface LogConfig {
  level?: LogLevel;
  format?: 'human' | 'json';
  /** Absolute. */
  file?: string;
}

export interface MetricsConfig {
  port: number;
  host: string;
}

export interface WebhookConfig {
  /** A secret: the path may be the only protection. */
  url: Secret;
  secret?: Secret;
  timeoutMs: number;
  attempts: number;
}

export interface NotifyConfig {
  on: NotifiedOutcome[];
  webhook?: WebhookConfig;
  /** Program and arguments; a program with a `/` is absolute. */
  command?: { words: string[]; timeoutMs: number };
}

export interface ObservabilityConfig {
  log: LogConfig;
  metrics?: MetricsConfig;
  notify?: NotifyConfig;
}

/** As parsed by the schema. */
interface Parsed {
  log?: LogConfig;
  metrics?: MetricsConfig;
  notify?: {
    on: NotifiedOutcome[];
    webhook?: { url: string; secret?: string; timeout: number; attempts: number };
    command?: string[];
    commandTimeout: number;
  };
}

/** @param absolute makes the name of a file absolute */
export function observabilityOf(
  { log, metrics, notify }: Parsed,
  absolute: (file: string) => string,
): ObservabilityConfig {
  return {
    log: log?.file === undefined ? { ...log } : { ...log, file: absolute(log.file) },
    ...(metrics ? { metrics } : {}),
    ...(notify ? { notify: notifyOf(notify, absolute) } : {}),
  };
}

function notifyOf(
  { on, webhook, command, commandTimeout }: NonNullable<Parsed['notify']>,
  absolute: (file: string) => string,
): NotifyConfig {
  const [program = '', ...args] = command ?? [];
  const words = [program.includes('/') ? absolute(program) : program, ...args];
  return {
    on,
    ...(webhook ? { webhook: webhookOf(webhook) } : {}),
    ...(command ? { command: { words, timeoutMs: commandTimeout * 1000 } } : {}),
  };
}

function webhookOf({
  url,
  secret,
  timeout,
  attempts,
}: NonNullable<NonNullable<Parsed['notify']>['webhook']>): WebhookConfig {
  return {
    url: new Secret(url),
    ...(secret === undefined ? {} : { secret: new Secret(secret) }),
    timeoutMs: timeout * 1000,
    attempts,
  };
}

/** Values that must never be printed. */
export function observabilitySecrets({ notify }: ObservabilityConfig): Secret[] {
  const { url, secret } = notify?.webhook ?? {};
  return [url, secret].filter((each) => each !== undefined);
}
