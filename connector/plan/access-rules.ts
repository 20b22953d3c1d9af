// The rights that a plan needs: the least access rules for a consumer key.
import type { Method } from '../model/definition.js';
import type { Plan } from '../model/plan.js';
import { routeOf } from './path-template.js';

export interface AccessRule {
  method: Method | 'PATCH';
  /** Literal, or with `*` for any rest: `/me/bill/*`. `/me` does not cover `/me/bill`. */
  path: string;
}

/** What the connector itself asks: whose keys these are, and what they may do. */
const OWN_RULES: readonly AccessRule[] = [
  { method: 'GET', path: '/auth/details' },
  { method: 'GET', path: '/auth/currentCredential' },
];

/** One rule for each method and route; what a wider rule covers is left out. */
export function accessRules(plan: Plan): AccessRule[] {
  const wanted = plan.nodes.map((node) => ({ method: node.definition.method, path: routeOf(node.path) }));
  return leastRules([...OWN_RULES, ...wanted]);
}

/** The same for routes: `/me/bill/{billId}`. */
export function leastRules(routes: readonly AccessRule[]): AccessRule[] {
  const rules: AccessRule[] = [];
  for (const { method, path } of routes) {
    const rule = { method, path: path.replace(/\{[^}]*\}/g, '*') };
    if (rules.some((other) => covers(other, rule))) continue;
    const kept = rules.filter((other) => !covers(rule, other));
    rules.splice(0, rules.length, ...kept, rule);
  }
  return rules;
}

/** True when whoever has `rule` may do what `wanted` says. */
export function covers(rule: AccessRule, wanted: AccessRule): boolean {
  if (rule.method !== wanted.method) return false;
  const pattern = rule.path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`, 's').test(wanted.path);
}

/** The page on which a person creates the keys with these rules filled in. */
export function createTokenLink(page: string, rules: readonly AccessRule[]): string {
  const pairs = rules.map(({ method, path }) => `${method}=${encodeURI(path)}`);
  return `${page}?${pairs.join('&')}`;
}
