// What '@jest/globals' is in a test. There are no mocks of modules and no fake timers: time comes from the injected clock.
import { globals } from './runtime.cjs';

export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } = globals;
