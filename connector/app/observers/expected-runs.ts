// The runs that loads of these sources make, for metrics and health.
import type { ExpectedRun } from '../../observe/metrics/run-metrics.js';
import type { SourceWithoutKeys } from '../open.js';

/** @param pipeline name of the pipeline, in a service */
export function expectedRuns(sources: readonly SourceWithoutKeys[], pipeline?: string): ExpectedRun[] {
  return sources.map(({ config, plan }) => ({
    pipeline,
    connection: config.connection,
    account: config.account,
    sources: plan.nodes.map(({ name }) => name),
  }));
}
