import { screen } from '@testing-library/react';
import { provisioning } from '../../../plugins/provisioning/portal/index.js';
import Usage from '../../../plugins/provisioning/portal/usage/Usage.js';
import { provisioningActions, type StoreUsage } from '../../../plugins/provisioning/records.js';
import { fakeApi, renderInPortal } from './portal-around.js';

const usage: StoreUsage = {
  level: 'ok',
  warnAt: 0.8,
  stops: false,
  heldForQuota: false,
  events: { used: 1_204, quota: 25_000 },
  bytes: { used: 3_100_000, quota: 250_000_000 },
  connections: { used: 3, quota: 500 },
};

const open = (rest: Partial<StoreUsage> = {}) =>
  renderInPortal(<Usage />, {
    workspace: { id: 'w', name: 'Harbour', role: 'owner' },
    api: fakeApi({ get: (async () => ({ ...usage, ...rest })) as never }),
  });

it('is shown to the roles that the server tells it to', () => {
  expect(provisioning.settings?.roles).toEqual(provisioningActions.seeUsage.roles);
});

describe('how full a workspace is', () => {
  it('is said in words and shown as bars, without advice while there is room', async () => {
    open();
    expect(await screen.findByText('1,204 of 25,000')).toBeTruthy();
    expect(screen.getByText('3.1 of 250 MB')).toBeTruthy();
    const bars = ['Changes', 'Data', 'Devices connected now'].map((name) => screen.getByRole('meter', { name }));
    expect(bars.map((bar) => bar.getAttribute('aria-valuenow'))).toEqual(['5', '1', '1']);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it.each([
    [{ level: 'warning' }, 'when it is full, it opens more slowly'],
    [{ level: 'warning', stops: true }, 'when it is full, it can only be read'],
    [{ level: 'over' }, 'Everybody can go on working for now'],
    [{ level: 'over', stops: true }, 'In a few minutes it can only be read'],
    [{ level: 'over', stops: true, heldForQuota: true }, 'is full and can only be read'],
  ] as const)('says what happens at %j, and what to do', async (rest, words) => {
    open(rest);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(words);
    expect(alert.textContent).toContain('Ask the people who run this service for more room');
  });
});
