// What `plan` refuses of a draft before its first call, and what it warns of.
import { createDestination } from '../../destinations/registry.js';
import { ConfigError, type ConfigIssue } from '../../model/errors.js';
import type { Notice } from '../../model/notice.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { refuseExcluded } from '../destination-fit.js';
import { GatheredIssues } from '../gathered-issues.js';
import type { SourceOptions, SourceWithoutKeys } from '../open.js';
import { checkDefinitions } from '../plan/check-definitions.js';
import { deprecations } from '../plan/declarations.js';
import { openDraft } from './draft.js';

export interface CheckedDraft {
  /** Empty where it cannot be read. */
  sources: SourceWithoutKeys[];
  issues: ConfigIssue[];
  warnings: Notice[];
}

/** @param documents of a region; absent: those of the cache. Nothing is called. */
export async function checkDraft(
  file: string,
  text: string,
  options: SourceOptions,
  documents?: (source: SourceWithoutKeys) => ApiDocuments | undefined,
): Promise<CheckedDraft> {
  const issues = new GatheredIssues();
  const sources = opened(file, text, options, issues);
  const warnings = new Map<string, Notice>();
  for (const source of sources) {
    try {
      for (const each of await warningsOf(source, documents?.(source)))
        warnings.set(`${each.code} ${each.source} ${each.message}`, each);
    } catch (error) {
      issues.take(error);
    }
  }
  return { sources, issues: issues.all, warnings: [...warnings.values()] };
}

function opened(file: string, text: string, options: SourceOptions, issues: GatheredIssues) {
  try {
    return openDraft(file, text, options);
  } catch (error) {
    issues.take(error);
    return [];
  }
}

async function warningsOf(source: SourceWithoutKeys, documents?: ApiDocuments): Promise<Notice[]> {
  refuseExcluded(source, createDestination(source.config.destination));
  const checked = await checkDefinitions(source, { documents });
  if (!checked) return source.plan.warnings;
  if (checked.issues.length > 0) throw new ConfigError(checked.issues);
  return [...source.plan.warnings, ...deprecations(source.plan, checked.documents), ...checked.warnings];
}
