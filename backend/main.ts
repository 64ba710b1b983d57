/** The HTTP process; by default it runs the jobs too (`PURSER_ROLE=all`). */
import { start } from './start.js';

await start();
