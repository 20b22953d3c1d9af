// The command line of `rights`.
import type { Command } from 'commander';
import { addConfigOptions, addConnectionOption, addOnlyOption, type ConfigOptions } from './options.js';

export interface RightsOptions extends ConfigOptions {
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
    .action(async (options: RightsOptions) => (await import('../actions/rights.js')).rights(options));
}
