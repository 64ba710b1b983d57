/** Bundled by itself: restore drills load it in a thread of its own, where LiveStore is. */
import { replayLogs } from '@purser/kit/replay/replay-logs';
import { schema } from '../schema.js';

await replayLogs(schema);
