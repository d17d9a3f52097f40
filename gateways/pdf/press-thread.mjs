// Threads know nothing of the TypeScript loader their process was started with.
import { register } from 'tsx/esm/api';

register();
await import('./press-thread.ts');
