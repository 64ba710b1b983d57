import { Injectable } from '@nestjs/common';
import type { ListDefinition } from '@purser/kit/backend/list';
import { HouseSettings } from '@purser/kit/backend/settings';
import { constantRows } from '../list/constant-rows.js';
import { HouseFlags } from './house-flags.js';

/** Every declared flag with its overrides. `on` is what holds for everyone. */
@Injectable()
export class FlagList {
  readonly definition: ListDefinition;

  constructor(flags: HouseFlags, settings: HouseSettings) {
    const rows = [...flags.declared].map(([id, { plugin, description, default: declared }]) => ({
      id,
      plugin,
      description,
      declared,
    }));
    const source = constantRows('f', { id: 'text', plugin: 'text', description: 'text', declared: 'boolean' }, rows);
    this.definition = {
      resource: 'flags',
      from: `${source} LEFT JOIN house_flag o ON o.flag = f.id AND o.environment = '${settings.mode}'`,
      columns: {
        id: { sql: 'f.id', kind: 'text', filter: true, sort: true },
        plugin: { sql: 'f.plugin', kind: 'text', filter: true, sort: true },
        description: { sql: 'f.description', kind: 'text' },
        default: { sql: 'f.declared', kind: 'boolean', filter: true, sort: true },
        on: { sql: 'coalesce(o.is_on, f.declared)', kind: 'boolean', filter: true, sort: true },
        override: { sql: 'o.is_on', kind: 'boolean', filter: true },
        updatedAt: { sql: 'o.updated_at', kind: 'date', filter: true, sort: true },
        updatedBy: { sql: 'o.updated_by', kind: 'text', filter: true },
        workspaces: {
          sql: `(SELECT coalesce(jsonb_agg(jsonb_build_object('workspaceId', w.workspace_id, 'on', w.is_on)
                   ORDER BY w.workspace_id), '[]') FROM house_flag w WHERE w.flag = f.id AND w.workspace_id IS NOT NULL)`,
          kind: 'json',
        },
      },
      search: ['id', 'description'],
      defaultSort: ['id', 'ASC'],
    };
  }
}
