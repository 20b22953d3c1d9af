// Progress of several accounts in words.
import type { ConnectionReport } from '../../model/accounts-report.js';
import type { RunProgress } from '../../run/run-state.js';
import { duration, type Elapsed, progressLines, progressText } from '../live-text.js';

export interface AccountsElapsed {
  /** How many there are. */
  all: number;
  ended: readonly Pick<ConnectionReport, 'outcome' | 'calls' | 'sources'>[];
  /** Those that are being loaded, in the order in which they began. */
  present: readonly { name: string; progress?: RunProgress; elapsed?: Elapsed }[];
  seconds: number;
}

const MOST_LINES = 12;
const MOST_NAMES = 4;

/** The trees of an account that is loaded alone; else a line for each, those that are furthest behind first. */
export function accountsLines(state: AccountsElapsed): string[] {
  const { present } = state;
  const [only, ...others] = present;
  if (only?.progress && only.elapsed && others.length === 0)
    return [...progressLines(only.progress, only.elapsed, only.name), accountsSummary(state)];
  const shown = present.slice(0, MOST_LINES);
  const more = present.length - shown.length;
  return [
    ...shown.map(({ name, progress, elapsed }) =>
      progress && elapsed ? `${name}: ${progressText(progress, elapsed)}` : `${name}: starting`,
    ),
    ...(more > 0 ? [`... ${more} more are being loaded`] : []),
    accountsSummary(state),
  ];
}

/** `12 of 500 connections done (1 failed) · loading a, b, c, d · 4,512 calls · 36,000 rows · 45 s · about 20 min left`. */
export function accountsSummary({ all, ended, present, seconds }: AccountsElapsed): string {
  const count = (outcome: string) => ended.filter((each) => each.outcome === outcome).length;
  const bad = (['failed', 'incomplete'] as const).flatMap((outcome) =>
    count(outcome) > 0 ? [`${count(outcome)} ${outcome}`] : [],
  );
  const names = present.slice(0, MOST_NAMES).map(({ name }) => name);
  const others = present.length - names.length;
  const calls = sum([
    ...ended.map((each) => each.calls.calls),
    ...present.map(({ progress }) => progress?.calls ?? 0),
  ]);
  const rows = sum([
    ...ended.flatMap(({ sources }) => sources.map((source) => source.rows)),
    ...present.map(({ progress }) => progress?.rows ?? 0),
  ]);
  const left = ended.length > 0 ? (seconds / ended.length) * (all - ended.length) : undefined;
  return [
    `${number(ended.length)} of ${number(all)} connections done${bad.length > 0 ? ` (${bad.join(', ')})` : ''}`,
    ...(names.length > 0 ? [`loading ${names.join(', ')}${others > 0 ? ` and ${others} more` : ''}`] : []),
    `${number(calls)} calls`,
    `${number(rows)} rows`,
    duration(seconds),
    ...(left !== undefined && left > 0 ? [`about ${duration(left)} left`] : []),
  ].join(' · ');
}

const number = (value: number) => value.toLocaleString('en');
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
