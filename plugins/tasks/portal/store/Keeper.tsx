import { KeepStore } from './stores.js';

export default KeepStore;
