/** Every mail of every plugin of THE list, so that what a plugin adds is looked at without a word here. */
import type { Mail } from '@purser/kit/backend/mail';
import type { HouseSettings } from '@purser/kit/backend/settings';
import type { z } from 'zod';
import { assemble } from '../../backend/assemble.js';
import { house } from '../../backend/house.plugin.js';
import { plugins } from '../../backend/plugins.js';

export const settings: HouseSettings = {
  mode: 'test',
  role: 'web',
  productName: 'Purser',
  publicUrl: 'https://app.example.org',
  consoleUrl: 'https://console.example.org',
  loopbackUrl: 'http://127.0.0.1:3000',
  dataDir: '/nowhere',
};

export function declaredMails(): readonly Mail<z.ZodObject>[] {
  return [house.definition, ...assemble(plugins({ SIGNING_KEYS: undefined })).all].flatMap(
    (definition) => definition.mails ?? [],
  );
}
