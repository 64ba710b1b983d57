/** The job process: the same house, whose door answers only health and metrics. */
import { start } from './start.js';

await start('worker');
