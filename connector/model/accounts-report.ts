// The report of a load of several accounts: a report for each, and the overall outcome.
import type { RunOutcome, RunReport } from './report.js';

/** The name of a connection and its report. */
export type ConnectionReport = { name: string } & RunReport;

export interface AccountsReport {
  /** The worst outcome of all: `failed`, then `incomplete`, then `complete`. */
  outcome: RunOutcome;
  connections: ConnectionReport[];
  destination: string;
  startedAt: string;
  endedAt: string;
  seconds: number;
  calls: number;
  listed: number;
  loaded: number;
  rows: number;
}

export function accountsReport(connections: ConnectionReport[]): AccountsReport {
  const sum = (value: (report: ConnectionReport) => number) =>
    connections.reduce((total, report) => total + value(report), 0);
  const ofSources = (value: (source: RunReport['sources'][number]) => number) =>
    sum(({ sources }) => sources.reduce((total, source) => total + value(source), 0));
  return {
    outcome: worst(connections.map(({ outcome }) => outcome)),
    connections,
    destination: connections[0]?.destination ?? '',
    startedAt: connections[0]?.startedAt ?? '',
    endedAt: connections.at(-1)?.endedAt ?? '',
    seconds: sum(({ seconds }) => seconds),
    calls: sum(({ calls }) => calls.calls),
    listed: ofSources(({ ledger }) => ledger.listed),
    loaded: ofSources(({ ledger }) => ledger.loaded),
    rows: ofSources(({ rows }) => rows),
  };
}

function worst(outcomes: readonly RunOutcome[]): RunOutcome {
  if (outcomes.includes('failed')) return 'failed';
  return outcomes.includes('incomplete') ? 'incomplete' : 'complete';
}
