import { Module } from '@nestjs/common';
import { definePlugin, type PluginDefinition, type PluginFactory } from '@purser/kit/backend/plugin';
import type { MigrationInterface } from 'typeorm';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { z } from 'zod';
import { assemble } from '../../backend/assemble.js';

@Module({})
class Nothing {}

const plugin = (name: string, more: Partial<PluginDefinition> = {}): PluginFactory =>
  definePlugin({ name, worksWith: '^1.0.0', module: Nothing, ...more });

const migration = (name: string) =>
  ({
    [name]: class implements MigrationInterface {
      async up() {}
      async down() {}
    },
  })[name] as new () => MigrationInterface;

const entity = (className: string, table: string) => {
  const made = { [className]: class {} }[className] as new () => object;
  Entity(table)(made);
  PrimaryColumn({ type: 'uuid' })(made.prototype, 'id');
  Column({ type: 'text' })(made.prototype, 'name');
  return made;
};

class NotAnEntity {}
const job = (name: string, timeoutMs = 1_000) => ({ name, timeoutMs, run: Nothing as never });
const named = (name: string) => ({ it: { name, description: 'Does it' } });
const optioned = plugin('lamp', { options: z.object({ oil: z.number().max(9), wick: z.string().default('long') }) });

const refusals: [what: string, list: () => Parameters<typeof assemble>, sentence: string][] = [
  [
    'a duplicate name',
    () => [[plugin('lamp')(), plugin('lamp')()]],
    'Plugin "lamp" stands twice in the list of plugins: remove one of the two or rename it.',
  ],
  [
    'a missing need',
    () => [[plugin('lamp', { needs: ['oil'] })()]],
    'Plugin "lamp" needs "oil", which is not in the list: add "oil" to backend/plugins.ts.',
  ],
  [
    'a missing need of a plugin that is off, as it is migrated all the same',
    () => [[plugin('lamp', { needs: ['oil'] })({ enabled: false })]],
    'Plugin "lamp" needs "oil", which is not in the list: add "oil" to backend/plugins.ts.',
  ],
  [
    'a need that its entry switches off',
    () => [[plugin('oil')({ enabled: false }), plugin('lamp', { needs: ['oil'] })()]],
    'Plugin "lamp" needs "oil", which is switched off: switch "oil" on, or "lamp" off as well.',
  ],
  [
    'a need that the installation switches off',
    () => [[plugin('oil')(), plugin('lamp', { needs: [plugin('oil')] })()], ['oil']],
    'Plugin "lamp" needs "oil", which is switched off: switch "oil" on, or "lamp" off as well.',
  ],
  [
    'an unknown name to switch off',
    () => [[plugin('lamp')()], ['lamps']],
    'Plugin "lamps" is to be switched off but is not in the list: correct PURSER_PLUGINS_OFF.',
  ],
  [
    'a need of itself',
    () => [[plugin('lamp', { needs: ['lamp'] })()]],
    'Plugin "lamp" needs itself in a circle (lamp → lamp): remove one of these needs.',
  ],
  [
    'a circle',
    () => [
      [
        plugin('lamp', { needs: ['oil'] })(),
        plugin('oil', { needs: ['well'] })(),
        plugin('well', { needs: ['lamp'] })(),
      ],
    ],
    'Plugin "lamp" needs itself in a circle (lamp → oil → well → lamp): remove one of these needs.',
  ],
  [
    'an unknown option',
    () => [[optioned({ oil: 3, colour: 'red' } as never)]],
    'Plugin "lamp" has no option "colour": correct it in backend/plugins.ts (known options: oil, wick).',
  ],
  [
    'an option where there are none',
    () => [[plugin('lamp')({ oil: 3 } as never)]],
    'Plugin "lamp" has no option "oil": correct it in backend/plugins.ts (known options: none).',
  ],
  [
    'a bad option',
    () => [[optioned({ oil: 10 })]],
    'Plugin "lamp" cannot use its option "oil" (Too big: expected number to be <=9): correct it in backend/plugins.ts.',
  ],
  [
    'a missing option',
    () => [[optioned({} as never)]],
    'Plugin "lamp" cannot use its option "oil" (Invalid input: expected number, received undefined): correct it in backend/plugins.ts.',
  ],
  [
    'a version outside worksWith',
    () => [[plugin('lamp', { worksWith: '^2.0.0' })()]],
    'Plugin "lamp" works with kit ^2.0.0, and this house speaks 1.0.0: install a release of the plugin that fits.',
  ],
  [
    'a worksWith that cannot be read',
    () => [[plugin('lamp', { worksWith: 'latest' })()]],
    'Plugin "lamp" has a "worksWith" that is no version range (latest): write e.g. "^1.0.0".',
  ],
  [
    'a migration older than that of a needed plugin',
    () => [
      [
        plugin('oil', { migrations: [migration('OilCreate1764000000500')] })(),
        plugin('lamp', { needs: ['oil'], migrations: [migration('LampCreate1764000000400')] })(),
      ],
    ],
    'Plugin "lamp" has a migration of 1764000000400, older than the first one of "oil" (1764000000500), which it needs: give it a timestamp after 1764000000500.',
  ],
  [
    'two migrations of one moment',
    () => [
      [
        plugin('oil', { migrations: [migration('OilCreate1764000000500')] })(),
        plugin('lamp', { migrations: [migration('LampCreate1764000000500')] })(),
      ],
    ],
    'Plugin "lamp" has a migration of the moment 1764000000500, which plugin "oil" has too: give one of the two another timestamp.',
  ],
  [
    'a migration under another name',
    () => [[plugin('lamp', { migrations: [migration('CreateLamps1764000000500')] })()]],
    'Plugin "lamp" has a migration "CreateLamps1764000000500": name the class "Lamp<What><13 digits>".',
  ],
  [
    'two entities of one name',
    () => [
      [
        plugin('oil', { entities: [entity('Can', 'oil_can')] })(),
        plugin('lamp', { entities: [entity('Can', 'lamp_can')] })(),
      ],
    ],
    'Plugin "lamp" has an entity "Can", which plugin "oil" has too: rename one of the two.',
  ],
  [
    'two entities of one table',
    () => [[plugin('lamp', { entities: [entity('LampA', 'lamp_a'), entity('LampB', 'lamp_a')] })()]],
    'Plugin "lamp" has a table "lamp_a", which plugin "lamp" has too: rename one of the two.',
  ],
  [
    'an entity on a foreign table',
    () => [[plugin('oil-lamp', { entities: [entity('OilLamp', 'auth_user')] })()]],
    'Plugin "oil-lamp" has an entity on table "auth_user": name the table "oil_lamp" or "oil_lamp_…".',
  ],
  [
    'an entity that is none',
    () => [[plugin('lamp', { entities: [NotAnEntity] })()]],
    'Plugin "lamp" lists "NotAnEntity", which is no entity: decorate it with @Entity.',
  ],
  [
    'a foreign permission',
    () => [[plugin('lamp', { permissions: named('auth.light') })()]],
    'Plugin "lamp" names a permission "auth.light": call it "lamp.<kebab-case>".',
  ],
  [
    'a permission without the plugin’s name',
    () => [[plugin('lamp', { permissions: named('light') })()]],
    'Plugin "lamp" names a permission "light": call it "lamp.<kebab-case>".',
  ],
  [
    'a permission named twice',
    () => [
      [
        plugin('lamp', {
          permissions: { a: { name: 'lamp.light', description: '' }, b: { name: 'lamp.light', description: '' } },
        })(),
      ],
    ],
    'Plugin "lamp" names the permission "lamp.light" twice: rename one of the two.',
  ],
  [
    'a foreign audit entry',
    () => [[plugin('lamp', { audit: named('lamps.lit') })()]],
    'Plugin "lamp" names a audit entry "lamps.lit": call it "lamp.<kebab-case>".',
  ],
  [
    'a foreign flag',
    () => [[plugin('lamp', { flags: { 'other.flag': { default: true, description: '' } } })()]],
    'Plugin "lamp" names a flag "other.flag": call it "lamp.<kebab-case>".',
  ],
  [
    'a job that carries the prefix itself',
    () => [[plugin('lamp', { jobs: [job('lamp.light')] })()]],
    'Plugin "lamp" names a job "lamp.light": call it verb-object in kebab-case; the house puts "lamp." before it.',
  ],
  [
    'a job named twice',
    () => [[plugin('lamp', { jobs: [job('light'), job('light')] })()]],
    'Plugin "lamp" names the job "light" twice: rename one of the two.',
  ],
  [
    'a job without an end',
    () => [[plugin('lamp', { jobs: [job('light', 0)] })()]],
    'Plugin "lamp" has a job "light" without an end: give it a timeoutMs above 0.',
  ],
  [
    'a command that another plugin has',
    () => {
      const commands = [{ name: 'lamp light', description: '', run: Nothing as never }];
      return [[plugin('lamp', { commands })(), plugin('oil', { commands })()]];
    },
    'Plugin "oil" has a command "lamp light", which plugin "lamp" has too: rename one of the two.',
  ],
  [
    'a name of the house',
    () => [[plugin('console')()]],
    'Plugin "console" has a name that cannot be used: choose one kebab-case word that the house does not use itself.',
  ],
  [
    'a name that is no kebab-case word',
    () => [[plugin('My Lamp')()]],
    'Plugin "My Lamp" has a name that cannot be used: choose one kebab-case word that the house does not use itself.',
  ],
];

