// The rights that a configuration needs, as the documents say it.
import { rightsIn } from '../../../connector/app/rights.js';
import type { RightsAnswer } from '../../contract/access.js';
import type { Workspace } from '../workspace.js';

export async function rightsAnswer(workspace: Workspace, connection?: string): Promise<RightsAnswer> {
  const source = workspace.source(connection);
  const { policy, ...rights } = rightsIn(await workspace.documents(), source);
  return { ...rights, policy: JSON.stringify(policy, null, 2) };
}
