import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import type { CommandDeclaration } from '@purser/kit/backend/cli';
import { Refusal } from '@purser/kit/backend/errors';
import { assemble, type House } from '../assemble.js';
import { bootHouse } from '../boot.js';
import { migrate } from '../data-source.js';
import type { Env } from '../env.js';
import { house as houseMachines } from '../house.plugin.js';
import { createLogger } from '../http/logger.js';
import { openApiDocument, openApiText } from '../http/open-api.js';
import { plugins } from '../plugins.js';
import { configOf } from '../settings/config-of-env.js';
import type { HouseConfig } from '../settings/house-config.js';
import { findCommand, readWords } from './command-words.js';
import { smoke } from './smoke/smoke.js';

const print = (line: string): void => console.log(line);

/** Answers the exit code. */
export async function runCommandLine(words: readonly string[], env: Env): Promise<number> {
  if (words[0] === 'smoke') {
    const inboxUrl = `http://127.0.0.1:${env.PURSER_MAIL_UI_PORT}`;
    const settings = { mailboxUrl: env.SMOKE_MAILBOX_URL, address: env.SMOKE_ADDRESS, inboxUrl };
    return (await smoke(readWords(words).options, settings, print)) ? 0 : 1;
  }
  const house = assemble(plugins(env), env.PURSER_PLUGINS_OFF);
  // A command is nobody's server: it takes no jobs and opens no port.
  const config = configOf(env, 'web');
  if (words[0] === 'migrate') {
    const ran = await migrate(house, config);
    print(ran.length ? `Migrated: ${ran.join(', ')}` : 'The database is up to date.');
    return 0;
  }
  if (words[0] === 'openapi') return writeOpenApi(house, config, readWords(words).options.to);
  const commands = commandsOf(house);
  const found = findCommand(commands, words);
  if (!found) {
    printCommands(commands);
    return words.length === 0 || words[0] === 'help' ? 0 : 1;
  }
  if (found.command.migratesFirst) await migrate(house, config);
  const app = await bootHouse(house, config, { logger: createLogger('error', 2) });
  try {
    const command = app.get(found.command.run, { strict: false });
    await command.run({ ...readWords(found.rest), print });
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    for (const [field, fault] of Object.entries(error.facts.errors ?? {})) console.error(`  ${field}: ${fault}`);
    return 1;
  } finally {
    await app.close();
  }
}

async function writeOpenApi(house: House, config: HouseConfig, to: string | true | undefined): Promise<number> {
  const app = await bootHouse(house, config, { logger: createLogger('error', 2) });
  const text = openApiText(openApiDocument(app, config.productName));
  await app.close();
  if (typeof to !== 'string') print(text);
  else {
    writeFileSync(to, text);
    print(`Written to ${to}.`);
  }
  return 0;
}

function commandsOf(house: House): CommandDeclaration[] {
  const definitions = [houseMachines.definition, ...house.mounted.map((plugin) => plugin.definition)];
  return definitions.flatMap((definition) => definition.commands ?? []);
}

function printCommands(commands: readonly CommandDeclaration[]): void {
  const lines: [string, string][] = [
    ['migrate', 'Bring the database up to this release'],
    ['openapi [--to <file>]', 'Print the API as OpenAPI 3.1'],
    [
      'smoke --url <origin> [--wait <seconds>] [--without-mail]',
      'Check an installation from outside: sign up, confirm, recover and sign in by mail',
    ],
    ...commands.map(({ name, usage, description }): [string, string] => [
      usage ? `${name} ${usage}` : name,
      description,
    ]),
  ];
  print('pnpm purser <command>\n');
  for (const [name, description] of lines.sort(([a], [b]) => a.localeCompare(b)))
    print(`  ${name}\n      ${description}`);
}
