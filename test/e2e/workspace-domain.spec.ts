/** Joining by the domain of a mailbox: an owner opens the door, somebody comes in by it. */
import pg from 'pg';
import { findRunning } from '../../launcher/lock.js';
import { findings } from './support/axe.js';
import { OperatorApi } from './support/operator-api.js';
import { createFirstWorkspace, fillSignIn, newPerson, signUp } from './support/portal.js';
import { expect, test } from './support/test.js';
import { arrive, createWorkspace } from './support/workspaces.js';

const FLAG = 'workspace.domain-join';
const DOMAIN = `dock-${Date.now().toString(36)}.example`;

test('an owner names a domain, and its people are offered to join', async ({ product, newProfile }) => {
  const operator = await OperatorApi.signIn(product);
  await operator.turnFlag(FLAG, true);
  const found: string[] = [];
  const mia = await newProfile();
  await arrive(mia, product, 'Mia Harbour');
  const id = await createFirstWorkspace(mia, 'Harbour');

  await test.step('the domain is named, and a check without the record says so and loses nothing', async () => {
    await mia.goto(`/w/${id}/settings`);
    await mia.getByLabel('Domain', { exact: true }).fill('gmail.com');
    await mia.getByRole('button', { name: 'Add domain' }).click();
    await expect(mia.getByText('Anybody can have a mailbox at this domain.')).toBeVisible();
    await mia.getByLabel('Domain', { exact: true }).fill(DOMAIN);
    await mia.getByRole('button', { name: 'Add domain' }).click();
    await expect(mia.getByLabel('Name of the record', { exact: true })).toHaveValue(`_purser.${DOMAIN}`);
    await mia.getByRole('button', { name: 'Check the record' }).click();
    // Whether there is a name server depends on the machine; both are said in words.
    await expect(mia.getByText(/The record was not found|The name servers did not answer/)).toBeVisible();
    found.push(...(await findings(mia, 'a domain that is not proven')));
  });

  await test.step('proven, it says who is offered to join', async () => {
    await publish(product.dataDir);
    await mia.reload();
    await expect(mia.getByText(`Everybody at ${DOMAIN} is offered to join.`)).toBeVisible();
    found.push(...(await findings(mia, 'a proven domain')));
  });

  const noa = await newProfile();
  await test.step('the offer stands at the first run and in the switcher, and makes a member', async () => {
    const person = { ...newPerson('Noa Quay'), email: `noa@${DOMAIN}` };
    await signUp(noa, product, person);
    await noa.goto('/sign-in');
    await fillSignIn(noa, person);
    await expect(noa.getByRole('button', { name: 'Join Harbour' })).toBeVisible();
    found.push(...(await findings(noa, 'the first run with an offer')));
    await createWorkspace(noa, 'Quay');
    await noa.getByRole('button', { name: /Switch workspace/ }).click();
    await expect(noa.getByRole('button', { name: 'Join Harbour' })).toBeVisible();
    found.push(...(await findings(noa, 'the switcher with an offer')));
    await noa.getByRole('button', { name: 'Join Harbour' }).click();
    await expect(noa.getByRole('heading', { level: 1, name: 'Harbour', exact: true })).toBeVisible();
    expect(noa.url()).toContain(`/w/${id}`);
  });

  expect(found).toEqual([]);
  await operator.turnFlag(FLAG, null);
});

/** Stands in for a record in the DNS, which no test can publish; `workspace-domains.spec.ts` shows what is read there. */
async function publish(dataDir: string): Promise<void> {
  const client = new pg.Client({ connectionString: findRunning(dataDir)?.databaseUrl });
  await client.connect();
  await client.query('UPDATE workspace_domain SET verified_at = now() WHERE domain = $1', [DOMAIN]);
  await client.end();
}
