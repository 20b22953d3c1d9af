// A bearer token from the configuration. It cannot be renewed.
import type { Secret } from '../../model/secret.js';
import type { Authorization, AuthorizationHeaders } from './authorization.js';

export class BearerAuthorization implements Authorization {
  constructor(private readonly token: Secret) {}

  async prepare(): Promise<void> {}

  isReady(): boolean {
    return true;
  }

  async headers(): Promise<AuthorizationHeaders> {
    return { authorization: `Bearer ${this.token.reveal()}` };
  }

  async correctClock(): Promise<void> {}

  async renewToken(): Promise<boolean> {
    return false;
  }
}
