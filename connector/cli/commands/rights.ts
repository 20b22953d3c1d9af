// rights: prints the access rules, the IAM actions and an IAM policy that the configuration needs.
import type { Command } from 'commander';
import { type Rights, rightsOf } from '../../app/rights.js';
import { note, print, printText } from '../output.js';
import {
  addConfigOptions,
  addConnectionOption,
  addOnlyOption,
  type ConfigOptions,
  draftFrom,
  draftsFrom,
} from './options.js';

interface RightsOptions extends ConfigOptions {
  schemas?: string;
  policy?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud rights
  source-ovhcloud rights --policy > policy.json     the body of POST /v2/iam/policy

Access rules are for the three keys; IAM actions for a service account (clientId and clientSecret).`;

export function addRights(program: Command): void {
  const command = program.command('rights').description('show the least rights that the configuration needs');
  addOnlyOption(addConnectionOption(addConfigOptions(command)))
    .option('--schemas <folder>', "read the API's documents from a folder (v1/*.json, v2/*.json)")
    .option('--policy', 'print the IAM policy alone')
    .addHelpText('after', EXAMPLES)
    .action(async (options: RightsOptions) => {
      const drafts = options.policy ? [draftFrom(options)] : draftsFrom(options);
      for (const [index, draft] of drafts.entries()) {
        const { connection } = draft.config;
        if (connection !== undefined && !options.policy)
          printText(`${index > 0 ? '\n' : ''}connection ${connection}\n`);
        showRights(await rightsOf(draft, { schemas: options.schemas }), options);
      }
    });
}

function showRights(rights: Rights, options: RightsOptions): void {
  const policy = JSON.stringify(rights.policy, null, 2);
  for (const route of rights.unknown) note(`note: the documents do not list the IAM action of ${route}`);
  if (options.policy) {
    printText(policy);
    return;
  }
  print('Access rules, for the three keys:');
  for (const rule of rights.rules) print(`  ${rule.method} ${rule.path}`);
  printText(`\nAll three keys at once, with these rules:\n  ${rights.createTokenLink}`);
  printText('\nIAM actions, for a service account:');
  for (const action of rights.actions) print(`  ${action}`);
  printText(`\nIAM policy (replace the words in capitals):\n${policy}`);
}
