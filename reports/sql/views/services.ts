// Services of charges: the rules as a table, and which rule each name on a line meets.
import { UNASSIGNED } from '../../services/services.js';
import { text } from '../dialect.js';
import type { MartContext, MartView } from '../view.js';
import { ACCOUNT, SERVICE_COLUMNS } from './columns.js';
import { KINDS } from './documents.js';

export const SERVICES_DIM: MartView = {
  name: 'services_dim',
  about:
    'The rules by which a charge gets its service: the first that matches wins. Those of the configuration come first.',
  key: ['rule'],
  needs: [],
  columns: [
    { name: 'rule', type: 'bigint', about: 'rises in the order in which rules are tried' },
    {
      name: 'match',
      type: 'text',
      about:
        'what it looks at: `plan`, `domain`, `route`, `iam`, `service-plan`, `resource`, of usage `family`, `reference`',
    },
    {
      name: 'pattern',
      type: 'text',
      about: 'the whole text: `*` any characters, `?` one, `[0-9]` one of these',
    },
    ...SERVICE_COLUMNS,
    { name: 'service_subcategory', type: 'text', about: 'service subcategory of FOCUS' },
    {
      name: 'resource_kind',
      type: 'text',
      about: '`public-cloud`, `dedicated`, `vps`, `hosting`, `storage`, `load-balancer`, `ip`, `domain` …',
    },
    { name: 'origin', type: 'text', about: '`configuration` or `source-ovhcloud`' },
  ],
  sql: ({ rules }) => {
    const rows = rules.map(({ number, match, pattern, service, resourceKind, isOwn }) =>
      [
        String(number),
        ...[
          match,
          pattern,
          service.kind,
          service.category,
          service.name,
          service.subcategory,
          resourceKind,
        ].map(text),
        text(isOwn ? 'configuration' : 'source-ovhcloud'),
      ].join(', '),
    );
    return `WITH r(rule, match, pattern, service_kind, service_category, service_name, service_subcategory, resource_kind, origin) AS (VALUES
  (${rows.join('),\n  (')}))
SELECT * FROM r`;
  },
};

/** The number of the first rule that matches, of the rules that look at what `values` has; NULL for none. */
export function firstRule(
  { d, rules }: MartContext,
  values: Partial<Record<string, string>>,
  of: 'own' | 'built-in',
): string {
  const conditions = rules.flatMap(({ number, match, pattern, isOwn }) => {
    const value = values[match];
    if (value === undefined || isOwn !== (of === 'own')) return [];
    return [`WHEN ${d.glob(value, pattern)} THEN ${number}`];
  });
  return conditions.length > 0 ? `CASE ${conditions.join('\n    ')} END` : d.none('bigint');
}

/** The rule of each service, by its route, its plan and its name. */
export const SERVICE_RULES: MartView = {
  name: 'mart_service_rules',
  about: 'The rule of each service.',
  internal: true,
  key: ['_account', 'service_id'],
  needs: ['services'],
  columns: [
    ACCOUNT,
    { name: 'service_id', type: 'bigint', about: '' },
    { name: 'rule', type: 'bigint', about: '' },
  ],
  sql: (mart) => {
    const { d } = mart;
    const values = {
      route: d.lower('s.route_path'),
      'service-plan': d.lower('s.billing_plan_code'),
      resource: d.lower('s.resource_name'),
    };
    const rules = Object.entries(values).map(([match, value]) =>
      firstRule(mart, { [match]: value }, 'built-in'),
    );
    return `SELECT s._account, s.service_id, coalesce(${firstRule(mart, values, 'own')}, ${rules.join(',\n  ')})
FROM ${mart.from('services')} AS s`;
  },
};

/**
 * One service for each name: of several, the one that an earlier rule meets. By groups, not by numbered rows: of these
 * PostgreSQL guesses that one is left, and loops.
 */
export const NAMED_SERVICES: MartView = {
  name: 'mart_named_services',
  about: 'The service of each resource name: of several with one name, the one that an earlier rule meets.',
  internal: true,
  key: ['_account', 'resource'],
  needs: ['services'],
  columns: [
    ACCOUNT,
    { name: 'resource', type: 'text', about: '' },
    { name: 'route', type: 'text', about: '' },
    { name: 'plan_code', type: 'text', about: '' },
    { name: 'display_name', type: 'text', about: '' },
  ],
  sql: (mart) => {
    const { d } = mart;
    const rule = firstRule(mart, { route: d.lower('route_path') }, 'built-in');
    return `WITH ruled AS (
  SELECT s.*, coalesce(${rule}, 99999) AS rule FROM ${mart.from('services')} AS s WHERE resource_name IS NOT NULL
), best AS (
  SELECT _account, resource_name, min(rule) AS rule FROM ruled GROUP BY _account, resource_name
)
SELECT r._account, r.resource_name, ${d.minText('r.route_path')}, ${d.minText('r.billing_plan_code')}, ${d.minText('r.resource_display_name')}
FROM ruled AS r JOIN best AS b ON ${d.sameAccount('b', 'r')} AND b.resource_name = r.resource_name
  AND coalesce(b.rule = r.rule, FALSE)
GROUP BY r._account, r.resource_name`;
  },
};

