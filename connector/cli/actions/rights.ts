// rights: prints the access rules, the IAM actions and an IAM policy that the configuration needs.
import { type Rights, rightsOf } from '../../app/rights.js';
import type { RightsOptions } from '../commands/rights.js';
import { note, print, printText } from '../output.js';
import { draftFrom, draftsFrom } from './sources.js';

export async function rights(options: RightsOptions): Promise<void> {
  const drafts = options.policy ? [draftFrom(options)] : draftsFrom(options);
  for (const [index, draft] of drafts.entries()) {
    const { connection } = draft.config;
    if (connection !== undefined && !options.policy)
      printText(`${index > 0 ? '\n' : ''}connection ${connection}\n`);
    showRights(await rightsOf(draft, { schemas: options.schemas }), options);
  }
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
