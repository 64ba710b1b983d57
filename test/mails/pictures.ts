/** `pnpm mail-pictures`: every mail as people see it, light and dark, wide and narrow, into docs/images/mails. */
import 'reflect-metadata';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import type { Locale } from '@purser/kit/backend/mail';
import { MailRenderer } from '../../backend/mail/mail-renderer.service.js';
import browser from '../../playwright.config.js';
import { declaredMails, settings } from './declared-mails.js';

const docs = path.resolve(import.meta.dirname, '../../docs');
const folder = path.join(docs, 'images/mails');
const WEBP_QUALITY = 0.72;

interface View {
  readonly locale: Locale;
  readonly scheme: 'light' | 'dark';
  readonly width: number;
}

/** One sheet per mail. */
const views: readonly View[] = [
  { locale: 'en', scheme: 'light', width: 620 },
  { locale: 'en', scheme: 'dark', width: 620 },
  { locale: 'de', scheme: 'light', width: 360 },
  { locale: 'de', scheme: 'dark', width: 360 },
];

async function shot(page: Page, html: string, { scheme, width }: View): Promise<string> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width, height: 100 });
  await page.setContent(html);
  return (await page.screenshot({ fullPage: true })).toString('base64');
}

/** Side by side, as WebP: a quarter of what PNG takes. */
async function sheetOf(page: Page, shots: readonly string[]): Promise<Buffer> {
  await page.setContent(shots.map((data) => `<img src="data:image/png;base64,${data}" alt="">`).join(''));
  const sheet = await page.evaluate(async (quality) => {
    const images = [...document.images];
    await Promise.all(images.map((image) => image.decode()));
    const canvas = document.createElement('canvas');
    canvas.width = images.reduce((sum, image) => sum + image.naturalWidth, 0);
    canvas.height = Math.max(...images.map((image) => image.naturalHeight));
    let x = 0;
    for (const image of images) {
      canvas.getContext('2d')?.drawImage(image, x, 0);
      x += image.naturalWidth;
    }
    return canvas.toDataURL('image/webp', quality);
  }, WEBP_QUALITY);
  return Buffer.from(sheet.slice(sheet.indexOf(',') + 1), 'base64');
}

/** The list of pictures in docs/email.md, between its heading and the next one. */
function list(names: readonly string[]): void {
  const file = path.join(docs, 'email.md');
  const pictures = names.map((name) => `![${name}](images/mails/${name}.webp)`).join('\n');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/(<!-- pictures -->\n)[\s\S]*?(<!-- end of pictures -->)/, `$1${pictures}\n$2`));
}

const renderer = new MailRenderer(settings);
const launched = await chromium.launch({ ...browser.use?.launchOptions });
try {
  const page = await launched.newPage();
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) rmSync(path.join(folder, old));
  const mails = [...declaredMails()].sort((a, b) => a.name.localeCompare(b.name));
  for (const mail of mails) {
    const sample = mail.data.parse(mail.sample);
    const shots: string[] = [];
    for (const view of views) shots.push(await shot(page, renderer.render(mail, view.locale, sample).html, view));
    writeFileSync(path.join(folder, `${mail.name}.webp`), await sheetOf(page, shots));
  }
  list(mails.map(({ name }) => name));
  console.log(`${mails.length} mails in docs/images/mails`);
} finally {
  await launched.close();
}
