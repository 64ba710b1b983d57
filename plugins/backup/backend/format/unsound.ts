/** What is there is not what was written. */

/** A section's text does not end where the index says. */
export class UnsoundSegment extends Error {}

/** It cannot be read, or somebody changed it. */
export class UnsoundManifest extends Error {}
