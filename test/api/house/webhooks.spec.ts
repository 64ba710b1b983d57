import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { houseOptions } from '../../../backend/house.options.js';
import { isPublicAddress } from '../../../backend/webhooks/public-target.js';
import { auth } from '../../../plugins/auth/backend/auth.plugin.js';
import { workspace } from '../../../plugins/workspace/backend/workspace.plugin.js';
import { aCustomer, anOperator, type TestPerson } from '../../support/people.js';
import { as, aWorkspace } from '../../support/workspaces.js';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('webhooks', () => {
  let house: TestHouse;
  let guarded: TestHouse;
  let olga: TestPerson;
  let receiver: Server;
  let url: string;
  let answer = 204;
  const received: Received[] = [];

  beforeAll(async () => {
    const plugins = [auth(), workspace()];
    house = await createTestHouse({
      plugins,
      config: { machines: houseOptions.parse({ webhookPrivateTargets: true }) },
    });
    guarded = await createTestHouse({ plugins, beside: house });
    olga = await anOperator(house);
    receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        received.push({ headers: request.headers, body });
        response.writeHead(answer, answer === 302 ? { location: 'http://127.0.0.1/secret' } : {}).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?key=of-their-own`;
  });
  afterAll(async () => {
    receiver?.close();
    await guarded?.close();
    await house?.close();
  });
  beforeEach(async () => {
    answer = 204;
    received.length = 0;
    await house.dataSource.query('DELETE FROM house_webhook');
    await house.dataSource.query('DELETE FROM graphile_worker._private_jobs');
  });

  const console_ = (method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object) =>
    as(house, olga, method, `/api/console/${path}`).send(body);
  const register = async (events = ['workspace.created', 'workspace.renamed']) =>
    (await console_('post', 'webhooks', { url, events, description: 'CRM' }).expect(201)).body;
  const flag = (on: boolean) =>
    console_('put', 'flags/house.webhooks', { on }).then(async ({ status }) => {
      if (status !== 200) throw new Error(`the flag answered ${status}`);
    });
  const deliveries = async () => (await console_('get', 'webhook-deliveries').expect(200)).body;
  const due = () => house.dataSource.query(`UPDATE graphile_worker._private_jobs SET run_at = now() - interval '1 s'`);

  it('are sent, signed over id, time and body, once per event and endpoint', async () => {
    await flag(true);
    const { secret, ...record } = await register();
    expect(secret).toMatch(/^whsec_/);
    expect((await console_('get', `webhooks/${record.id}`).expect(200)).body).not.toHaveProperty('secret');
    const id = await aWorkspace(house, await aCustomer(house), 'Hooked');
    expect((await house.runJobs()).failed).toEqual([]);
    expect(received).toHaveLength(1);
    const { headers, body } = received[0] as Received;
    expect(JSON.parse(body)).toMatchObject({ type: 'workspace.created', data: { workspaceId: id, name: 'Hooked' } });
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(await deliveries()).toMatchObject([{ state: 'delivered', status: 204, attempts: 1, workspaceId: id }]);
  });

  it('are written with the change or not at all, and only while the flag is on', async () => {
    await flag(true);
    await register();
    const ada = await aCustomer(house);
    await aWorkspace(house, ada, 'Twice');
    await as(house, ada, 'post', '/api/workspaces').send({ name: 'TWICE' }).expect(409);
    expect(await deliveries()).toHaveLength(1);
    await flag(false);
    await aWorkspace(house, ada, 'Unheard');
    expect(await deliveries()).toHaveLength(1);
  });

  it('are tried again when nobody takes them, die when they are not wanted, and are replayed with the same id', async () => {
    await flag(true);
    await register();
    answer = 500;
    await aWorkspace(house, await aCustomer(house));
    await house.runJobs();
    expect(await deliveries()).toMatchObject([
      { state: 'pending', status: 500, error: expect.stringContaining('500') },
    ]);
    answer = 410;
    await due();
    await house.runJobs();
    const [dead] = await deliveries();
    expect(dead).toMatchObject({ state: 'dead', status: 410 });
    answer = 200;
    await console_('post', `webhook-deliveries/${dead.id}/replay`).expect(200);
    await house.runJobs();
    expect(await deliveries()).toMatchObject([{ state: 'delivered', messageId: dead.messageId }]);
    expect(new Set(received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([dead.messageId]));
    expect((await console_('post', 'webhook-deliveries/replay-many', { ids: [dead.id] }).expect(200)).body).toEqual({
      replayed: [dead.id],
    });
  });

  it('follow no redirect', async () => {
    await flag(true);
    await register();
    answer = 302;
    await aWorkspace(house, await aCustomer(house));
    await house.runJobs();
    expect(received).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ state: 'pending', status: 302 }]);
  });

  it('call nothing inside of the own network unless it is said', async () => {
    const webhook = await register();
    for (const target of [url, url.replace('127.0.0.1', 'localhost')]) {
      await console_('put', `webhooks/${webhook.id}`, { ...webhook, url: target }).expect(200);
      await console_('post', `webhooks/${webhook.id}/test`).expect(200);
    }
    await guarded.runJobs();
    expect(received).toEqual([]);
    for (const { error } of await deliveries()) expect(error).toContain('private');
  });

  it('are tested, rotated, switched off and removed, by those who may', async () => {
    const { id, secret } = await register();
    await console_('post', `webhooks/${id}/test`).expect(200);
    const rotated = (await console_('post', `webhooks/${id}/rotate-secret`).expect(200)).body.secret;
    expect(rotated).not.toBe(secret);
    await house.runJobs();
    expect(JSON.parse(received[0]?.body ?? '{}')).toMatchObject({ type: 'workspace.created' });
    const auditor = await anOperator(house, ['auditor']);
    await as(house, auditor, 'get', '/api/console/webhooks').expect(200);
    await as(house, auditor, 'post', `/api/console/webhooks/${id}/rotate-secret`).expect(403);
    const unknown = await console_('post', 'webhooks', { url, events: ['nobody.knows'] }).expect(400);
    expect(unknown.body.errors.events).toContain('nobody.knows');
    await console_('delete', `webhooks/${id}`).expect(200);
    expect(await deliveries()).toEqual([]);
    const trail = await house.dataSource.query(`SELECT entry FROM house_audit WHERE what LIKE 'house.webhook%'`);
    expect(JSON.stringify(trail)).not.toMatch(/whsec_|of-their-own/);
  });

  it.each([
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['169.254.169.254', false],
    ['172.31.0.1', false],
    ['192.168.1.1', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:7f00:1', false],
    ['fd00::1', false],
    ['fe80::1', false],
    ['64:ff9b::7f00:1', false],
    ['8.8.8.8', true],
    ['172.32.0.1', true],
    ['2606:4700::1111', true],
  ])('%s is public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});
