// The rules of services as the views use them: those of the configuration before those of the package, each with a number.
import type { ResourceKind, ServiceKind } from './kinds.js';
import { RULES, type RuleMatch } from './rules.js';
import { SERVICES, type Service, SUBCATEGORIES } from './services.js';

/** A rule of a configuration. Category and subcategory are for a service that `SERVICES` does not have. */
export interface OwnRule {
  match: RuleMatch;
  pattern: string;
  service: string;
  serviceKind?: ServiceKind | undefined;
  category?: string | undefined;
  subcategory?: string | undefined;
  resourceKind?: ResourceKind | undefined;
}

export interface Rule {
  /** Rises in the order in which rules are tried; those of the configuration are below 10,000. */
  number: number;
  match: RuleMatch;
  pattern: string;
  service: Service;
  resourceKind: ResourceKind;
  isOwn: boolean;
}

const FIRST = 10_000;

/** @param own rules without a `ruleProblem` */
export function ruleSet(own: readonly OwnRule[] = []): Rule[] {
  const services = new Map(SERVICES.map((service) => [service.name, service]));
  for (const rule of own) if (!services.has(rule.service)) services.set(rule.service, ownService(rule));
  const all = [...own, ...RULES];
  return all.flatMap(({ match, pattern, service, resourceKind = 'other' }, at) => {
    const found = services.get(service);
    if (!found) return [];
    const isOwn = at < own.length;
    const number = isOwn ? at + 1 : FIRST + at - own.length;
    return [{ number, match, pattern: pattern.toLowerCase(), service: found, resourceKind, isOwn }];
  });
}

function ownService({ service, serviceKind = 'other', category, subcategory }: OwnRule): Service {
  return {
    name: service,
    kind: serviceKind,
    category: category ?? 'Other',
    subcategory: subcategory ?? `Other (${category ?? 'Other'})`,
  } as Service;
}

/** Whether a text is a pattern that every engine reads alike. */
export function isPattern(text: string): boolean {
  return /^(?:[^\s[\]\\'"]|\[[a-zA-Z0-9.:+/_]+(?:-[a-zA-Z0-9]+)*\]){1,200}$/.test(text);
}

/** What is wrong with a rule; undefined: nothing. */
export function ruleProblem({
  service,
  serviceKind,
  category,
  subcategory,
}: Omit<OwnRule, 'match' | 'pattern'>) {
  const known = SERVICES.find(({ name }) => name === service);
  if (known) {
    const other = { serviceKind: known.kind, category: known.category, subcategory: known.subcategory };
    const given = Object.entries({ serviceKind, category, subcategory });
    const wrong = given.find(
      ([key, value]) => value !== undefined && value !== other[key as keyof typeof other],
    );
    if (!wrong) return undefined;
    const [key] = wrong;
    return `the ${key} of "${service}" is "${other[key as keyof typeof other]}": leave it out, or choose another name`;
  }
  if (serviceKind === 'unmapped' || serviceKind === 'adjustment')
    return `a serviceKind other than "${serviceKind}"`;
  if (category === undefined) return `a "category" for "${service}", which is no service of the package`;
  const allowed: readonly string[] = SUBCATEGORIES[category as keyof typeof SUBCATEGORIES] ?? [];
  if (subcategory === undefined || allowed.includes(subcategory)) return undefined;
  return `a "subcategory" of "${category}": ${allowed.join(', ')}`;
}

/** What is wrong with rules beside each other: one service has one category, everywhere. */
export function serviceProblem(rules: readonly Omit<OwnRule, 'match' | 'pattern'>[]): string | undefined {
  const first = new Map<string, string>();
  for (const rule of rules) {
    const sort = JSON.stringify([rule.serviceKind, rule.category, rule.subcategory]);
    const before = first.get(rule.service) ?? sort;
    if (before !== sort && !SERVICES.some(({ name }) => name === rule.service))
      return `the same serviceKind, category and subcategory in every rule of "${rule.service}"`;
    first.set(rule.service, before);
  }
  return undefined;
}