export const NAMED_IAM: MartView = {
  name: 'mart_named_iam',
  about: 'The IAM resource of each name.',
  internal: true,
  key: ['_account', 'resource'],
  needs: ['iam_resources'],
  columns: [
    ACCOUNT,
    { name: 'resource', type: 'text', about: '' },
    { name: 'type', type: 'text', about: '' },
    { name: 'display_name', type: 'text', about: '' },
    { name: 'tags', type: 'text', about: '' },
  ],
  sql: (mart) => {
    const { d } = mart;
    const rule = firstRule(mart, { iam: d.lower('type') }, 'built-in');
    return `WITH ruled AS (
  SELECT i.*, coalesce(${rule}, 99999) AS rule FROM ${mart.from('iam_resources')} AS i
  WHERE type <> 'account' AND name IS NOT NULL
), best AS (
  SELECT _account, name, min(rule) AS rule FROM ruled GROUP BY _account, name
)
SELECT r._account, r.name, ${d.minText('r.type')}, ${d.minText('r.display_name')}, ${d.minText(d.jsonText('r.tags'))}
FROM ruled AS r JOIN best AS b ON ${d.sameAccount('b', 'r')} AND b.name = r.name AND coalesce(b.rule = r.rule, FALSE)
GROUP BY r._account, r.name`;
  },
};

/** What joins a line, whose name is `domain`, to `mart_names`. */
export const nameOf = (line: string) => `${line}._account || ' ' || ${line}.domain`;

/**
 * What a name on a line is: its rule, project, region, tags. Grouped by one column, so that PostgreSQL knows that there is
 * one row a name: where it does not, it sorts all lines by theirs.
 */
export const NAMES: MartView = {
  name: 'mart_names',
  about: 'What each name on a line is: its rule, project, region, tags.',
  internal: true,
  key: ['name'],
  needs: ['bill_details'],
  columns: [
    { name: 'name', type: 'text', about: '' },
    { name: 'own_rule', type: 'bigint', about: '' },
    { name: 'named_rule', type: 'bigint', about: '' },
    { name: 'project_id', type: 'text', about: '' },
    { name: 'project_name', type: 'text', about: '' },
    { name: 'resource_name', type: 'text', about: '' },
    { name: 'region', type: 'text', about: '' },
    { name: 'tags', type: 'text', about: '' },
    { name: 'plan_code', type: 'text', about: '' },
  ],
  sql: (mart) => {
    const { d } = mart;
    const values = {
      domain: d.lower('n.domain'),
      route: d.lower('s.route'),
      iam: d.lower('i.type'),
      'service-plan': d.lower('s.plan_code'),
      resource: d.lower('n.resource'),
    };
    const builtIn = ['domain', 'route', 'iam', 'service-plan', 'resource'].map((match) =>
      firstRule(mart, { [match]: values[match as keyof typeof values] }, 'built-in'),
    );
    const shape = d.glob(d.lower('n.resource'), '[0-9a-f]'.repeat(32));
    const other = (name: string) => `nullif(nullif(${name}, ''), n.resource)`;
    const columns = {
      own_rule: firstRule(mart, values, 'own'),
      named_rule: `coalesce(${builtIn.join(',\n  ')})`,
      project_id: `CASE WHEN p.service_name IS NOT NULL OR ${shape} THEN n.resource END`,
      project_name: "coalesce(nullif(p.description, ''), nullif(p.project_name, ''))",
      resource_name: `coalesce(${['v', 'i', 's'].map((of) => other(`${of}.display_name`)).join(', ')})`,
      region:
        "upper(coalesce(nullif(replace(v.zone, 'Region OpenStack: os-', ''), ''), nullif(m.region, '')))",
      tags: 'g.object',
      plan_code: 's.plan_code',
    };
    const names = Object.keys(columns);
    return `SELECT name, ${names.map((name) => (name.endsWith('_rule') ? `min(${name})` : d.minText(name))).join(', ')}
FROM (
SELECT n._account || ' ' || n.domain AS name,
  ${Object.entries(columns)
    .map(([name, value]) => `${value} AS ${name}`)
    .join(',\n  ')}
FROM (
  SELECT _account, domain, ${d.minText('resource')} AS resource
  FROM (
    ${KINDS.map(({ lines }) => `SELECT DISTINCT _account, domain, resource FROM ${mart.from(lines)} AS l WHERE domain NOT IN ('', '*')`).join('\n    UNION ALL\n    ')}
  ) AS l
  GROUP BY _account, domain
) AS n
LEFT JOIN mart_named_services AS s ON ${d.sameAccount('s', 'n')} AND s.resource = n.resource
LEFT JOIN mart_named_iam AS i ON ${d.sameAccount('i', 'n')} AND i.resource = n.resource
LEFT JOIN (
  ${d.objects('mart_tags', ['_account', 'resource'], 'tag_key', 'tag_value')}
) AS g ON ${d.sameAccount('g', 'n')} AND g.resource = n.resource
LEFT JOIN ${mart.from('cloud_projects')} AS p ON ${d.sameAccount('p', 'n')} AND p.service_name = n.resource
LEFT JOIN ${mart.from('vps')} AS v ON ${d.sameAccount('v', 'n')} AND v.service_name = n.resource
LEFT JOIN ${mart.from('dedicated_servers')} AS m ON ${d.sameAccount('m', 'n')} AND m.service_name = n.resource
) AS n
GROUP BY name`;
  },
};

