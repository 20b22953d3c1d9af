/** Objects that are listed and cannot be read: expanded lists leave them out, and totals as an option says. */

import type { SandboxOptions } from '../options/options.js';
import { hashText } from '../random.js';
import { failure } from '../wire/reply.js';
import type { Route } from '../wire/routes.js';

/** Makes one in `unreadable` objects of each list of ids answer 404 or 403, always the same ones. */
export function unreadable(routes: readonly Route[], options: () => SandboxOptions): Route[] {
  const lists = new Set(routes.filter(({ kind }) => kind === 'ids').map(({ path }) => path));
  return routes.map((route) => {
    if (route.method !== 'GET' || route.kind !== 'object') return route;
    if (!lists.has(route.path.replace(/\/\{\w+\}$/, ''))) return route;
    return {
      ...route,
      answer: (call) => {
        const share = options().unreadable;
        const hash = share > 0 ? hashText(`${route.path} ${JSON.stringify(call.params)}`) : 1;
        if (share === 0 || hash % share !== 0) return route.answer(call);
        return Math.floor(hash / share) % 2 === 0
          ? failure(404, 'Client::NotFound', 'The requested object does not exist')
          : failure(403, 'Client::Forbidden', 'User not granted for this request');
      },
    };
  });
}
