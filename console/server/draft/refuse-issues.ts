// What cannot be done with a draft while something is wrong in it.
import type { DraftIssue } from '../../contract/draft.js';
import { Refused } from '../failure.js';

export function refuseIssues(issues: DraftIssue[]): void {
  if (issues.length === 0) return;
  const message = issues.map(({ where, key, message: words }) =>
    [where, key, words].filter(Boolean).join(': '),
  );
  throw new Refused(400, 'draft-issues', message.join('\n'), { issues });
}
