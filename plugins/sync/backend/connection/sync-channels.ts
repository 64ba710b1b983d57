/** NOTIFY channels of sync. Payloads are hints: a receiver reads the database again. */

/** `<store id>:<head>` joined by commas. */
export const HEADS_CHANNEL = 'sync.heads';
/** JSON of an `Ended`. */
export const ENDINGS_CHANNEL = 'sync.endings';
/** The id of a process that has begun to serve sockets. */
export const PROCESSES_CHANNEL = 'sync.processes';
