// A destination whose lock this process has: a load into it takes the lock again at once.
import type { Destination } from '../model/destination.js';

/** The same destination, apart from `lock`. */
export function alreadyLocked(destination: Destination): Destination {
  const free = async () => async () => undefined;
  // The accounts of one load are different, and nobody else has the destination.
  const share = async () => ({ account: async () => undefined, release: async () => undefined });
  return new Proxy(destination, {
    get(target, key) {
      if (key === 'lock') return free;
      if (key === 'share') return target.share && share;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
