/** Drift of bills: a new field, another type, a new enum value, a text in place of the object. */
import type { OptionSpec } from '../../options/option-spec.js';
import type { Wire, WireObject } from '../../wire/json.js';
import { isObject, num } from '../../wire/json.js';
import { ok } from '../../wire/reply.js';
import type { Route } from '../../wire/routes.js';

export const driftKinds = ['field', 'wider', 'type', 'enum', 'bare', 'lack'] as const;
export type DriftKind = (typeof driftKinds)[number];

export interface DriftOptions {
  readonly drift: readonly DriftKind[];
  readonly driftFrom: number;
}

export const driftOptions: readonly OptionSpec[] = [
  {
    name: 'drift',
    kind: 'list',
    default: [],
    choices: driftKinds,
    live: true,
    description:
      'How bills change: a new field, an orderId with a fraction, an orderId as text, a new category, a text in place of the bill, no category in any bill.',
  },
  {
    name: 'driftFrom',
    kind: 'whole',
    default: 0,
    minimum: 0,
    live: true,
    description: 'Number of the first generated bill that changes.',
  },
];

const firstNumber = 10_000_000;

/** The routes, with bills that drift as the options say at the time of the call. */
export function drifting(routes: readonly Route[], options: () => DriftOptions): Route[] {
  return routes.map((route) => {
    if (route.method !== 'GET' || route.path !== '/me/bill/{billId}') return route;
    const answer: Route['answer'] = (call) => {
      const reply = route.answer(call);
      const { drift, driftFrom } = options();
      if (drift.length === 0 || reply.status !== 200 || !isObject(reply.body)) return reply;
      const index = Number(/(\d{8})$/.exec(call.params.billId ?? '')?.[1] ?? 0) - firstNumber;
      const isGenerated = index >= 0 && index < firstNumber;
      return ok(drifted(reply.body, drift, isGenerated && index >= driftFrom, index));
    };
    return { ...route, answer };
  });
}

function drifted(bill: WireObject, kinds: readonly DriftKind[], isLate: boolean, index: number): Wire {
  const { category, ...rest } = bill;
  const base: WireObject = kinds.includes('lack') ? rest : { category: category ?? null, ...rest };
  if (!isLate) return base;
  if (kinds.includes('bare')) return `bill ${index} is being written`;
  return {
    ...base,
    ...(kinds.includes('field') ? { approvedBy: `buyer-${index}` } : {}),
    ...(kinds.includes('wider') ? { orderId: num(`${index}.50`) } : {}),
    ...(kinds.includes('type') ? { orderId: `ORD-${index}` } : {}),
    ...(kinds.includes('enum') ? { category: 'purchase-orbit' } : {}),
  };
}
