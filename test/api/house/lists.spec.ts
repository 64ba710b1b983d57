import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { anOperator } from '@purser/kit/testing/test-callers';
import { lantern, lanternPermissions } from '../../fixtures/plugins/lantern.js';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('lists in the dialect of ra-data-simple-rest', () => {
  let house: TestHouse;
  let operator: string;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [lantern()] });
    operator = house.signedInAs(anOperator([lanternPermissions.read]));
    const rows: [name: string, oil: number, lit: boolean, litAt: string | null, note: string | null][] = [
      ['Anna', 3, true, '2026-01-01T00:00:00Z', 'port side'],
      ['Bela', 1, false, null, null],
      ['100% Zoë', 2, true, '2026-03-01T12:00:00Z', 'star_board'],
      ["O'Hara", 3, false, '2026-02-01T00:00:00Z', 'port side'],
      ['hidden', 9, true, '2026-02-01T00:00:00Z', 'hidden'],
    ];
    for (const [at, [name, oil, lit, litAt, note]] of rows.entries()) {
      await house.dataSource.query(
        'INSERT INTO lantern (id, name, oil, weight, is_lit, lit_at, note) VALUES ($1, $2, $3, 1.5, $4, $5, $6)',
        [id(at + 1), name, oil, lit, litAt, note],
      );
    }
  });
  afterAll(() => house.close());

  const list = (query: Record<string, unknown>) => {
    const words = Object.entries(query).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    return house.request().get('/api/console/lanterns').query(Object.fromEntries(words)).set('authorization', operator);
  };
  const names = async (query: Record<string, unknown>) => {
    const { body } = await list(query).expect(200);
    return (body as { name: string }[]).map((row) => row.name);
  };

  it('answers rows, their total and their span', async () => {
    const { body, headers } = await list({ sort: ['name', 'ASC'], range: [1, 2] }).expect(200);
    expect(headers['content-range']).toBe('lanterns 1-2/4');
    expect(headers).not.toHaveProperty('x-total-estimated');
    expect(body).toEqual([
      { id: id(1), name: 'Anna', oil: 3, weight: 1.5, lit: true, litAt: '2026-01-01T00:00:00.000Z', note: 'port side' },
      { id: id(2), name: 'Bela', oil: 1, weight: 1.5, lit: false, litAt: null, note: null },
    ]);
  });

  it('has a default order and page, and says when there is nothing', async () => {
    expect(await names({})).toEqual(['100% Zoë', 'Anna', 'Bela', "O'Hara"]);
    const { headers, body } = await list({ filter: { name: 'Nobody' } }).expect(200);
    expect([headers['content-range'], body]).toEqual(['lanterns */0', []]);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['equality', { name: "O'Hara" }, ["O'Hara"]],
    ['a number', { oil: 3 }, ['Anna', "O'Hara"]],
    ['a list of values', { name: ['Anna', 'Bela', 'Nobody'] }, ['Anna', 'Bela']],
    ['an empty list', { name: [] }, []],
    ['a boolean', { lit: false }, ['Bela', "O'Hara"]],
    ['nothing', { litAt: null }, ['Bela']],
    ['a span of numbers', { oil_gte: 2, oil_lt: 3 }, ['100% Zoë']],
    ['a span of dates', { litAt_gt: '2026-01-01', litAt_lte: '2026-02-01T00:00:00Z' }, ["O'Hara"]],
    ['words, whatever their case and order', { q: 'SIDE anna' }, ['Anna']],
    ['signs that LIKE knows', { q: '100%' }, ['100% Zoë']],
    ['an underline', { q: 'r_b' }, ['100% Zoë']],
    ['nobody', { q: 'nobody' }, []],
    ['blanks', { q: '  ' }, ['100% Zoë', 'Anna', 'Bela', "O'Hara"]],
    ['what the list never shows', { name: 'hidden' }, []],
  ])('filters by %s', async (_, filter, expected) => {
    expect(await names({ filter })).toEqual(expected);
  });

  it('sorts both ways, and settles ties by id', async () => {
    expect(await names({ sort: ['oil', 'DESC'] })).toEqual(["O'Hara", 'Anna', '100% Zoë', 'Bela']);
    expect(await names({ sort: ['oil', 'ASC'] })).toEqual(['Bela', '100% Zoë', 'Anna', "O'Hara"]);
  });

  it('getMany is a filter of ids without a range, and answers all of them', async () => {
    const ids = Array.from({ length: 40 }, (_, at) => id(at + 1));
    const { body, headers } = await list({ filter: { id: ids } }).expect(200);
    expect(body).toHaveLength(4);
    expect(headers['content-range']).toBe('lanterns 0-3/4');
  });

  it('gives one record, or 404 also for what cannot be an id', async () => {
    const one = (key: string) =>
      house
        .request()
        .get(`/api/console/lanterns/${encodeURIComponent(key)}`)
        .set('authorization', operator);
    expect((await one(id(1)).expect(200)).body).toEqual({ id: id(1), name: 'Anna' });
    for (const key of [id(77), id(5), '1', "' OR 1=1 --", '\u0000']) {
      const { body } = await one(key).expect(404);
      expect(body.code).toBe('not_found');
    }
  });

  describe('refuses with 400 invalid_filter', () => {
    const sql = "'; DROP TABLE lantern; --";

    it.each<[string, Record<string, unknown>]>([
      ['a filter that is no JSON', { filter: '{' }],
      ['a filter that is a list', { filter: [1] }],
      ['a filter that is null', { filter: 'null' }],
      ['a filter that is a number', { filter: '7' }],
      ['an unknown column', { filter: { password: 'x' } }],
      ['a column of the table that the list does not name', { filter: { is_lit: true } }],
      ['a column that may not be filtered', { filter: { note: 'port side' } }],
      ['SQL as a column', { filter: { [sql]: 1 } }],
      ['a prototype', { filter: '{"__proto__":{"a":1}}' }],
      ['a constructor', { filter: { constructor: 'x' } }],
      ['an object as a value', { filter: { name: { $ne: '' } } }],
      ['a number for a text', { filter: { name: 1 } }],
      ['a text for a number', { filter: { oil: '1' } }],
      ['a list in a list', { filter: { name: [['Anna']] } }],
      ['null in a list', { filter: { name: [null] } }],
      ['a text for a boolean', { filter: { lit: 'true' } }],
      ['a date that is none', { filter: { litAt_gte: '2026-13-45' } }],
      ['a date in words', { filter: { litAt_gte: 'yesterday' } }],
      ['a date before any calendar', { filter: { litAt_gte: '0000-01-01' } }],
      ['SQL as a date', { filter: { litAt_gte: sql } }],
      ['an id that is none', { filter: { id: 'x' } }],
      ['SQL among ids', { filter: { id: [id(1), sql] } }],
      ['an order of texts', { filter: { name_gte: 'a' } }],
      ['a list for a span', { filter: { oil_gte: [1, 2] } }],
      ['NUL', { filter: { name: 'a\u0000b' } }],
      ['half a character', { filter: '{"name":"\\ud800"}' }],
      ['a text without end', { filter: { name: 'x'.repeat(501) } }],
      ['too many words', { filter: { q: 'a b c d e f g h i' } }],
      ['a search that is no text', { filter: { q: { a: 1 } } }],
      ['a sort that is no JSON', { sort: 'name' }],
      ['a sort without direction', { sort: ['name'] }],
      ['a sort by an unknown column', { sort: ['password', 'ASC'] }],
      ['a sort by a column that may not be sorted', { sort: ['note', 'ASC'] }],
      ['a sort by a prototype', { sort: ['__proto__', 'ASC'] }],
      ['SQL as a column to sort by', { sort: [`name ${sql}`, 'ASC'] }],
      ['SQL as a direction', { sort: ['name', `ASC ${sql}`] }],
      ['a direction in small letters', { sort: ['name', 'asc'] }],
      ['a range that is no JSON', { range: '0-24' }],
      ['a range of one', { range: [0] }],
      ['a range of texts', { range: ['0', '24'] }],
      ['a range that goes back', { range: [24, 0] }],
      ['a range below zero', { range: [-1, 5] }],
      ['a range of halves', { range: [0.5, 5] }],
      ['a huge range', { range: [0, 1_000_000] }],
      ['a range beyond all rows', { range: [1e15, 1e15 + 1] }],
      ['a range beyond all numbers', { range: '[0,1e999]' }],
    ])('%s', async (_, query) => {
      const { body } = await list(query).expect(400);
      expect(body).toMatchObject({ code: 'invalid_filter', errors: expect.any(Object), requestId: expect.any(String) });
    });

    it('a parameter that is given twice', async () => {
      const { body } = await house
        .request()
        .get('/api/console/lanterns?sort=["name","ASC"]&sort=["oil","ASC"]')
        .set('authorization', operator)
        .expect(400);
      expect(body.code).toBe('invalid_filter');
    });
  });

  it.each(["' OR '1'='1", "'; DROP TABLE lantern; --", '\\', '%', '_', "\\' UNION SELECT 1 --", '$1', '🚢', '‮abc'])(
    'takes %s for text and nothing else',
    async (hostile) => {
      for (const filter of [{ name: hostile }, { name: [hostile] }, { q: hostile }]) {
        const { status } = await list({ filter });
        expect(status).toBe(200);
      }
      expect(await names({ filter: { name: hostile } })).toEqual([]);
      expect(await names({})).toHaveLength(4);
    },
  );

  it('numbers that no column could hold find nothing', async () => {
    for (const oil of [1e308, -1e308, 1.5]) {
      expect(await names({ filter: { oil } })).toEqual([]);
    }
  });

  describe('over large tables', () => {
    beforeAll(async () => {
      await house.dataSource.query(
        `INSERT INTO lantern (id, name, oil, note)
         SELECT gen_random_uuid(), 'Lamp ' || n, n % 5, NULL FROM generate_series(1, 120000) AS n`,
      );
      await house.dataSource.query('ANALYZE lantern');
    });

    it('estimates above 100,000 rows, says so, and stays near the truth', async () => {
      const { headers } = await list({ range: [0, 9] }).expect(200);
      expect(headers['x-total-estimated']).toBe('true');
      const total = Number(String(headers['content-range']).split('/')[1]);
      expect(total).toBeGreaterThan(100_000);
      expect(Math.abs(total - 120_004)).toBeLessThan(6_000);
    });

    it('counts exactly below', async () => {
      const { headers } = await list({ filter: { oil: 4 }, range: [0, 9] }).expect(200);
      expect(headers['content-range']).toBe('lanterns 0-9/24000');
      expect(headers).not.toHaveProperty('x-total-estimated');
    });

    it('finds a page far down where it is, in both directions, and follows what changed within a minute', async () => {
      const shown = "note IS DISTINCT FROM 'hidden'";
      const truth = async (direction: string, from: number) => {
        const sql = `SELECT name FROM lantern WHERE ${shown} ORDER BY name ${direction}, id ${direction} LIMIT 3 OFFSET ${from}`;
        return (await house.dataSource.query<{ name: string }[]>(sql)).map(({ name }) => name);
      };
      for (const [direction, from] of [
        ['ASC', 50_500],
        ['DESC', 61_999],
        ['ASC', 120_001],
      ] as const) {
        const page = await names({ sort: ['name', direction], range: [from, from + 2] });
        expect(page).toEqual(await truth(direction, from));
      }
      expect(await names({ range: [200_000, 200_002] })).toEqual([]);
      await house.dataSource.query(
        `INSERT INTO lantern (id, name, oil) SELECT gen_random_uuid(), 'Aft ' || n, 0 FROM generate_series(1, 1500) AS n`,
      );
      house.clock.advance(61_000);
      expect(await names({ range: [50_500, 50_502] })).toEqual(await truth('ASC', 50_500));
      await house.dataSource.query(`DELETE FROM lantern WHERE name LIKE 'Aft %'`);
    });

    it('pages without losing or repeating a row', async () => {
      const seen = new Set<string>();
      for (let from = 0; from < 24_000; from += 1_000) {
        const { body } = await list({ filter: { oil: 4 }, sort: ['oil', 'ASC'], range: [from, from + 999] }).expect(
          200,
        );
        for (const row of body as { id: string }[]) seen.add(row.id);
      }
      expect(seen.size).toBe(24_000);
    });
  });
});
