import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Module } from '@nestjs/common';
import { defineMail } from '@purser/kit/backend/mail';
import { definePlugin } from '@purser/kit/backend/plugin';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { anOperator } from '@purser/kit/testing/test-callers';
import { z } from 'zod';
import { MailPreviewCommand } from '../../backend/mail/mail-preview.command.js';
import { mailTemplatePage, mailTemplateRecord } from '../../backend/mail/mail-templates.records.js';
import { housePermissions } from '../../backend/names.js';
import { everyListQuery } from '../support/every-list-query.js';

const words = (subject: string) => ({
  subject,
  preheader: 'Tide',
  heading: subject,
  paragraphs: ['{{name}}'],
  action: { label: 'Open', href: '{{link}}' },
});
const berth = defineMail({
  name: 'harbour.berth',
  data: z.object({ name: z.string(), link: z.url() }),
  sample: { name: 'Ada', link: 'https://app.example.org/berth#token=sample' },
  words: { en: words('It’s your berth, {{name}}'), de: words('Ihr Liegeplatz, {{name}}') },
});

@Module({})
class HarbourModule {}
const harbour = definePlugin({ name: 'harbour', worksWith: '^1.0.0', module: HarbourModule, mails: [berth] });

describe('what mails look like', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [harbour()] });
  });
  afterAll(() => house?.close());

  const get = (route: string, permissions = [housePermissions.readMailTemplates]) =>
    house
      .request()
      .get(`/api/console/${route}`)
      .set('Authorization', house.signedInAs(anOperator(permissions)));

  describe('in the console', () => {
    it('is listed with every mail of every plugin', async () => {
      const { body, headers } = await get('mail-templates').expect(200);
      mailTemplateRecord.strict().array().parse(body);
      expect(body.map(({ id, plugin, secret }: Record<string, unknown>) => [id, plugin, secret])).toEqual([
        ['harbour.berth', 'harbour', true],
        ['house.test', 'house', false],
      ]);
      expect(headers['content-range']).toBe('mail-templates 0-1/2');
      const { body: found } = await get(
        `mail-templates?filter=${encodeURIComponent(JSON.stringify({ q: 'liegeplatz', plugin: 'harbour' }))}`,
      );
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({ subject: 'It’s your berth, Ada', subjectDe: 'Ihr Liegeplatz, Ada' });
    });

    it('is shown in both languages and parts, on the hosts of this installation', async () => {
      const { body } = await get('mail-templates/harbour.berth').expect(200);
      mailTemplatePage.strict().parse(body);
      expect(body.sample).toEqual({ name: 'Ada', link: `${house.url}/berth#token=sample` });
      expect(body.previews.de.html).toContain(`href="${house.url}/berth#token=sample"`);
      expect(body.previews.en.text).toContain(`${house.url}/berth#token=sample`);
      expect(JSON.stringify(body)).not.toContain('example.org');
      expect((await get('mail-templates/harbour.nothing').expect(404)).body.code).toBe('not_found');
    });

    it('wants its permission', async () => {
      await get('mail-templates', [housePermissions.readMails]).expect(403);
      await get('mail-templates/harbour.berth', []).expect(403);
      await house.request().get('/api/console/mail-templates').expect(401);
    });

    it('answers every query that its list allows', async () => {
      const { list } = house.get<{ list: never }>(
        (await import('../../backend/mail/mail-templates.controller.js')).MailTemplatesController,
      );
      for (const query of everyListQuery(list)) await get(`mail-templates?${query}`).expect(200);
    });
  });

  describe('at the command line', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'purser-previews-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    async function run(args: string[], options = {}): Promise<string> {
      const lines: string[] = [];
      await house.get<MailPreviewCommand>(MailPreviewCommand).run({ args, options, print: (line) => lines.push(line) });
      return lines.join('\n');
    }

    it('is listed', async () => {
      const list = await run([]);
      expect(list).toMatch(/^harbour\.berth +It’s your berth, Ada$/m);
      expect(list).toMatch(/^house\.test +/m);
    });

    it('is written into a folder, in both languages and parts', async () => {
      expect(await run(['all'], { to: folder })).toContain('2 mails in both languages and parts');
      expect(readdirSync(folder).sort()).toEqual(
        ['harbour.berth', 'house.test'].flatMap((name) =>
          ['de.html', 'de.txt', 'en.html', 'en.txt'].map((end) => `${name}.${end}`),
        ),
      );
      expect(readFileSync(path.join(folder, 'harbour.berth.de.txt'), 'utf8')).toMatch(
        /^Subject: Ihr Liegeplatz, Ada\n\nIhr Liegeplatz, Ada\n\nAda\n/,
      );
      expect(readFileSync(path.join(folder, 'harbour.berth.en.html'), 'utf8')).toMatch(/^<!doctype html>/);
    });

    it('is written of one mail or of one plugin', async () => {
      await run(['harbour.berth'], { to: folder });
      await run(['harbour'], { to: folder });
      expect(readdirSync(folder)).toHaveLength(4);
    });

    it('says which mails there are when one is not', async () => {
      await expect(run(['harbour.nothing'], { to: folder })).rejects.toThrow('"mail preview" lists those there are');
      await expect(run([], { to: true })).rejects.toThrow('Say which folder');
    });
  });
});
