// The options of health and metrics.

import type { MetricsConfig } from '../../config/observability.js';
import type { MetricsOptions } from '../commands/load-options.js';

/** The port of the option with the configured address; undefined: no metrics. */
export function metricsFor(
  { metricsPort }: MetricsOptions,
  configured: MetricsConfig | undefined,
): { port: number; host?: string } | undefined {
  const port = metricsPort ?? configured?.port;
  return port === undefined ? undefined : { port, host: configured?.host };
}
