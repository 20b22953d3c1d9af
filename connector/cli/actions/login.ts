// login: requests a consumer key with the least access rules that the configuration needs.
import { loginRules, requestConsumerKey, usesKey, waitForValidation } from '../../app/login.js';
import { assertKeyFile, saveConsumerKey } from '../../app/save-key.js';
import { ConfigError } from '../../model/errors.js';
import type { Secret } from '../../model/secret.js';
import type { LoginOptions } from '../commands/login.js';
import { hideSecrets, print, printText } from '../output.js';
import { draftFrom } from './sources.js';

export async function login(options: LoginOptions): Promise<void> {
  const draft = draftFrom(options);
  const { rules, createTokenLink } = loginRules(draft);
  if (!/^\d{1,4}(\.\d+)?$/.test(options.minutes)) {
    const message = `"${options.minutes}": allowed is a number below 10000`;
    throw new ConfigError([{ code: 'option-value', where: '--minutes', message }]);
  }
  print('Access rules that the configuration needs:');
  for (const rule of rules) print(`  ${rule.method} ${rule.path}`);
  printText(`\nAll three keys at once, with these rules:\n  ${createTokenLink}\n`);
  if (options.linkOnly) return;
  assertKeyFile(options.save);
  const request = await requestConsumerKey(draft);
  hideSecrets([request.consumerKey]);
  print('Open this address, log in, choose the lifetime of the key, and validate:');
  print(`  ${request.validationUrl}`);
  print();
  print(`Waiting at most ${options.minutes} minutes for the validation ...`);
  await waitForValidation(draft, request.consumerKey, Number(options.minutes) * 60_000);
  saveConsumerKey(options.save, draft.config, request.consumerKey);
  print(
    `Validated. The consumer key is stored in ${options.save}. ${nextStep(options, request.consumerKey)}`,
  );
}

/** Warns if the configuration would not use the stored key, because it reads its keys from elsewhere first. */
function nextStep(options: LoginOptions, key: Secret): string {
  const draft = draftFrom(options);
  if (usesKey(draft, key)) return 'Next: source-ovhcloud check';
  if (!options.save.endsWith('.conf'))
    return `Next: set -a; . ${options.save}; set +a; source-ovhcloud check`;
  const from = draft.config.credentialSources.join(', ') || 'elsewhere';
  return `It is not used yet: this configuration reads its keys from ${from} first. Remove the old consumer key there`;
}
