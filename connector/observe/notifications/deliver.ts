// Delivers a notification in each way that is configured. A way that fails keeps no other from it.
import type { NotifyConfig } from '../../config/observability.js';
import type { Clock } from '../../model/clock.js';
import { type Secret, scrubber } from '../../model/secret.js';
import type { NetworkSettings } from '../../network/settings.js';
import { runCommand } from './command.js';
import { postWebhook } from './webhook.js';

export interface Delivery {
  settings: NotifyConfig;
  /** Removed from what is sent, and from the environment of the command. */
  secrets: readonly Secret[];
  clock: Clock;
  userAgent: string;
  /** Proxy and certificates of the webhook. */
  network: NetworkSettings;
}

/** Always resolves. `delivered` hears of each way, with what went wrong where something did. */
export async function deliver(
  json: string,
  { settings, secrets, clock, userAgent, network }: Delivery,
  delivered: (way: 'webhook' | 'command', problem: string | undefined) => void,
): Promise<void> {
  const scrub = scrubber(secrets);
  const body = scrub(json);
  const send = async (way: 'webhook' | 'command', work: () => Promise<void>) => {
    const problem = await work().then(
      () => undefined,
      (error: unknown) => scrub(error instanceof Error ? error.message : String(error)),
    );
    delivered(way, problem);
  };
  const { webhook, command } = settings;
  if (webhook) await send('webhook', () => postWebhook(webhook, body, { clock, userAgent, network }));
  if (command) await send('command', () => runCommand(command, body, secrets));
}
