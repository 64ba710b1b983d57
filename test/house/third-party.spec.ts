import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Jobs } from '@purser/kit/backend/jobs';
import type { PluginFactory } from '@purser/kit/backend/plugin';
import type { Permission } from '@purser/kit/names';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { aCustomer, anOperator } from '@purser/kit/testing/test-callers';
import { inRange } from '../../backend/kit-version.js';
import { housePermissions } from '../../backend/names.js';
import { install, pack, packageName } from '../support/third-party.js';

const root = path.resolve(import.meta.dirname, '../..');

describe('a plugin by a stranger', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'purser-stranger-'));
  const installed = path.join(folder, 'node_modules', packageName);
  let guestbook: PluginFactory;
  let permissions: Record<'read' | 'remove', Permission>;

  beforeAll(async () => {
    await install(await pack(path.join(folder, 'packed')), folder);
    ({ guestbook } = await import(path.join(installed, 'dist/backend/guestbook.plugin.js')));
    ({ guestbookPermissions: permissions } = await import(path.join(installed, 'dist/index.js')));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const manifest = () => JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));

  it('brings nothing of its own: peers only, and this house has them all', () => {
    const { dependencies, peerDependencies } = manifest();
    expect(dependencies).toBeUndefined();
    const require = createRequire(path.join(root, 'package.json'));
    for (const [name, range] of Object.entries<string>(peerDependencies)) {
      const file = [path.join(root, 'node_modules', name, 'package.json')].find(existsSync) ?? require.resolve(name);
      const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
      expect([name, inRange(version, range)]).toEqual([name, true]);
    }
  });

  it('has a door for each roof', () => {
    const { exports } = manifest();
    expect(Object.keys(exports)).toEqual(['.', './backend', './console', './portal']);
    for (const door of Object.values<{ default: string }>(exports)) {
      expect(existsSync(path.join(installed, door.default))).toBe(true);
    }
  });

  const kinds = async (house: TestHouse) => {
    const { body } = await house
      .request()
      .get('/api/console/job-kinds?range=[0,99]')
      .set('authorization', house.signedInAs(anOperator([housePermissions.readJobs])))
      .expect(200);
    return (body as { id: string }[]).map((kind) => kind.id);
  };
  const hasTable = async (house: TestHouse) => {
    const [row] = await house.dataSource.query("SELECT to_regclass('guestbook_entry') IS NOT NULL AS there");
    return row.there as boolean;
  };

  describe('that is in', () => {
    let house: TestHouse;

    beforeAll(async () => {
      house = await createTestHouse({ plugins: [guestbook({ keepDays: 30 } as never)] });
    });
    afterAll(() => house.close());

    it('stands in the manifest and in the list of plugins, with its permissions', async () => {
      const { body } = await house.request().get('/api/manifest').expect(200);
      expect(body.plugins).toEqual(['guestbook']);
      const plugins = await house
        .request()
        .get('/api/console/plugins/guestbook')
        .set('authorization', house.signedInAs(anOperator([housePermissions.readPlugins])))
        .expect(200);
      const named = (plugins.body.permissions as Permission[]).map((permission) => permission.name);
      expect(named).toEqual(['guestbook.read', 'guestbook.remove']);
    });

    it('has a table, and routes that customers use', async () => {
      expect(await hasTable(house)).toBe(true);
      await house.request().get('/api/guestbook/entries').expect(401);
      const [anna, bela] = [aCustomer(), aCustomer()].map((customer) => house.signedInAs(customer));
      const entries = (as = '') => house.request().get('/api/guestbook/entries').set('authorization', as).expect(200);
      await house
        .request()
        .post('/api/guestbook/entries')
        .set('authorization', anna ?? '')
        .send({ text: ' Fair winds ' })
        .expect(201);
      expect((await entries(anna)).body).toEqual([expect.objectContaining({ text: 'Fair winds', mine: true })]);
      expect((await entries(bela)).body).toEqual([expect.objectContaining({ mine: false })]);
      const refused = await house
        .request()
        .post('/api/guestbook/entries')
        .set('authorization', anna ?? '')
        .send({ text: '' })
        .expect(400);
      expect(refused.body).toMatchObject({ code: 'invalid_request', errors: { text: expect.any(String) } });
    });

    it('has a console resource behind its permissions, and its acts are audited', async () => {
      const as = (...held: Permission[]) => house.signedInAs(anOperator(held));
      const list = (authorization: string) =>
        house.request().get('/api/console/guestbook-entries').set('authorization', authorization);
      await list(as()).expect(403);
      const { body, headers } = await list(as(permissions.read)).expect(200);
      expect(headers['content-range']).toBe('guestbook-entries 0-0/1');
      const remove = (authorization: string) =>
        house.request().delete(`/api/console/guestbook-entries/${body[0].id}`).set('authorization', authorization);
      await remove(as(permissions.read)).expect(403);
      expect((await remove(as(permissions.remove)).expect(200)).body).toMatchObject({ text: 'Fair winds' });
      const audited = await house.dataSource.query("SELECT 1 FROM house_audit WHERE what = 'guestbook.entry-removed'");
      expect(audited).toHaveLength(1);
    });

    it('has a job that runs with the options it was given', async () => {
      expect(await kinds(house)).toContain('guestbook.prune-entries');
      const author = house.signedInAs(aCustomer());
      const write = (text: string) =>
        house.request().post('/api/guestbook/entries').set('authorization', author).send({ text }).expect(201);
      await write('old');
      house.clock.advance(31 * 86_400_000);
      await write('new');
      await house.dataSource.transaction((tx) => house.get(Jobs).enqueue(tx, 'guestbook.prune-entries', {}));
      expect((await house.runJobs()).failed).toEqual([]);
      const left = await house.dataSource.query('SELECT text FROM guestbook_entry');
      expect(left).toEqual([{ text: 'new' }]);
    });
  });

  describe('that is switched off', () => {
    let house: TestHouse;

    beforeAll(async () => {
      house = await createTestHouse({ plugins: [guestbook()], off: ['guestbook'] });
    });
    afterAll(() => house.close());

    it('is gone from manifest, routes, console and jobs; its table stays', async () => {
      const { body } = await house.request().get('/api/manifest').expect(200);
      expect(body.plugins).toEqual([]);
      await house
        .request()
        .get('/api/guestbook/entries')
        .set('authorization', house.signedInAs(aCustomer()))
        .expect(404);
      await house
        .request()
        .get('/api/console/guestbook-entries')
        .set('authorization', house.signedInAs(anOperator(Object.values(permissions))))
        .expect(404);
      expect(await kinds(house)).not.toContain('guestbook.prune-entries');
      expect(await hasTable(house)).toBe(true);
    });
  });
});
