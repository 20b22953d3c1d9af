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
  /** From the first start to the last end. */
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
  const startedAt = connections.map((each) => each.startedAt).toSorted()[0] ?? '';
  const endedAt =
    connections
      .map((each) => each.endedAt)
      .toSorted()
      .at(-1) ?? '';
  return {
    outcome: worst(connections.map(({ outcome }) => outcome)),
    connections,
    destination: connections[0]?.destination ?? '',
    startedAt,
    endedAt,
    seconds: connections.length === 0 ? 0 : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000,
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
