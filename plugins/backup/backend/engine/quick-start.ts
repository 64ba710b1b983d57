/**
 * Node 21 and later tell who they are. Where it is not told, pg tries out a `Response` to find whether it runs at Cloudflare:
 * that has Node load all of fetch, which is 15 ms of a process that lives for two seconds.
 */
globalThis.navigator ??= { userAgent: `Node.js/${process.versions.node}` } as Navigator;
