// The address as it will be asked, while a person types; what the server sends is its own.
import type { OperationPage } from '../../contract/operation.js';
import { formOf } from '../operation/form-state.js';
import { session } from '../state/session.js';

export function addressOf(page: OperationPage): string {
  const { parameters, query } = formOf(page).value;
  const secrets = page.parameters.filter(({ secret }) => secret).map(({ name }) => name);
  const path = page.path.replace(/\{([^}]+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    return value ? encodeURIComponent(value) : whole;
  });
  const asked = Object.entries(query).filter(([, value]) => value !== '');
  const search = new URLSearchParams(
    asked.map(([name, value]) => [name, secrets.includes(name) ? '********' : value]),
  );
  const branch = page.branch === 'v1' ? '/1.0' : '';
  return `${session.value.answer?.origin ?? ''}${branch}${path}${search.size > 0 ? `?${search}` : ''}`;
}
