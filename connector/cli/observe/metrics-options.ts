// The options of health and metrics.
import { type Command, InvalidArgumentError } from 'commander';
import type { MetricsConfig } from '../../config/observability.js';

export interface MetricsOptions {
  metricsPort?: number;
}

export function addMetricsOptions(command: Command): Command {
  return command.option(
    '--metrics-port <port>',
    'serve /metrics and /healthz on this port of 127.0.0.1 meanwhile; 0 picks a free port',
    portOf,
  );
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Allowed is a whole number from 0 to 65535.');
}

/** The port of the option with the configured address; undefined: no metrics. */
export function metricsFor(
  { metricsPort }: MetricsOptions,
  configured: MetricsConfig | undefined,
): { port: number; host?: string } | undefined {
  const port = metricsPort ?? configured?.port;
  return port === undefined ? undefined : { port, host: configured?.host };
}
