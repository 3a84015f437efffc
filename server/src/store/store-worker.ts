/** The script of the thread that a {@link WorkerStore} runs in. */
import { serveStore } from './worker-store.ts';

await serveStore();
