/** Steps that the specs of the session manager share. Time is Jest's. */
import { FakeBrowser } from './fake-browser.js';

export const LOGOUT = '/api/auth/logout';
export const HOUR = 3_600_000;

export const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

export async function during<T>(work: Promise<T>, ms = 200): Promise<T> {
  work.catch(() => {});
  await pass(ms);
  return work;
}

export async function signedIn(browser: FakeBrowser, who = 'anna') {
  const tab = browser.openTab();
  await during(tab.session.start(), 1_000);
  await during(tab.session.signIn(`${who}@example.com`, 'right'));
  return tab;
}
