/** A start that cannot go on, told to the person at the keyboard in one sentence; no stack is printed. */
export class LaunchRefusal extends Error {
  override readonly name = 'LaunchRefusal';
}

/** Ends the process with the sentence of a refusal, or with the whole error when it is a fault of ours. */
export function refuse(error: unknown): never {
  if (error instanceof LaunchRefusal) console.error(`\n  ${error.message}\n`);
  else console.error(error);
  process.exit(1);
}
