// The options of a load: strategy, log, health and metrics.
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RetryRequest } from '../../app/repair/retry.js';
import { STRATEGIES, type Strategy } from '../../model/definition.js';
import { ConfigError } from '../../model/errors.js';
import { LOG_LEVELS, type LogLevel } from '../../model/events/event-kind.js';
import type { LogFormat } from '../../observe/logs/log.js';

export interface LoadChoices {
  strategy?: Strategy;
  fullRefresh?: true | string[];
  retry?: RetryRequest;
  batch?: string;
}

export interface LogOptions {
  logFormat?: LogFormat;
  logLevel?: LogLevel;
  logFile?: string;
  quiet?: boolean;
}

export interface MetricsOptions {
  metricsPort?: number;
}

const STRATEGY = 'in place of every strategy of the configuration; single: one call for each list and object';

/** `--strategy`, and a sentence for the flag that it replaces. */
export function addStrategyOption(command: Command): Command {
  return command
    .addOption(new Option('--strategy <strategy>', STRATEGY).choices(STRATEGIES))
    .addOption(new Option('--no-shortcuts').hideHelp())
    .hook('preAction', (_, action) => {
      if (action.opts().shortcuts !== false) return;
      const message = 'has another name now: write `--strategy single`';
      throw new ConfigError([{ code: 'option-value', where: '--no-shortcuts', message }]);
    });
}

export function addLogOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--log-format <format>', 'log lines; default: human on a terminal, json elsewhere').choices([
        'human',
        'json',
      ]),
    )
    .addOption(
      new Option(
        '--log-level <level>',
        'least level that is logged, on standard error (default: warn)',
      ).choices(LOG_LEVELS),
    )
    .option('--log-file <file>', 'append the log lines to this file instead');
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
