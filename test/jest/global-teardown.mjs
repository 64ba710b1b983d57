export default async function globalTeardown() {
  await globalThis.purserScratchPostgres?.stop();
}
