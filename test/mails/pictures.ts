/** `pnpm mail-pictures`: every mail as people see it, light and dark, English and German, into docs/images/mails. */
import 'reflect-metadata';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { LOCALES } from '@purser/kit/backend/mail';
import { MailRenderer } from '../../backend/mail/mail-renderer.service.js';
import browser from '../../playwright.config.js';
import { declaredMails, settings } from './declared-mails.js';

const folder = path.resolve(import.meta.dirname, '../../docs/images/mails');
const WIDTHS = { wide: 620, narrow: 360 };

/** One sheet per mail: English wide in light and in dark, German narrow in light and in dark. */
const sheet = [
  { locale: 'en', scheme: 'light', width: WIDTHS.wide },
  { locale: 'en', scheme: 'dark', width: WIDTHS.wide },
  { locale: 'de', scheme: 'light', width: WIDTHS.narrow },
  { locale: 'de', scheme: 'dark', width: WIDTHS.narrow },
] as const satisfies readonly { locale: (typeof LOCALES)[number]; scheme: 'light' | 'dark'; width: number }[];

const renderer = new MailRenderer(settings);
const launched = await chromium.launch({ ...browser.use?.launchOptions });

async function shot(page: Page, html: string, width: number): Promise<string> {
  await page.setViewportSize({ width, height: 100 });
  await page.setContent(html);
  return (await page.screenshot({ fullPage: true })).toString('base64');
}

try {
  const page = await launched.newPage();
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) rmSync(path.join(folder, old));
  for (const mail of declaredMails()) {
    const shots: string[] = [];
    for (const { locale, scheme, width } of sheet) {
      await page.emulateMedia({ colorScheme: scheme });
      shots.push(await shot(page, renderer.render(mail, locale, mail.data.parse(mail.sample)).html, width));
    }
    const images = shots.map((data) => `<img src="data:image/png;base64,${data}" alt="">`).join('');
    await page.setViewportSize({ width: 2 * (WIDTHS.wide + WIDTHS.narrow), height: 100 });
    await page.setContent(`<body style="margin:0;display:flex;align-items:flex-start">${images}`);
    await page.screenshot({ path: path.join(folder, `${mail.name}.png`), fullPage: true });
    console.log(`docs/images/mails/${mail.name}.png`);
  }
} finally {
  await launched.close();
}
