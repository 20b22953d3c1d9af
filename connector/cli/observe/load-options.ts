// The options of a load on the command line, for one account or several.
import { type Command, Option } from 'commander';
import type { LoadOptions } from '../../app/load.js';
import type { RetryRequest } from '../../app/repair/retry.js';
import { STRATEGIES, type Strategy } from '../../model/definition.js';
import { ConfigError } from '../../model/errors.js';
import type { Observer } from './observer.js';

export interface LoadChoices {
  strategy?: Strategy;
  fullRefresh?: true | string[];
  retry?: RetryRequest;
}

type Chosen = Pick<LoadOptions, 'signal' | 'strategy' | 'refresh' | 'retry' | 'onEvent' | 'askExpiry'>;

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

export function loadOptions(choices: LoadChoices, observer: Observer, signal: AbortSignal): Chosen {
  return {
    signal,
    strategy: choices.strategy,
    refresh: choices.fullRefresh,
    retry: choices.retry,
    onEvent: observer.onEvent,
    askExpiry: observer.asksExpiry,
  };
}
