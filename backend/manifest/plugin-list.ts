import { Inject, Injectable } from '@nestjs/common';
import type { ListDefinition } from '@purser/kit/backend/list';
import type { House } from '../assemble.js';
import { needsOf } from '../assemble-checks.js';
import { HOUSE_PLAN } from '../ground.tokens.js';
import { constantRows } from '../list/constant-rows.js';

/** Every listed plugin, also those that are switched off. */
@Injectable()
export class PluginList {
  readonly definition: ListDefinition;

  constructor(@Inject(HOUSE_PLAN) house: House) {
    const on = new Set(house.mounted.map((plugin) => plugin.definition.name));
    const rows = house.all.map((definition, place) => ({
      id: definition.name,
      place,
      enabled: on.has(definition.name),
      worksWith: definition.worksWith,
      needs: needsOf(definition),
      permissions: Object.values(definition.permissions ?? {}),
      jobs: (definition.jobs ?? []).map((job: { name: string }) => `${definition.name}.${job.name}`),
      flags: Object.keys(definition.flags ?? {}),
    }));
    const types = {
      id: 'text',
      place: 'integer',
      enabled: 'boolean',
      worksWith: 'text',
      needs: 'jsonb',
      permissions: 'jsonb',
      jobs: 'jsonb',
      flags: 'jsonb',
    };
    this.definition = {
      resource: 'plugins',
      from: constantRows('p', types, rows),
      columns: {
        id: { sql: 'p.id', kind: 'text', filter: true, sort: true },
        place: { sql: 'p.place', kind: 'number', sort: true },
        enabled: { sql: 'p.enabled', kind: 'boolean', filter: true, sort: true },
        worksWith: { sql: 'p."worksWith"', kind: 'text' },
        needs: { sql: 'p.needs', kind: 'json' },
        permissions: { sql: 'p.permissions', kind: 'json' },
        jobs: { sql: 'p.jobs', kind: 'json' },
        flags: { sql: 'p.flags', kind: 'json' },
      },
      search: ['id'],
      defaultSort: ['place', 'ASC'],
    };
  }
}
