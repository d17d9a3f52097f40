import { workflowBundle } from './workflow-bundle.ts';

const bundle = await workflowBundle();
process.stdout.write(`workflow bundle ready, ${Math.round(bundle.code.length / 1024)} KB\n`);
