// The first step: the definitions of a configuration become a plan.
import { DAY_ROUTES } from '../../../endpoints/day-routes.js';
import { SECRET_FIELDS } from '../../../endpoints/secrets.js';
import type { ConfigWithoutKeys } from '../../config/config.js';
import { formatIssue } from '../../model/errors.js';
import type { Notice } from '../../model/notice.js';
import type { Plan } from '../../model/plan.js';
import { gapsOf, gapText } from '../../model/region-gaps.js';
import { compilePlan } from '../../plan/compile.js';

export interface CompileOptions {
  /** Load only these source objects, with everything that hangs on the same roots. */
  only?: readonly string[];
  /** `only` may name what has no table: for a preview. */
  preview?: boolean;
  /** `only` without the rest of the trees: parents are read for their ids. */
  alone?: boolean;
  /** A scheduler starts the run: methods with effects need `allowWriteOnSchedule`. */
  scheduled?: boolean;
}

/** Throws `ConfigError` with everything that is wrong. */
export function compiledPlan(
  config: ConfigWithoutKeys,
  { only = [], preview, alone, scheduled }: CompileOptions,
): Plan {
  const plan = compilePlan(config.endpoints, {
    secrets: SECRET_FIELDS,
    dayRoutes: DAY_ROUTES,
    v2: config.region.v2,
    schemasVersion: config.schemasVersion,
    drift: config.drift,
    only: only.length > 0 ? only : undefined,
    preview,
    alone,
    scheduled,
    locate: (name, key) => (name === '' ? config.locate('endpoints') : config.locateDefinition(name, key)),
  });
  const written = config.warnings.map((issue) => ({ code: issue.code, message: formatIssue(issue) }));
  return { ...plan, warnings: [...written, ...plan.warnings, ...gapWarnings(config.region, plan.nodes)] };
}

/** Possible gaps of the region. Confirmed gaps were refused before. */
function gapWarnings(region: ConfigWithoutKeys['region'], nodes: Plan['nodes']): Notice[] {
  const endpoints = nodes.map((node) => ({ name: node.name, path: node.definition.path }));
  return gapsOf(region, endpoints).map(({ gap, names }) => ({
    code: 'region-gap',
    message: `${gapText(region, gap)}; needed by ${names.join(', ')}`,
  }));
}
