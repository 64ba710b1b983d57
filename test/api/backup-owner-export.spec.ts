import { BackupHouse, hostileArgs } from '../support/backup-house.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { aStore, join, type TestStore } from '../support/sync-house.js';

describe("an owner's export", () => {
  let b: BackupHouse;
  let owner: TestPerson;
  let member: TestPerson;
  let store: TestStore;

  beforeAll(async () => {
    b = await BackupHouse.open();
    owner = await aCustomer(b.house);
    member = await aCustomer(b.house, 'Ben');
    store = await aStore(b.house, owner);
    await join(b.house, store, member, 'admin');
    await b.push(
      store,
      hostileArgs.map((args) => ({ name: 'v1.Thing', args })),
    );
  });
  afterAll(() => b?.close());

  const as = (person: TestPerson, method: 'get' | 'post', path = '', workspaceId = store.workspaceId) =>
    b.house.request()[method](`/api/workspaces/${workspaceId}/exports${path}`).set('Authorization', person.bearer);

  it('is made once however often it is asked for, told by mail, and holds every change byte for byte', async () => {
    const asked = await Promise.all(Array.from({ length: 20 }, () => as(owner, 'post').send({})));
    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([201]));
    const [{ body: wanted }] = asked as [(typeof asked)[number]];
    expect(new Set(asked.map(({ body }) => body.id)).size).toBeLessThanOrEqual(2);
    await as(owner, 'get', `/${wanted.id}/download`).expect(409);
    expect((await b.house.runJobs()).failed).toEqual([]);
    const [listed] = (await as(owner, 'get').expect(200)).body;
    expect(listed).toMatchObject({ state: 'verified', expiresAt: expect.any(String) });
    const mails = (await b.house.mails(owner.email)).filter(({ template }) => template === 'backup.export-ready');
    expect(mails.at(-1)?.data.link).toBe(`${b.house.config.publicUrl}/w/${store.workspaceId}/exports`);
    const { text, body } = await as(owner, 'get', `/${wanted.id}/download`).expect(200);
    expect(body.workspace).toHaveLength(1);
    expect(body.members.map(({ role }: { role: string }) => role).sort()).toEqual(['admin', 'owner']);
    expect(body.events.map(({ seq }: { seq: number }) => seq)).toEqual(hostileArgs.map((_, at) => at + 1));
    for (const args of hostileArgs) expect(text).toContain(`"args":${args}`);
  });

  it('is taken along by a link of ten minutes, for one file, one person, and only while they may', async () => {
    const [{ id }] = (await as(owner, 'get').expect(200)).body;
    const linked = async (file: string) => {
      const { body } = await as(owner, 'post', `/${id}/links`).send({ file }).expect(201);
      return String(body.url).slice(b.house.config.publicUrl.length);
    };
    const follow = (path: string) => b.house.request().get(path).buffer(true);
    const json = await linked('json');
    expect((await follow(json).expect(200)).body.events).toHaveLength(hostileArgs.length);
    const { header } = await follow(await linked('archive')).expect(200);
    expect(header['content-disposition']).toBe(`attachment; filename="${id}.purser"`);
    expect((await follow(await linked('manifest')).expect(200)).body.manifest.id).toBe(id);
    await as(member, 'post', `/${id}/links`).send({ file: 'json' }).expect(403);
    // Another file, another person, another signature: all of it is signed.
    const [head, link = ''] = json.split('link=');
    const [text = '', signature] = link.split('.');
    const other = Buffer.from(Buffer.from(text, 'base64url').toString().replace('"json"', '"archive"')).toString(
      'base64url',
    );
    for (const forged of [`${other}.${signature}`, `${text}.${signature?.slice(1)}`, text, '.', 'x.y']) {
      expect((await follow(`${head}link=${forged}`).expect(410)).body.code).toBe('download_link_over');
    }
    const trail = await b.sql(`SELECT entry::json->>'what' AS what FROM house_audit WHERE entry::text LIKE $1`, [
      `%${id}%`,
    ]);
    expect(trail.filter(({ what }) => what === 'backup.linked')).toHaveLength(3);
    const late = await linked('json');
    await b.sql(`UPDATE workspace_membership SET role = 'owner' WHERE user_id = $1`, [member.id]);
    await b.sql(`UPDATE workspace_membership SET role = 'member' WHERE user_id = $1 AND workspace_id = $2`, [
      owner.id,
      store.workspaceId,
    ]);
    await follow(late).expect(410);
    await b.sql(`UPDATE workspace_membership SET role = 'owner' WHERE user_id = $1`, [owner.id]);
    await b.sql(`UPDATE workspace_membership SET role = 'admin' WHERE user_id = $1`, [member.id]);
  });

  it('is not for others: members, strangers, and under the name of another workspace', async () => {
    const [{ id }] = (await as(owner, 'get').expect(200)).body;
    for (const path of ['', `/${id}`, `/${id}/download`]) {
      await as(member, 'get', path).expect(403);
      await as(await aCustomer(b.house, 'Eve'), 'get', path).expect(404);
    }
    await as(member, 'post').send({}).expect(403);
    const other = await aStore(b.house, owner);
    for (const path of [`/${id}`, `/${id}/download`]) await as(owner, 'get', path, other.workspaceId).expect(404);
  });

  it('is not there any more by a link of ten minutes ago', async () => {
    const [{ id }] = (await as(owner, 'get').expect(200)).body;
    const { body } = await as(owner, 'post', `/${id}/links`).send({ file: 'manifest' }).expect(201);
    const path = String(body.url).slice(b.house.config.publicUrl.length);
    await b.house.request().get(path).expect(200);
    b.house.clock.advance(10 * 60_000);
    await b.house.request().get(path).expect(410);
  });
});
