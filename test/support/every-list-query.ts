import type { ListDefinition } from '@purser/kit/backend/list';

const SAMPLES: Record<string, unknown> = {
  text: `o'clock`,
  uuid: '00000000-0000-4000-8000-000000000000',
  number: 3,
  date: '2026-01-02T03:04:05Z',
  boolean: true,
};

/** One query for everything a list says it can be asked: each of them must be sound SQL. */
export function everyListQuery(list: ListDefinition): string[] {
  const filter = (value: object) => `filter=${encodeURIComponent(JSON.stringify(value))}`;
  const queries = ['', filter({ q: 'a b' }), `range=${encodeURIComponent('[0,0]')}`];
  for (const [name, { kind, filter: filtered, sort }] of Object.entries(list.columns)) {
    if (sort) queries.push(`sort=${encodeURIComponent(JSON.stringify([name, 'DESC']))}`);
    if (!filtered) continue;
    queries.push(filter({ [name]: SAMPLES[kind] }), filter({ [name]: [SAMPLES[kind]] }), filter({ [name]: null }));
    if (kind === 'number' || kind === 'date') queries.push(filter({ [`${name}_gte`]: SAMPLES[kind] }));
  }
  return queries;
}
