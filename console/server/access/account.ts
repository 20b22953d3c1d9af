// Whose keys these are, until when, and what they may do: as the API says it.
import { accountFromApi } from '../../../connector/app/account.js';
import { credentialOf } from '../../../connector/app/credential.js';
import { loginRules } from '../../../connector/app/login.js';
import type { SourceWithoutKeys } from '../../../connector/app/open.js';
import type { Connection } from '../../../connector/http/connection.js';
import type { ApiProblem } from '../../../connector/model/api.js';
import { StopError } from '../../../connector/model/errors.js';
import type { AccountAnswer } from '../../contract/source.js';
import { hasKeys, type Workspace } from '../workspace.js';

const DAY_MS = 86_400_000;
/** As `check` warns. */
const EXPIRES_SOON_DAYS = 14;

/** At most three calls; none without keys. */
export async function accountOf(workspace: Workspace, connection?: string): Promise<AccountAnswer> {
  const source = workspace.source(connection);
  if (!hasKeys(source)) return { state: 'no-keys', createTokenLink: loginRules(source).createTokenLink };
  return accountAnswer(source, workspace.connectionFor(source));
}

async function accountAnswer(source: SourceWithoutKeys, connection: Connection): Promise<AccountAnswer> {
  const { createTokenLink } = loginRules(source);
  try {
    const account = await accountFromApi(connection.client);
    return {
      ...(account !== undefined && { account }),
      ...(await keyOf(source, connection)),
      createTokenLink,
    };
  } catch (error) {
    if (!(error instanceof StopError)) throw error;
    const problem = error.problem ? problemView(error.problem) : { message: error.message };
    return { state: 'refused', problem, createTokenLink };
  }
}

async function keyOf(
  { config, clock }: SourceWithoutKeys,
  { client }: Connection,
): Promise<Omit<AccountAnswer, 'createTokenLink'>> {
  // The rights of other credentials are policies, and their tokens live for an hour.
  if (config.credentials?.kind !== 'keys') return { state: 'valid' };
  const found = await credentialOf(client);
  if ('problem' in found) return { state: 'unknown', problem: problemView(found.problem) };
  if (!found.credential) return { state: 'unknown' };
  const { status, expiration, rules } = found.credential;
  const ends = expiration === undefined ? Number.NaN : Date.parse(expiration);
  const daysLeft = Math.floor((ends - clock.now()) / DAY_MS);
  const rights = {
    rules: rules.map(({ method, path }) => ({ method, path })),
    methods: [...new Set(rules.map(({ method }) => method))],
  };
  if (status !== 'validated') return { state: status === 'expired' ? 'expired' : 'refused', ...rights };
  if (Number.isNaN(ends)) return { state: 'valid', ...rights };
  const state = daysLeft < 0 ? 'expired' : daysLeft <= EXPIRES_SOON_DAYS ? 'expires' : 'valid';
  return { state, expires: new Date(ends).toISOString(), daysLeft, ...rights };
}

function problemView({ status, code, message, advice, queryId }: ApiProblem): AccountAnswer['problem'] {
  return {
    message,
    ...(status !== undefined && { status }),
    ...(code !== undefined && { errorClass: code }),
    ...(advice !== undefined && { advice }),
    ...(queryId !== undefined && { queryId }),
  };
}
