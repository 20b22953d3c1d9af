// A destination that behaves otherwise in some of its methods: for what fails in the middle.
import type { Destination, DestinationSession } from '../../connector/model/destination.js';

/** A destination whose sessions are changed in some way. */
export function changedDestination(
  inner: Destination,
  change: (session: DestinationSession) => Partial<DestinationSession>,
): Destination {
  return {
    name: inner.name,
    location: inner.location,
    check: () => inner.check(),
    lock: (holder) => inner.lock(holder),
    open: async (options) => {
      const session = await inner.open(options);
      const own = change(session);
      return new Proxy(session, {
        get: (target, name) => {
          const value = Reflect.get(own, name) ?? Reflect.get(target, name, target);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    },
  };
}
