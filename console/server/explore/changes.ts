// What changed in the API since the kept documents.
import type { ApiDocuments } from '../../../connector/schemas/api-documents.js';
import { type ApiChange, describeChange, isBreaking } from '../../../connector/schemas/changes/change.js';
import { diffDocuments } from '../../../connector/schemas/changes/diff.js';
import type { ChangeEntry, ChangesAnswer } from '../../contract/catalogue.js';
import { ageOf } from './catalogue.js';

export function changesBetween(before: ApiDocuments, after: ApiDocuments, now: number): ChangesAnswer {
  return {
    before: ageOf(before),
    at: new Date(now).toISOString(),
    changes: diffDocuments([...before.documents], [...after.documents]).map(changeEntry),
    notes: [...after.notes],
  };
}

function changeEntry(change: ApiChange): ChangeEntry {
  return {
    kind: change.kind,
    breaking: isBreaking(change),
    branch: change.branch,
    routes:
      'routes' in change ? change.routes : 'method' in change ? [`${change.method} ${change.path}`] : [],
    text: describeChange(change),
  };
}