describe('assemble', () => {
  it.each(refusals)('refuses %s', (_, list, sentence) => {
    expect(() => assemble(...list())).toThrow(expect.objectContaining({ name: 'HouseRefusal', message: sentence }));
  });

  it('orders by need, and by the list where there is none', () => {
    const house = assemble([
      plugin('task', { needs: ['sync'] })(),
      plugin('sync', { needs: ['workspace'] })(),
      plugin('note')(),
      plugin('workspace', { needs: ['auth'] })(),
      plugin('auth')(),
    ]);
    expect(house.all.map((definition) => definition.name)).toEqual(['auth', 'workspace', 'sync', 'task', 'note']);
  });

  it('fills in defaults, and leaves the options of a plugin that is off alone', () => {
    const house = assemble([
      optioned({ oil: 3 }),
      plugin('off', { options: z.object({ must: z.string() }) })({ enabled: false } as never),
    ]);
    expect(house.mounted).toEqual([{ definition: optioned.definition, options: { oil: 3, wick: 'long' } }]);
    expect(house.all.map((definition) => definition.name)).toEqual(['lamp', 'off']);
  });

  it.each([
    ['^1.0.0', true],
    ['~1.0.0', true],
    ['1.x', true],
    ['*', true],
    ['1', true],
    ['>=0.9.0 <2.0.0', true],
    ['^0.9.0 || ^1.0.0', true],
    ['1.0.0', true],
    ['=1.0.0', true],
    ['^1.1.0', false],
    ['~0.9', false],
    ['^0.9.0', false],
    ['>1.0.0', false],
    ['<1.0.0', false],
    ['1.0.1', false],
  ])('works with %s: %s', (worksWith, fits) => {
    const build = () => assemble([plugin('lamp', { worksWith })()]);
    if (fits) expect(build).not.toThrow();
    else expect(build).toThrow('install a release of the plugin that fits');
  });
});
