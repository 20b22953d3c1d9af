// Authorizes each attempt anew: a signature holds the time at which it is made.
import type { Authorization } from '../authorization/authorization.js';
import type { Answer, Step } from '../call.js';
import { needsCredentials } from '../request.js';

interface SignContext {
  authorization: Authorization;
  origin: string;
}

export function signAttempts(send: Step<Answer>, { authorization, origin }: SignContext): Step<Answer> {
  return async (call) => {
    const { request, target, body = '' } = call;
    const { method, signal } = request;
    call.authorized = needsCredentials(request)
      ? await authorization.headers({ method, url: origin + target, body, signal })
      : {};
    return send(call);
  };
}
