import { Inject, Injectable } from '@nestjs/common';
import { HOUSE_PLUGINS, type HousePlugins } from '@purser/kit/backend/house';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { Permission } from '@purser/kit/names';
import { type OperatorRole, operatorRoles } from '../../records.js';
import type { AuthOptions } from '../auth.options.js';

/** What roles may do: patterns from the options, over the permissions of every plugin in the house. */
@Injectable()
export class RolePermissions {
  private readonly byRole: ReadonlyMap<OperatorRole, ReadonlySet<string>>;

  constructor(@Inject(HOUSE_PLUGINS) plugins: HousePlugins, @Inject(optionsOf('auth')) { roles }: AuthOptions) {
    const all = plugins
      .flatMap((plugin) => Object.values<Permission>(plugin.permissions ?? {}))
      .map(({ name }) => name);
    this.byRole = new Map(operatorRoles.map((role) => [role, permitted(all, roles[role] ?? [])]));
  }

  of(roles: readonly OperatorRole[]): ReadonlySet<string> {
    return new Set(roles.flatMap((role) => [...(this.byRole.get(role) ?? [])]));
  }
}

/** Later patterns win; `!` takes away. */
export function permitted(all: readonly string[], patterns: readonly string[]): Set<string> {
  const held = new Set<string>();
  for (const pattern of patterns) {
    const takes = pattern.startsWith('!');
    const fits = matcher(takes ? pattern.slice(1) : pattern);
    for (const name of all.filter((each) => fits.test(each))) {
      if (takes) held.delete(name);
      else held.add(name);
    }
  }
  return held;
}

function matcher(pattern: string): RegExp {
  const literal = pattern.split('*').map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`);
}
