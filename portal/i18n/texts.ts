/** The texts of every plugin by language, each loaded once and only when it is shown. */
import type { Messages, MessagesSource } from '@purser/kit/portal/plugin';
import type { PortalLocale } from '@purser/kit/portal/portal';
import { plugins } from '../plugins.js';

const sources: Readonly<Record<string, Readonly<Record<PortalLocale, MessagesSource>>>> = {
  portal: { en: () => import('./en.js'), de: () => import('./de.js') },
  ...Object.fromEntries(plugins.map((plugin) => [plugin.name, plugin.messages])),
};

const loaded = new Map<string, Messages>();
const loading = new Map<string, Promise<void>>();

/** Those that are here already. What the house notes itself stands with the portal's own. */
export function textsOf(plugin: string, locale: PortalLocale): Messages | undefined {
  return loaded.get(`${locale}:${plugin === 'house' ? 'portal' : plugin}`);
}

/** React reads `status` and does not wait: a reason that has to be read at once would come a moment late otherwise. */
const here = Object.assign(Promise.resolve(), { status: 'fulfilled', value: undefined });

/** Resolves when the texts of all these plugins are here; the same promise for the same question, as `use` wants it. */
export function loadTexts(names: readonly string[], locale: PortalLocale): Promise<void> {
  const question = `${locale}:${names.join(' ')}`;
  let answer = loading.get(question);
  if (!answer && names.every((name) => loaded.has(`${locale}:${name}`) || sources[name] === undefined)) return here;
  if (!answer) {
    answer = Promise.all(names.map((name) => loadOne(name, locale))).then(() => undefined);
    // A failed load is asked again by the next render that wants it.
    answer.catch(() => loading.delete(question));
    loading.set(question, answer);
  }
  return answer;
}

async function loadOne(name: string, locale: PortalLocale): Promise<void> {
  const key = `${locale}:${name}`;
  const source = sources[name]?.[locale];
  if (loaded.has(key) || source === undefined) return;
  loaded.set(key, typeof source === 'function' ? (await source()).default : source);
}
