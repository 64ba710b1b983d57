/** Why a house does not boot: one sentence that names the plugin, what is wrong and the mend. */
export class HouseRefusal extends Error {
  constructor(
    readonly plugin: string,
    readonly fault: string,
    readonly mend: string,
  ) {
    super(`Plugin "${plugin}" ${fault}: ${mend}.`);
    this.name = 'HouseRefusal';
  }
}
