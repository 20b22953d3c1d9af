// The keys for the views of spend: whether a load makes them, and rules that name services.
import { z } from 'zod';
import { RESOURCE_KINDS, SERVICE_KINDS } from '../../../reports/services/kinds.js';
import { isPattern, ruleProblem, serviceProblem } from '../../../reports/services/rule-set.js';
import { RULE_MATCHES } from '../../../reports/services/rules.js';
import { SUBCATEGORIES } from '../../../reports/services/services.js';
import { checkedText, flag, oneOf, section, text } from './fields.js';

const NAME = 'a name without spaces around it';
const categories = Object.keys(SUBCATEGORIES);

const rule = section(
  {
    match: oneOf(RULE_MATCHES)
      .default('resource')
      .describe(
        'What the pattern is compared with: `resource`, the service that a line is for; `domain`, the name on the line; `plan`, plan code of the order line; `service-plan`, plan code of the service; `route`, path of the service in the API; `iam`, type of the IAM resource; of usage `family` and `reference`.',
      ),
    pattern: checkedText(
      isPattern,
      'a pattern such as vps-*: `*` any characters, `?` one character, `[0-9]` one of these',
    ).describe('The whole text: `*` any characters, `?` one character, `[0-9]` one of these.'),
    service: text(/^\S(.{0,98}\S)?$/, NAME).describe(
      'Name of the service: one of [the list](mart.md#names-of-services), or one of your own with its `category`.',
    ),
    serviceKind: oneOf(SERVICE_KINDS).optional().describe('Kind of a service of your own. Default: `other`.'),
    category: oneOf(categories)
      .optional()
      .describe('Service category of FOCUS, for a service of your own. One service has one category.'),
    subcategory: text(/^\S(.{0,98}\S)?$/, NAME)
      .optional()
      .describe('Subcategory of that category. Default: `Other (CATEGORY)`.'),
    resourceKind: oneOf(RESOURCE_KINDS).optional().describe('Kind of the resource. Default: `other`.'),
  },
  {
    title: 'A rule of services',
    description: 'Which charges are of which service, before the rules that come with the package.',
  },
).refine((one) => ruleProblem(one) === undefined, {
  error: (issue) => ruleProblem(issue.input as never) ?? '',
  params: { rule: true },
});

/** The keys of the configuration. */
export const martKeys = {
  views: flag()
    .default(false)
    .describe(
      'Whether each load makes the views of spend and proof beside the tables (see mart.md). For `sqlite`, `postgres` and `duckdb`.',
    ),
  services: z
    .array(rule, { error: 'a list of rules' })
    .refine((rules) => serviceProblem(rules) === undefined, {
      error: (issue) => serviceProblem(issue.input as never) ?? '',
      params: { rule: true },
    })
    .default([])
    .describe('Rules that name the services of charges in the views, before those of the package.'),
};
