// The option of destinations that are files: who may read them.
import { ACCESS, type Access } from '../../disk/access.js';
import type { DestinationOption, OptionValue } from './kind.js';

export const ACCESS_OPTION: DestinationOption = {
  name: 'access',
  values: ACCESS,
  default: 'owner',
  description:
    'Who may read the files that a load makes: `owner` (0600, folders 0700), `group` (0640, 0750) or `all` (0644, 0755). Files and folders that are there keep their mode.',
};

export function accessOf({ access }: Readonly<Record<string, OptionValue>>): Access {
  return ACCESS.find((each) => each === access) ?? 'owner';
}