/** The rules of each plan code of an order: there are few, and many lines. */
export const PLANS: MartView = {
  name: 'mart_plans',
  about: 'The rules of each plan code of an order: of the configuration, and of all others.',
  internal: true,
  key: ['plan_code'],
  needs: ['order_detail_extensions'],
  columns: [
    { name: 'plan_code', type: 'text', about: '' },
    { name: 'own_rule', type: 'bigint', about: '' },
    { name: 'plan_rule', type: 'bigint', about: '' },
  ],
  sql: (mart) => {
    const plan = mart.d.lower('plan_code');
    // Grouped, so that PostgreSQL knows that there is one row a plan: where it guesses many, it sorts all lines by their plan.
    const rule = (of: 'own' | 'built-in') => `min(${firstRule(mart, { plan }, of)})`;
    return `SELECT plan_code, ${rule('own')}, ${rule('built-in')}
FROM (SELECT DISTINCT order_plan_code AS plan_code FROM ${mart.from('order_detail_extensions')} AS e) AS p
GROUP BY plan_code`;
  },
};

/** The services of charges: those of the rules, of what no rule names, and of what is no line. */
export const SERVICES: MartView = {
  name: 'mart_services',
  about: 'The service of each rule, of what no rule names, and of adjustments.',
  internal: true,
  key: ['rule'],
  needs: [],
  columns: [
    { name: 'rule', type: 'bigint', about: '' },
    ...SERVICE_COLUMNS,
    { name: 'service_subcategory', type: 'text', about: '' },
    { name: 'resource_kind', type: 'text', about: '' },
  ],
  sql: ({ d }) => {
    const list = SERVICE_COLUMNS.map(({ name }) => name).join(', ');
    return `SELECT rule, ${list}, service_subcategory, resource_kind FROM services_dim
UNION ALL
SELECT ${d.cast(String(UNMAPPED_RULE), 'bigint')}, 'unmapped', 'Other', ${text(UNASSIGNED)}, 'Other (Other)', 'other'
UNION ALL
SELECT ${d.cast(String(ADJUSTMENT_RULE), 'bigint')}, 'adjustment', 'Other', 'Adjustment', 'Other (Other)', ${d.none('text')}`;
  },
};

/** Stand for a rule in sums: rules have positive numbers. */
export const UNMAPPED_RULE = 0;
export const ADJUSTMENT_RULE = -1;

/** Rule of a line, with its name as `n` of `mart_names` and the plan of its order as `q` of `mart_plans`. */
export const RULE_OF_LINE = 'coalesce(n.own_rule, q.own_rule, q.plan_rule, n.named_rule)';

/** Service columns of a line, whose rule is joined as `r`. */
export const OF_LINE = {
  kind: "coalesce(r.service_kind, 'unmapped')",
  category: "coalesce(r.service_category, 'Other')",
  name: `coalesce(r.service_name, '${UNASSIGNED}')`,
  subcategory: "coalesce(r.service_subcategory, 'Other (Other)')",
  resourceKind: "coalesce(r.resource_kind, 'other')",
};
export const SERVICE_OF_LINE = Object.values(OF_LINE).join(', ');
